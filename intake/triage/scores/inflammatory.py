"""Scores on inflammatory back pain."""

from intake.triage.scores.score import item, of_sum, score

CHRONIC = "It is made for back pain that has lasted for more than three months."
_ONSET_BEFORE_40 = item(
    1, "onset_before_40", "Began before the age of 40", "back_pain_onset_age < 40 or age_years < 40"
)
_GRADUAL = item(1, "gradual_onset", "Began bit by bit", "back_pain_onset is gradual")

ASAS = score(
    "asas",
    title="ASAS experts: inflammatory back pain",
    purpose="Five features by which experts know inflammatory back pain.",
    concerns="back_ever",
    items=(
        _ONSET_BEFORE_40,
        _GRADUAL,
        item(1, "back_better_moving"),
        item(1, "not_better_resting", "Rest does not help", "not back_better_resting"),
        item(
            1,
            "night_pain",
            "Pain at night that getting up eases",
            "back_pain_night_wakes and night_pain_eased_by_getting_up",
        ),
    ),
    cutoffs={"likely": ("total >= 4", "4 or more of 5.")},
    accuracy=(
        "Four of five had a sensitivity of 77.0% and a specificity of 91.7% in the 20 people it was built "
        "on, and of 79.6% and 72.4% in 648 others [S52]; worked out from the latter, a positive likelihood "
        "ratio of 2.88 and a negative one of 0.28. Three of five had 95.1% and 47.5%, all five 38.6% and "
        "91.9% [S52]."
    ),
    reading=f"{CHRONIC} Whether getting up eases the pain at night is not asked, so that item is *no* or open.",
    licence="The features are facts.",
    is_adapted=True,
)

BERLIN = score(
    "berlin",
    title="Berlin: inflammatory back pain",
    purpose="Four features of inflammatory back pain.",
    concerns="back_ever",
    items=(
        item(
            1, "stiff_over_30_min", "Stiff in the morning for more than 30 minutes", "morning_stiff_min > 30"
        ),
        item(
            1,
            "moving_not_resting",
            "Moving helps and rest does not",
            "back_better_moving and not back_better_resting",
        ),
        item(1, "back_pain_night_wakes"),
        item(1, "alternating_buttock_pain"),
    ),
    cutoffs={"likely": ("total >= 2", "2 or more of 4.")},
    accuracy=(
        "Two of four had a sensitivity of 70.0% and a specificity of 81.4% [S52]; worked out from these, a "
        "positive likelihood ratio of 3.76 and a negative one of 0.37."
    ),
    reading=CHRONIC,
    licence="The features are facts.",
    is_adapted=True,
)

CALIN = score(
    "calin",
    title="Calin: inflammatory back pain",
    purpose="Five features of inflammatory back pain, the oldest of these lists.",
    concerns="back_ever",
    items=(
        _ONSET_BEFORE_40,
        item(1, "over_3_months", "Has lasted for more than three months", "back_pain_duration_days > 90"),
        _GRADUAL,
        item(1, "stiff_in_the_morning", "Stiff in the morning", "morning_stiff_min > 0"),
        item(1, "back_better_moving"),
    ),
    cutoffs={"likely": ("total >= 4", "4 or more of 5.")},
    accuracy=(
        "Four of five had a sensitivity of 89.9% and a specificity of 52.5% [S52]; worked out from these, a "
        "positive likelihood ratio of 1.89 and a negative one of 0.19."
    ),
    reading="Any minute of stiffness after waking counts as stiff.",
    licence="The features are facts.",
    is_adapted=True,
)

NG65 = score(
    "nice_ng65",
    title="NICE NG65: when to refer for spondyloarthritis",
    purpose="Nine features that make a guideline refer lasting back pain to rheumatology.",
    concerns="back_ever",
    needs=(
        item(
            0,
            "ibp_gate",
            "Back pain now, for more than {ibp_days} days, that began before the age of {ibp_age}",
        ),
    ),
    items=(
        *of_sum(
            "ibp_features",
            onset_before_35="Began before the age of 35",
            back_pain_night_wakes="",
            buttock_pain="Pain in the buttock",
            back_better_moving="",
            nsaid_helps_48h="",
            family_spa="",
            arthritis_past="",
            enthesitis_past="",
            psoriasis="",
        ),
        item(0, "hla_b27_positive"),
    ),
    cutoffs={
        "refer": (
            "total >= 4 or (total >= 3 and hla_b27_positive)",
            "4 or more features, or 3 with a positive HLA-B27.",
        )
    },
    accuracy="No accuracy was found with the guideline [S51].",
    reading=(
        "The features are those of rules R22 and R22h. HLA-B27 is not asked, so three features leave it open "
        "and are the reason to test."
    ),
    licence="The guideline is cited, not copied [S51].",
    is_adapted=True,
)
