"""Scores on broken bones: foot, ankle and spine."""

from intake.triage.scores.score import item, of_sum, score

FRESH_FOOT_INJURY = (
    "foot_injury_recent and unless(foot_injury_days > $foot_injury_days) and unless(age_years < 18) "
    "and unless(pregnant is yes) and unless(diabetes or neuropathy_dx)"
)
_FOUR_STEPS = item(
    1, "four_steps", "No four steps, neither right after nor now", "unable_four_steps is not_both"
)
_OTTAWA = {
    "concerns": FRESH_FOOT_INJURY,
    "cutoffs": {"x_ray": ("total >= 1", "Pain in the zone and any one of the others: an X-ray.")},
    "accuracy": (
        "A negative rule had a likelihood ratio of 0.08: where 15% are broken it leaves fewer than 1.4% "
        "[S66]. Sensitivity 99.4% (97.9 to 99.8) and specificity 35.3% [S67]; a newer review of adults found "
        "91% and 25% [S92]."
    ),
    "reading": (
        "Left out below 18, in pregnancy, with diabetes or neuropathy and beyond the days of its limit, "
        "where it does not hold [S66, S67]. The zone is where the patient touches the picture. Just where to "
        "press is from memory in part and to be read at its source."
    ),
    "licence": "A free rule.",
    "is_adapted": True,
}

OTTAWA_ANKLE = score(
    "ottawa_ankle",
    title="Ottawa: X-ray of the ankle",
    purpose="Tells which ankle needs no X-ray after an injury.",
    needs=(item(0, "ankle_zone", "Pain about the ankle bones", "foot_pain_sites has {ankle, whole_foot}"),),
    items=(item(1, "malleolar_tender"), _FOUR_STEPS),
    **_OTTAWA,
)

OTTAWA_FOOT = score(
    "ottawa_foot",
    title="Ottawa: X-ray of the foot",
    purpose="Tells which midfoot needs no X-ray after an injury.",
    needs=(
        item(
            0,
            "midfoot_zone",
            "Pain in the midfoot",
            "foot_pain_sites has {top, arch_sole, outer_edge, whole_foot}",
        ),
    ),
    items=(item(1, "fifth_mt_base_tender"), item(1, "navicular_tender"), _FOUR_STEPS),
    **_OTTAWA,
)

HENSCHKE_ROMAN = score(
    "henschke_roman",
    title="Henschke and Roman: signs of a broken vertebra",
    purpose="How many signs of a broken vertebra there are in new back pain.",
    concerns="new_back",
    needs=(
        item(0, "new_back", "New back pain"),
        item(0, "bone_risk", "Bone that may be weak: age, osteoporosis, an earlier break or steroids"),
    ),
    items=of_sum(
        "fracture_signs",
        fracture_age="Age {fracture_age} or more",
        female="Female",
        steroid_3mo="",
        weak_bone="Osteoporosis or an earlier break from little force",
        middle_or_upper_back="Pain in the middle or upper back",
        severe_pain="Pain of {severe_score} or more out of 10",
        midline_spine_tender="",
    ),
    cutoffs={
        "two": ("total >= 2", "2 or more of 7, as in rule R08s (judgement)."),
        "three": ("total >= 3", "3 or more of 7, as in rule R08u (judgement)."),
    },
    accuracy=(
        "Four items of Henschke gave an area under the curve of 0.834 in primary care [S1]; a summary page "
        "on the items of Roman was seen [S32]. How far several together raise the odds is from memory [M2, "
        "M3] and withheld until a clinician has checked it."
    ),
    reading=(
        "One list of both, as rules R08u and R08s read it; the cut-offs are theirs, not published ones. Sex or "
        "pain alone never counts towards them: weak bone is required."
    ),
    licence="The signs are facts.",
    is_adapted=True,
)
