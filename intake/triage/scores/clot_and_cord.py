"""Scores on a clot in the leg and on the spinal cord."""

from intake.triage.scores.score import item, of_sum, score

WELLS_DVT = score(
    "wells_dvt",
    title="Wells: clot in a leg vein",
    purpose="How likely a clot is in a swollen or sore calf, before a scan.",
    concerns="calf_swollen_tender",
    items=(
        item(1, "cancer_active"),
        item(1, "paralysis_or_plaster"),
        item(
            1,
            "bed_rest_or_surgery",
            "More than three days in bed, or surgery in the last 12 weeks",
            "surgery_recent_12wk or bed_rest_over_3_days",
        ),
        item(1, "tender_deep_veins"),
        item(1, "whole_leg_swollen"),
        item(1, "calf_over_3_cm_larger"),
        item(1, "pitting_in_this_leg"),
        item(1, "collateral_veins"),
        item(1, "clot_history"),
        item(-2, "other_diagnosis_as_likely"),
    ),
    cutoffs={
        "moderate": ("total >= 1", "1 or more: moderate; 0 or less is low."),
        "scan": ("total >= 2", "2 or more: a scan within 4 hours of the request [S114]."),
        "high": ("total >= 3", "3 or more: high."),
    },
    accuracy="About 5% had a clot at 0 or less, 17% at 1 or 2 and 53% at 3 or more [S64].",
    reading=(
        "Most of it is found by looking at the leg and is not kept here, so it stays open until a clinician "
        "completes it. We ask about surgery of any size in 12 weeks; the sources count major surgery, one for "
        "4 weeks and one for 12 [S63, S64]. A clot in the lung counts as a clot."
    ),
    licence="Free.",
    is_adapted=True,
)

COOK_MYELOPATHY = score(
    "cook_myelopathy",
    title="Cook: five signs of a squeezed spinal cord",
    purpose="Five signs that speak for a squeezed cord in the neck together and against it where they are missing.",
    concerns="gait_problem or cord_gait or hand_clumsy or neck_pain or umn",
    items=of_sum(
        "myelopathy_signs",
        gait="Gait wide-based, stiff or unsteady as observed",
        hoffmann="Hoffmann sign",
        inverted_supinator="Inverted supinator sign",
        babinski="Babinski sign",
        age_over_45="Age over 45",
    ),
    cutoffs={
        "likely": ("total >= 3", "3 or more of 5."),
        "possible": ("total >= 2", "2 or more of 5; one or none speaks against it."),
    },
    accuracy=(
        "Three or more of five had a positive likelihood ratio of 30.9 (5.5 to 181.8), at most one a "
        "negative likelihood ratio of 0.18 (0.12 to 0.42), in 249 people [S24]."
    ),
    reading="The signs are those of rule R21, which counts one not looked for as absent; here it stays open.",
    licence="Free.",
    is_adapted=False,
)
