"""The private questions about bladder, bowel and feeling, and the sudden signs of a large artery."""

from intake.questionnaire.question import days, many_of, one_of, options, yes_no

TITLE = "Important changes to tell us about"

_IN_PRIVATE = (
    "It can be linked to the back. You can talk to a person in private instead: just ask at the desk."
)

_BLADDER_CHANGED = (
    "bladder_change has {trouble_starting, weak_stream, frequency_urgency, no_urge_feeling, cannot_pee, "
    "new_leaks}"
)
_BOWEL_CHANGED = "bowel_change has {new_leaks, cannot_feel, new_constipation}"

_BLADDER_BOWEL_AND_FEELING = (
    many_of(
        "bladder_change",
        "Do you have any NEW problem passing urine? Tap all that fit.",
        options(
            none="No new problem",
            trouble_starting="Trouble getting started",
            weak_stream="A weak stream",
            frequency_urgency="Going much more often, or in a rush",
            no_urge_feeling="I do not feel when I need to go",
            cannot_pee="I cannot pass urine",
            new_leaks="New leaks",
        ),
        help=_IN_PRIVATE,
        core=True,
    ),
    many_of(
        "bowel_change",
        "Do you have any NEW problem with your bowels? Tap all that fit.",
        options(
            none="No new problem",
            new_leaks="New leaks",
            cannot_feel="I do not feel when I need to go",
            new_constipation="New constipation",
        ),
        help=_IN_PRIVATE,
        core=True,
    ),
    yes_no(
        "saddle_numbness",
        "Is it numb or does it feel odd when you wipe, or between your legs?",
        help=_IN_PRIVATE,
        core=True,
    ),
    yes_no(
        "sexual_change",
        "Do you have a new loss of feeling or function during sex?",
        help="You may skip this one. " + _IN_PRIVATE,
        when=" or ".join(
            (
                "saddle_numbness",
                _BLADDER_CHANGED,
                _BOWEL_CHANGED,
                "leg_pain_side is both",
                "numbness_side is both",
                "leg_weakness_side is both",
                "neuro_course is worsening",
                "leg_weakness_course in {sudden, worsening}",
            )
        ),
    ),
)

_CES_ANSWER = " or ".join(
    ("saddle_numbness", "sexual_change", "numbness_sites has {saddle}", _BLADDER_CHANGED, _BOWEL_CHANGED)
)

_HOW_IT_BEGAN = (
    days(
        "ces_onset_days",
        "How many days ago did the change in bladder, bowel or feeling start?",
        when=_CES_ANSWER,
    ),
    one_of(
        "ces_course",
        "Is the change in bladder, bowel or feeling better, the same or worse?",
        options(better="Better", same="The same", worsening="Worse"),
        when=_CES_ANSWER,
    ),
)

_ARTERY_AT_RISK = "(back_now or leg_pain) and (age_years >= 50 or aneurysm_known or pad_dx)"

_LARGE_ARTERY = (
    yes_no(
        "sudden_tearing_pain",
        "Did you have a sudden ripping pain in your back or belly?",
        when=_ARTERY_AT_RISK,
    ),
    yes_no("belly_pulsing", "Do you feel a lump in your belly that beats?", when=_ARTERY_AT_RISK),
    yes_no("collapse_or_faint", "Did you faint or collapse?", when=_ARTERY_AT_RISK),
)

QUESTIONS = _BLADDER_BOWEL_AND_FEELING + _HOW_IT_BEGAN + _LARGE_ARTERY
