"""The spinal cord and bleeding around it."""

from intake.triage.rules.family import code, family

SPINAL_CORD = family(
    "Spinal cord",
    code(
        "R21e",
        "spine",
        "emergency",
        title="Spinal cord signs with a danger sign",
        sentence=(
            "Signs of the spinal cord, together with a change of bladder, bowel or saddle feeling, a history "
            "of cancer, a recent injury to neck, mid back or head, or walking that has got worse within days."
        ),
        next_step=(
            "Send to the emergency department now for an MRI of the cord. No manipulation; keep the neck "
            "still after an injury."
        ),
        trigger=(
            "cord and (ces_now or cancer or injury(unless(trauma_days_ago > $new_back_days) "
            "and trauma_body has {neck, mid_back, head}) or (neuro_course is worsening "
            "and gait_duration_days <= $acute_days))"
        ),
    ),
    code(
        "R21",
        "spine",
        "urgent",
        title="Spinal cord signs",
        sentence=(
            "Unsteady or stiff walking with clumsy hands, or findings on examination that point to the "
            "spinal cord."
        ),
        next_step=(
            "Examine reflexes, tone and balance today, no manipulation, and arrange an MRI of the cord and a "
            "spinal opinion within 24 to 72 hours."
        ),
        trigger="cord",
    ),
    why=(
        "Unsteady or stiff walking with clumsy hands or brisk reflexes points to the spinal cord in the neck "
        "or upper back, and the feet only show it."
    ),
    evidence=(
        "Three or more of five signs (abnormal gait, Hoffmann, inverted supinator, Babinski, age over 45) "
        "had a positive likelihood ratio of 30.9 (5.5 to 181.8), at most one a negative likelihood ratio of "
        "0.18 (0.12 to 0.42), in 249 people [S24]. It can begin in the legs alone (24 patients) [S25]."
    ),
    confidence="B",
    reading=(
        "Examination signs that were not looked for count for nothing, so an examination still to be done "
        "never holds the rule back and never leaves it open. Both-sided weakness or numbness with an "
        "unsteady gait is put down to a narrow canal only where that pattern is known to be there."
    ),
)

SPINAL_BLEED = family(
    "Bleeding around the spine",
    code(
        "R26",
        "spine",
        "emergency",
        title="Bleed around the spine suspected",
        sentence=(
            "Nerve symptoms in someone on a blood thinner whose back pain is recent or whose leg weakness is "
            "recent with pain in the groin or front of the thigh, or in someone who has just had a procedure "
            "on the spine."
        ),
        next_step=(
            "Send to the emergency department now for an MRI. Send along the blood thinner and the time of "
            "its last dose."
        ),
        trigger=(
            "neuro_focal and unless(weak_settled) and ((anticoagulant and back_now "
            "and back_pain_duration_days <= $acute_days) or spine_procedure_days <= $acute_days "
            "or (anticoagulant and weak and leg_weakness_days <= $acute_days "
            "and leg_pain_path has {groin, thigh_front}))"
        ),
        reading=(
            "The back pain, the weakness or the procedure has to be known as recent: where its date is open "
            "the rule is not known and staff ask now."
        ),
    ),
    code(
        "R26u",
        "spine",
        "urgent",
        title="Sudden back pain under a blood thinner",
        sentence="New back pain began suddenly in someone who takes a blood thinner.",
        next_step=(
            "Test power, feeling and reflexes today, phone the spinal team, and image within 24 to 72 hours. "
            "New weakness or numbness goes to the emergency department the same day."
        ),
        trigger="anticoagulant and new_back and back_pain_onset is sudden",
    ),
    why=(
        "Under a blood thinner, or soon after a procedure on the spine, blood can collect around the nerves "
        "and paralyse."
    ),
    evidence=(
        "A regulator warned of bleeding around the spine after procedures under low molecular weight heparin "
        "[S103]. How fast it paralyses is from memory [M6] and withheld until a clinician has checked it. "
        "The windows are judgement."
    ),
    confidence="C",
)
