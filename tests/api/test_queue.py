"""`/queue/`: the front desk sees who waits and how it goes, and nothing of what they answered."""

import pytest

from intake.access import within
from intake.models import AuditEntry
from tests.api.given import (
    HALF_ASKED,
    HOT_FOOT,
    SADDLE,
    WELL,
    act_on,
    file,
    pages_of,
    patient,
    refused,
    trail,
)

NORA = {"family_name": "Quince", "given_name": "Nora", "birth_date": "1974-02-03", "identifier": None}


def test_the_desk_sees_who_waits_and_that_it_is_an_emergency(ada, bo):
    nora = patient(bo)
    calm, urgent = file(ada, WELL, identity=NORA), file(ada, SADDLE, patient=nora)

    first, second = bo.get("/queue/").json()["results"]

    assert (first["submission_id"], first["patient"], first["is_emergency"]) == (urgent, nora, True)
    assert (second["submission_id"], second["identity"], second["is_emergency"]) == (calm, NORA, False)
    assert first["status"] == second["status"] == "waiting"
    assert trail(bo.actor.clinic)[-1] == "queue-read"


def test_the_desk_sees_no_answers_no_reasons_and_no_other_urgency(ada, bo):
    file(ada, HOT_FOOT, identity=NORA)

    answer = bo.get("/queue/")

    told = answer.content.decode()
    assert not any(word in told for word in ("hot", "diabetes", "urgent", "flag", "answers", "tier"))
    assert answer.json()["results"][0]["is_emergency"] is False


def test_what_could_not_be_judged_is_an_emergency_to_the_desk_as_well(ada, bo, monkeypatch):
    monkeypatch.setattr("intake.actions.judging.assess", lambda *_: 1 / 0)
    file(ada, WELL)

    (row,) = bo.get("/queue/").json()["results"]

    assert (row["status"], row["is_emergency"]) == ("waiting", True)


def test_an_emergency_that_a_clinician_has_seen_is_one_no_longer(ada, bo):
    sent = file(ada, SADDLE)
    review = ada.get(f"/intakes/{sent}/").json()["review"]
    act_on(ada, review, "acknowledge")

    (row,) = bo.get("/queue/").json()["results"]

    assert (row["status"], row["is_emergency"]) == ("acknowledged", False)


def test_the_desk_sees_what_to_ask_now_in_words(bo):
    file(bo, HALF_ASKED)

    (row,) = bo.get("/queue/").json()["results"]

    asked = {question["name"]: question["wording"] for question in row["ask_now"]}
    assert asked["saddle_numbness"]


def test_who_is_to_be_asked_heads_the_queue_however_many_came_in_since(bo, pages_of_three):
    # given two who are to be asked, and more than a page of others since
    first, second = file(bo, HALF_ASKED), file(bo, HALF_ASKED)
    for _ in range(4):
        file(bo, WELL)

    queue = bo.get("/queue/").json()

    assert not {first, second} & {row["submission_id"] for row in queue["results"]}
    assert [row["submission_id"] for row in queue["ask_now"]] == [second, first]
    assert all(row["ask_now"] for row in queue["ask_now"])
    with within(bo.actor.clinic):
        assert {first, second} <= {*AuditEntry.objects.get(act="queue-read").subjects}


def test_who_was_asked_heads_the_queue_no_longer(ada, bo):
    sent = file(bo, {name: value for name, value in WELL.items() if name != "saddle_numbness"})
    assert len(bo.get("/queue/").json()["ask_now"]) == 1

    bo.patch(f"/intakes/{sent}/", {"answers": {"saddle_numbness": False}}, **{"If-Match": '"1"'})

    assert bo.get("/queue/").json()["ask_now"] == []


def test_what_could_not_be_filed_heads_the_queue_until_it_is_settled(ada, bo):
    sent = file(bo, WELL)
    for answers in (SADDLE, HOT_FOOT):
        bo.put(f"/intakes/{sent}/", {"answers": answers})

    assert bo.get("/queue/").json()["set_aside"] == [sent]

    for copy in ada.get("/set-aside/").json()["results"]:
        ada.post(f"/set-aside/{copy['id']}/settle/")
    assert bo.get("/queue/").json()["set_aside"] == []


def test_a_long_queue_comes_in_pages_that_miss_nothing(bo, pages_of_three):
    sent = [file(bo, WELL) for _ in range(7)]

    pages = list(pages_of(bo, "/queue/"))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["submission_id"] for page in pages for row in page] == sent[::-1]


@pytest.mark.parametrize("query", ["?status=open", "?cursor=x"])
def test_a_parameter_that_does_not_fit_is_refused(bo, query):
    refused(bo.get(f"/queue/{query}"), 400, "query-refused")


@pytest.mark.parametrize("who", ["ada", "cy", "tablet"])
def test_only_the_front_desk_sees_the_queue(who, request):
    refused(request.getfixturevalue(who).get("/queue/"), 403, "not-allowed")


def test_another_clinics_intakes_are_not_in_it(dee, bo):
    sent = file(dee)
    dee.put(f"/intakes/{sent}/", {"answers": WELL})

    assert bo.get("/queue/").json() == {"ask_now": [], "results": [], "next": None, "set_aside": []}
