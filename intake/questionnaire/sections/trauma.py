"""What happened to the patient: the question everyone is asked, and the seven fields of each injury."""

from functools import partial

from intake.questionnaire.question import days, many_of, one_of, options, yes_no

TITLE = "Injuries"

_one_of = partial(one_of, of_injury=True)
_many_of = partial(many_of, of_injury=True)
_yes_no = partial(yes_no, of_injury=True)
_days = partial(days, of_injury=True)

QUESTIONS = (
    yes_no(
        "trauma_recent",
        "Have you had a car crash, fall or injury in the last 3 months?",
        core=True,
    ),
    _one_of(
        "trauma_type",
        "What happened?",
        options(
            mvc="A car or road crash",
            fall_standing="A fall from standing",
            fall_over_3ft="A fall from over 3 feet (1 m) or 5 stairs",
            sport="A sports injury",
            lifting_twist="Lifting or twisting",
            direct_blow="A hard blow",
            step_off="A bad step, such as off a curb",
            assault="Someone hurt me",
            other="Something else",
        ),
    ),
    _days("trauma_days_ago", "How many days ago did it happen?"),
    _many_of(
        "trauma_body",
        "What was hurt? Tap all that fit.",
        options(
            low_back="Lower back",
            mid_back="Middle back",
            neck="Neck",
            buttock="Buttock",
            hip="Hip",
            knee="Knee",
            foot_ankle="Foot or ankle",
            head="Head",
            other="Another part",
        ),
    ),
    _yes_no("trauma_back_pain_after", "Did your back hurt after the injury?"),
    _one_of(
        "foot_start_vs_trauma",
        "When did the foot trouble start?",
        options(
            before="Before the injury",
            same_day="On the same day",
            within_2wk="Within 2 weeks after it",
            **{"2_to_12wk": "2 to 12 weeks after it"},
            later="Later than that",
        ),
    ),
    _yes_no("trauma_seen", "Did a doctor see you for the injury?"),
    _one_of(
        "trauma_imaging",
        "Did you have an X-ray or scan for the injury?",
        options(none="No", foot="Yes, of the foot", spine="Yes, of the spine", both="Yes, of both"),
    ),
)
