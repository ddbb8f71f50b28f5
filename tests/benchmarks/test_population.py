"""The patients that figures are measured on: readable, the same each time, as many as wanted, and like a clinic's."""

import tracemalloc
from collections import Counter
from itertools import islice

import pytest

from intake.questionnaire import EXAMINATIONS, PATIENT_MAY_ANSWER, reading
from intake.triage.assess import assess
from tests.benchmarks.population import core_form, population

MANY = 3_000


@pytest.fixture(scope="module")
def forms():
    return list(islice(population(seed=1), MANY))


def share(forms, holds):
    return sum(map(holds, forms)) / len(forms)


def test_every_form_is_read_as_it_was_meant(forms):
    for form in forms:
        assert reading.read(**form.as_sent()) == form


def test_forms_with_an_examination_are_read_too():
    examined = list(islice(population(seed=1, examined=1.0), 200))

    assert all(reading.read(**form.as_sent()) == form for form in examined)
    assert all(form.values.keys() & EXAMINATIONS - PATIENT_MAY_ANSWER for form in examined)


def test_a_patient_answers_only_what_patients_are_asked(forms):
    assert all(form.values.keys() <= PATIENT_MAY_ANSWER for form in forms)


def test_the_same_seed_gives_the_same_patients(forms):
    assert list(islice(population(seed=1), 100)) == forms[:100]
    assert list(islice(population(seed=2), 100)) != forms[:100]


def test_patients_are_not_kept_once_they_were_handed_on():
    tracemalloc.start()
    for _ in islice(population(seed=3), 2_000):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 2_000_000  # bytes; as many forms together hold seven million


@pytest.mark.parametrize(
    ("least", "holds", "most"),
    [
        pytest.param(
            0.35, lambda form: form.values.get("back_pain_status") in ("now", "past"), 0.44, id="back pain"
        ),
        pytest.param(0.17, lambda form: form.values.get("leg_pain_present") is True, 0.26, id="leg pain"),
        pytest.param(0.80, lambda form: form.values.get("foot_pain_present") is True, 0.90, id="foot pain"),
        pytest.param(0.11, lambda form: form.values.get("trauma_recent") is True, 0.20, id="recent injury"),
        pytest.param(0.001, lambda form: len(form.injuries or ()) == 3, 0.04, id="three injuries"),
        pytest.param(0.01, lambda form: form.injuries is None, 0.04, id="injuries not asked"),
        pytest.param(0.04, lambda form: bool(form.unsure), 0.15, id="unsure of something"),
        pytest.param(0.01, lambda form: bool(form.declined), 0.10, id="something declined"),
        pytest.param(0.60, lambda form: 40 <= len(form.values) <= 80, 0.90, id="a short form"),
    ],
)
def test_what_patients_have_is_as_common_as_it_is_said_to_be(forms, least, holds, most):
    assert least <= share(forms, holds) <= most


def test_men_have_back_pain_less_often_than_women(forms):
    def with_back_pain(sex):
        theirs = [form for form in forms if form.values.get("sex_at_birth") == sex]
        return share(theirs, lambda form: form.values.get("back_pain_status") in ("now", "past"))

    assert with_back_pain("male") < with_back_pain("female")


def test_most_patients_are_in_no_hurry_and_a_few_are(forms):
    outcomes = [assess(form) for form in forms]
    tiers = Counter(outcome.tier for outcome in outcomes)

    assert 0.008 <= tiers["emergency"] / MANY <= 0.025
    assert 0.05 <= tiers["urgent"] / MANY <= 0.10
    assert 0.25 <= share(outcomes, lambda outcome: outcome.is_flagged) <= 0.60
    assert not any(outcome.failed for outcome in outcomes)


def test_the_core_form_is_read_and_leaves_nothing_to_ask():
    form = core_form()
    outcome = assess(form)

    assert reading.read(**form.as_sent()) == form
    assert [finding.rule.code for finding in outcome.flags] == ["D00"]
    assert outcome.ask_now == ()
