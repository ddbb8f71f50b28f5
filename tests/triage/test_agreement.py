"""Every engine says the same of every condition on every record, and a wrong engine is found out."""

from random import Random
from typing import get_args

import pytest

from intake.models import IntakeRecord
from intake.questionnaire import INJURY, SHOWN_IF
from intake.triage import assess, logic, sql
from intake.triage.compiled import compiled
from intake.triage.findings import Case
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules
from tests.triage.conftest import all_verdicts, store
from tests.triage.generated import a_condition, a_form, a_patient

CONDITIONS = [a_condition(Random(seed)) for seed in range(300)]


def parts_in(condition):
    """The condition and everything inside it."""
    yield condition
    for part in logic.parts_of(condition):
        yield from parts_in(part)


SHAPES = [part for condition in CONDITIONS for part in parts_in(condition)]


@pytest.fixture
def records(clinic):
    """Sixty stored forms by key."""
    return stored(clinic, (a_form(Random(seed)) for seed in range(60)))


@pytest.fixture
def whole_records(clinic):
    """Patients who answered all they were shown, and forms that anybody might send."""
    return stored(clinic, (maker(Random(seed)) for maker in (a_patient, a_form) for seed in range(100)))


def stored(clinic, forms):
    return {store(clinic, form).pk: form for form in forms}


def one_by_one(condition, records):
    return {key: form.case().verdict(condition) for key, form in records.items()}


def all_at_once(condition, records):
    pair = sql.filters(condition)
    holds, fails = (
        set(IntakeRecord.objects.filter(q).values_list("pk", flat=True)) for q in (pair.holds, pair.fails)
    )
    assert not holds & fails, "a record cannot hold and fail"
    return {key: True if key in holds else False if key in fails else None for key in records}


def in_one_statement(condition, records):
    return {key: verdict for key, (verdict,) in all_verdicts([condition]).items() if key in records}


def compiled_first(condition, records):
    judge = compiled([condition], SHOWN_IF, INJURY)
    return {key: judge(form.values, form.injuries)[0] for key, form in records.items()}


every_other = pytest.mark.parametrize("other", [all_at_once, in_one_statement, compiled_first])


def disagreement(condition, records, one, other):
    """The smallest part of the condition on which two engines differ, and the records; None where they agree."""
    if one(condition, records) == other(condition, records):
        return None
    inner = () if isinstance(condition, logic.AnyInjury) else logic.parts_of(condition)
    found = (disagreement(part, records, one, other) for part in inner)
    return next(filter(None, found), None) or (condition, _differing(condition, records, one, other))


def _differing(condition, records, one, other):
    ours, theirs = one(condition, records), other(condition, records)
    return {key: (ours[key], theirs[key]) for key in records if ours[key] is not theirs[key]}


@every_other
def test_the_engines_agree_on_every_condition(records, other):
    wrong = [disagreement(condition, records, one_by_one, other) for condition in CONDITIONS]

    assert [each for each in wrong if each] == []


@every_other
def test_the_engines_agree_on_when_each_question_is_shown(records, other):
    wrong = [disagreement(condition, records, one_by_one, other) for condition in SHOWN_IF.values()]

    assert [each for each in wrong if each] == []


@every_other
def test_the_engines_agree_on_every_rule(whole_records, other):
    wrong = {
        rule.code: found
        for rule, condition in bind_rules(defaults())
        if (found := disagreement(condition, whole_records, one_by_one, other))
    }

    assert wrong == {}


def test_all_rules_compiled_together_say_what_each_says_alone(whole_records):
    rules = [condition for _, condition in bind_rules(defaults())]
    together = compiled(rules, SHOWN_IF, INJURY)

    for form in whole_records.values():
        case = form.case()
        assert together(form.values, form.injuries) == tuple(case.verdict(rule) for rule in rules)


def test_all_rules_in_one_statement_say_what_each_says_alone(whole_records):
    rules = [condition for _, condition in bind_rules(defaults())]
    together = all_verdicts(rules)

    for key, form in whole_records.items():
        case = form.case()
        assert together[key] == tuple(case.verdict(rule) for rule in rules)


@pytest.mark.parametrize("worth", [1, 1_000_000])
def test_it_matters_to_no_verdict_what_is_worked_out_once(whole_records, monkeypatch, worth):
    monkeypatch.setattr("intake.triage.compiled.WORTH_A_LINE", worth)
    monkeypatch.setattr("intake.triage.sql.statement.WORTH_A_COLUMN", worth)
    rules = [condition for _, condition in bind_rules(defaults())]
    quick, in_database = compiled(rules, SHOWN_IF, INJURY), all_verdicts(rules)

    for key, form in whole_records.items():
        case = form.case()
        expected = tuple(case.verdict(rule) for rule in rules)
        assert quick(form.values, form.injuries) == in_database[key] == expected


def test_more_conditions_on_injuries_than_fit_one_number_are_refused():
    one_each = [logic.AnyInjury(logic.Compare("trauma_days_ago", "<=", days)) for days in range(32)]

    with pytest.raises(ValueError, match="31 conditions on injuries"):
        sql.verdicts_statement(one_each, SHOWN_IF, INJURY, where="TRUE")


def test_where_the_compiled_engine_raises_each_rule_is_judged_by_itself(monkeypatch):
    forms = [a_patient(Random(seed)) for seed in range(5)]
    expected = [assess.assess(form) for form in forms]

    monkeypatch.setattr(assess, "_compiled", lambda _: 1 / 0)

    assert [assess.assess(form) for form in forms] == expected


def test_every_verdict_comes_up_on_many_conditions(records):
    seen = [set(one_by_one(condition, records).values()) for condition in CONDITIONS]

    for verdict in (True, False, None):
        assert sum(verdict in verdicts for verdicts in seen) >= 100


@pytest.mark.parametrize("shape", get_args(logic.Condition))
def test_every_shape_of_condition_is_tried(shape):
    assert any(isinstance(part, shape) for part in SHAPES)


def test_points_are_tried_with_weights_of_either_sign_and_out_of_reach():
    points = [part for part in SHAPES if isinstance(part, logic.Points)]
    weights = {weight for each in points for weight, _ in each.parts}

    assert min(weights) < 0 < max(weights)
    assert {each.cutoff > 0 for each in points} == {True, False}


@pytest.mark.parametrize("operator", logic.COMPARISONS)
def test_every_comparison_is_tried_within_and_outside_of_injuries(operator):
    within = [part for shape in SHAPES if isinstance(shape, logic.AnyInjury) for part in parts_in(shape)]

    for parts in (within, SHAPES):
        assert operator in {part.operator for part in parts if isinstance(part, logic.Compare)}


def test_the_records_hold_every_kind_of_silence(records):
    forms = records.values()
    closed = [
        form for form in forms for name in SHOWN_IF if name not in form.values and form.case().is_closed(name)
    ]

    assert closed
    assert any(() in form.values.values() for form in forms)
    assert {None, 0, 1, 2, 3} == {None if form.injuries is None else len(form.injuries) for form in forms}


def silence_taken_for_no(condition, records):
    return {key: verdict is True for key, verdict in one_by_one(condition, records).items()}


def negated_filter(condition, records):
    """The mistake that costs most: whatever does not hold fails, and so does who was never asked."""
    holds = set(IntakeRecord.objects.filter(sql.filters(condition).holds).values_list("pk", flat=True))
    return {key: key in holds for key in records}


def misreading(case_of):
    return lambda condition, records: {key: case_of(form).verdict(condition) for key, form in records.items()}


def follow_ups_never_closed(form):
    return Case(form.values, form.injuries, {})


def only_the_first_injury(form):
    return Case(form.values, form.injuries and form.injuries[:1], SHOWN_IF)


def injuries_not_asked_taken_for_none(form):
    return Case(form.values, form.injuries or (), SHOWN_IF)


def none_of_them_taken_for_silence(form):
    ticked = {name: value for name, value in form.values.items() if value != ()}
    return Case(ticked, form.injuries, SHOWN_IF)


@pytest.mark.parametrize(
    "broken",
    [
        silence_taken_for_no,
        negated_filter,
        misreading(follow_ups_never_closed),
        misreading(only_the_first_injury),
        misreading(injuries_not_asked_taken_for_none),
        misreading(none_of_them_taken_for_silence),
    ],
    ids=[
        "silence-is-no",
        "negated-filter",
        "follow-ups-never-closed",
        "only-the-first-injury",
        "injuries-not-asked-are-none",
        "none-of-them-is-silence",
    ],
)
def test_a_broken_engine_is_convicted(records, broken):
    convicting = [
        condition for condition in CONDITIONS if disagreement(condition, records, broken, one_by_one)
    ]

    assert len(convicting) >= 3


def test_the_part_that_convicts_is_named_with_its_records(records):
    leaf = logic.OneOf("smoker", (True,))
    silent = {key for key, form in records.items() if "smoker" not in form.values}

    part, differing = disagreement(
        logic.AllOf((leaf, logic.Not(leaf))), records, silence_taken_for_no, one_by_one
    )

    assert part == leaf
    assert differing == dict.fromkeys(silent, (False, None))
