"""Patients of a foot and ankle clinic, as many as asked for, one at a time: the same seed, the same patients.

Each has an answer to every question in mind and gives those that the questionnaire shows. Most clinics are
taken to ask the core and what an emergency or urgent rule reads, some 60 answers with the checklists spread;
the others ask everything. `prevalences` and `complaints` say how often each answer is given, and where that
is known from.
"""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random
from typing import Any

from intake.questionnaire import INJURY, PATIENT_MAY_ANSWER, QUESTIONS, SHOWN_IF
from intake.questionnaire.reading import RECENT_DAYS, Answers, questions_of
from intake.triage import logic
from intake.triage.assess import ASKS_NOW
from intake.triage.compiled import compiled
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules
from tests.benchmarks import complaints, prevalences

SHORT = 0.7  # of the forms
SILENT = 0.12  # of the forms: on each of them one to four questions stay without an answer
SILENCES = ("unsure", "unsure", "declined", "not asked")
INJURIES_NOT_ASKED = 0.02
OLDER_INJURY = 0.06  # of those without one in the last three months
OLDEST_INJURY = 3_000  # days
HARMLESS = ("none", "no", "na", "never", "able", "gradual", "better")
NUMBER_OF_INJURIES = (1, 1, 1, 1, 1, 1, 2, 2, 3)


def _short_form() -> frozenset[str]:
    """The core, what emergency and urgent rules read, and what decides whether that is shown."""
    names = {name for core, question in QUESTIONS.items() if question.core for name in questions_of(core)}
    for rule, condition in bind_rules(defaults()):
        if rule.tier in ASKS_NOW:
            names |= logic.names(condition)
    while (
        parents := {parent for name in names & SHOWN_IF.keys() for parent in logic.names(SHOWN_IF[name])}
        - names
    ):
        names |= parents
    return frozenset(names)


SHORT_FORM = _short_form()
_verdicts_on_follow_ups = compiled(SHOWN_IF.values(), SHOWN_IF, INJURY)


def population(seed: int, *, examined: float = 0.0) -> Iterator[Answers]:
    """An endless row of forms; on the share `examined` a clinician's findings stand beside the patient's word."""
    rng = Random(seed)
    while True:
        yield _form(rng, examined)


def core_form() -> Answers:
    """An adult with pain under one heel who answers everything shown in the short form, with *no* to all else."""
    values = {name: _nothing_wrong(name) for name in sorted(SHORT_FORM & PATIENT_MAY_ANSWER - INJURY.keys())}
    values = _given(values) | {
        "age_years": 52,
        "main_reason": "foot_pain",
        "foot_pain_present": True,
        "foot_pain_sites": ("heel_bottom",),
        "foot_symptom_days": 60,
        "foot_pain_first_steps": True,
        "foot_tender_spot": True,
    }
    _leave_out_what_is_not_shown(values, {}, ())
    return Answers(values, ())


def _nothing_wrong(name):
    question = QUESTIONS[name]
    match question.kind:
        case "yes_no":
            return False
        case "one_of":
            return next(
                (each for each in HARMLESS if each in question.option_names), question.option_names[0]
            )
        case "many_of":
            return ()
        case "whole":
            return 3
    return None


def _form(rng: Random, examined: float) -> Answers:
    values = _in_mind(rng)
    if rng.random() < SHORT:
        values = {name: value for name, value in values.items() if name in SHORT_FORM}
    injuries = _injuries(rng, values["trauma_recent"]) if rng.random() >= INJURIES_NOT_ASKED else None
    silences = _silences(rng, values) if rng.random() < SILENT else {}
    _leave_out_what_is_not_shown(values, silences, injuries)
    if rng.random() < examined:
        values |= _given(complaints.EXAMINED.draw(rng))
    return Answers(values, injuries, _named(silences, "unsure"), _named(silences, "declined"))


def _in_mind(rng: Random) -> dict[str, Any]:
    """What the patient would answer to every question: what everybody might, and anew what one's complaint says."""
    answers = prevalences.EVERYBODY.draw(rng)
    age = answers["age_years"] = rng.choice(_picked(rng, _AGES))
    if age < prevalences.ADULT:
        answers |= prevalences.CHILD.draw(rng)
    elif age >= prevalences.OLD:
        answers |= prevalences.OLDER.draw(rng)
    complaint = _picked(rng, _COMPLAINTS)
    answers |= complaints.COMPLAINTS[complaint][1].draw(rng)
    answers["back_pain_status"] = _back_pain(rng, answers["sex_at_birth"], complaint)
    if answers["back_pain_status"] == "now":
        answers |= prevalences.WITH_BACK_PAIN.draw(rng)
    rare = _picked(rng, _RARE)
    if rare is not None:
        answers |= complaints.RARE[rare][1].draw(rng)
    if answers["sex_at_birth"] == "male" or age > prevalences.LAST_PREGNANT:
        answers |= {"pregnant": "na", "childbirth_3mo": False}
    return _given(answers)


def _back_pain(rng, sex, complaint) -> str:
    share = prevalences.BACK_PAIN.get(sex, prevalences.BACK_PAIN["female"])
    if complaint == "heel":
        share *= prevalences.MORE_WITH_HEEL_PAIN
    chance = rng.random()
    if chance >= share:
        return "none"
    return "now" if chance < share * prevalences.STILL_THERE else "past"


def _given(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answer for name, answer in answers.items() if answer is not None}


def _injuries(rng, is_recent) -> tuple[dict[str, Any], ...]:
    if is_recent:
        return tuple(complaints.INJURED.draw(rng) for _ in range(rng.choice(NUMBER_OF_INJURIES)))
    if rng.random() >= OLDER_INJURY:
        return ()
    days = rng.randint(RECENT_DAYS + 1, OLDEST_INJURY)
    return (complaints.INJURED.draw(rng) | {"trauma_days_ago": days},)


def _silences(rng, values) -> dict[str, str]:
    """Take some answers away; a silence is told by name and kind."""
    names = rng.sample(list(values), rng.randint(1, 4))
    for name in names:
        del values[name]
    return {name: rng.choice(SILENCES) for name in names}


def _named(silences, kind) -> tuple[str, ...]:
    return tuple(name for name, met_with in silences.items() if met_with == kind)


def _leave_out_what_is_not_shown(values, silences, injuries) -> None:
    """What is asked depends on answers that may go themselves, so until nothing more goes."""
    closed = True
    while closed:
        verdicts = _verdicts_on_follow_ups(values, injuries)
        closed = [
            name
            for name, shown in zip(SHOWN_IF, verdicts, strict=True)
            if shown is False and (name in values or name in silences)
        ]
        for name in closed:
            values.pop(name, None)
            silences.pop(name, None)


def _reached(shares: Mapping[Any, float]) -> list[tuple[float, Any]]:
    return list(zip(accumulate(shares.values()), shares, strict=True))


def _picked(rng, reached):
    """One by its share; None where the shares leave room."""
    chance = rng.random()
    return next((each for limit, each in reached if chance < limit), None)


_AGES = _reached(prevalences.AGES)
_COMPLAINTS = _reached({name: share for name, (share, _) in complaints.COMPLAINTS.items()})
_RARE = _reached({name: share for name, (share, _) in complaints.RARE.items()})
