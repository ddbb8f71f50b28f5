"""Who is asked what when, as section 1.8 of the clinical text has it: the questions, and what they are shown if."""

BLADDER = (
    "bladder_change has {trouble_starting, weak_stream, frequency_urgency, no_urge_feeling, cannot_pee, "
    "new_leaks}"
)
BOWEL = "bowel_change has {new_leaks, cannot_feel, new_constipation}"

SHOWN_TO = {  # the condition: the questions
    "foot_pain_present": (
        "foot_pain_side foot_pain_sites foot_pain_score foot_pain_onset foot_pain_quality "
        "foot_tender_spot foot_pain_worse_standing foot_pain_night foot_pain_first_steps "
        "foot_stiff_after_rest foot_relief_sitting"
    ),
    "foot_pain_present and back_ever": "foot_worse_back_moves",
    "foot_pain_present or back_ever or leg_pain or neuro_any": "spine_dx",
    "foot_pain_night": "foot_rest_pain_hang_relief",
    "foot_cold_pale_blue": "foot_cold_onset",
    "foot_hot_red_swollen or foot_swelling": "foot_hot_side",
    "foot_wound or foot_hot_red_swollen or diabetes": "foot_infection_signs",
    "foot_pain_onset is sudden or trauma_recent or leg_weakness or foot_hot_red_swollen": (
        "foot_injury_recent"
    ),
    "foot_injury_recent": "foot_injury_days unable_four_steps foot_injury_open_or_bent",
    "foot_injury_recent or foot_pain_onset is sudden": "heel_pop_felt",
    "leg_weakness or foot_pain_sites has {heel_bottom, heel_back, ankle}": "tiptoe_self",
    "foot_injury_recent or surgery_recent_12wk": "cast_or_tight_wrap",
    "leg_pain_present or foot_swelling or clot_history": "calf_swollen_tender",
    "calf_swollen_tender": "calf_strain",
    "back_ever": (
        "back_pain_score back_pain_duration_days back_pain_onset back_pain_course back_region "
        "back_pain_onset_age back_pain_night_wakes back_pain_night_constant back_better_moving "
        "back_better_resting morning_stiff_min alternating_buttock_pain nsaid_helps_48h "
        "back_pain_worse_extension back_pain_worse_flexion back_pain_cough_sneeze pain_moves_to_center"
    ),
    "back_ever and foot_pain_present": "back_pain_started_after_foot",
    "(back_now or leg_pain) and (age_years >= 50 or aneurysm_known or pad_dx)": (
        "sudden_tearing_pain belly_pulsing collapse_or_faint"
    ),
    "back_ever or hand_clumsy or balance_worse or trauma_recent or cancer_history": "neck_pain",
    "leg_pain_present": (
        "leg_pain_below_knee leg_pain_side leg_pain_score leg_pain_path leg_pain_cough_sneeze"
    ),
    "leg_pain_present and back_now": "leg_pain_worse_than_back",
    "leg_pain_present or numbness_present": "leg_symptom_days",
    "leg_pain_present or numbness_present or (foot_pain_present and age_years >= 45)": (
        "leg_symptom_walking leg_symptom_standing"
    ),
    "leg_symptom_walking or leg_symptom_standing": (
        "leg_relief_sitting leg_relief_bending leg_relief_standing_still no_pain_when_seated "
        "walk_limit_min leg_better_leaning_back"
    ),
    "numbness_present": "numbness_side numbness_sites numbness_days",
    "leg_weakness": "leg_weakness_side leg_weakness_days leg_weakness_course",
    "foot_drop_self": "foot_drop_side foot_drop_days",
    "leg_weakness or foot_drop_self": (
        "weakness_seen leg_crossing_habit squat_kneel_long weight_loss_diet_recent fibular_pressure"
    ),
    "leg_weakness or foot_drop_self or numbness_present": "face_arm_speech",
    "numbness_present or leg_weakness or foot_drop_self or gait_problem": (
        "neuro_course hand_clumsy balance_worse falls_6mo"
    ),
    "gait_problem": "gait_types gait_duration_days",
    "gait_types has {toe_walk} and age_years < 18": "toe_walk_since_start",
    (
        f"saddle_numbness or {BLADDER} or {BOWEL} or leg_pain_side is both or "
        "numbness_side is both or leg_weakness_side is both or neuro_course is worsening or "
        "leg_weakness_course in {sudden, worsening}"
    ): "sexual_change",
    (
        f"saddle_numbness or sexual_change or numbness_sites has {{saddle}} or {BLADDER} or {BOWEL}"
    ): "ces_onset_days ces_course",
    "cancer_history": "cancer_active cancer_type",
    "spine_procedure_3mo": "spine_procedure_days",
    "back_ever or leg_pain_present or numbness_present or leg_weakness or foot_drop_self or neck_pain": (
        "iv_drug_use infection_recent spine_procedure_3mo dialysis_or_line alcohol_heavy "
        "prior_fragility_fracture weight_loss_unexplained night_sweats hip_surgery_or_injection_6mo "
        "hip_replacement_past childbirth_3mo pelvic_mass"
    ),
    "foot_symptom_days >= 42": "foot_treatment_failed",
    "age_years < 20 or gait_problem": "foot_deformity_progressive",
    "foot_deformity_progressive": "foot_deformity_side",
    "age_years >= 50 and (leg_symptom_walking or leg_symptom_standing)": (
        "sshq_q1 sshq_q2 sshq_q3 sshq_q4 sshq_q5 sshq_q6 sshq_q7 sshq_q8 sshq_q9 sshq_q10"
    ),
    "foot_pain_present or leg_pain_present or foot_swelling": "surgery_recent_12wk",
    "age_years >= 8 and age_years <= 24": "sport_extension",
}

SHOWN_IF = {name: condition for condition, names in SHOWN_TO.items() for name in names.split()}
