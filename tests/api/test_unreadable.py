"""A stored row that cannot be read any more is shown and marked, and breaks no list."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.roles import as_owner
from tests.api.furnished import undone
from tests.api.given import HALF_ASKED, SADDLE, WELL, file, patient

BROKEN = {
    "null": "null",
    "a number": "7",
    "an object of nothing we know": '{"x": 1}',
    "a list of numbers": "[7]",
    "a list of unknown names": '["nobody_ever_asked"]',
    "half a pair": '["\\ud83d"]',
    "half a pair deep inside": json.dumps(
        {name: ["\ud83d"] for name in ("failed", "ask_now", "ask_in_private", "to_examine")}
        | {"flags": [], "undecided": []}
    ),
}
INTAKE = ("/intakes/{}/", "/intakes/{}/revisions/", "/intakes/{}/explanation/")
READ_AT = {  # the addresses that read a column, the lists first
    ("assessment", "findings"): ("/worklist/", "/intakes/", *INTAKE),
    ("intakerecord", "unsure"): ("/intakes/", *INTAKE),
    ("intakerecord", "declined"): ("/intakes/", *INTAKE),
    ("intakerecord", "said_by"): ("/intakes/", *INTAKE),
    ("asknowtask", "questions"): ("/queue/",),
    ("review", "ask_in_private"): ("/worklist/",),
    ("pastrevision", "body"): ("/intakes/{}/revisions/",),
    ("setaside", "body"): ("/set-aside/",),
}
LENGTHS = {"/worklist/": 2, "/intakes/": 3, "/queue/": 3, "/set-aside/": 1}


@pytest.fixture
def furnished(ada, bo):
    """One of everything that a list may show, and a good intake beside it."""
    saddle, asked, good = file(ada, SADDLE), file(ada, HALF_ASKED), file(ada, WELL)
    ada.put(f"/intakes/{asked}/", {"answers": WELL})
    for sent in (saddle, asked):
        amended = ada.patch(f"/intakes/{sent}/", {"answers": {"age_years": 53}}, **{"If-Match": '"1"'})
        assert amended.status_code == 200
    patient(bo)
    return {"saddle": saddle, "asked": asked, "good": good}


def break_column(table, column, text):
    """Plant a value by SQL that no action would store; False where the database itself refuses it."""
    kind = "::jsonb" if connection.vendor == "postgresql" else ""
    try:
        with as_owner(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE intake_{table} SET {column} = %s{kind}", [text])
            assert cursor.rowcount > 0
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(("table", "column"), READ_AT, ids=" ".join)
def test_a_broken_column_breaks_no_list(ada, bo, furnished, table, column):
    for why, broken in BROKEN.items():
        with undone():
            if not break_column(table, column, broken):
                continue  # this database refuses it itself
            for address in READ_AT[table, column]:
                person = bo if address == "/queue/" else ada
                answer = person.get(address.format(furnished["saddle"]))
                assert answer.status_code == 200, (address, why)
                found = len(answer.json().get("results", []))
                assert found == LENGTHS.get(address, found), (address, why)


def test_an_assessment_that_is_gone_breaks_no_list_and_needs_a_person(ada, bo, furnished):
    lost = furnished["saddle"]
    with as_owner(), connection.cursor() as cursor:
        for table in ("flag", "assessment"):
            cursor.execute(
                f"DELETE FROM intake_{table} WHERE record_id IN "
                "(SELECT id FROM intake_intakerecord WHERE submission_id = %s)",
                [lost.replace("-", "") if connection.vendor == "sqlite" else lost],
            )
            assert cursor.rowcount

    for address in ("/worklist/", *INTAKE, "/queue/"):
        answer = (bo if address == "/queue/" else ada).get(address.format(lost))
        assert answer.status_code == 200, address
        found = len(answer.json().get("results", []))
        assert found == LENGTHS.get(address, found), address
    (case,) = (row for row in ada.get("/worklist/").json()["results"] if row["submission_id"] == lost)
    assert (case["tier"], case["unreadable"]) == ("emergency", ["findings"])
    judged = ada.get(f"/intakes/{lost}/").json()["assessment"]
    assert (judged["state"], judged["unreadable"]) == ("needs_review", ["findings"])


MARKED = {
    "findings": ("/worklist/", "findings"),
    "questions": ("/queue/", "ask_now"),
    "ask_in_private": ("/worklist/", "ask_in_private"),
    "body": ("/set-aside/", "body"),
}


@pytest.mark.parametrize("column", MARKED)
def test_a_row_with_a_broken_column_is_marked(ada, bo, furnished, column):
    path, name = MARKED[column]
    table = next(table for table, each in reversed(READ_AT) if each == column)

    assert break_column(table, column, "[7]")

    person = bo if path == "/queue/" else ada
    marked = [row for row in person.get(path).json()["results"] if "unreadable" in row]
    assert marked
    assert all(row["unreadable"] == [name] for row in marked)


@pytest.mark.parametrize("name", ["unsure", "declined", "said_by"])
def test_an_intake_with_a_broken_column_is_marked_and_keeps_its_answers(ada, furnished, name):
    assert break_column("intakerecord", name, "7")

    shown = ada.get(f"/intakes/{furnished['saddle']}/").json()

    assert shown["unreadable"] == [name]
    assert shown["answers"]["saddle_numbness"] is True
    assert ada.get(f"/intakes/{furnished['saddle']}/revisions/").json()["results"][0]["unreadable"] == [name]


def test_findings_that_cannot_be_read_are_never_taken_for_clear(ada, furnished):
    good = furnished["good"]
    assert ada.get(f"/intakes/{good}/").json()["assessment"]["state"] == "clear"
    assert break_column("assessment", "findings", "[7]")

    assessed = ada.get(f"/intakes/{good}/").json()["assessment"]
    explained = ada.get(f"/intakes/{good}/explanation/").json()

    assert (assessed["state"], assessed["unreadable"]) == ("needs_review", ["findings"])
    assert explained["aloud"].startswith("Not fully assessed")
    assert explained["unreadable"] == ["findings"]


def test_a_review_keeps_its_flags_where_the_findings_cannot_be_read(ada, furnished):
    before = ada.get("/worklist/").json()["results"][0]
    assert break_column("assessment", "findings", "[7]")

    after = ada.get("/worklist/").json()["results"][0]

    assert {flag["rule"] for flag in after["flags"]} == {flag["rule"] for flag in before["flags"]}
    assert after["tier"] == before["tier"]


def test_a_trail_with_a_broken_line_is_read_on(ada, cy, furnished):
    ada.get("/intakes/")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_auditentry (clinic_id, at, actor, act, subject, subjects, outcome) "
            "SELECT clinic_id, at, actor, act, subject, '[7]', outcome FROM intake_auditentry LIMIT 1"
        )

    lines = cy.get("/audit/").json()["results"]

    assert lines[0]["unreadable"] == ["subjects"]
    assert all("unreadable" not in line for line in lines[1:])
