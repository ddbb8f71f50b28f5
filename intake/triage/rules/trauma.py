"""Injuries: the spine after a fall or crash, fragile bone, and a foot that hurts since the back was hurt."""

from intake.triage.rules.family import code, family

INJURY_AND_FRAGILE_BONE = family(
    "Injury and fragile bone",
    code(
        "R08a",
        "spine",
        "emergency",
        title="Fall from a height",
        sentence=(
            "A fresh fall from more than 3 feet or 5 stairs, with heel pain, back pain, nerve symptoms, or "
            "an injured back, neck or head."
        ),
        next_step=(
            "Send to the emergency department today for trauma imaging of the spine as well as the heel. "
            "Move the patient as little as possible."
        ),
        trigger=(
            "injury(trauma_type is fall_over_3ft and unless(trauma_days_ago > $high_energy_days)) "
            "and unless(spine_imaged) and (back_now or neuro_any or heel "
            "or injury(trauma_body has {low_back, mid_back, neck, head}) or found(midline_spine_tender))"
        ),
    ),
    code(
        "R08k",
        "spine",
        "emergency",
        title="Fresh back or neck injury with a danger sign",
        sentence=(
            "A crash, assault, blow or sports injury in the last days hurt the back or neck, and there are "
            "nerve symptoms, a tender midline, an age at which minor force is no comfort, or severe pain "
            "after a crash."
        ),
        next_step=(
            "Send to the emergency department today for trauma imaging of the spine. Move the patient as "
            "little as possible."
        ),
        trigger=(
            "injury(trauma_type in {mvc, assault, direct_blow, sport, other} "
            "and unless(trauma_days_ago > $high_energy_days) and (trauma_body has {low_back, mid_back, neck} "
            "or trauma_back_pain_after)) and unless(spine_imaged) and (neuro_any "
            "or found(midline_spine_tender) or (age_years >= $elder_injury_age and back_now) or (back_now "
            "and back_pain_score >= $severe_score and injury(trauma_type is mvc)))"
        ),
    ),
    code(
        "R08m",
        "spine",
        "urgent",
        title="Fresh forceful injury to back or neck",
        sentence=(
            "A crash, assault or fall from a height in the last days hurt the back or neck, and the spine is "
            "not known to have been scanned."
        ),
        next_step=(
            "Examine midline, power and feeling today; imaging of the spine within 24 to 72 hours. A tender "
            "midline, neck pain or a nerve sign goes to the emergency department the same day."
        ),
        trigger=(
            "injury(trauma_type in {mvc, assault, fall_over_3ft} "
            "and unless(trauma_days_ago > $high_energy_days) and (trauma_body has {low_back, mid_back, neck} "
            "or trauma_back_pain_after)) and unless(spine_imaged)"
        ),
    ),
    code(
        "R08u",
        "spine",
        "urgent",
        title="Broken vertebra likely enough to image",
        sentence=(
            "New back pain in someone whose bone may be weak, with three or more signs of a fracture, a "
            "recent injury to the back or buttock, or a sudden start in the middle or upper back."
        ),
        next_step="X-ray or MRI of the spine within 24 to 72 hours, with power and feeling checked today.",
        trigger=(
            "new_back and bone_risk and (fracture_signs >= 3 or injury(unless(trauma_days_ago > $new_back_days) "
            "and trauma_body has {low_back, mid_back, buttock}) or (back_pain_onset is sudden "
            "and back_region has {middle, upper}))"
        ),
        reading=(
            "Sex or a pain score alone never flags: weak bone is required. The injury may be of any force."
        ),
    ),
    code(
        "R08s",
        "spine",
        "soon",
        title="Broken vertebra possible",
        sentence="New back pain in someone whose bone may be weak, with two signs of a fracture.",
        next_step=(
            "X-ray or MRI of the spine within about two weeks, and a word with the patient's own doctor "
            "about the bone."
        ),
        trigger="new_back and bone_risk and fracture_signs >= 2",
        reading="Sex or a pain score alone never flags: weak bone is required.",
    ),
    why=(
        "A fall on the heels can break the spine too, and the painful heel hides it. Weak bone breaks with "
        "little force."
    ),
    evidence=(
        "A break of the spine goes with 7 to 10% of heel fractures in one teaching source and with 10 to 20% "
        "in another [S26, S27]. All of 152 injuries of the mid and lower spine met at least one of the "
        "screening criteria, at a specificity of about 4% [S28, S29]. Of 1,049 people 36 were injured, and "
        "none of those under 65 who had no midline tenderness, no severe mechanism and no nerve sign [S30]. "
        "Four items gave an area under the curve of 0.834 in primary care [S1], and 0.78 in older adults "
        "[S31]. A fracture was found in 9% (3 to 25) with older age, 33% (10 to 67) with steroids, 11% (8 to "
        "16) with severe trauma, 62% (49 to 74) with a bruise or graze and 90% (34 to 99) with several flags "
        "[S33, S104]. Imaging is advised after low-speed trauma and with osteoporosis, old age or steroids "
        "[S105]. How far several items together raise the odds is from memory [M2, M3] and withheld until a "
        "clinician has checked it; a summary page was seen [S32]."
    ),
    confidence="B",
    reading=(
        "Days that nobody stated count as fresh. The parts within injury(...) belong to one injury; a second "
        "injury(...) may be met by another one. Imaging excuses wherever it stands in the list of injuries, "
        "and only where nerve symptoms are known to be absent: whether a scan after an older injury may "
        "excuse a fresh fall is for the clinic to decide."
    ),
)

FOOT_AFTER_BACK_INJURY = family(
    "Foot symptom after a back injury",
    code(
        "R11u",
        "spine",
        "urgent",
        title="Weak or worsening leg since a back injury",
        sentence=(
            "Foot or leg symptoms began after an injury to the back, and there is weakness or it is getting "
            "worse."
        ),
        next_step=(
            "Take the history of the spine and a full neurological examination today, and arrange a spinal "
            "opinion within 24 to 72 hours."
        ),
        trigger=(
            "linked_injury and (foot_pain_present or leg_pain or neuro_any) and (motor "
            "or neuro_course is worsening) and unless(foot_injury_explains) and unless(weak_settled)"
        ),
    ),
    code(
        "R11",
        "spine",
        "soon",
        title="Foot or leg symptom since a back injury",
        sentence=(
            "Foot or leg symptoms began after an injury to the back, and the foot is not known to have been "
            "hurt in it."
        ),
        next_step=(
            "Take the history of the spine and a neurological examination before treating the foot; a spinal "
            "opinion within about two weeks if a nerve sign is found or the foot gives no cause."
        ),
        trigger="linked_injury_clean and (foot_pain_present or leg_pain or neuro_any)",
    ),
    code(
        "R11r",
        "spine",
        "routine",
        title="Foot or leg symptom since an older or shared injury",
        sentence=(
            "Foot or leg symptoms began after an injury to the back that may lie long back or may have hurt "
            "the foot as well."
        ),
        next_step=(
            "Treat the injured foot, and examine spine and nerves at this visit; an ordinary referral if the "
            "foot does not explain it."
        ),
        trigger="linked_injury_old and (foot_pain_present or leg_pain or neuro_any)",
    ),
    why=(
        "Foot pain that begins after a back injury may come from a nerve in the back, even where the back "
        "pain came first by days to weeks."
    ),
    evidence=(
        "No accuracy has been published; the windows are judgement. Two weeks between crash, back pain and "
        "foot drop have been described [S36]."
    ),
    confidence="C",
    reading=(
        "All parts belong to one injury. A foot symptom that began before it, or much later, gives nothing."
    ),
)
