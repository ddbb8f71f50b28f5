"""Injury, fragile bone, cancer and infection: the examples of the clinical text."""

from tests.triage.truths.example import truth

TRUTHS = [
    truth(
        "R08a yes",
        trauma_recent=True,
        foot_pain_sites=["heel_bottom"],
        injuries=[{"trauma_type": "fall_over_3ft", "trauma_days_ago": 0, "trauma_body": ["foot_ankle"]}],
    ),
    truth(
        "R08u no, R08s no",
        back_pain_status="now",
        back_pain_duration_days=7,
        back_pain_score=9,
        sex_at_birth="female",
        age_years=30,
        osteoporosis=False,
        prior_fragility_fracture=False,
        steroid_3mo=False,
    ),
    truth(
        "R08u yes",
        back_pain_status="now",
        back_pain_duration_days=7,
        osteoporosis=True,
        age_years=72,
        sex_at_birth="female",
    ),
    truth(
        "R08m yes, R08k no",
        age_years=35,
        back_pain_status="now",
        back_pain_score=4,
        numbness_present=False,
        leg_weakness=False,
        foot_drop_self=False,
        gait_problem=False,
        injuries=[{"trauma_type": "mvc", "trauma_days_ago": 2, "trauma_body": ["low_back"]}],
    ),
    truth(
        "R08s yes, R08u no",
        back_pain_status="now",
        back_pain_duration_days=7,
        back_pain_score=4,
        age_years=72,
        sex_at_birth="female",
        trauma_recent=False,
        back_region=["low"],
        back_pain_onset="gradual",
        osteoporosis=False,
        prior_fragility_fracture=False,
        steroid_3mo=False,
    ),
    truth("R09 yes", cancer_history=True, back_pain_status="now", back_pain_duration_days=30),
    truth(
        "R09 no",
        cancer_history=True,
        cancer_type="skin_other",
        back_pain_status="now",
        back_pain_duration_days=30,
    ),
    truth("R09e yes", cancer_history=True, back_pain_status="now", leg_weakness=True),
    truth("R09 not known", back_pain_status="now", back_pain_duration_days=30),
    truth(
        "R09 no, R09r yes",
        cancer_history=True,
        back_pain_status="now",
        back_pain_duration_days=4000,
        back_pain_course="same",
        back_pain_night_constant=False,
        numbness_present=False,
        leg_pain_present=False,
    ),
    truth(
        "R09s yes",
        age_years=60,
        back_pain_status="now",
        back_pain_duration_days=40,
        weight_loss_unexplained=True,
    ),
    truth("R10 yes", back_pain_status="now", back_pain_duration_days=5, fever_chills=True, diabetes=True),
    truth(
        "R10 no",
        back_pain_status="now",
        back_pain_duration_days=3000,
        back_pain_course="same",
        fever_chills=True,
        diabetes=True,
    ),
    truth(
        "R10 not known, R10u yes",
        back_pain_status="now",
        back_pain_duration_days=5,
        fever_chills=True,
        diabetes=False,
        immunosuppressed=False,
    ),
    truth(
        "R10u yes, R10 not known",
        back_pain_status="now",
        back_pain_duration_days=5,
        back_pain_score=9,
        iv_drug_use="current",
        fever_chills=False,
    ),
    truth(
        "R11 yes",
        foot_pain_present=True,
        injuries=[
            {
                "trauma_type": "lifting_twist",
                "trauma_days_ago": 20,
                "trauma_body": ["low_back"],
                "foot_start_vs_trauma": "within_2wk",
            }
        ],
    ),
    truth(
        "R11 no",
        foot_pain_present=True,
        injuries=[
            {
                "trauma_type": "lifting_twist",
                "trauma_days_ago": 20,
                "trauma_body": ["low_back"],
                "foot_start_vs_trauma": "before",
            }
        ],
    ),
    truth(
        "R11 not known",
        foot_pain_present=True,
        injuries=[{"trauma_type": "lifting_twist", "trauma_days_ago": 20, "trauma_body": ["low_back"]}],
    ),
    truth(
        "R11 no, R11r yes",
        foot_pain_present=True,
        injuries=[
            {
                "trauma_type": "mvc",
                "trauma_days_ago": 20,
                "trauma_body": ["low_back", "foot_ankle"],
                "foot_start_vs_trauma": "same_day",
            }
        ],
    ),
    truth(
        "R11u yes",
        foot_drop_self=True,
        injuries=[
            {
                "trauma_type": "mvc",
                "trauma_days_ago": 20,
                "trauma_body": ["low_back"],
                "foot_start_vs_trauma": "2_to_12wk",
            }
        ],
    ),
]
