"""Cancer and infection in the spine."""

from intake.triage.rules.family import code, family

CANCER = family(
    "Cancer in the spine",
    code(
        "R09e",
        "spine",
        "emergency",
        title="Cord pressure from cancer suspected",
        sentence=(
            "Cancer now or in the past, with loss of power, feeling, walking or control of bladder or bowel "
            "beside spinal or leg pain or on both sides; or with new back pain that brings numbness or pain "
            "below the knee."
        ),
        next_step=(
            "Send to the emergency department or for an MRI of the whole spine today, and tell the oncology "
            "team now."
        ),
        trigger=(
            "(cancer and unless(weak_settled) and (motor or both_numb or cord_gait "
            "or gait_types has {cannot_walk_usual} or ces_now) and (back_ever or neck_pain or leg_pain "
            "or both_weak or both_numb or cord_gait or ces_now)) or (cancer and new_back and (numb_new "
            "or leg_pain_below_knee))"
        ),
    ),
    code(
        "R09",
        "spine",
        "urgent",
        title="Cancer and new spinal pain",
        sentence=(
            "Cancer now or in the past, with new back pain, back pain through the night or with numbness, a "
            "tender spine, or new pain in the groin."
        ),
        next_step=(
            "Call oncology within 24 hours for an MRI of the spine, and check power and feeling today. A "
            "nerve sign goes to the emergency department the same day."
        ),
        trigger=(
            "cancer and (new_back or found(midline_spine_tender) or (back_now and (back_pain_night_constant "
            "or numb_new)) or (leg_pain and leg_pain_path has {groin} "
            "and leg_symptom_days <= $new_back_days))"
        ),
    ),
    code(
        "R09r",
        "spine",
        "routine",
        title="Cancer and back or neck pain",
        sentence="Cancer now or in the past, with back pain now or neck pain.",
        next_step=(
            "Examine spine and nerves at this visit and write to the patient's own doctor; ask the patient "
            "to come back at once if the pain is new, worse or wakes at night."
        ),
        trigger="cancer and (back_now or neck_pain)",
        evidence=(
            "Past cancer raises the odds of cancer in the spine, other flags hardly do [S33]. A replaced "
            "guideline of 2008 names neck pain among the reasons to call within 24 hours [S113]; neck pain "
            "is asked here without its duration, and until that is mended this code stays routine "
            "(judgement)."
        ),
        confidence="B",
    ),
    code(
        "R09s",
        "spine",
        "soon",
        title="Back pain with signs of general illness",
        sentence=(
            "Back pain with at least two of: weight loss without trying, constant pain at night, night "
            "sweats, or new pain in later life."
        ),
        next_step=(
            "Blood tests and imaging of the spine within about two weeks, with the patient's own doctor."
        ),
        trigger=(
            "back_now and (weight_loss_unexplained or back_pain_night_constant) and at_least(2, "
            "weight_loss_unexplained, back_pain_night_constant, night_sweats, age_years >= $new_cancer_age "
            "and new_back)"
        ),
        evidence=(
            "Weight loss, night pain and age each hardly raise the odds of cancer when they stand alone "
            "[S33], so two are asked for; the combination is judgement."
        ),
        confidence="B",
    ),
    code(
        "R09n",
        "spine",
        "soon",
        title="Back pain that lying down does not ease",
        sentence="Back pain that stays all night and that rest does not ease.",
        next_step=(
            "Feel the abdomen and the pulses and ask about fever, weight and sweats at this visit; imaging "
            "and blood tests within about two weeks."
        ),
        trigger="adult and back_now and back_pain_night_constant and not back_better_resting",
        evidence=(
            "Constant pain that rest does not ease is not mechanical; tumour, infection and aneurysm are "
            "looked for (judgement). Aneurysms that presented as back pain are known from case reports [S65]."
        ),
        confidence="C",
        reading="Resting has to be known not to help.",
    ),
    why=(
        "In someone who has had cancer, back or neck pain can be cancer in the spine, and nerve signs may "
        "mean that it presses on the cord."
    ),
    evidence=(
        "A national guideline of 2008 called cancer with spinal pain and nerve pain, limb weakness, trouble "
        "walking, sensory loss or bladder or bowel change an emergency, to be discussed at once; and spinal "
        "pain that is in the neck or mid back, progresses, never lets up, comes at night, hurts on straining "
        "or is tender a matter of 24 hours [S113]. It has been replaced [S106]; the timings of the new one "
        "have not been read here. Past cancer raises the odds, other flags hardly do [S33]; by how much is "
        "from memory [M4] and withheld until a clinician has checked it. Imaging is advised where cancer is "
        "suspected [S105]."
    ),
    confidence="A",
    reading=(
        "Any skin cancer other than melanoma does not count, nor does sock-like numbness as after "
        "chemotherapy. Pain at night in the foot alone is not this rule. Back pain of unstated duration "
        "counts as new."
    ),
)

INFECTION = family(
    "Spinal infection",
    code(
        "R10",
        "spine",
        "emergency",
        title="Spinal infection suspected",
        sentence=(
            "New back pain with fever in someone at risk of infection or with nerve symptoms; or, without "
            "fever, with a strong risk of infection and loss of power."
        ),
        next_step=(
            "Send to the emergency department now for blood tests with ESR and CRP, cultures, and an MRI of "
            "the whole spine."
        ),
        trigger=(
            "((new_back and fever_now) and (infection_risk or neuro_focal)) or (new_back "
            "and infection_strong and motor and unless(weak_settled))"
        ),
    ),
    code(
        "R10u",
        "spine",
        "urgent",
        title="Spinal infection possible",
        sentence=(
            "New back pain with fever; or with a raised risk of infection and pain that is severe, getting "
            "worse or constant at night, or night sweats."
        ),
        next_step=(
            "Blood tests with ESR and CRP and cultures today, and an MRI of the spine within 24 to 72 hours. "
            "A nerve sign or a risk factor beside fever goes to the emergency department the same day."
        ),
        trigger=(
            "(new_back and fever_now) or (new_back and back_pain_duration_days <= $infection_back_days "
            "and infection_strong and (back_pain_score >= $severe_score or back_pain_course is worsening "
            "or back_pain_night_constant or night_sweats)) or (new_back and night_sweats and infection_risk "
            "and back_pain_night_constant)"
        ),
        confidence="B",
    ),
    why=(
        "An infection in or around the spine can paralyse, and most people who have one have no fever when "
        "first seen."
    ),
    evidence=(
        "Of people with an epidural abscess only 19.7% had a fever and 80.3% a risk factor; 13.1% injected "
        "drugs. A recent infection of soft tissue or blood had an odds ratio of 13.5 (3.6 to 50.7), male sex "
        "5.0 and fever 2.8 [S34]. A hospital guideline images at once where the nerves are affected and "
        "within 6 hours where they are not [S35]. The windows are judgement."
    ),
    confidence="A",
    reading=(
        "Old, unchanged back pain with a cold is not meant: only new back pain counts, and a duration that "
        "nobody stated is new. Night sweats are not fever. Diabetes, alcohol or past injecting raise a fever "
        "to an emergency and do not flag without one."
    ),
)
