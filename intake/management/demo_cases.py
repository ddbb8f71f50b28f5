"""Plainly synthetic cases for the demo clinic, across all tiers: a title and what the patient answered."""

WELL = {
    "back_pain_status": "none",
    "leg_pain_present": False,
    "numbness_present": False,
    "leg_weakness": False,
    "foot_drop_self": False,
    "gait_problem": False,
    "bladder_change": ["none"],
    "bowel_change": ["none"],
    "saddle_numbness": False,
    "trauma_recent": False,
    "fever_chills": False,
    "health_list": ["none"],
    "med_list": ["none"],
    "foot_hot_red_swollen": False,
    "foot_cold_pale_blue": False,
}
HEEL = {
    "foot_pain_present": True,
    "foot_pain_side": "left",
    "foot_pain_sites": ["heel_bottom"],
    "foot_pain_first_steps": True,
    "foot_tender_spot": True,
    "foot_symptom_days": 120,
    "foot_pain_score": 5,
    "foot_pain_onset": "gradual",
    "foot_pain_night": False,
    "foot_wound": False,
    "foot_swelling": False,
    "smoker": False,
}
BACK = {
    "back_pain_status": "now",
    "back_pain_duration_days": 20,
    "back_region": ["low"],
    "back_pain_score": 6,
}
SCIATICA = BACK | {
    "leg_pain_present": True,
    "leg_pain_below_knee": True,
    "leg_pain_side": "right",
    "leg_pain_cough_sneeze": True,
    "leg_symptom_days": 20,
    "leg_pain_score": 6,
}

CASES: tuple[tuple[str, dict], ...] = (
    ("numb between the legs", WELL | BACK | {"saddle_numbness": True, "ces_onset_days": 1}),
    (
        "high fall on the heel",
        WELL
        | HEEL
        | {
            "trauma_recent": True,
            "injuries": [
                {"trauma_type": "fall_over_3ft", "trauma_days_ago": 0, "trauma_body": ["foot_ankle"]}
            ],
        },
    ),
    (
        "cold white foot",
        WELL | HEEL | {"foot_cold_pale_blue": True, "foot_cold_onset": "sudden_under_2_weeks"},
    ),
    (
        "foot drop after a crash",
        WELL
        | SCIATICA
        | {
            "foot_drop_self": True,
            "foot_drop_side": "right",
            "foot_drop_days": 3,
            "trauma_recent": True,
            "injuries": [
                {
                    "trauma_type": "mvc",
                    "trauma_days_ago": 20,
                    "trauma_body": ["low_back"],
                    "foot_start_vs_trauma": "within_2wk",
                }
            ],
        },
    ),
    (
        "hot foot in diabetes",
        {name: answer for name, answer in WELL.items() if name != "health_list"}
        | HEEL
        | {"health_list": ["diabetes"], "foot_hot_red_swollen": True, "foot_hot_side": "left"},
    ),
    ("new weakness", WELL | SCIATICA | {"leg_weakness": True, "leg_weakness_course": "worsening"}),
    ("leg pain for weeks", WELL | SCIATICA | {"leg_symptom_days": 60}),
    ("sore calf, walks on the heels", WELL | BACK | {"gait_problem": True, "gait_types": ["heel_walk"]}),
    ("leg pain below the knee", WELL | SCIATICA),
    (
        "legs tire on walking",
        WELL
        | SCIATICA
        | {"leg_symptom_walking": True, "leg_relief_sitting": True, "leg_relief_bending": True},
    ),
    ("heel pain, first steps", WELL | HEEL),
    ("nothing hurts today", WELL | {"foot_pain_present": False}),
    (
        "half a form, unsure",
        {"foot_pain_present": True, "back_pain_status": "now", "leg_pain_present": True},
    ),
)
AGES = (34, 52, 71)
