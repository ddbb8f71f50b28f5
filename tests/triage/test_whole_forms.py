"""What must hold of whole forms, whatever they say: silence is asked about, and a full form leaves nothing open."""

from dataclasses import replace
from random import Random

import pytest

from intake.questionnaire import reading
from intake.questionnaire.reading import Answers
from intake.triage.assess import ASKS_NOW
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules
from tests.triage.conftest import bound_rule, judge_everywhere
from tests.triage.generated import a_form, a_patient, answer_all_shown
from tests.triage.truths import TRUTHS

RULES = bind_rules(defaults())
CANNOT_WAIT = [(rule, condition) for rule, condition in RULES if rule.tier in ASKS_NOW]

WALKS = range(150)  # seeds of patients who answer at random

SORE_HEEL = {
    "age_years": 45,
    "sex_at_birth": "female",
    "main_reason": "foot_pain",
    "foot_pain_present": True,
    "foot_pain_side": "left",
    "foot_pain_sites": ("heel_bottom",),
    "foot_symptom_days": 30,
    "foot_pain_score": 5,
    "foot_pain_onset": "gradual",
    "foot_pain_quality": ("aching",),
    "foot_pain_first_steps": True,
    "foot_tender_spot": True,
    "tiptoe_self": "able",
    "back_pain_status": "none",
    "pregnant": "no",
    "work_limited": "no",
    "hobby_limited": "no",
    "standing_hours_day": 4,
    "running_km_week": 0.0,
    "shoe_type": "trainer",
}


def sore_heel():
    """An adult with heel pain who answers every question shown, with *no* wherever that is an answer."""
    return answer_all_shown(lambda question: SORE_HEEL.get(question.name, _no_to(question)), lambda: ())


def _no_to(question):
    return {"yes_no": False, "many_of": ()}.get(question.kind)


def verdicts_of(form, rules=RULES):
    case = form.case()
    return {rule.code: case.verdict(condition) for rule, condition in rules}


def without(name, form):
    return replace(form, values={kept: value for kept, value in form.values.items() if kept != name})


def test_nothing_is_known_of_an_empty_record(clinic):
    for rule, condition in RULES:
        judge_everywhere(clinic, condition, [(Answers(), None, rule.code)])


def test_an_adult_with_heel_pain_and_no_other_symptom_has_only_foot_pain(clinic):
    form = sore_heel()

    assert None not in form.values.values(), "every question shown has its answer"
    judge_everywhere(clinic, bound_rule("D00"), [(form, True, "D00")])
    for rule, condition in CANNOT_WAIT:
        judge_everywhere(clinic, condition, [(form, False, rule.code)])


def test_an_adult_with_heel_pain_is_not_sent_to_the_spine():
    verdicts = verdicts_of(sore_heel())

    assert [code for code, verdict in verdicts.items() if verdict is not False] == ["D00"]


def test_one_red_flag_left_unanswered_is_not_taken_for_a_no():
    assert verdicts_of(without("saddle_numbness", sore_heel()))["R01u"] is None


@pytest.mark.parametrize("seed", WALKS)
def test_a_patient_who_answers_every_question_shown_leaves_nothing_urgent_open(seed):
    form = a_patient(Random(seed))

    assert reading.read(form.as_sent()["answers"]) == form, "no follow-up was answered against its parent"
    assert [code for code, verdict in verdicts_of(form, CANNOT_WAIT).items() if verdict is None] == []


def test_the_patients_who_answer_at_random_are_of_many_kinds():
    found = [verdicts_of(a_patient(Random(seed)), CANNOT_WAIT) for seed in WALKS]
    held, failed = (
        {code for each in found for code, verdict in each.items() if verdict is it} for it in (True, False)
    )

    assert len(held) >= 0.9 * len(CANNOT_WAIT)
    assert len(failed) == len(CANNOT_WAIT)


def falls_when_a_no_is_taken_back(form):
    """The rules that hold, and would be known not to hold with one *no* or *none of them* less."""
    holding = [(rule, condition) for rule, condition in RULES if form.case().verdict(condition)]
    return [
        (code, name)
        for name, value in form.values.items()
        if value is False or value == ()
        for code, verdict in verdicts_of(without(name, form), holding).items()
        if verdict is False
    ]


@pytest.mark.parametrize("number", range(len(TRUTHS)))
def test_no_example_of_the_text_loses_a_rule_to_a_no_taken_back(number):
    answers, _ = TRUTHS[number]

    assert falls_when_a_no_is_taken_back(reading.read(answers)) == []


@pytest.mark.parametrize(
    "form", [*map(a_patient, map(Random, range(15))), *map(a_form, map(Random, range(15)))]
)
def test_no_form_loses_a_rule_to_a_no_taken_back(form):
    assert falls_when_a_no_is_taken_back(form) == []
