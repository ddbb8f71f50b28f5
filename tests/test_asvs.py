"""Every requirement of OWASP ASVS 5.0.0 up to level 2 is answered: `docs/asvs.yaml` is held to it."""

from collections import Counter
from datetime import date

import pytest
import yaml

from tests.evidence import ROOT, is_set_aside, is_there

ROWS = [
    row
    for chapter in yaml.safe_load((ROOT / "docs" / "asvs.yaml").read_text())["chapters"]
    for row in chapter["rows"]
]

# Of each section of the standard, which requirements are of level 1 and which of level 2.
SECTIONS = """
V1.1  |     | 1-2   ; V1.2  | 1-5 | 6-9  ; V1.3  | 1-2 | 3-11 ; V1.4  |     | 1-3  ; V1.5  | 1   | 2
V2.1  | 1   | 2-3   ; V2.2  | 1-2 | 3    ; V2.3  | 1   | 2-4  ; V2.4  |     | 1
V3.2  | 1-2 |       ; V3.3  | 1   | 2-4  ; V3.4  | 1-2 | 3-6  ; V3.5  | 1-3 | 4-5  ; V3.7  |     | 1-2
V4.1  | 1   | 2-3   ; V4.2  |     | 1    ; V4.3  |     | 1-2  ; V4.4  | 1   | 2-4
V5.1  |     | 1     ; V5.2  | 1-2 | 3    ; V5.3  | 1-2 |      ; V5.4  |     | 1-3
V6.1  | 1   | 2-3   ; V6.2  | 1-8 | 9-12 ; V6.3  | 1-2 | 3-4  ; V6.4  | 1-2 | 3-4
V6.5  |     | 1-5   ; V6.6  |     | 1-3  ; V6.8  |     | 1-4
V7.1  |     | 1-3   ; V7.2  | 1-4 |      ; V7.3  |     | 1-2  ; V7.4  | 1-2 | 3-5  ; V7.5  |     | 1-2
V7.6  |     | 1-2   ; V8.1  | 1   | 2    ; V8.2  | 1-2 | 3    ; V8.3  | 1   |      ; V8.4  |     | 1
V9.1  | 1-3 |       ; V9.2  | 1   | 2-4
V10.1 |     | 1-2   ; V10.2 |     | 1-2  ; V10.3 |     | 1-4  ; V10.4 | 1-5 | 6-11
V10.5 |     | 1-5   ; V10.6 |     | 1-2  ; V10.7 |     | 1-3
V11.1 |     | 1-2   ; V11.2 |     | 1-3  ; V11.3 | 1-2 | 3    ; V11.4 | 1   | 2-4  ; V11.5 |     | 1
V11.6 |     | 1     ; V12.1 | 1   | 2-3  ; V12.2 | 1-2 |      ; V12.3 |     | 1-4
V13.1 |     | 1     ; V13.2 |     | 1-5  ; V13.3 |     | 1-2  ; V13.4 | 1   | 2-5
V14.1 |     | 1-2   ; V14.2 | 1   | 2-4  ; V14.3 | 1   | 2-3
V15.1 | 1   | 2-3   ; V15.2 | 1   | 2-3  ; V15.3 | 1   | 2-7
V16.1 |     | 1     ; V16.2 |     | 1-5  ; V16.3 |     | 1-4  ; V16.4 |     | 1-3  ; V16.5 |     | 1-3
V17.1 |     | 1     ; V17.2 |     | 1-4  ; V17.3 |     | 1-2
"""
BESIDES = {"V8.3.2": 3, "V8.3.3": 3, "V16.5.4": 3}
WITHOUT_EXCEPTION = ("V8.", "V9.", "V16.5.")
OF_THE_OPERATOR = {"README.md", "docs/operations.md"}
SHARE = 0.95

NEEDED = {  # by state, the columns beside id, level, asks and state
    "met": {"evidence"},
    "operator": {"evidence"},
    "not applicable": {"why"},
    "open": {"owner", "by", "why"},
}
ALLOWED = {"met": {"how"}, "operator": {"how"}, "open": {"evidence"}}
ALWAYS = {"id", "level", "asks", "state"}

each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def standard() -> dict[str, int]:
    """The level of each requirement, by its number."""
    levels = {}
    for cell in SECTIONS.replace("\n", ";").split(";"):
        section, *spans = (part.strip() for part in (cell if cell.strip() else "||").split("|"))
        for level, span in enumerate(spans, start=1):
            first, _, last = span.partition("-")
            numbers = range(int(first), int(last or first) + 1) if span else ()
            levels |= {f"{section}.{number}": level for number in numbers}
    return levels


def faults_in(row) -> list[str]:
    """What may not be, a sentence each."""
    state = row.get("state")
    if state not in NEEDED:
        return [f"no such state: {state}"]
    needed, allowed = ALWAYS | NEEDED[state], ALWAYS | NEEDED[state] | ALLOWED.get(state, set())
    found = [f"no {name}" for name in sorted(needed) if not row.get(name)]
    found += [f"unknown: {name}" for name in sorted(row.keys() - allowed)]
    found += [f"not there: {each}" for each in row.get("evidence") or () if not is_there(each)]
    found += [f"set aside: {each}" for each in row.get("evidence") or () if is_set_aside(each)]
    if state == "operator" and not OF_THE_OPERATOR & {*(row.get("evidence") or ())}:
        found.append("no page tells the operator")
    if state == "open" and type(row.get("by")) is not date:
        found.append("no date")
    if state == "open" and str(row.get("id")).startswith(WITHOUT_EXCEPTION):
        found.append("may not be open")
    return found


def share_held(rows) -> float:
    """Of what applies, the share that is met, by us or by who runs it."""
    states = Counter(row["state"] for row in rows)
    held = states["met"] + states["operator"]
    return held / (held + states["open"])


def test_the_standard_has_seventy_requirements_of_level_1_and_183_of_level_2():
    assert Counter(standard().values()) == {1: 70, 2: 183}


def test_every_requirement_is_answered_once_at_its_level_and_none_besides():
    assert [row["id"] for row in ROWS] == [*dict.fromkeys(row["id"] for row in ROWS)]
    assert {row["id"]: row["level"] for row in ROWS} == standard() | BESIDES


@each_row
def test_a_row_has_its_columns_and_its_evidence_is_there(row):
    assert faults_in(row) == []


def test_nearly_all_that_applies_is_met():
    assert share_held(ROWS) >= SHARE


MET = {"id": "V1.1.1", "level": 2, "asks": "Care.", "state": "met", "evidence": ["README.md"]}
OPEN = {
    "id": "V1.1.1",
    "level": 2,
    "asks": "Care.",
    "state": "open",
    "owner": "lead engineer",
    "by": date(2027, 1, 31),
    "why": "Not yet.",
}
NOTHING = {"id": "V1.1.1", "level": 2, "asks": "Care.", "state": "not applicable", "why": "There is none."}


@pytest.mark.parametrize(
    "row", [MET, OPEN, NOTHING, MET | {"state": "operator"}], ids=lambda row: row["state"]
)
def test_a_sound_row_has_no_fault(row):
    assert faults_in(row) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (MET | {"state": "done"}, "no such state: done"),
        (MET | {"evidence": []}, "no evidence"),
        (MET | {"asks": ""}, "no asks"),
        (MET | {"why": "Because."}, "unknown: why"),
        (MET | {"evidence": ["docs/gone.md"]}, "not there: docs/gone.md"),
        (MET | {"evidence": ["docs"]}, "not there: docs"),
        (MET | {"evidence": ["tests/test_asvs.py::test_gone"]}, "not there: tests/test_asvs.py::test_gone"),
        (MET | {"evidence": ["tests/gone.py::test_gone"]}, "not there: tests/gone.py::test_gone"),
        (MET | {"evidence": ["tests/test_asvs.py::standard"]}, "not there: tests/test_asvs.py::standard"),
        (MET | {"state": "operator", "evidence": ["docs/security.md"]}, "no page tells the operator"),
        (NOTHING | {"why": ""}, "no why"),
        (NOTHING | {"evidence": ["README.md"]}, "unknown: evidence"),
        (OPEN | {"owner": ""}, "no owner"),
        (OPEN | {"why": ""}, "no why"),
        (OPEN | {"by": "soon"}, "no date"),
        (OPEN | {"id": "V8.2.1"}, "may not be open"),
        (OPEN | {"id": "V9.1.1"}, "may not be open"),
        (OPEN | {"id": "V16.5.3"}, "may not be open"),
    ],
)
def test_a_row_that_is_not_held_is_found(row, fault):
    assert fault in faults_in(row)


def test_a_test_that_is_skipped_is_no_evidence(monkeypatch):
    monkeypatch.setattr(
        test_nearly_all_that_applies_is_met, "pytestmark", [pytest.mark.skip.mark], raising=False
    )
    named = f"tests/test_asvs.py::{test_nearly_all_that_applies_is_met.__name__}"
    assert faults_in(MET | {"evidence": [named]}) == [f"set aside: {named}"]


def test_what_does_not_apply_counts_for_nothing():
    assert share_held([MET] * 18 + [MET | {"state": "operator"}] + [OPEN] + [NOTHING] * 100) == 0.95
    assert share_held([MET] * 18 + [OPEN, OPEN] + [NOTHING] * 100) < SHARE
