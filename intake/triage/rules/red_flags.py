"""Cauda equina and both-sided leg symptoms: the emergencies that this service exists not to miss."""

from intake.triage.rules.family import code, family

CAUDA_EQUINA = family(
    "Cauda equina",
    code(
        "R01",
        "spine",
        "emergency",
        title="Cauda equina suspected",
        sentence=(
            "Control of the bladder or bowel, sexual function or feeling between the legs has changed, newly "
            "or for the worse, in someone whose back or legs are affected too, or two of these have changed "
            "together. The nerves at the base of the spine may be squeezed."
        ),
        next_step=(
            "Send to the emergency department now for an MRI today; no routine letter. Note when it began, "
            "give the safety-net card, and do not wait for a rectal examination."
        ),
        trigger=(
            "(ces_now and spine_or_leg) or (ces_soft and spine_or_leg and unless(ces_settled)) "
            "or (at_least(2, bladder_hard, bowel_hard, saddle) and unless(ces_settled))"
        ),
        reading=(
            "A problem is settled only where it is known to be older than the window and known to be steady "
            "or better: an onset or a course that nobody stated leaves it new. Two of bladder, bowel and "
            "saddle are enough without any word about back or legs. Getting worse includes what was found to "
            "be worse since the last visit, worked out at filing."
        ),
    ),
    code(
        "R01u",
        "spine",
        "urgent",
        title="Saddle numbness, or a settled bladder or bowel change",
        sentence=(
            "The feeling between the legs has changed, or a bladder, bowel or saddle change of the past "
            "months has settled in someone whose back or legs are affected."
        ),
        next_step=(
            "A clinician checks saddle feeling, bladder and the power of both legs today, then a spinal "
            "opinion with MRI within 24 to 72 hours. Anything new or worse goes to the emergency department "
            "the same day."
        ),
        trigger=(
            "(ces_now and saddle) or (ces_hard and spine_or_leg and ces_settled "
            "and ces_onset_days <= $ces_old_days)"
        ),
        reading=(
            "New saddle numbness holds this code even where nothing is known about back or legs; once those "
            "are known to be affected R01 holds and takes its place."
        ),
    ),
    code(
        "R01r",
        "own_doctor",
        "emergency",
        title="Unable to pass urine",
        sentence="The patient cannot pass urine.",
        next_step=(
            "Send to the emergency department now: the bladder needs help today whatever the cause. Ask "
            "there for a check of the nerves of the spine."
        ),
        trigger="bladder_change has {cannot_pee} and unless(ces_settled)",
    ),
    code(
        "R01d",
        "own_doctor",
        "soon",
        title="Bladder, bowel or saddle change that is old or stands alone",
        sentence=(
            "A bladder, bowel or saddle change that has settled, or a bladder or bowel change in someone "
            "whose back, legs and nerves are not affected."
        ),
        next_step=(
            "Refer to the patient's own doctor, to be seen within about two weeks. Say which changes would "
            "mean the emergency department, and give the safety-net card."
        ),
        trigger=(
            "((bladder_hard or bowel_hard) and (ces_settled or not spine_or_leg)) or (saddle and ces_settled)"
        ),
    ),
    why=(
        "A new change of bladder, bowel or feeling between the legs, together with back or leg symptoms, may "
        "mean that the nerves at the lower end of the spine are being squeezed. Delay can leave lasting loss "
        "and no single sign rules it out, so these rules accept false alarms."
    ),
    evidence=(
        "The English national pathway sends at once whoever has a change of bladder, bowel, saddle feeling "
        "or sexual function that is under 14 days old or getting worse, or severe or progressing loss in "
        "both legs [S96, S97]; MRI follows within 4 hours of the request [S97]. A sexual change as the only "
        "feature beside back pain is unlikely to be cauda equina [S96] and so is constipation alone [S98]: "
        "both count as soft signs. No single sign excludes it [S3, S4]. Of 334 people referred 25 had it: "
        "bladder change had a sensitivity of 0.72 and a specificity of 0.36, loss of perianal feeling 0.60 "
        "and 0.67, pain in both legs 0.60 and 0.70 [S4]. Bladder trouble as the patient tells it is neither "
        "sensitive nor specific [S99]. Once established, over 90% have retention and 75% saddle loss (a "
        "teaching note) [S100]. A bladder scan of 200 mL or more makes it more likely, less does not exclude "
        "it [S11, S97]. No rectal examination is needed before referral [S97]. About 0.04% of back pain is "
        "cauda equina; a review of its warning signs found seven studies of 569 people [S13]. The accuracy "
        "that the review pooled is from memory [M1] and withheld until a clinician has checked it."
    ),
    confidence="A",
)

BOTH_SIDED_SYMPTOMS = family(
    "Both-sided leg pain or numbness",
    code(
        "R02",
        "spine",
        "urgent",
        title="New pain or numbness in both legs",
        sentence=(
            "Pain or numbness in both legs that is new, with back pain, pain below the knee or another sign "
            "of the nerves."
        ),
        next_step=(
            "A clinician checks saddle feeling, power and reflexes the same day, then a spinal opinion "
            "within 24 to 72 hours. Keep a low bar for the emergency department."
        ),
        trigger=(
            "((leg_pain_side is both and unless(leg_symptom_days > $bilateral_recent_days) "
            "and ((leg_pain_below_knee and back_ever) or leg_pain_path has {buttock, thigh_back} "
            "or numb_new)) or (both_numb and unless(numbness_days > $bilateral_recent_days) and (back_ever "
            "or leg_pain))) and (back_ever or leg_pain_below_knee or numb_new) and unless(claudication "
            "and age_years >= $claudication_age)"
        ),
        reading=(
            "A duration that nobody stated counts as new. The pattern of a narrow spinal canal excuses only "
            "where it is known and only from the age set for it; where it gets worse, R02e holds whatever "
            "the pattern. A patient who declines the question on sexual change leaves R01 open, and staff "
            "ask in private."
        ),
    ),
    code(
        "R02e",
        "spine",
        "emergency",
        title="Both legs affected and getting worse",
        sentence="Both legs are affected, it is getting worse, and there is back or leg pain.",
        next_step=(
            "Send to the emergency department today for an MRI of the spine. Ask about bladder, bowel and "
            "saddle feeling before the patient leaves, without delaying that."
        ),
        trigger=(
            "both_leg_neuro and getting_worse and (back_ever or leg_pain) "
            "and (leg_symptom_days <= $bilateral_recent_days or numbness_days <= $bilateral_recent_days "
            "or leg_weakness_days <= $bilateral_recent_days "
            "or unless(leg_symptom_days > $bilateral_recent_days or numbness_days > $bilateral_recent_days "
            "or leg_weakness_days > $bilateral_recent_days))"
        ),
        reading=(
            "One recent duration among pain, numbness and weakness is enough, and where none is stated they "
            "count as recent: an old pain does not excuse a new numbness. Getting worse includes a muscle "
            "grade that fell or weakness that was not there at the last visit, worked out at filing."
        ),
    ),
    why="Sciatica on both sides can be the first sign of cauda equina, before the bladder or bowel changes.",
    evidence=(
        "Sudden or worsening nerve pain in both legs is on the list of warnings of serious disease of the "
        "spine [S14], and loss that progresses in both legs is an emergency [S96]. In one series of 334 "
        "referrals pain in both legs had an odds ratio of 5.03, although the sensitivity and specificity "
        "printed beside it do not quite give that figure [S4]. The windows are judgement."
    ),
    confidence="A",
)

BOTH_SIDED_WEAKNESS = family(
    "Both-sided weakness",
    code(
        "R03e",
        "spine",
        "emergency",
        title="Both legs weak: new, sudden or fast",
        sentence=(
            "Both legs or feet are weak, and it came suddenly or days ago, is quickly getting worse, stops "
            "the patient from walking, or comes with fever or a change of bladder, bowel or saddle feeling."
        ),
        next_step=(
            "Send to the emergency department now. Check breathing and reflexes before transfer: a fast rise "
            "points to Guillain-Barré, a bladder or saddle change to the cauda equina."
        ),
        trigger=(
            "both_weak and unless(weak_settled) and (leg_weakness_course is sudden "
            "or leg_weakness_days <= $acute_days or foot_drop_days <= $acute_days "
            "or (leg_weakness_course is worsening and leg_weakness_days <= $rising_days) "
            "or gait_types has {cannot_walk_usual} or ces_now or fever_now)"
        ),
        reading=(
            "A sudden start counts whatever its date, unless the weakness is known to be old, steady and "
            "already seen."
        ),
    ),
    code(
        "R03",
        "spine",
        "urgent",
        title="Both legs weak",
        sentence="Both legs or feet are weak, and it is not known to be old and steady.",
        next_step=(
            "Check power, reflexes, saddle feeling and breathing today and phone a spinal or neurology team; "
            "to be seen within 24 to 72 hours."
        ),
        trigger=(
            "both_weak and unless(leg_weakness_days > $settled_days "
            "and leg_weakness_course in {same, better})"
        ),
        reading=(
            "Only a stated duration and a stated steady course make it less than urgent. A dropped foot on "
            "both sides stays urgent here even where its own duration is long."
        ),
    ),
    code(
        "R03s",
        "spine",
        "soon",
        title="Both legs weak for months, steady",
        sentence="Both legs or feet have been weak for months and are not getting worse.",
        next_step=(
            "A full neurological examination at this visit, and a spinal or neurology opinion within about "
            "two weeks. Ask whether a cause was ever found."
        ),
        trigger=(
            "both_weak and leg_weakness_days > $settled_days and leg_weakness_course in {same, better} "
            "and unless(weak_longterm)"
        ),
    ),
    code(
        "R03r",
        "spine",
        "routine",
        title="Both legs weak for long, already seen",
        sentence=(
            "Both legs or feet have been weak for a long time; it is steady, and a doctor or nurse has "
            "checked it."
        ),
        next_step=(
            "Compare with the earlier findings at this visit and look at braces and falls. Refer in the "
            "ordinary way if no cause is on record; a change makes it urgent."
        ),
        trigger="both_weak and weak_longterm",
    ),
    why=(
        "Weakness on both sides points to the spine, the brain or the nerves as a whole, and not to two feet."
    ),
    evidence=(
        "Of 7 people whose feet dropped suddenly on both sides 3 had cauda equina; all had surgery within 48 "
        "hours and 5 of the 7 regained full ankle power [S15]. Severe or progressing loss in both legs is an "
        "emergency [S96]. Guillain-Barré syndrome begins in the legs, is mostly at its worst within 2 weeks, "
        "and takes about 20% to respiratory failure [S101]. The windows are judgement."
    ),
    confidence="A",
)
