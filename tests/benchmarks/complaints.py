"""What brings patients to the clinic, the few things that it must not miss, injuries and examinations.

The shares are our judgement, see `prevalences`.
"""

from tests.benchmarks.draws import about, at_least_one, between, one_of, sometimes, table, ticks

COMPLAINTS = {  # share and what they answer anew
    "heel": (
        0.26,
        table(
            {
                "main_reason": one_of(foot_pain=92, both=6, trouble_walking=2),
                "foot_pain_present": 1.0,
                "foot_pain_sites": at_least_one(heel_bottom=0.85, heel_back=0.2, arch_sole=0.3),
                "foot_pain_first_steps": 0.85,
                "foot_tender_spot": 0.85,
                "foot_symptom_days": about(200, 1.1),
            }
        ),
    ),
    "foot": (0.44, table({"main_reason": one_of(foot_pain=88, both=7, trouble_walking=2, other=3)})),
    "injury": (
        0.1,
        table(
            {
                "main_reason": one_of(injury=80, foot_pain=20),
                "foot_pain_present": 0.97,
                "foot_pain_sites": at_least_one(ankle=0.65, outer_edge=0.25, lesser_toes=0.15, top=0.1),
                "foot_pain_onset": one_of(sudden=85, gradual=15),
                "foot_symptom_days": about(16, 0.9),
                "foot_swelling": 0.6,
                "foot_injury_recent": 0.9,
                "foot_injury_days": about(14, 0.8, 42),
                "trauma_recent": 0.6,
                "gait_problem": 0.3,
                "gait_duration_days": about(14, 0.8),
            }
        ),
    ),
    "nerves": (
        0.06,
        table(
            {
                "main_reason": one_of(numb_or_weak=60, foot_pain=40),
                "numbness_present": 0.95,
                "numbness_side": one_of(both=75, left=12, right=13),
                "numbness_sites": at_least_one(feet_both_sock=0.7, toes=0.4, sole=0.3),
                "numbness_days": about(900, 0.9),
                "leg_symptom_days": about(900, 0.9),
                "foot_pain_quality": at_least_one(burning=0.6, pins_needles=0.5, electric=0.2),
                "diabetes": 0.5,
                "neuropathy_dx": 0.45,
                "foot_wound": 0.05,
            }
        ),
    ),
    "other": (
        0.14,
        table(
            {
                "main_reason": one_of(other=70, foot_pain=20, trouble_walking=10),
                "foot_pain_present": 0.35,
                "foot_symptom_days": about(400, 1.2),
            }
        ),
    ),
}


RARE = {  # what the service is there to find
    "sciatica": (
        0.02,
        table(
            {
                "back_pain_status": one_of(now=75, past=15, none=10),
                "leg_pain_present": 1.0,
                "leg_pain_below_knee": 0.9,
                "leg_pain_worse_than_back": 0.7,
                "leg_pain_cough_sneeze": 0.5,
                "leg_pain_path": at_least_one(buttock=0.7, thigh_back=0.7, calf=0.5, foot=0.5),
                "leg_symptom_days": about(50, 1),
                "numbness_present": 0.5,
                "numbness_sites": at_least_one(
                    shin_outer=0.4, foot_top_big_toe=0.4, foot_outer_little_toe=0.3
                ),
                "numbness_days": about(50, 1),
            }
        ),
    ),
    "narrow canal": (
        0.012,
        table(
            {
                "leg_pain_present": 0.9,
                "leg_pain_side": one_of(both=60, left=20, right=20),
                "leg_symptom_walking": 0.95,
                "leg_symptom_standing": 0.7,
                "leg_relief_sitting": 0.9,
                "leg_relief_bending": 0.7,
                "walk_limit_min": about(12, 0.7, 1440),
            }
        ),
    ),
    "weak foot": (
        0.006,
        table(
            {
                "leg_weakness": 0.9,
                "foot_drop_self": 0.5,
                "leg_weakness_course": one_of(same=45, better=20, worsening=25, sudden=10),
                "leg_weakness_days": about(60, 1.3),
                "foot_drop_days": about(60, 1.3),
                "gait_problem": 0.8,
                "gait_types": at_least_one(foot_slap_drag=0.5, limp=0.5, high_step=0.2),
            }
        ),
    ),
    "cauda equina": (
        0.0015,
        table(
            {
                "back_pain_status": one_of(now=100),
                "saddle_numbness": 0.7,
                "bladder_change": at_least_one(trouble_starting=0.5, no_urge_feeling=0.3, weak_stream=0.4),
                "bowel_change": ticks(new_constipation=0.3, cannot_feel=0.2),
                "leg_pain_present": 0.9,
                "leg_pain_side": one_of(both=50, left=25, right=25),
                "ces_onset_days": about(5, 1),
                "ces_course": one_of(worsening=60, same=40),
                "neuro_course": one_of(worsening=70, same=30),
            }
        ),
    ),
    "hot foot": (
        0.012,
        table(
            {
                "foot_hot_red_swollen": 1.0,
                "foot_swelling": 0.9,
                "foot_wound": 0.25,
                "foot_infection_signs": ticks(spreading_redness=0.4, pus=0.2),
                "foot_symptom_days": about(8, 0.8),
                "fever_chills": 0.1,
                "gout_dx": 0.3,
            }
        ),
    ),
    "poor blood flow": (
        0.006,
        table(
            {
                "foot_cold_pale_blue": 0.6,
                "pad_dx": 0.5,
                "smoker": 0.5,
                "foot_pain_night": 0.5,
                "foot_rest_pain_hang_relief": 0.5,
                "leg_symptom_walking": 0.8,
                "leg_relief_standing_still": 0.8,
            }
        ),
    ),
}

INJURED = table(
    {
        "trauma_type": one_of(
            step_off=32, fall_standing=22, sport=22, lifting_twist=7, mvc=5, direct_blow=6, fall_over_3ft=2,
            assault=1, other=3,
        ),
        "trauma_days_ago": between(1, 90),
        "trauma_body": at_least_one(foot_ankle=0.85, knee=0.12, low_back=0.05, hip=0.04, neck=0.02),
        "trauma_back_pain_after": 0.05,
        "foot_start_vs_trauma": one_of(same_day=75, within_2wk=12, before=8, **{"2_to_12wk": 4}, later=1),
        "trauma_seen": 0.45,
        "trauma_imaging": one_of(none=58, foot=40, both=1, spine=1),
    }
)  # fmt: skip

EXAMINED = table(
    {
        **{f"pulses_{side}": one_of(normal=93, weak=6, absent=1) for side in ("left", "right")},
        **{f"heel_walk_{side}": one_of(able=95, painful=4, unable=1) for side in ("left", "right")},
        **{f"toe_walk_{side}": one_of(able=92, painful=7, unable=1) for side in ("left", "right")},
        **{f"ankle_df_mrc_{side}": lambda rng, _: 5 - (rng.random() < 0.02) for side in ("left", "right")},
        **{
            f"achilles_reflex_{side}": one_of(normal=88, reduced=8, absent=2, brisk=2)
            for side in ("left", "right")
        },
        **{f"slr_{side}": one_of(negative=96, positive=4) for side in ("left", "right")},
        **{f"monofilament_felt_{side}": sometimes(0.3, between(8, 10)) for side in ("left", "right")},
        "temp_c": lambda rng, _: round(rng.gauss(36.7, 0.3), 1),
        "windlass": one_of(not_done=70, negative=18, positive=12),
        "babinski": one_of(not_done=80, negative=20),
    }
)
