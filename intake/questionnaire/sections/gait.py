"""What the patient notices about walking and balance."""

from intake.questionnaire.question import days, many_of, options, whole, yes_no

TITLE = "Your walking and balance"

GAIT_TYPES = options(
    limp="A limp",
    heel_walk="Walking on the heels",
    toe_walk="Walking on the toes",
    foot_slap_drag="A foot that slaps or drags",
    high_step="Lifting the knee high to clear the foot",
    wide_unsteady="Unsteady, with feet wide apart",
    stiff="Stiff legs",
    short_distance="Only short distances",
    needs_aid="Needing a cane, walker or person to lean on",
    cannot_walk_usual="Not able to walk as usual",
)

_NERVE_ANSWER = "numbness_present or leg_weakness or foot_drop_self or gait_problem"

QUESTIONS = (
    yes_no(
        "gait_problem",
        "Has your walking changed?",
        help="Answer yes too if the way you walk has been unusual since your first steps.",
        core=True,
    ),
    many_of(
        "gait_types",
        "What do you notice about your walking?",
        GAIT_TYPES,
        help="Walking on the heels means that you keep the front of the foot up.",
        follows="gait_problem",
    ),
    days("gait_duration_days", "How long has your walking been like this?", follows="gait_problem"),
    yes_no(
        "toe_walk_since_start",
        "Was it walking on the toes ever since the first steps?",
        follows="gait_types has {toe_walk}",
        when="age_years < 18",
    ),
    yes_no("balance_worse", "Is your balance worse than before?", when=_NERVE_ANSWER),
    whole(
        "falls_6mo",
        "How many times have you fallen in the last 6 months?",
        0,
        500,
        "falls",
        help="If you have not fallen, put 0.",
        when=_NERVE_ANSWER,
    ),
)
