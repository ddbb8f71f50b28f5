"""Every hazard has a control, and every control a test that is there: `docs/hazards.yaml` is held to it."""

import pytest
import yaml

from tests.evidence import ROOT, is_test

HAZARDS = yaml.safe_load((ROOT / "docs" / "hazards.yaml").read_text())["hazards"]

SEVERITIES = ("catastrophic", "major", "considerable", "significant", "minor")
LIKELIHOODS = ("very high", "high", "medium", "low", "very low")
COLUMNS = {"id", "hazard", "cause", "effect", "severity", "likelihood", "owner", "controls", "residual"}

each_hazard = pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])


def faults_in(hazard):
    """What may not be, a sentence each."""
    found = [f"no {column}" for column in sorted(COLUMNS - {*(name for name in hazard if hazard[name])})]
    found += [f"unknown: {name}" for name in sorted(hazard.keys() - COLUMNS)]
    for control in hazard.get("controls") or ():
        found += [] if control.get("control") else ["a control without words"]
        found += [] if control.get("tests") else [f"no test: {control.get('control')}"]
        for test in control.get("tests") or ():
            found += [] if is_test(test) else [f"no such test: {test}"]
    return found


def is_no_worse(now, before):
    return LIKELIHOODS.index(now) >= LIKELIHOODS.index(before)


@each_hazard
def test_a_hazard_has_its_columns_its_controls_and_their_tests(hazard):
    assert faults_in(hazard) == []


@each_hazard
def test_what_is_left_of_a_hazard_is_said_and_is_no_more_than_before(hazard):
    assert hazard["severity"] in SEVERITIES
    assert is_no_worse(hazard["residual"]["likelihood"], hazard["likelihood"])
    assert hazard["residual"]["why"]


def test_every_hazard_has_a_name_of_its_own():
    names = [hazard["id"] for hazard in HAZARDS]
    assert len({*names}) == len(names) >= 20


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"controls": []}, "no controls"),
        ({"owner": ""}, "no owner"),
        ({"sevrity": "minor"}, "unknown: sevrity"),
        ({"controls": [{"control": "Care is taken.", "tests": []}]}, "no test: Care is taken."),
        ({"controls": [{"control": "Care is taken."}]}, "no test: Care is taken."),
        (
            {"controls": [{"control": "It is.", "tests": ["tests/test_hazards.py::test_gone"]}]},
            "no such test: tests/test_hazards.py::test_gone",
        ),
        (
            {"controls": [{"control": "It is.", "tests": ["tests/gone.py::test_gone"]}]},
            "no such test: tests/gone.py::test_gone",
        ),
    ],
)
def test_a_hazard_that_is_not_held_is_found(change, fault):
    assert fault in faults_in(HAZARDS[0] | change)
