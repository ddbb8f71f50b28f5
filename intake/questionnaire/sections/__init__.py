"""The questions by section, in the order a patient meets them."""

from intake.questionnaire.question import Question
from intake.questionnaire.sections import (
    about_you,
    back,
    examination,
    foot,
    function,
    gait,
    history,
    leg_and_nerve,
    red_flags,
    since_last_visit,
    trauma,
)

_IN_ORDER = {
    "about_you": about_you,
    "foot": foot,
    "back": back,
    "leg_and_nerve": leg_and_nerve,
    "gait": gait,
    "red_flags": red_flags,
    "trauma": trauma,
    "history": history,
    "function": function,
    "examination": examination,
    "since_last_visit": since_last_visit,
}

SECTIONS: dict[str, tuple[Question, ...]] = {name: module.QUESTIONS for name, module in _IN_ORDER.items()}
TITLES: dict[str, str] = {name: module.TITLE for name, module in _IN_ORDER.items()}
