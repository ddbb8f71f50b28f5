"""What the patient says about the legs: pain, numbness, weakness, and what walking does to them."""

from intake.questionnaire.question import SIDE, Code, days, many_of, one_of, options, score, whole, yes_no

TITLE = "Your legs: pain, numbness and weakness"

NUMBNESS_SITES = options(
    saddle="Between the legs, where you would sit on a saddle",
    thigh="Thigh",
    shin_inner_ankle="Inner shin or inner ankle",
    shin_outer="Outer shin",
    foot_top_big_toe="Top of the foot or big toe",
    between_toes_1_2="Between the big toe and the second toe",
    foot_outer_little_toe="Outer foot or little toe",
    sole="Sole",
    heel="Heel",
    toes="Toes",
    feet_both_sock="Both feet, as if in socks",
    leg_whole="The whole leg",
    hands="Hands",
)

_COURSE = options(better="Better", same="The same", worsening="Worse")

_PAIN = (
    yes_no("leg_pain_present", "Do you have pain in your buttock, hip or leg?", core=True),
    yes_no(
        "leg_pain_below_knee",
        "Does leg pain run down below your knee?",
        follows="leg_pain_present",
        core=True,
    ),
    one_of("leg_pain_side", "Which leg hurts?", SIDE, follows="leg_pain_present"),
    many_of(
        "leg_pain_path",
        "Where does the leg pain go? Trace it on the picture.",
        options(
            groin="Groin",
            buttock="Buttock",
            thigh_front="Front of the thigh",
            thigh_side="Side of the thigh",
            thigh_back="Back of the thigh",
            knee="Knee",
            shin_inner="Inner shin",
            shin_outer="Outer shin",
            calf="Calf",
            foot="Foot",
        ),
        follows="leg_pain_present",
    ),
    score(
        "leg_pain_score",
        "How bad was the leg pain at its worst this week?",
        help="0 is no pain. 10 is the worst pain.",
        follows="leg_pain_present",
    ),
    yes_no(
        "leg_pain_worse_than_back",
        "Is the leg pain worse than the back pain?",
        help="If they are the same, answer no.",
        follows="leg_pain_present",
        when="back_now",
    ),
    yes_no(
        "leg_pain_cough_sneeze",
        "Does a cough or a sneeze make the pain in your leg worse?",
        help="Answer no if only your back hurts.",
        follows="leg_pain_present",
    ),
)

_NUMBNESS = (
    yes_no(
        "numbness_present",
        "Do you have numbness, pins and needles, or burning in a leg or foot?",
        core=True,
    ),
    one_of("numbness_side", "Which side is numb, tingling or burning?", SIDE, follows="numbness_present"),
    many_of(
        "numbness_sites",
        "Where is it numb, tingling or burning? Touch each place on the picture.",
        NUMBNESS_SITES,
        follows="numbness_present",
    ),
    days(
        "numbness_days",
        "How long have you had the numb, tingling or burning feeling?",
        follows="numbness_present",
    ),
    days(
        "leg_symptom_days",
        "How long have you had the leg pain or numbness?",
        when="leg_pain_present or numbness_present",
    ),
)

_WEAK = "leg_weakness or foot_drop_self"

_WEAKNESS = (
    yes_no("leg_weakness", "Is a leg or foot weak?", core=True),
    one_of("leg_weakness_side", "Which leg or foot is weak?", SIDE, follows="leg_weakness"),
    days("leg_weakness_days", "How long has the leg or foot been weak?", follows="leg_weakness"),
    one_of(
        "leg_weakness_course",
        "How has the weakness in your leg or foot changed?",
        options(
            sudden="It came all at once",
            worsening="It is getting worse",
            same="It stays the same",
            better="It is getting better",
        ),
        follows="leg_weakness",
    ),
    yes_no(
        "foot_drop_self",
        "Is it hard to lift the front of your foot?",
        help="Your toes may drag, or your foot may slap down as you walk.",
        core=True,
        code=Code("SNOMED CT", "6077001", "seen"),  # in one third-party map only
    ),
    one_of("foot_drop_side", "Which foot is hard to lift?", SIDE, follows="foot_drop_self"),
    days("foot_drop_days", "How long has the foot been hard to lift?", follows="foot_drop_self"),
    yes_no(
        "weakness_seen",
        "Has a doctor or nurse already checked this weak leg or foot?",
        when=_WEAK,
    ),
    yes_no("leg_crossing_habit", "Do you often sit with your legs crossed?", when=_WEAK),
    yes_no("squat_kneel_long", "Do you squat or kneel a lot?", when=_WEAK),
    yes_no("weight_loss_diet_recent", "Have you lost weight fast on a diet lately?", when=_WEAK),
    yes_no(
        "fibular_pressure",
        "Have you had a cast, brace or boot that presses near your knee?",
        when=_WEAK,
    ),
    yes_no(
        "face_arm_speech",
        "Do you also have a drooping face, a weak or numb arm, or trouble speaking?",
        help="Along with the weak or numb leg or foot.",
        when="leg_weakness or foot_drop_self or numbness_present",
    ),
)

_NERVE_ANSWER = "numbness_present or leg_weakness or foot_drop_self or gait_problem"

_NERVES_OVERALL = (
    one_of(
        "neuro_course",
        "Overall, are the numbness, weakness or walking better, the same or worse?",
        _COURSE,
        when=_NERVE_ANSWER,
    ),
    yes_no("hand_clumsy", "Are your hands clumsy?", when=_NERVE_ANSWER),
)

_BROUGHT_ON = "leg_symptom_walking or leg_symptom_standing"
_CAN_BE_BROUGHT_ON = "leg_pain_present or numbness_present or (foot_pain_present and age_years >= 45)"

_WALKING_AND_RELIEF = (
    yes_no(
        "leg_symptom_walking",
        "Does walking bring on the pain or numbness in your leg or foot?",
        when=_CAN_BE_BROUGHT_ON,
    ),
    yes_no(
        "leg_symptom_standing",
        "Does just standing bring on the pain or numbness in your leg or foot?",
        when=_CAN_BE_BROUGHT_ON,
    ),
    yes_no("leg_relief_sitting", "Does sitting help your leg?", when=_BROUGHT_ON),
    yes_no(
        "leg_relief_bending",
        "Does it help your leg to lean forward, as on a shopping cart?",
        when=_BROUGHT_ON,
    ),
    yes_no("leg_relief_standing_still", "Does standing still help your leg?", when=_BROUGHT_ON),
    yes_no("leg_better_leaning_back", "Does leaning back help your leg?", when=_BROUGHT_ON),
    yes_no("no_pain_when_seated", "Is the leg pain fully gone when you sit?", when=_BROUGHT_ON),
    whole(
        "walk_limit_min",
        "How many minutes can you walk before you have to stop?",
        0,
        1440,
        "minutes",
        when=_BROUGHT_ON,
    ),
)

_SSHQ_SHOWN = f"age_years >= 50 and ({_BROUGHT_ON})"

# Adapted: the ten ideas of Konno's self-administered history questionnaire (2007) in our own words,
# so a score of them is that of an adapted form, not of the validated one.
_SSHQ_ADAPTED = tuple(
    yes_no(f"sshq_q{number}", wording, when=_SSHQ_SHOWN)
    for number, wording in enumerate(
        (
            "Is there numbness or pain from your thigh down to your calf or shin?",
            "Do your legs hurt or go numb more after a walk, then ease with rest?",
            "Does just standing bring on pain or numbness in your legs?",
            "Does bending forward ease the pain or numbness in your legs?",
            "Are both of your legs numb?",
            "Are the soles of both of your feet numb?",
            "Do you feel numb around your buttocks?",
            "Are your legs numb, but with no pain?",
            "Do you have a burning feeling around your buttocks?",
            "Does walking make you feel that you are about to pass urine?",
        ),
        start=1,
    )
)

QUESTIONS = _PAIN + _NUMBNESS + _WEAKNESS + _NERVES_OVERALL + _WALKING_AND_RELIEF + _SSHQ_ADAPTED
