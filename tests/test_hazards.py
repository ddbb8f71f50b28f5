"""Every hazard has a control, and every control a test that is run: `docs/hazards.yaml` is held to it."""

import pytest
import yaml

from tests.evidence import ROOT, is_long, is_set_aside, is_test

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
        tests = control.get("tests") or ()
        found += [f"no such test: {test}" for test in tests if not is_test(test)]
        found += [f"set aside: {test}" for test in tests if is_set_aside(test)]
        found += [f"only long tests: {control.get('control')}"] if tests and all(map(is_long, tests)) else []
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


DATABASE = "SQLite has no row security"


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        (pytest.mark.skip, "set aside"),
        (pytest.mark.skip(reason=DATABASE), "set aside"),
        (pytest.mark.xfail(strict=True), "set aside"),
        (pytest.mark.skipif(True, reason="flaky"), "set aside"),
        (pytest.mark.long, "only long tests"),
        (pytest.mark.skipif(True, reason=DATABASE), None),
        (pytest.mark.usefixtures("db"), None),
    ],
    ids=str,
)
@pytest.mark.parametrize("of_file", [False, True])
def test_a_test_that_is_set_aside_or_seldom_run_is_no_control(monkeypatch, mark, fault, of_file):
    # given a test, or its whole file, with the mark
    test = test_every_hazard_has_a_name_of_its_own
    if of_file:
        monkeypatch.setitem(test.__globals__, "pytestmark", mark)
    else:
        monkeypatch.setattr(test, "pytestmark", [mark.mark], raising=False)
    named = f"tests/test_hazards.py::{test.__name__}"
    controls = [{"control": "It is.", "tests": [named]}]

    # then a hazard that rests on it alone is found
    said = {"set aside": f"set aside: {named}", "only long tests": "only long tests: It is."}
    assert faults_in(HAZARDS[0] | {"controls": controls}) == ([said[fault]] if fault else [])
