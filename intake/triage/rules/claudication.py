"""Legs that give out on walking: a narrow spinal canal or narrow arteries."""

from intake.triage.rules.family import code, family

STENOSIS = family(
    "Narrow spinal canal",
    code(
        "R14",
        "spine",
        "routine",
        title="Narrow spinal canal likely",
        sentence=(
            "Leg or foot symptoms on walking or standing that ease on sitting or bending forward, in later "
            "life."
        ),
        next_step=(
            "Feel the foot pulses, examine the nerves and watch the patient walk at this visit; an ordinary "
            "referral for the spine where it limits life."
        ),
        trigger="stenosis",
    ),
    code(
        "R14s",
        "spine",
        "soon",
        title="Narrow spinal canal with short walks, falls or numb soles",
        sentence=(
            "The pattern of a narrow spinal canal, with very short walks, repeated falls or both soles numb."
        ),
        next_step=(
            "Examine nerves, pulses and balance at this visit; a spinal opinion with MRI within about two "
            "weeks, and steps against falls."
        ),
        trigger=(
            "stenosis and (walk_limit_min < $short_walk_min or falls_6mo >= $falls_many "
            "or (numbness_side is both and numbness_sites has {sole}))"
        ),
    ),
    why=(
        "A narrow canal squeezes the nerves when standing or walking, and sitting or bending forward eases "
        "it. Both feet may be all that is felt, without back pain."
    ),
    evidence=(
        "Likelihood ratios of single findings: no pain when seated 7.4 (1.9 to 30), better on bending "
        "forward 6.4 (4.1 to 9.9), pain in both buttocks or legs 6.3 (3.1 to 13), relief on sitting 3.3 (1.4 "
        "to 7.7), wide-based gait 13 (1.9 to 95) [S45]. Pain above the knee on standing, eased by sitting "
        "and by a shopping cart: 13 [S46]. The score of Sugioka (sensitivity 0.81 and specificity 0.58 from "
        "5 points) [S74, S75] is printed with a cut-off of 7 elsewhere [S73]; its lowest group had a "
        "likelihood ratio of 0.154 [S76]. The standing questionnaire of Konno had a sensitivity of 68.3% and "
        "a specificity of 75.1% in 33,545 adults [S72]. One source prints a stricter cut-off for it [S69]. "
        "The original cut-off is from memory [M7] and withheld until a clinician has checked it, which is "
        "why it is a setting. Our wording of both is adapted, not the validated one."
    ),
    confidence="B",
    reading=(
        "Relief of the foot alone on sitting is not this pattern, since any loaded foot feels better off the "
        "ground; heel pain on the first steps without leg signs is left out only where the leg is known to "
        "be free."
    ),
)

LEG_ARTERIES = family(
    "Arteries of the leg",
    code(
        "R15",
        "vascular",
        "routine",
        title="Narrow leg arteries possible",
        sentence="Calf pain on walking that eases on standing still, or weak pulses or a low ankle pressure.",
        next_step=(
            "Feel the foot pulses and measure the ankle-arm pressure ratio at this visit; an ordinary "
            "vascular referral if either is abnormal."
        ),
        trigger=(
            "(leg_symptom_walking and leg_pain_path has {calf} "
            "and unless(leg_pain_path has {buttock, thigh_back}) and leg_relief_standing_still) "
            "or found(abi_* <= 0.9) or (found(pulses_* in {weak, absent}) and (leg_pain "
            "or foot_pain_present))"
        ),
    ),
    code(
        "R15s",
        "vascular",
        "soon",
        title="Leg artery disease with symptoms",
        sentence=(
            "Known artery disease with symptoms on walking, or relief on standing still with absent pulses "
            "or very short walks."
        ),
        next_step=(
            "Measure the ankle-arm pressure ratio at this visit and arrange a vascular opinion within about "
            "two weeks."
        ),
        trigger=(
            "(pad_dx and leg_symptom_walking) or (leg_symptom_walking and leg_relief_standing_still "
            "and (found(pulses_* is absent) or walk_limit_min < $short_walk_min))"
        ),
    ),
    code(
        "R15c",
        "vascular",
        "routine",
        title="Leg pain on walking in later life",
        sentence="Walking brings on leg pain, in later life.",
        next_step="Feel the foot pulses at this visit, before deciding between vessel and spinal canal.",
        trigger="adult and age_years >= $claudication_age and leg_pain and leg_symptom_walking",
        evidence="Pulses come before the choice between vessel and canal (judgement on [S46]).",
        confidence="C",
    ),
    why=(
        "Narrow arteries hurt in the calf on walking and ease on standing still. They are easily taken for "
        "the spine, and both can be there."
    ),
    evidence=(
        "Calf pain with relief on standing still had a positive likelihood ratio of 20.0 for the vessels; "
        "symptoms not brought on by standing spoke against the canal (likelihood ratio 0.05), in 53 people "
        "[S46]. An ankle-arm ratio of 0.90 or less is abnormal (judgement on its use here)."
    ),
    confidence="B",
)
