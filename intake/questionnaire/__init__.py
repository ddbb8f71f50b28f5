"""What we ask: each question once, in sections, and how answers to it are read.

Every door, column, form and rule reads this one dictionary. Its version is the digest of its content,
so that nobody has to remember to release it.
"""

from intake.questionnaire.question import NONE, Option, Question
from intake.questionnaire.sections import SECTIONS, TITLES
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.notation import Notation

__all__ = [
    "CHECKLISTS",
    "EXAMINATIONS",
    "FOLLOWS",
    "INJURY",
    "MOST_INJURIES",
    "NONE",
    "NOTATION",
    "PATIENT_MAY_ANSWER",
    "PUBLISHED",
    "QUESTIONS",
    "SECTIONS",
    "SHOWN_IF",
    "STORED",
    "TITLES",
    "VERSION",
    "Option",
    "Question",
    "mask",
    "ticked",
]

QUESTIONS: dict[str, Question] = {
    question.name: question for section in SECTIONS.values() for question in section
}
INJURY = {name: question for name, question in QUESTIONS.items() if question.of_injury}
CHECKLISTS = {name: question for name, question in QUESTIONS.items() if question.kind == "checklist"}
STORED = {
    name: question
    for name, question in QUESTIONS.items()
    if not question.of_injury and question.kind != "checklist"
}
MOST_INJURIES = 20
PATIENT_MAY_ANSWER = frozenset(
    {name for name, question in QUESTIONS.items() if "patient" in question.who} | {"injuries"}
)
EXAMINATIONS = frozenset(name for name, question in QUESTIONS.items() if "clinician" in question.who)

NOTATION = Notation(QUESTIONS, FACTS, SUMS)
FOLLOWS = {name: NOTATION.read(q.follows) for name, q in QUESTIONS.items() if q.follows}
SHOWN_IF = {name: NOTATION.read(q.shown_if) for name, q in QUESTIONS.items() if q.shown_if}


def mask(name: str, options) -> int:
    """The options of a many-of answer as bits, in the order they were ever appended; 0 is none of them."""
    bits = _BITS[name]
    return sum(bits[option] for option in set(options))


def ticked(name: str, bits: int) -> list[str]:
    """The options of a many-of answer read back from its bits."""
    return [option for option, bit in _BITS[name].items() if bits & bit]


def _bits_of(question):
    choices = [option for option in question.option_names if option != NONE]
    return {option: 1 << position for position, option in enumerate(choices)}


_BITS = {name: _bits_of(question) for name, question in QUESTIONS.items() if question.kind == "many_of"}


def _published(question: Question) -> dict:
    """The question as published: only what it has, its *shown if* as JSON and as the text it came from."""
    parts = {
        "name": question.name,
        "kind": question.kind,
        "wording": question.wording,
        "help": question.help,
        "options": [_published_option(option) for option in question.options],
        "unit": question.unit,
        "low": question.low,
        "high": question.high,
        "max_length": question.max_length,
        "who": list(question.who),
        "shown_if": _published_condition(question.name),
        "shown_if_text": question.shown_if,
        "follows": question.follows,
        "code": question.code
        and {"system": question.code.system, "code": question.code.code, "basis": question.code.basis},
        "core": question.core,
        "retired": question.retired,
    }
    return {key: value for key, value in parts.items() if value or (key == "low" and value is not None)}


def _published_option(option):
    plain = {"name": option.name, "wording": option.wording}
    return plain | ({"answers": option.answers} if option.answers else {})


def _published_condition(name):
    condition = SHOWN_IF.get(name)
    return logic.to_json(condition) if condition is not None else None


PUBLISHED = {
    "sections": [
        {
            "name": section,
            "title": TITLES[section],
            "questions": [_published(q) for q in questions if not q.of_injury],
        }
        for section, questions in SECTIONS.items()
    ],
    "injuries": {
        "at_most": MOST_INJURIES,
        "questions": [_published(question) for question in INJURY.values()],
    },
}
VERSION = logic.digest(PUBLISHED)
