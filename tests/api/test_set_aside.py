"""`/set-aside/`: what came under a used id waits, as received, until a clinician has dealt with it."""

import pytest

from tests.api.given import HOT_FOOT, SADDLE, WELL, file, pages_of, refused, trail


def copies(person):
    return person.get("/set-aside/").json()["results"]


def set_aside(person, answers=SADDLE, **more):
    """File an intake, then send other content under its id."""
    sent = file(person, WELL)
    refused(person.put(f"/intakes/{sent}/", {"answers": answers, **more}), 409, "already-recorded")
    return sent


def test_a_copy_is_shown_as_received(ada, tablet):
    sent = set_aside(tablet, SADDLE, unsure=["sexual_change"])

    (copy,) = copies(ada)

    assert (copy["submission_id"], copy["answers"]) == (sent, SADDLE)
    assert (copy["unsure"], copy["declined"]) == (["sexual_change"], [])
    assert trail(ada.actor.clinic) == ["intake-filed", "intake-set-aside", "set-aside-read"]


def test_the_same_copy_waits_once_however_often_it_is_sent(ada, tablet):
    sent = set_aside(tablet, SADDLE)
    for answers in (SADDLE, HOT_FOOT, SADDLE):
        tablet.put(f"/intakes/{sent}/", {"answers": answers})

    assert [copy["answers"] for copy in copies(ada)] == [SADDLE, HOT_FOOT]


def test_a_copy_is_settled_once_however_often_it_is_said(ada, tablet):
    set_aside(tablet)
    (copy,) = copies(ada)

    for _ in range(2):
        answer = ada.post(f"/set-aside/{copy['id']}/settle/")
        assert (answer.status_code, answer.json()) == (200, {})

    assert copies(ada) == []
    assert trail(ada.actor.clinic).count("set-aside-settled") == 1


def test_many_copies_come_in_pages_that_miss_nothing(ada, tablet, pages_of_three):
    sent = file(tablet, WELL)
    for age in range(7):
        tablet.put(f"/intakes/{sent}/", {"answers": WELL | {"age_years": 50 + age}})

    pages = list(pages_of(ada, "/set-aside/"))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["answers"]["age_years"] for page in pages for row in page] == [*range(50, 57)]


@pytest.mark.parametrize("number", [0, 7, 2**63 - 1, 2**63, 10**30, "9" * 5_000, "-1", "x"])
def test_a_copy_that_is_not_there_is_not_there(ada, number):
    refused(ada.post(f"/set-aside/{number}/settle/"), 404, "not-there")


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_deals_with_copies(who, request):
    person = request.getfixturevalue(who)

    refused(person.get("/set-aside/"), 403, "not-allowed")
    refused(person.post("/set-aside/1/settle/"), 403, "not-allowed")


def test_another_clinics_copy_is_not_there_and_keeps_waiting(ada, tablet, dee):
    set_aside(tablet)
    (copy,) = copies(ada)

    assert copies(dee) == []
    refused(dee.post(f"/set-aside/{copy['id']}/settle/"), 404, "not-there")

    assert copies(ada) == [copy]
