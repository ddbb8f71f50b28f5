"""Bone, joint and posture: young athletes, slipped vertebrae, limiting pain, feet that load the back."""

from intake.triage.rules.family import code, family

YOUNG_ATHLETE = family(
    "The young athlete's back",
    code(
        "R16",
        "spine",
        "soon",
        title="Stress injury of a young vertebra likely",
        sentence="A child or teenager in sport has had low or mid back pain for weeks.",
        next_step=(
            "No sport that hurts from today; examine the back at this visit, and decide on imaging within "
            "about two weeks."
        ),
        trigger=(
            "age_years >= 8 and age_years < 20 and back_now and back_pain_duration_days >= $teen_back_days "
            "and (sport_extension or injury(trauma_type is sport)) and unless(back_region has {neck})"
        ),
        reading=(
            "Pain that includes the neck is left out, and a region that is not stated stays in. An injury in "
            "sport counts as sport."
        ),
    ),
    code(
        "R16r",
        "spine",
        "routine",
        title="Young back that hurts in sport or on leaning back",
        sentence=(
            "A child, teenager or young adult has had back pain for weeks, with sport or pain on leaning "
            "back."
        ),
        next_step=(
            "Examine the back at this visit and rest it from arching; an ordinary referral if it does not "
            "settle."
        ),
        trigger=(
            "age_years >= 8 and age_years <= 24 and back_now and back_pain_duration_days >= $teen_back_days "
            "and (sport_extension or back_pain_worse_extension or injury(trauma_type is sport))"
        ),
    ),
    why="Repeated arching in sport can crack the arch of a growing vertebra.",
    evidence=(
        "Arching back on one leg: sensitivity 50 to 73%, specificity from 0 to 87% in one review and from 17 "
        "to 32% in the other. A step felt between vertebrae: sensitivity 60 to 88%, specificity 87 to 100%. "
        "Age under 20: 81 and 44% [S47, S48]. The ages and the window are judgement."
    ),
    confidence="B",
)

SLIPPED_VERTEBRA = family(
    "Slipped vertebra",
    code(
        "R17",
        "spine",
        "routine",
        title="Slipped vertebra possible",
        sentence=(
            "A step was felt between the vertebrae, or leaning back hurts in someone of later age with the "
            "pattern of a narrow canal or a nerve root."
        ),
        next_step=(
            "Standing X-rays of the low back through an ordinary referral, and a nerve examination at this "
            "visit."
        ),
        trigger=(
            "found(spinous_step) or (age_years >= $claudication_age and back_pain_worse_extension "
            "and (stenosis or radicular))"
        ),
    ),
    why=(
        "A vertebra that has slipped forward can be felt as a step, and it narrows the way out for the "
        "nerves."
    ),
    evidence="A low midline sill had a sensitivity of 81.3% and a specificity of 89.1% in 96 people [S49].",
    confidence="B",
)

LIMITING_BACK_PAIN = family(
    "Back pain that limits work",
    code(
        "R19",
        "spine",
        "routine",
        title="Lasting back pain that limits work",
        sentence="Back pain for weeks that limits work and changes with leaning back or bending.",
        next_step=(
            "Examine the back at this visit and offer active treatment; an ordinary referral for the spine "
            "if work stays limited."
        ),
        trigger=(
            "adult and back_now and back_pain_duration_days >= $long_leg_days "
            "and work_limited in {a_lot, cannot_do} and (back_pain_worse_extension "
            "or (back_pain_worse_flexion and (pain_moves_to_center or back_pain_cough_sneeze)))"
        ),
    ),
    why=(
        "Back pain from joints or discs is common and cannot be told apart at the bedside, so only pain that "
        "limits work is looked at further."
    ),
    evidence=(
        "The facet signs of Revel (5 of 7) had a positive likelihood ratio of 0.8, age over 65 one of 1.5; "
        "pain that moves to the centre on repeated movement had 2.1 to 9.4 for the disc [S50]. No cluster of "
        "signs exists for the facet joint [S50, S93], so facet joint is never reported as a finding. The "
        "window is judgement."
    ),
    confidence="C",
)

FOOT_LOADS_BACK = family(
    "Foot or leg length that may load the back",
    code(
        "R23",
        "foot",
        "routine",
        title="The foot may load the back",
        sentence=(
            "Back pain without leg signs, in someone whose foot, leg length, limp or hours of standing may "
            "load the back."
        ),
        next_step="Treat the foot at this visit and check the back again in six weeks.",
        trigger=(
            "adult and back_now and not leg_pain_below_knee and not motor and unless(numb_new) "
            "and (back_pain_started_after_foot or leg_length_diff or (foot_pain_present "
            "and gait_types has {limp}) or standing_hours_day >= $standing_hours)"
        ),
    ),
    why=(
        "A changed gait, a leg-length difference or long standing may load the back from below. Then the "
        "foot comes first."
    ),
    evidence=(
        "Pronated foot function went with back pain in women (odds ratio 1.51, 95% interval 1.10 to 2.07), "
        "static foot posture did not [S8]; the link was reviewed [S54]. Heel lifts in a series without "
        "controls took pain from 7.8 to 1.1 [S55]. Which of the two loads the other is judgement."
    ),
    confidence="C",
)
