"""Nerves outside the spine: the sciatic nerve and plexus, fast and slow neuropathies."""

from intake.triage.rules.family import code, family

SCIATIC_NERVE = family(
    "Sciatic nerve or plexus",
    code(
        "R20u",
        "nerve",
        "urgent",
        title="Weak leg after hip surgery, injection, birth or a blow",
        sentence=(
            "A leg or foot lost power after a hip operation, a hip or buttock injection, childbirth, or a "
            "blow to the hip or buttock."
        ),
        next_step=(
            "Tell the surgeon or maternity team today and arrange a nerve opinion within 24 to 72 hours. "
            "Examine the spine as well."
        ),
        trigger=(
            "motor and unless(weak_settled) and (hip_surgery_or_injection_6mo or childbirth_3mo "
            "or injury(trauma_body has {buttock, hip} and trauma_days_ago <= $settled_days))"
        ),
    ),
    code(
        "R20",
        "nerve",
        "soon",
        title="Nerve symptoms with a cause at hip or pelvis",
        sentence=(
            "Numbness or weakness in someone who recently had hip surgery, an injection there or a birth, or "
            "who has a mass in the pelvis or a weak leg beside a hip replacement."
        ),
        next_step=(
            "Tell the hip surgeon or the treating team and refer for a nerve study within about two weeks. "
            "Examine the spine as well."
        ),
        trigger=(
            "neuro_focal and unless(numbness_side is both) and unless(weak_settled) "
            "and (hip_surgery_or_injection_6mo or childbirth_3mo or pelvic_mass or (hip_replacement_past "
            "and motor))"
        ),
    ),
    why=(
        "An operation, an injection, childbirth, a mass in the pelvis or a blow to the buttock can hurt the "
        "sciatic nerve or the plexus outside the spine."
    ),
    evidence=(
        "Hip surgery is the leading known cause of injury to the sciatic nerve [S23]. The other causes and "
        "the windows are judgement."
    ),
    confidence="C",
)

GUILLAIN_BARRE = family(
    "Rising numbness: Guillain-Barré",
    code(
        "N02",
        "neuro",
        "emergency",
        title="Guillain-Barré suspected",
        sentence=(
            "Numbness in both legs or feet began days to weeks ago and is getting worse, with weakness, poor "
            "balance, numb hands or lost ankle reflexes."
        ),
        next_step="Send to the emergency department now, with breathing tested there and neurology told.",
        trigger=(
            "numbness_side is both and numbness_days <= $rising_days and neuro_course is worsening and (weak "
            "or balance_worse or numbness_sites has {hands} or found(achilles_reflex_* is absent))"
        ),
    ),
    code(
        "N02u",
        "neuro",
        "urgent",
        title="Both-sided numbness getting worse",
        sentence="Numbness in both legs or feet began days to weeks ago and is getting worse.",
        next_step=(
            "Test power, ankle reflexes and balance today; a neurology opinion within 24 to 72 hours. Any "
            "weakness, unsteadiness or short breath goes to the emergency department the same day."
        ),
        trigger="numbness_side is both and numbness_days <= $rising_days and neuro_course is worsening",
    ),
    why=(
        "Numbness that rises from both feet over days to weeks, with weakness or unsteadiness, may be "
        "Guillain-Barré syndrome, and that can reach the muscles of breathing."
    ),
    evidence=(
        "Guillain-Barré syndrome begins in the legs, is mostly at its worst within 2 weeks, and takes about "
        "20% to respiratory failure [S101]. The combination asked for is judgement."
    ),
    confidence="C",
    reading=(
        "How long the numbness has lasted has to be stated: where it is open the rule is not known and staff "
        "ask now."
    ),
)

NEUROPATHY = family(
    "Slow neuropathy of both feet",
    code(
        "N01",
        "neuro",
        "routine",
        title="Sock-like numbness of both feet",
        sentence=(
            "Both feet are numb like socks or in the toes and soles, in a pattern that speaks for a slow "
            "neuropathy."
        ),
        next_step=(
            "Test feeling with the monofilament and ankle reflexes at this visit, check skin and shoes, and "
            "ask the patient's own doctor in the ordinary way about sugar, vitamins and alcohol."
        ),
        trigger=(
            "(sock or (numbness_side is both and numbness_sites has {toes, sole} and (diabetes "
            "or neuropathy_dx or alcohol_heavy))) and unless(claudication)"
        ),
    ),
    why=(
        "Numbness like socks on both feet that does not get worse is mostly a slow neuropathy, often from "
        "diabetes. It must not be sent to the spine, and the feet need protection."
    ),
    evidence=(
        "The questionnaire for diabetic neuropathy (MNSI) is free to use [S83]; its published cut-offs "
        "differ between studies (3 or more: sensitivity 90 to 100%, specificity 33 to 40%) [S81], and this "
        "rule does not score it. The pattern is judgement. Numbness on one side, above the knee, tied to "
        "posture or coming on fast is not this rule."
    ),
    confidence="C",
)
