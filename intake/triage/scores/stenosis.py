"""Scores on a narrow spinal canal."""

from intake.triage.scores.score import item, of_sum, score

LEGS = "leg_pain or numbness_present or leg_symptom_walking or leg_symptom_standing"

SSHQ = score(
    "sshq",
    title="Konno: questionnaire on a narrow spinal canal (SSHQ)",
    purpose="Ten questions that tell a narrow spinal canal from other causes of leg pain or numbness.",
    concerns=LEGS,
    items=(
        *of_sum("sshq_first_four", sshq_q1="", sshq_q2="", sshq_q3="", sshq_q4=""),
        *of_sum("sshq_last_six", sshq_q5="", sshq_q6="", sshq_q7="", sshq_q8="", sshq_q9="", sshq_q10=""),
    ),
    cutoffs={
        "positive": (
            "sshq_positive",
            "All of the first four, or at least {sshq_any} of the first four together with at least "
            "{sshq_other} of the last six.",
        )
    },
    accuracy=(
        "Built on 137 people with a narrow canal and 97 with a herniated disc, tried on 115 more and "
        "confirmed in 250, of whom 165 had a narrow canal, 61 a herniation, 13 a diabetic neuropathy and 11 "
        "artery disease [S70, S71]. In 33,545 adults of 50 or more, 30.4% of them with a narrow canal, a "
        "first version had a sensitivity of 68.3% and a specificity of 75.1%, a second with another cut-off "
        "79.8% and 68.8% [S72]. Worked out from these, 54.5% and 52.8% of the positive have it, and 84.4% "
        "and 88.6% of the negative do not. The accuracy of the original is from memory [M7] and withheld "
        "until a clinician has checked it."
    ),
    reading=(
        "The second way to be positive is a setting: one source prints one item more on either side [S69], "
        "the original is from memory [M7]."
    ),
    licence=(
        "The paper is open to read [S70]. That its items may be used again with credit is from memory [M12] "
        "and needs a legal check."
    ),
    is_adapted=True,
)

SUGIOKA = score(
    "sugioka",
    title="Sugioka: narrow spinal canal from age and history",
    purpose="How likely age and what the patient tells make a narrow spinal canal.",
    concerns=LEGS,
    items=of_sum(
        "sugioka_score",
        age_60="Age 60 or more",
        age_over_70="Age over 70, one point more",
        over_6_months="Symptoms for more than six months",
        leg_relief_bending="",
        leg_better_leaning_back="",
        leg_symptom_standing="",
        walking_eased_by_rest="Symptoms on walking that rest eases",
        leaks="New leaking of urine",
    ),
    cutoffs={
        "screen": ("total >= $sugioka_cutoff", "{sugioka_cutoff} points or more, as set by the clinic."),
        "strict": ("total >= 7", "7 points or more, as one table prints it [S73]."),
    },
    accuracy=(
        "Of 468 people 47.3% had a narrow canal; from the lowest quarter of scores to the highest 13.3%, "
        "47.6%, 55.2% and 65.5% had one on validation, and the low group had a likelihood ratio of 0.154 "
        "[S76]. A score on the questionnaire alone, taken to be this one, had a sensitivity of 0.81 and a "
        "specificity of 0.58 from 5 points [S74, S75]."
    ),
    reading=(
        "Age over 70 counts three in all. The cut-off is a setting, since 5 is used in a review and a worked "
        "case [S74, S75] and 7 is printed elsewhere [S73]. Leaking of urine counts where it is new."
    ),
    licence="None was stated. The points are facts.",
    is_adapted=True,
)

COOK_STENOSIS = score(
    "cook_stenosis",
    title="Cook: five findings of a narrow spinal canal",
    purpose="Five findings that speak for a narrow spinal canal together and against it where all are missing.",
    concerns=LEGS,
    items=(
        item(
            1,
            "both_sides",
            "Pain or numbness on both sides",
            "leg_pain_side is both or numbness_side is both",
        ),
        item(
            1,
            "leg_worse_than_back",
            "Leg pain worse than back pain",
            "leg_pain_worse_than_back or (leg_pain_present and not back_now)",
        ),
        item(
            1,
            "walking_or_standing",
            "Brought on by walking or standing",
            "leg_symptom_walking or leg_symptom_standing",
        ),
        item(1, "leg_relief_sitting"),
        item(1, "age_over_48", "Age over 48", "age_years > 48"),
    ),
    cutoffs={
        "likely": ("total >= 4", "4 or more of 5."),
        "possible": ("total >= 1", "1 or more of 5; none of the five speaks against a narrow canal."),
    },
    accuracy=(
        "Four or more of the five had a specificity of 98% and a positive likelihood ratio of 4.6; none of "
        "them a sensitivity of 96% and a negative likelihood ratio of 0.19 [S78]."
    ),
    reading=(
        "The pages that were seen list the five slightly differently [S78]. Leg pain without any back pain "
        "now counts as worse than the back."
    ),
    licence="The findings are facts.",
    is_adapted=True,
)
