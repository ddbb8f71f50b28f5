"""`/audit/`: who did what to which record, for the manager, without clinical content."""

from urllib.parse import quote

import pytest

from tests.api.given import SADDLE, file, pages_of, refused


def test_acts_looks_and_denials_are_told_newest_first(ada, bo, cy):
    sent = file(ada, SADDLE)
    ada.get(f"/intakes/{sent}/")
    bo.get(f"/intakes/{sent}/")

    lines = cy.get("/audit/").json()["results"]

    assert [(line["act"], line["subject"], line["outcome"], line["actor"]) for line in lines] == [
        ("GET Intake", sent, "denied", str(bo.actor)),
        ("intake-read", sent, "done", str(ada.actor)),
        ("intake-filed", sent, "done", str(ada.actor)),
    ]


def test_a_look_at_the_trail_is_a_line_itself(cy):
    cy.get("/audit/")

    assert [line["act"] for line in cy.get("/audit/").json()["results"]] == ["audit-read"]


def test_the_trail_holds_no_name_and_no_answer(ada, bo, cy):
    ada.put(
        "/intakes/0190a000-0000-4000-8000-000000000001/",
        {"answers": SADDLE, "identity": {"family_name": "Quince"}},
    )
    bo.post("/patients/search/", {"name": "Quince"})

    told = cy.get("/audit/").content.decode()

    assert not any(word in told for word in ("Quince", "quince", "saddle", "emergency"))


def test_lines_are_found_by_when_they_were_written(ada, cy):
    file(ada), file(ada)
    newer, older = cy.get("/audit/").json()["results"]
    at = quote(newer["at"])

    assert cy.get(f"/audit/?before={at}").json()["results"] == [older]
    assert older not in cy.get(f"/audit/?from={at}").json()["results"]


def test_a_long_trail_comes_in_pages_that_miss_nothing(ada, cy, pages_of_three):
    for _ in range(8):
        ada.get("/worklist/")
    before = quote(cy.get("/audit/").json()["results"][0]["at"])

    pages = list(pages_of(cy, f"/audit/?from=1990-01-01T00:00:00Z&before={before}"))

    assert [len(page) for page in pages] == [3, 3, 1]


@pytest.mark.parametrize(
    "query", ["?from=yesterday", "?before=", "?actor=ada", "?cursor=x", "?from=2026-01-01"]
)
def test_a_parameter_that_does_not_fit_is_refused(cy, query):
    refused(cy.get(f"/audit/{query}"), 400, "query-refused")


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_only_a_manager_reads_the_trail(who, request):
    refused(request.getfixturevalue(who).get("/audit/"), 403, "not-allowed")


def test_another_clinics_trail_is_not_shown(cy, dee):
    file(dee)

    assert cy.get("/audit/").json()["results"] == []
