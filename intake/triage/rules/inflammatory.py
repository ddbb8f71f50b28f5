"""Inflammatory back pain, and heel pain that belongs to it."""

from intake.triage.rules.family import code, family

INFLAMMATORY = family(
    "Inflammatory back pain",
    code(
        "R22",
        "rheum",
        "soon",
        title="Inflammatory back pain likely",
        sentence="Back pain for months that began young, with at least four features of inflammation.",
        next_step="Refer to rheumatology, to be seen within about two weeks.",
        trigger="ibp_gate and ibp_features >= 4",
    ),
    code(
        "R22h",
        "rheum",
        "routine",
        title="Inflammatory back pain possible",
        sentence="Back pain for months that began young, with three features of inflammation.",
        next_step=(
            "Ask for an HLA-B27 blood test at this visit or through the patient's own doctor; refer to "
            "rheumatology if it is positive or a fourth feature appears."
        ),
        trigger="ibp_gate and ibp_features >= 3",
        reading=(
            "HLA-B27 is not asked. Three features are read as the reason to test it, and four hold R22 as "
            "well."
        ),
    ),
    code(
        "R22b",
        "rheum",
        "routine",
        title="Heel pain with signs of inflammation",
        sentence=(
            "Lasting heel pain in a younger person that is stiff after rest, on both sides or slow to heal, "
            "with a sign of inflammatory disease."
        ),
        next_step=(
            "Look for swelling where the tendon meets the heel and ask about skin, eyes and bowel at this "
            "visit; an ordinary referral to rheumatology."
        ),
        trigger=(
            "age_years < $ibp_age and heel and foot_symptom_days >= $ibp_days and (foot_stiff_after_rest "
            "or foot_pain_side is both or foot_treatment_failed) and (psoriasis or ibd_or_uveitis "
            "or family_spa or enthesitis_past or (back_now and at_least(2, back_better_moving, "
            "back_pain_night_wakes, morning_stiff_min > 30, alternating_buttock_pain)))"
        ),
        evidence=(
            "Inflamed tendon insertions belong to the features of the guideline [S51], and the heel is their "
            "common site [S53]. Heel pain with plain back ache is not enough (judgement)."
        ),
        confidence="B",
    ),
    why=(
        "Back pain that begins young, wakes at night and eases with movement may be an inflammation of the "
        "spine, for which there is treatment; it can show first at the heels."
    ),
    evidence=(
        "The national guideline refers back pain of over 3 months that began before 45 with four or more of "
        "its features, or with exactly three and a positive HLA-B27 [S51]. Expert criteria (4 of 5) had a "
        "sensitivity of 79.6% and a specificity of 72.4%, the Berlin ones 70.0 and 81.4%, those of Calin "
        "89.9 and 52.5% [S52]."
    ),
    confidence="A",
)
