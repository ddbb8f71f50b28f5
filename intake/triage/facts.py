"""Named facts: what rules read that no single question asks, each said once in the notation of triggers.

A fact is worked out within one form; `worse_since_last` reads the three answers that are worked out at
filing from the patient's latest earlier record. `SUMS` are lists of weighted points that a rule compares
as a total and a score counts too, said once for both.
"""

FACTS: dict[str, str] = {
    "back_now": "back_pain_status is now",
    "back_ever": "back_pain_status in {now, past}",
    "leg_pain": "leg_pain_present or leg_pain_below_knee",
    "new_back": (
        "back_now and unless(back_pain_duration_days > $new_back_days "
        "and unless(back_pain_course is worsening))"
    ),
    "df_normal": (
        "found(both(ankle_df_mrc_* >= 5)) or (found(heel_walk_left is able) "
        "and found(heel_walk_right is able))"
    ),
    "drop": (
        "((foot_drop_self or gait_types has {foot_slap_drag, high_step}) and unless(df_normal)) "
        "or found(ankle_df_mrc_* <= 3) or found(heel_walk_* is unable)"
    ),
    "weak": "leg_weakness",
    "motor": "weak or drop",
    "sock": (
        "numbness_sites has {feet_both_sock} and not numbness_sites has {saddle, thigh, leg_whole} "
        "and (neuro_course in {same, better} or (numbness_days > $settled_days "
        "and unless(neuro_course is worsening)))"
    ),
    "numb_new": "numbness_present and unless(sock)",
    "neuro_any": "numbness_present or motor",
    "neuro_focal": "numb_new or motor",
    "worse_since_last": (
        "found(mrc_fell_since_last) or found(weakness_new_since_last "
        "and days_since_last_visit <= $settled_days)"
    ),
    "getting_worse": (
        "leg_weakness_course in {sudden, worsening} or neuro_course is worsening or worse_since_last"
    ),
    "weak_settled": (
        "(leg_weakness_days > $settled_days or foot_drop_days > $settled_days) "
        "and (leg_weakness_course in {same, better} or neuro_course in {same, better}) and weakness_seen "
        "and unless(neuro_course is worsening) and unless(leg_weakness_course in {sudden, worsening}) "
        "and unless(worse_since_last)"
    ),
    "weak_longterm": (
        "weak_settled and (leg_weakness_days > $longterm_days or foot_drop_days > $longterm_days)"
    ),
    "foot_injury_explains": (
        "foot_injury_recent and back_pain_status is none and not numbness_present and not foot_drop_self"
    ),
    "both_weak": "leg_weakness_side is both or foot_drop_side is both or found(both(ankle_df_mrc_* <= 4))",
    "both_numb": "numbness_side is both and unless(sock)",
    "both_leg_neuro": "leg_pain_side is both or both_numb or both_weak",
    "spine_or_leg": "back_ever or leg_pain or neuro_any",
    "bladder_hard": (
        "bladder_change has {trouble_starting, no_urge_feeling, cannot_pee, new_leaks} "
        "or found(post_void_residual_ml >= $pvr_ml)"
    ),
    "bowel_hard": "bowel_change has {new_leaks, cannot_feel}",
    "saddle": (
        "saddle_numbness or numbness_sites has {saddle} or found(perianal_sensation in {reduced, absent}) "
        "or found(anal_tone is reduced)"
    ),
    "ces_hard": "bladder_hard or bowel_hard or saddle",
    "ces_soft": (
        "(bladder_change has {weak_stream, frequency_urgency} or bowel_change has {new_constipation} "
        "or sexual_change) and (both_leg_neuro or getting_worse)"
    ),
    "ces_settled": "ces_onset_days > $ces_recent_days and ces_course in {same, better}",
    "ces_now": "ces_hard and unless(ces_settled)",
    "claudication": (
        "(leg_symptom_walking or leg_symptom_standing) and (leg_relief_sitting or leg_relief_bending)"
    ),
    "fever_now": "fever_chills or found(temp_c >= $fever_c)",
    "cancer": "cancer_history and unless(cancer_type is skin_other)",
    "cord_gait": (
        "gait_types has {wide_unsteady, stiff} or balance_worse or found(gait_observed has {wide_base})"
    ),
    "umn": (
        "found(babinski is positive) or found(clonus is positive) or found(hoffmann is positive) "
        "or found(inverted_supinator is positive) or found(umn_signs_any is positive)"
    ),
    "infection_strong": (
        "iv_drug_use is current or immunosuppressed or infection_recent or spine_procedure_3mo "
        "or dialysis_or_line or foot_wound"
    ),
    "infection_risk": "infection_strong or iv_drug_use is past or diabetes or alcohol_heavy",
    "bone_risk": "age_years >= $fracture_age or osteoporosis or prior_fragility_fracture or steroid_3mo",
    "spine_imaged": "injury(trauma_imaging in {spine, both} and trauma_seen) and not neuro_any",
    "forefoot": "foot_pain_sites has {ball, big_toe, lesser_toes}",
    "heel": "foot_pain_sites has {heel_bottom, heel_back}",
    "adult": "unless(age_years < $child_age)",
    "at_risk_foot": "diabetes or immunosuppressed or pad_dx",
    "fibular_cause": "fibular_pressure or found(tinel_fibular is positive) or found(fibular_head_tender)",
    "fibular_proven": (
        "found(ankle_inversion_mrc_* >= 5) and found(hip_abduction_mrc_* >= 5) "
        "and found(tinel_fibular is positive) and back_pain_status is none and not leg_pain"
    ),
    "cord": (
        "(umn and (cord_gait or motor or numb_new or gait_problem)) or (cord_gait and (hand_clumsy or umn "
        "or (neck_pain and numbness_sites has {hands}) or ((both_weak or both_numb) "
        "and unless(claudication)))) or myelopathy_signs >= 3"
    ),
    "linked_injury": (
        "injury((trauma_body has {low_back, mid_back, buttock} or trauma_back_pain_after "
        "or (trauma_type in {mvc, fall_over_3ft, lifting_twist} and back_now)) "
        "and foot_start_vs_trauma in {same_day, within_2wk, 2_to_12wk} "
        "and unless(trauma_days_ago > $injury_link_days))"
    ),
    "linked_injury_clean": (
        "injury((trauma_body has {low_back, mid_back, buttock} or trauma_back_pain_after "
        "or (trauma_type in {mvc, fall_over_3ft, lifting_twist} and back_now)) "
        "and foot_start_vs_trauma in {same_day, within_2wk, 2_to_12wk} "
        "and unless(trauma_days_ago > $injury_link_days) and unless(trauma_body has {foot_ankle}))"
    ),
    "linked_injury_old": (
        "injury((trauma_body has {low_back, mid_back, buttock} or trauma_back_pain_after) "
        "and foot_start_vs_trauma in {same_day, within_2wk, 2_to_12wk})"
    ),
    "radicular": (
        "adult and (leg_pain or back_ever) and at_least(2, leg_pain_below_knee, leg_pain_worse_than_back, "
        "leg_pain_cough_sneeze, root_numb, found(slr_* is positive) or found(femoral_stretch_* is positive) "
        "or found(crossed_slr is positive), found(achilles_reflex_* in {absent, reduced}) "
        "or found(patellar_reflex_* in {absent, reduced}) or found(sensory_loss_sites has "
        "{shin_inner_ankle, shin_outer, foot_top_big_toe, foot_outer_little_toe})) and (leg_pain_below_knee "
        "or root_numb or found(slr_* is positive) or found(femoral_stretch_* is positive))"
    ),
    "root_numb": (
        "numbness_sites has "
        "{thigh, shin_inner_ankle, shin_outer, foot_top_big_toe, between_toes_1_2, foot_outer_little_toe} "
        "and unless(sock)"
    ),
    "sshq_positive": (
        "sshq_first_four >= 4 or (sshq_first_four >= $sshq_any and sshq_last_six >= $sshq_other)"
    ),
    "stenosis": (
        "age_years >= $claudication_age and claudication and (leg_pain or numbness_present "
        "or foot_pain_side is both) and (leg_pain_side is both or foot_pain_side is both "
        "or no_pain_when_seated or leg_relief_bending or gait_types has {wide_unsteady} or sshq_positive "
        "or sugioka_score >= $sugioka_cutoff) and unless(foot_pain_first_steps and not leg_pain "
        "and not numbness_present)"
    ),
    "ibp_gate": (
        "(back_pain_onset_age < $ibp_age or age_years < $ibp_age) and back_now "
        "and back_pain_duration_days > $ibp_days"
    ),
    "ibp_35": "back_pain_onset_age < 35 or age_years < 35",
}

SUMS: dict[str, tuple[tuple[int, str], ...]] = {
    "sugioka_score": (
        (2, "age_years >= 60"),
        (1, "age_years > 70"),  # printed as 3 from 71 on: said as one more, an unknown age cannot count twice
        (1, "leg_symptom_days > 180"),
        (2, "leg_relief_bending"),
        (-2, "leg_better_leaning_back"),
        (2, "leg_symptom_standing"),
        (1, "leg_symptom_walking and (leg_relief_sitting or leg_relief_standing_still)"),
        (1, "bladder_change has {new_leaks}"),
    ),
    "sshq_first_four": tuple((1, f"sshq_q{number}") for number in range(1, 5)),
    "sshq_last_six": tuple((1, f"sshq_q{number}") for number in range(5, 11)),
    "myelopathy_signs": (
        (1, "found(gait_observed has {wide_base, stiff, wide_unsteady})"),
        (1, "found(hoffmann is positive)"),
        (1, "found(inverted_supinator is positive)"),
        (1, "found(babinski is positive)"),
        (1, "age_years > 45"),
    ),
    "fracture_signs": (
        (1, "age_years >= $fracture_age"),
        (1, "sex_at_birth is female"),
        (1, "steroid_3mo"),
        (1, "osteoporosis or prior_fragility_fracture"),
        (1, "back_region has {middle, upper}"),
        (1, "back_pain_score >= $severe_score"),
        (1, "found(midline_spine_tender)"),
    ),
    "ibp_features": (
        (1, "ibp_35"),
        (1, "back_pain_night_wakes"),
        (1, "alternating_buttock_pain or back_region has {buttock}"),
        (1, "back_better_moving"),
        (1, "nsaid_helps_48h"),
        (1, "family_spa"),
        (1, "arthritis_past"),
        (1, "enthesitis_past"),
        (1, "psoriasis"),
    ),
}
