"""Foot drop and weakness of one leg: what lifts, turns and pushes the foot, and which nerve may fail it."""

from intake.triage.rules.family import code, family

FOOT_DROP = family(
    "Foot drop or progressing weakness",
    code(
        "R04",
        "spine",
        "urgent",
        title="Foot drop or progressing leg weakness",
        sentence=(
            "The front of the foot does not lift, the power of the foot or big toe is badly reduced, or a "
            "weak leg is getting weaker."
        ),
        next_step=(
            "A full neurological examination now, and MRI or nerve tests as the clinician decides within 24 "
            "to 72 hours; if it began in the last two weeks, phone the spinal team today. Splint the foot "
            "and make walking safe."
        ),
        trigger=(
            "(drop or (weak and (leg_weakness_course in {sudden, worsening} or worse_since_last) "
            "and unless(foot_injury_explains)) or found(mrc_fell_since_last) or found(ehl_mrc_* <= 3) "
            "or found(ankle_pf_mrc_* <= 3)) and unless(weak_settled) and unless(fibular_proven)"
        ),
        reading=(
            "Weakness counts as settled only where it is old, steady and somebody has checked it; what is "
            "not stated never settles it. Weakness is progressing where the patient says so, where weakness "
            "known to be absent at the last visit is present now and that visit was not long ago, or where a "
            "muscle grade fell since: a grade that fell counts even where the patient feels nothing. These "
            "three answers (days_since_last_visit, mrc_fell_since_last, weakness_new_since_last) are worked "
            "out at filing from the patient's latest earlier record and never asked; without an earlier "
            "record they add nothing and leave nothing open. R04 stands aside for the fibular nerve only "
            "where the examination has shown that nerve alone and there is known to be no back or leg pain."
        ),
    ),
    code(
        "R04s",
        "spine",
        "soon",
        title="Steady weakness, already seen",
        sentence=(
            "Weakness or a dropped foot for months that is steady and that a doctor or nurse has already "
            "checked."
        ),
        next_step=(
            "Grade power, feeling and reflexes at this visit and compare with what was found before; a "
            "spinal or nerve opinion within about two weeks unless the cause is on record."
        ),
        trigger="(drop or weak) and weak_settled and unless(weak_longterm)",
    ),
    code(
        "R04r",
        "spine",
        "routine",
        title="Long-standing weakness, already seen",
        sentence=(
            "Weakness or a dropped foot for a long time, steady and already checked, as with an old drop and "
            "a brace."
        ),
        next_step=(
            "Note the grade and check the brace at this visit. Refer in the ordinary way if no cause is on "
            "record; a change makes it urgent."
        ),
        trigger="(drop or weak) and weak_longterm",
    ),
    code(
        "R04b",
        "neuro",
        "emergency",
        title="New painless weakness on one side: possible stroke",
        sentence=(
            "Weakness or a dropped foot that began within days, without back or leg pain, at an age where a "
            "stroke must be thought of."
        ),
        next_step=(
            "Do the FAST check now, note when the patient was last well, and send to the emergency "
            "department as a possible stroke. Nerve tests can wait."
        ),
        trigger=(
            "motor and (leg_weakness_days <= $stroke_days or foot_drop_days <= $stroke_days) "
            "and back_pain_status is none and not leg_pain and age_years >= $stroke_age "
            "and unless(both_weak) and unless(foot_injury_explains) and unless(fibular_cause)"
        ),
        reading=(
            "The absence of back pain and of leg pain has to be stated, and so has how long it has lasted: "
            "where one of them is open the rule is not known and staff ask now. A cause at the knee, an "
            "injured foot or weakness on both sides excuses only where it is known."
        ),
    ),
    code(
        "R04n",
        "neuro",
        "emergency",
        title="Face, arm or speech affected too",
        sentence=(
            "A weak or numb leg or foot comes with a drooping face, a weak or numb arm, or trouble speaking."
        ),
        next_step=(
            "Call an ambulance now as a possible stroke. Do the FAST check and note when the patient was "
            "last well."
        ),
        trigger="face_arm_speech and (motor or numbness_present)",
    ),
    code(
        "R04c",
        "spine",
        "soon",
        title="Weak leg with a nerve pattern",
        sentence=(
            "A weak leg or foot with pain or numbness that fits a nerve from the back, or less than full "
            "power on lifting the ankle."
        ),
        next_step=(
            "Grade the power at this visit; a spinal opinion within about two weeks, with MRI if the "
            "clinician agrees. A grade that falls makes it urgent."
        ),
        trigger=(
            "(weak or found(ankle_df_mrc_* <= 4) or found(ehl_mrc_* <= 4) or found(ankle_pf_mrc_* <= 4)) "
            "and (leg_pain_below_knee or numb_new or (leg_pain and back_ever) or found(ankle_df_mrc_* <= 4)) "
            "and unless(weak_settled)"
        ),
    ),
    code(
        "R04d",
        "spine",
        "routine",
        title="A leg that feels weak",
        sentence="The patient says that a leg or foot is weak.",
        next_step=(
            "Grade the power of both legs at this visit, with heel and toe walking. Less than full power "
            "moves the case up."
        ),
        trigger="weak and unless(foot_injury_explains)",
    ),
    why=(
        "A foot that will not lift, or a leg that is losing power, needs its cause found fast: a nerve root, "
        "the nerve at the knee, the spinal cord or the brain. Some causes recover better when treated early, "
        "and a sudden painless drop on one side can be a stroke."
    ),
    evidence=(
        "A drop is a grade of 3 or less for lifting the ankle, and acute cases deserve an early opinion "
        "[S14]. Loss of power that is major or progresses is a serious red flag [S102]. When to operate is "
        "disputed, and one review names pain, not weakness, as the main reason [S16]: do not promise "
        "benefit. Stroke showing as a dropped foot is known from case reports [S17]. To tell a root from the "
        "fibular nerve, weak hip abduction had a sensitivity of 85.7% and a specificity of 96.4% for the "
        "root (61 people) [S18]; weak turning-in of the foot speaks for L5, and spared turning-in for the "
        "fibular nerve [S10, S19]. Brisk reflexes or an upgoing toe speak for brain or cord. A painless drop "
        "with no other nerve symptom is nearly always the fibular nerve, according to a secondary source "
        "[S116]; R04b takes the safe side of that. The windows are judgement."
    ),
    confidence="A",
    reading=(
        "Weakness counts as settled only where it is old, steady and somebody has checked it; what is not "
        "stated never settles it. Three answers are worked out at filing from the patient's latest earlier "
        "record and never asked: days_since_last_visit, mrc_fell_since_last and weakness_new_since_last. "
        "Without an earlier record they add nothing and leave nothing open."
    ),
)

FIBULAR_NERVE = family(
    "Fibular nerve at the knee",
    code(
        "R05",
        "nerve",
        "urgent",
        title="Foot drop, the nerve at the knee likely",
        sentence=(
            "The foot drops, and something speaks for the nerve at the outer side of the knee: pressure "
            "there, crossed legs, squatting or kneeling, fast weight loss, or the examination. The spine may "
            "still be the cause."
        ),
        next_step=(
            "Take the pressure off the knee today, test hip abduction and turning-in of the foot, and "
            "arrange nerve tests and an opinion within 24 to 72 hours. Act on the spine flag as well where "
            "it stands."
        ),
        trigger=(
            "drop and unless(weak_settled) and (fibular_cause or leg_crossing_habit or squat_kneel_long "
            "or weight_loss_diet_recent or fibular_proven)"
        ),
    ),
    why=(
        "The fibular nerve is easily pressed where it rounds the outer side of the knee, and then the foot "
        "drops. This code changes the words and not the urgency: the spine stays open unless the examination "
        "has shown that nerve alone."
    ),
    evidence=(
        "Weak hip abduction tells a root from the fibular nerve with a sensitivity of 85.7% and a "
        "specificity of 96.4% for the root (61 people) [S18]; weak turning-in of the foot speaks for L5, "
        "spared turning-in for the fibular nerve [S10, S19]. Habitual leg crossing is a described cause "
        "[S20]. A painless drop with no other nerve symptom is nearly always the fibular nerve, according to "
        "a secondary source [S116]."
    ),
    confidence="A",
)

HEEL_WALKING = family(
    "Heel walking",
    code(
        "R06",
        "spine",
        "soon",
        title="Heel walking with nerve signs or back pain",
        sentence=(
            "The patient walks on the heels, and there are nerve symptoms, or back pain without a sore "
            "forefoot to explain it."
        ),
        next_step=(
            "Watch heel and toe walking, look at the forefoot, and test ankle power and the ankle reflex at "
            "this visit; a spinal opinion within about two weeks if a nerve sign is found or the reason "
            "stays open."
        ),
        trigger="gait_types has {heel_walk} and (neuro_focal or (back_ever and unless(forefoot)))",
    ),
    code(
        "R06r",
        "spine",
        "routine",
        title="Heel walking",
        sentence="The patient walks on the heels, and a sore forefoot is not known to be the whole reason.",
        next_step=(
            "Find out at this visit whether the forefoot is sore or the calf is weak. Refer in the ordinary "
            "way for the spine if no cause in the foot is found."
        ),
        trigger="gait_types has {heel_walk} and unless(forefoot and not neuro_focal and not back_now)",
    ),
    why=(
        "Two different things share the name. Being unable to walk on the heels means weak ankle lifters "
        "(L4, L5) and counts as a dropped foot. Choosing to walk on the heels spares a sore forefoot or "
        "makes up for a weak calf (S1)."
    ),
    evidence=(
        "The test is described in [S9]. Among 116 people with chronic symptoms no single test of the nerves "
        "had a positive likelihood ratio over 4 or a negative one under 0.4 [S21]; a lost ankle reflex had a "
        "positive likelihood ratio of 7.1 (0.96 to 53) [S22]. What to make of walking on the heels is "
        "judgement."
    ),
    confidence="C",
    reading=(
        "The patient's tick is read as walking that way, whatever the reason. Being unable to do it on "
        "examination is a dropped foot and urgent under R04."
    ),
)

TIPTOE = family(
    "Unable to rise on tiptoe",
    code(
        "R07u",
        "spine",
        "urgent",
        title="Cannot rise on tiptoe, new or worse",
        sentence="The patient cannot go up on tiptoe, and the weakness is new or getting worse.",
        next_step=(
            "Squeeze the calf to rule out a torn Achilles tendon, test power and the ankle reflex today, and "
            "arrange a spinal opinion within 24 to 72 hours."
        ),
        trigger=(
            "(found(toe_walk_* is unable) or tiptoe_self is unable) and (getting_worse "
            "or leg_weakness_days <= $acute_days) and unless(heel_pop_felt) and unless(foot_injury_explains)"
        ),
        reading=(
            "Unable is meant, by the patient's word or on examination; too painful is not unable. A pop at "
            "the heel or an injured foot excuses only where it is known. Getting worse includes what was "
            "found to be worse since the last visit, worked out at filing; where neither course nor duration "
            "is stated the rule is not known and staff ask now."
        ),
    ),
    code(
        "R07",
        "spine",
        "soon",
        title="Cannot rise on tiptoe",
        sentence="The patient cannot go up on tiptoe on the bad leg.",
        next_step=(
            "Squeeze the calf to rule out a torn Achilles tendon and test power and the ankle reflex at this "
            "visit; a spinal opinion within about two weeks if the tendon is whole."
        ),
        trigger=(
            "(found(toe_walk_* is unable) or tiptoe_self is unable) and unless(heel_pop_felt) "
            "and unless(foot_injury_explains) and unless(weak_settled)"
        ),
    ),
    why=(
        "A calf that cannot lift the body may have lost its S1 nerve. A torn Achilles tendon looks the same "
        "and is ruled out first (F09)."
    ),
    evidence=(
        "Among 116 people with chronic symptoms no single test of the nerves had a positive likelihood ratio "
        "over 4 or a negative one under 0.4 [S21]; a lost ankle reflex had a positive likelihood ratio of "
        "7.1 (0.96 to 53) [S22]. The use of tiptoe as a trigger is judgement."
    ),
    confidence="C",
    reading=(
        "Unable is meant, by the patient's word or on examination; too painful is not unable. A pop at the "
        "heel or an injured foot excuses only where it is known."
    ),
)
