"""What no form could show: slips that make no difference, comparisons that cannot turn their rule, and why."""

TWO_VALUED = (
    "examinations and what is worked out at filing make it, so it is never not known and both say the same"
)
SAME_ANSWER = "the part before it reads the same answer, so both are not known together"
AT_THE_EDGE = "on the one day between the two, the part before it holds already"
IN_THE_OTHER = "the other way of the same fact holds wherever this part would"
IS_A_SIGN = "the rule needs a sign of its own besides, and with that two are reached however this one counts"
IN_CAUSE = "it needs a positive tinel_fibular, which is a fibular_cause already"
TWO_OF_FOUR = (
    "with two of the other four a sign of the cord is among them, and with it a wide base is the cord at once"
)

# Slips that make no difference to any form; a reviewer has to agree with each reason.
EQUIVALENT = {
    "R02e: leg_symptom_days > 41": AT_THE_EDGE,
    "R02e: numbness_days > 41": AT_THE_EDGE,
    "R02e: leg_weakness_days > 41": AT_THE_EDGE,
    "R05: without fibular_proven": IN_CAUSE,
    "R08s: 2 points for sex_at_birth {female}": IS_A_SIGN,
    "R08s: 2 points for back_region {middle, upper}": IS_A_SIGN,
    "R08s: 2 points for back_pain_score >= 7": IS_A_SIGN,
    "R08s: 2 points for Found(midline_spine_tender)": IS_A_SIGN,
    "R09s: 2 points for night_sweats": IS_A_SIGN,
    "R09s: 2 points for AllOf(age_years >= 50, new_back)": IS_A_SIGN,
    "drop: not instead of unless df_normal": TWO_VALUED,
    "weak_settled: not instead of unless worse_since_last": TWO_VALUED,
    "sock: unless instead of not numbness_sites {leg_whole, saddle, thigh}": SAME_ANSWER,
    "cord: without cord_gait": IN_THE_OTHER,
    "cord: without umn": IN_THE_OTHER,
    "cord: gait_observed without wide_base": TWO_OF_FOUR,
}

ASKED_AFTER = (
    "the rule looks for a known *no* to leg pain, and this is asked only after a *yes* to leg_pain_present"
)
IN_PROOF = "only part of fibular_proven here, which needs a positive tinel_fibular, a fibular_cause by itself"
IN_SETTLED = "only part of weak_settled here, and this rule itself asks for old weakness whose course is same or better"

# Comparisons that cannot turn their rule, by its construction; a clinician has to agree with each reason.
CANNOT_MATTER = {
    **{(code, "leg_pain_below_knee"): ASKED_AFTER for code in ("R01d", "R04", "R04b")},
    **{
        ("R03s", leaf): IN_SETTLED
        for leaf in (
            "foot_drop_days > 84",
            "neuro_course {better, same}",
            "leg_weakness_course {sudden, worsening}",
        )
    },
    **{
        ("R05", leaf): IN_PROOF
        for leaf in (
            "ankle_inversion_mrc_left >= 5",
            "ankle_inversion_mrc_right >= 5",
            "hip_abduction_mrc_left >= 5",
            "hip_abduction_mrc_right >= 5",
            "back_pain_status {none}",
            "leg_pain_present",
            "leg_pain_below_knee",
        )
    },
}
