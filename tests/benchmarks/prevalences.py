"""How often patients of a foot and ankle clinic answer what, by age and with back pain.

From `clinical-evidence.md`, with its source there: back pain in 30 % of men and 37.9 % of women (Menz, S8;
661 of 1,930 people), about twice as often with pain under the heel (McClinton, S7; 74 % against 37 %, a small
sample, so its factor is taken and not its figure); a spinal fracture in a few percent and a cancer in 0.2 % of
back pain in primary care (S94), one cauda equina among 1,172 (S1). Every other share, here and in
`complaints`, is our judgement of what such a clinic sees, made so that emergencies are rare and warning signs
common, as S1 says of them.
"""

from tests.benchmarks.draws import about, at_least_one, between, one_of, sometimes, table, ticks

BACK_PAIN = {"male": 0.30, "female": 0.379}
MORE_WITH_HEEL_PAIN = 1.4  # of the twofold that S7 found, since a part of it is in the figures above already
STILL_THERE = 0.7  # of those with back pain in the last six months

AGES = {range(5, 18): 0.05, range(18, 35): 0.14, range(35, 50): 0.23, range(50, 65): 0.31, range(65, 80): 0.21,
        range(80, 96): 0.06}  # fmt: skip
ADULT, OLD, LAST_PREGNANT = 18, 65, 50

_COURSE = one_of(better=25, same=60, worsening=15)
_SIDE = one_of(left=46, right=46, both=8)
_YEARS_AGO = about(300, 1.2)

# What everybody might answer; who has a complaint answers some of it anew below.
EVERYBODY = table(
    {
        "sex_at_birth": one_of(female=58, male=41.6, intersex=0.1, unknown=0.3),
        # the foot
        "foot_pain_present": 0.86,
        "foot_pain_side": one_of(left=41, right=43, both=16),
        "foot_pain_sites": at_least_one(ball=0.2, top=0.15, arch_sole=0.2, ankle=0.2, lesser_toes=0.1),
        "foot_symptom_days": about(120, 1.3),
        "foot_pain_score": between(2, 8),
        "foot_pain_onset": one_of(gradual=88, sudden=12),
        "foot_hot_red_swollen": 0.02,
        "foot_cold_pale_blue": 0.01,
        "foot_swelling": 0.1,
        "foot_hot_side": one_of(left=48, right=48, both=4),
        "foot_cold_onset": one_of(longer=93, sudden_under_2_weeks=7),
        "foot_wound": 0.012,
        "foot_infection_signs": ticks(spreading_redness=0.01, pus=0.005, bad_smell=0.005),
        "foot_pain_quality": at_least_one(aching=0.6, sharp=0.35, throbbing=0.2, burning=0.1, cramp=0.06),
        "foot_pain_first_steps": 0.3,
        "foot_stiff_after_rest": 0.2,
        "foot_tender_spot": 0.55,
        "foot_pain_worse_standing": 0.7,
        "foot_relief_sitting": 0.7,
        "foot_worse_back_moves": 0.04,
        "foot_pain_night": 0.08,
        "foot_rest_pain_hang_relief": 0.06,
        "foot_treatment_failed": 0.3,
        "foot_injury_recent": 0.25,
        "foot_injury_days": between(1, 42),
        "unable_four_steps": one_of(able=85, not_then=9, not_now=2, not_both=4),
        "foot_injury_open_or_bent": 0.005,
        "heel_pop_felt": 0.02,
        "tiptoe_self": one_of(able=82, too_painful=17, unable=1),
        "cast_or_tight_wrap": 0.02,
        "calf_swollen_tender": 0.012,
        "calf_strain": 0.4,
        "foot_deformity_progressive": 0.05,
        "foot_deformity_side": one_of(left=30, right=30, both=40),
        # the back and neck
        "back_region": at_least_one(low=0.85, middle=0.12, upper=0.08, buttock=0.15, tailbone=0.03),
        "back_pain_score": between(1, 7),
        "back_pain_duration_days": about(400, 1.4),
        "back_pain_onset": one_of(gradual=80, sudden=20),
        "back_pain_course": one_of(better=25, same=65, worsening=10),
        "back_pain_onset_age": between(18, 60),
        "back_pain_started_after_foot": 0.2,
        "back_pain_cough_sneeze": 0.1,
        "back_pain_night_wakes": 0.07,
        "back_pain_night_constant": 0.015,
        "back_better_moving": 0.4,
        "back_better_resting": 0.5,
        "back_pain_worse_extension": 0.25,
        "back_pain_worse_flexion": 0.35,
        "pain_moves_to_center": 0.1,
        "morning_stiff_min": about(12, 0.9, 240),
        "alternating_buttock_pain": 0.04,
        "nsaid_helps_48h": 0.3,
        "neck_pain": 0.2,
        "sport_extension": 0.15,
        # legs and nerves
        "leg_pain_present": 0.13,
        "leg_pain_below_knee": 0.12,
        "leg_pain_side": _SIDE,
        "leg_pain_path": at_least_one(calf=0.25, knee=0.3, thigh_side=0.15, buttock=0.2, shin_outer=0.1),
        "leg_pain_score": between(1, 7),
        "leg_pain_worse_than_back": 0.2,
        "leg_pain_cough_sneeze": 0.03,
        "numbness_present": 0.04,
        "numbness_side": _SIDE,
        "numbness_sites": at_least_one(toes=0.5, sole=0.2, foot_top_big_toe=0.06, between_toes_1_2=0.06),
        "numbness_days": _YEARS_AGO,
        "leg_symptom_days": _YEARS_AGO,
        "leg_weakness": 0.008,
        "leg_weakness_side": _SIDE,
        "leg_weakness_days": _YEARS_AGO,
        "leg_weakness_course": one_of(same=70, better=22, worsening=7, sudden=1),
        "foot_drop_self": 0.003,
        "foot_drop_side": one_of(left=49, right=49, both=2),
        "foot_drop_days": _YEARS_AGO,
        "weakness_seen": 0.65,
        "leg_crossing_habit": 0.3,
        "squat_kneel_long": 0.1,
        "weight_loss_diet_recent": 0.03,
        "fibular_pressure": 0.03,
        "face_arm_speech": 0.002,
        "neuro_course": one_of(same=68, better=24, worsening=8),
        "hand_clumsy": 0.02,
        "leg_symptom_walking": 0.12,
        "leg_symptom_standing": 0.06,
        "leg_relief_sitting": 0.5,
        "leg_relief_bending": 0.12,
        "leg_relief_standing_still": 0.3,
        "leg_better_leaning_back": 0.1,
        "no_pain_when_seated": 0.3,
        "walk_limit_min": about(30, 0.8, 1440),
        **{f"sshq_q{number}": share for number, share in enumerate((0.2, 0.35, 0.2, 0.2), start=1)},
        **{f"sshq_q{number}": 0.05 for number in range(5, 11)},
        # walking
        "gait_problem": 0.08,
        "gait_types": at_least_one(limp=0.7, short_distance=0.15, needs_aid=0.06, stiff=0.01, toe_walk=0.01),
        "gait_duration_days": about(120, 1.2),
        "toe_walk_since_start": 0.8,
        "balance_worse": 0.03,
        "falls_6mo": about(0.2, 1.3, 20),
        # what matters most is rarest
        "bladder_change": ticks(frequency_urgency=0.012, weak_stream=0.006, new_leaks=0.002),
        "bowel_change": ticks(new_constipation=0.012, new_leaks=0.001),
        "saddle_numbness": 0.0008,
        "sexual_change": 0.02,
        "ces_onset_days": about(200, 1.2),
        "ces_course": one_of(same=70, better=25, worsening=5),
        "sudden_tearing_pain": 0.001,
        "belly_pulsing": 0.001,
        "collapse_or_faint": 0.001,
        "trauma_recent": 0.12,
        "fever_chills": 0.015,
        # health
        "cancer_history": 0.06,
        "cancer_active": 0.08,
        "cancer_type": one_of(skin_other=40, breast=22, prostate=13, bowel=9, melanoma=7, thyroid=3, other=6),
        "osteoporosis": 0.03,
        "steroid_3mo": 0.01,
        "prior_fragility_fracture": 0.02,
        "weight_loss_unexplained": 0.005,
        "night_sweats": 0.03,
        "immunosuppressed": 0.015,
        "infection_recent": 0.04,
        "dialysis_or_line": 0.003,
        "iv_drug_use": one_of(never=985, past=12, current=3),
        "alcohol_heavy": 0.04,
        "smoker": 0.15,
        "spine_dx": ticks(sciatica=0.06, disc_problem=0.07, spinal_stenosis=0.02, facet_arthritis=0.03),
        "spine_surgery_past": 0.03,
        "spine_procedure_3mo": 0.004,
        "spine_procedure_days": between(1, 90),
        "hip_surgery_or_injection_6mo": 0.008,
        "hip_replacement_past": 0.03,
        "surgery_recent_12wk": 0.03,
        "pregnant": one_of(na=60, no=37, yes=1, skipped=2),
        "childbirth_3mo": 0.004,
        "pelvic_mass": 0.005,
        "diabetes": 0.08,
        "neuropathy_dx": 0.02,
        "pad_dx": 0.01,
        "atrial_fib": 0.02,
        "aneurysm_known": 0.002,
        "clot_history": 0.02,
        "anticoagulant": 0.04,
        "psoriasis": 0.03,
        "ibd_or_uveitis": 0.015,
        "family_spa": 0.01,
        "arthritis_past": 0.08,
        "enthesitis_past": 0.03,
        "gout_dx": 0.03,
        # daily life; what no rule needs is often left out
        "work_limited": one_of(no=45, a_little=35, a_lot=15, cannot_do=5),
        "hobby_limited": one_of(no=25, a_little=40, a_lot=27, cannot_do=8),
        "standing_hours_day": sometimes(0.8, between(1, 11)),
        "running_regular": 0.15,
        "running_km_week": sometimes(0.15, lambda rng, _: round(rng.uniform(2, 60), 1)),
        "activity_increase_recent": 0.12,
        "shoe_type": one_of(trainer=52, flat=12, high_heel=3, safety_boot=8, sandal=6, mixed=14, skipped=5),
        "shoe_change_recent": 0.1,
        "orthotic_use": 0.18,
        "leg_length_diff": 0.04,
        "work_type": one_of(skipped=60, office=15, teacher=5, nurse=5, warehouse=8, retired=7),
        "pain_goal": one_of(skipped=75, **{"walk the dog": 10, "run again": 8, "stand all day at work": 7}),
    }
)

OLDER = table(  # from 65
    {
        "cancer_history": 0.16,
        "osteoporosis": 0.11,
        "diabetes": 0.18,
        "neuropathy_dx": 0.06,
        "pad_dx": 0.04,
        "atrial_fib": 0.09,
        "anticoagulant": 0.13,
        "prior_fragility_fracture": 0.05,
        "hip_replacement_past": 0.08,
        "balance_worse": 0.1,
        "leg_symptom_walking": 0.18,
        "back_pain_onset_age": between(30, 75),
    }
)
CHILD = table(  # under 18: no lists of an adult's illnesses and medicines
    {
        "foot_deformity_progressive": 0.06,
        "back_pain_onset_age": between(8, 15),
        **dict.fromkeys(("cancer_history", "osteoporosis", "gout_dx", "pad_dx", "atrial_fib"), 0.0),
        **dict.fromkeys(
            ("anticoagulant", "steroid_3mo", "aneurysm_known", "diabetes", "clot_history"), 0.001
        ),
        "work_type": one_of(skipped=70, school=30),
    }
)

WITH_BACK_PAIN = table(
    {
        "leg_pain_present": 0.34,
        "leg_pain_below_knee": 0.3,
        "leg_pain_path": at_least_one(buttock=0.5, thigh_back=0.4, calf=0.25, foot=0.12, shin_outer=0.12),
        "numbness_present": 0.08,
        "foot_worse_back_moves": 0.1,
        "main_reason": one_of(both=30, foot_pain=62, back_pain=3, trouble_walking=5),
    }
)
