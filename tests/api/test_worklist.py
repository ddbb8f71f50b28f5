"""`/worklist/`: the clinician's flagged cases, the most urgent first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.given import HOT_FOOT, SADDLE, SCIATICA, WELL, act_on, file, flagged, pages_of, refused, trail


def listed(person, query=""):
    return [row["uuid"] for row in person.get(f"/worklist/{query}").json()["results"]]


def test_the_most_urgent_case_comes_first_and_then_the_one_that_waits_longest(ada):
    soon, early, urgent, emergency, late = (
        flagged(ada, answers) for answers in (SCIATICA, HOT_FOOT, HOT_FOOT, SADDLE, HOT_FOOT)
    )

    assert listed(ada) == [emergency, early, urgent, late, soon]


def test_a_long_list_asks_the_database_no_more_often_than_a_short_one(ada):
    def asked():
        with CaptureQueriesContext(connection) as statements:
            ada.get("/worklist/")
        return len(statements)

    flagged(ada, SADDLE)
    of_one = asked()
    for answers in (HOT_FOOT, SCIATICA, SADDLE):
        flagged(ada, answers)

    assert asked() == of_one


def test_a_case_shows_its_flags_and_nothing_of_it_is_settled(ada):
    uuid = flagged(ada, SADDLE)

    (row,) = ada.get("/worklist/").json()["results"]

    assert row == ada.get(f"/reviews/{uuid}/").json()
    assert (row["status"], row["tier"], row["is_fully_assessed"]) == ("open", "emergency", True)
    assert row["flags"]
    assert all(flag["title"] and flag["outcome"] is None for flag in row["flags"])


def test_cases_are_found_by_status_and_tier(ada):
    seen, urgent = flagged(ada, SADDLE), flagged(ada, HOT_FOOT)
    act_on(ada, seen, "acknowledge")

    assert listed(ada) == listed(ada, "?status=open") == listed(ada, "?tier=urgent") == [urgent]
    assert listed(ada, "?status=acknowledged") == [seen]
    assert listed(ada, "?status=acknowledged&tier=urgent") == listed(ada, "?status=closed") == []


def test_what_is_not_flagged_is_not_on_the_worklist(ada):
    file(ada, WELL)

    assert listed(ada) == []


def test_a_long_worklist_comes_in_pages_that_miss_nothing(ada, pages_of_three):
    waiting = [flagged(ada, HOT_FOOT) for _ in range(7)]

    pages = list(pages_of(ada, "/worklist/?tier=urgent"))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["uuid"] for page in pages for row in page] == waiting


def test_one_look_is_one_line(ada):
    file(ada)

    listed(ada)

    assert trail(ada.actor.clinic) == ["intake-filed", "worklist-read"]


@pytest.mark.parametrize(
    "query", ["?status=done", "?tier=", "?cursor=MQ", "?sort=tier", "?status=open&status=closed"]
)
def test_a_parameter_that_does_not_fit_is_refused(ada, query):
    refused(ada.get(f"/worklist/{query}"), 400, "query-refused")


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_sees_the_worklist(who, request):
    refused(request.getfixturevalue(who).get("/worklist/"), 403, "not-allowed")


def test_another_clinics_cases_are_not_on_it(ada, dee):
    flagged(ada)

    assert listed(dee) == []
