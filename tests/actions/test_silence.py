"""A *no* less lets no emergency or urgent rule fall away in silence: it holds, or staff are told to ask."""

import json
from itertools import cycle
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from intake.access import within
from intake.actions.filing import record_intake
from intake.errors import AnswersRefused
from intake.models import AskNowTask, IntakeRecord, Review
from intake.questionnaire import INJURY, PATIENT_MAY_ANSWER, QUESTIONS, SHOWN_IF, reading
from intake.questionnaire.envelope import IntakeEnvelope
from intake.questionnaire.reading import Answers
from intake.triage.assess import ASKS_NOW, assess
from intake.triage.compiled import compiled
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules
from tests.actions.given import latest
from tests.triage.generated import a_form, a_patient
from tests.triage.truths import TRUTHS

ROOT = Path(__file__).parent.parent
CASES = [case["answers"] for case in json.loads((ROOT / "published_cases.json").read_text())["vignettes"]]
TOLD = [reading.read(answers) for answers in (*CASES, *(answers for answers, _ in TRUTHS))]
MADE = [maker(Random(seed)) for maker in (a_patient, a_form) for seed in range(100, 110)]

PRESSING = [(rule, condition) for rule, condition in bind_rules(defaults()) if rule.tier in ASKS_NOW]
JUDGE = compiled([condition for _, condition in PRESSING], SHOWN_IF, INJURY)

KINDS = ("", "unsure", "declined")  # not asked, and two kinds of silence
NO = {False, (), "no", "none", "never"}


def verdicts(form):
    return JUDGE(form.values, form.injuries)


def is_no(value):
    return isinstance(value, bool | str | tuple) and value in NO


def silenced(form):
    """Each form with one *no* less: the name and the form, in which it is not known."""
    for name, value in form.values.items():
        if is_no(value):
            yield name, Answers({n: v for n, v in form.values.items() if n != name}, form.injuries)
    for number, row in enumerate(form.injuries or ()):
        for name, value in row.items():
            if is_no(value):
                less = {n: v for n, v in row.items() if n != name}
                rows = (*form.injuries[:number], less, *form.injuries[number + 1 :])
                yield name, Answers(form.values, rows)
    if form.injuries == ():
        yield "injuries", Answers(form.values, None)


def waiting(form):
    """With one *no* less, the rules that fall away, and those that are not known any more, where some are."""
    before = verdicts(form)
    for name, less in silenced(form):
        changed = [
            (rule, now)
            for (rule, _), was, now in zip(PRESSING, before, verdicts(less), strict=True)
            if now is not was and now is not True
        ]
        if changed:
            yield name, less, changed


def with_silence(form, name, kind):
    """The same, with the name among those met with silence; a question on an injury has no place there."""
    is_told = kind and name in QUESTIONS and name not in INJURY
    return Answers(form.values, form.injuries, **{kind: (name,)}) if is_told else form


def faults(form):
    """What would be silent: a rule that falls away, or that waits for an answer which nobody is told to get."""
    found, kinds = [], cycle(KINDS)
    for name, less, changed in waiting(form):
        outcome = assess(with_silence(less, name, next(kinds)))
        asks = {each.rule.code: PATIENT_MAY_ANSWER.intersection(each.ask) for each in outcome.undecided}
        told = {*outcome.ask_now, *outcome.ask_in_private}
        for rule, verdict in changed:
            if verdict is False:
                found.append((rule.code, name, "falls away"))
            elif not asks[rule.code] or not asks[rule.code] <= told:
                found.append((rule.code, name, "waits for what nobody asks"))
    return found


def test_no_example_loses_a_pressing_rule_in_silence():
    assert [fault for form in TOLD for fault in faults(form)] == []


def test_no_form_loses_a_pressing_rule_in_silence():
    assert [fault for form in MADE for fault in faults(form)] == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 1_500))
def test_no_patient_loses_a_pressing_rule_in_silence(seed):
    assert faults(a_patient(Random(seed))) == faults(a_form(Random(seed))) == []


def test_nearly_every_pressing_rule_comes_to_wait_for_an_answer():
    asking = {rule.code for form in (*TOLD, *MADE) for _, _, changed in waiting(form) for rule, _ in changed}
    assert len(asking) >= 0.8 * len(PRESSING)


# The same through the real filing


def file(person, form):
    """File a form as it stands, also what only filing itself may say."""
    sent = form.as_sent()
    with within(person.actor.clinic):
        filed = record_intake(uuid4(), IntakeEnvelope(**sent), by=person.actor).record
        return IntakeRecord.objects.get(pk=filed.pk)


def sendable(form):
    """Without what is worked out at filing."""
    return Answers(
        {name: value for name, value in form.values.items() if QUESTIONS[name].who != ("record",)},
        form.injuries,
    )


def is_acceptable(form):
    try:
        reading.read(**form.as_sent())
    except AnswersRefused:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("in_north")
def test_what_waits_for_an_answer_is_filed_with_somebody_to_ask(ada, kind):
    seen = set()
    for form in map(sendable, TOLD):
        for name, less, changed in waiting(form):
            told = with_silence(less, name, kind)
            new = {rule.code for rule, _ in changed} - seen
            if new and is_acceptable(told):
                seen |= new
                asks_somebody(file(ada, told), changed)
    assert len(seen) >= 0.6 * len(PRESSING)


def asks_somebody(record, changed):
    """Each rule that waits has its questions in a task at the desk or in the clinician's review; none is clear."""
    task = AskNowTask.objects.filter(record=record, settled_at=None).first()
    review = Review.objects.filter(record=record).first()
    told = {*(task.questions if task else ()), *(review.ask_in_private if review else ())}
    undecided = {each["rule"]: each["ask"] for each in latest(record).findings["undecided"]}
    for rule, _ in changed:
        assert PATIENT_MAY_ANSWER.intersection(undecided[rule.code]) <= told, rule.code
        assert rule.tier != "emergency" or latest(record).state != "clear", rule.code
