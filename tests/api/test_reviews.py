"""`/reviews/{id}/`: a flagged case is read, acknowledged, referred and closed, each once however often it is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions.reviews import escalate_emergencies
from intake.models import Review
from tests.api.given import HOT_FOOT, SADDLE, SCIATICA, act_on, flagged, patient, pointers, refused, trail

FIRST = {"If-Match": '"1"'}


@pytest.fixture
def case(ada):
    return flagged(ada, SADDLE)


def outcomes(person, uuid, outcome="confirmed"):
    """An outcome for each flag of the case, read or not."""
    return {flag["rule"]: outcome for flag in person.get(f"/reviews/{uuid}/").json()["flags"]}


def test_a_case_goes_from_open_to_closed(ada, case):
    seen = act_on(ada, case, "acknowledge").json()
    referral = act_on(ada, case, "refer", {"note": "Numb since yesterday."}).json()
    closing = {"outcomes": outcomes(ada, case), "note": "Operated at night."}
    closed = act_on(ada, case, "close", closing).json()

    assert (seen["status"], seen["acknowledged_by"]) == ("acknowledged", str(ada.actor))
    assert (referral["urgency"], referral["note"]) == ("emergency", "Numb since yesterday.")
    assert (closed["status"], closed["closed_by"]) == ("closed", str(ada.actor))
    assert (closed["note"], closed["referral"]) == ("Operated at night.", referral)
    assert {flag["outcome"] for flag in closed["flags"]} == {"confirmed"}
    assert ada.get(f"/reviews/{case}/").json() == closed


def test_a_case_says_what_is_undecided_from_the_worklist_to_its_closing(ada):
    # given a sciatica in which nobody asked about the saddle
    case = flagged(ada, {name: value for name, value in SCIATICA.items() if name != "saddle_numbness"})
    (row,) = ada.get("/worklist/").json()["results"]
    assert {"rule": "R01", "ask": ["saddle_numbness"]} in row["undecided"]

    # when it is closed all the same
    act_on(ada, case, "acknowledge")
    closed = act_on(ada, case, "close", {"outcomes": outcomes(ada, case), "note": "L5 root."}).json()

    # then the answer says so, as does the case from then on, until somebody has asked
    assert closed["status"] == "closed"
    assert closed["undecided"] == row["undecided"] == ada.get(f"/reviews/{case}/").json()["undecided"]
    sent = closed["submission_id"]
    ada.patch(f"/intakes/{sent}/", {"answers": {"saddle_numbness": False}}, **{"If-Match": '"1"'})
    assert "R01" not in [each["rule"] for each in ada.get(f"/reviews/{case}/").json()["undecided"]]


def test_each_act_is_done_once_however_often_it_is_sent(ada, case):
    closing = {"outcomes": outcomes(ada, case), "note": "Seen."}

    for act, body in (("acknowledge", {}), ("refer", {"note": "Soon."}), ("close", closing)):
        match = {"If-Match": ada.get(f"/reviews/{case}/")["ETag"]}
        first, again = (ada.post(f"/reviews/{case}/{act}/", body, **match) for _ in range(2))
        assert first.status_code == again.status_code == 200
        assert first.json() == again.json()

    acts = trail(ada.actor.clinic)
    for act in ("review-acknowledged", "spinal-evaluation-requested", "review-closed"):
        assert acts.count(act) == 1


@pytest.mark.parametrize(("act", "look"), [("acknowledge", "review-read"), ("refer", "referral-read")])
def test_an_act_that_changes_nothing_is_still_a_look_at_the_case(ada, case, act, look):
    for step in ("acknowledge", "refer"):
        act_on(ada, case, step)
    before = len(trail(ada.actor.clinic))

    ada.post(f"/reviews/{case}/{act}/", **FIRST)

    assert trail(ada.actor.clinic)[before:] == [look]


def test_a_case_is_acknowledged_before_anything_else(ada, case):
    closing = {"outcomes": outcomes(ada, case)}

    refused(act_on(ada, case, "refer"), 409, "out-of-turn")
    refused(act_on(ada, case, "close", closing), 409, "out-of-turn")


def test_a_closed_case_is_not_closed_otherwise_nor_referred(ada, case):
    act_on(ada, case, "acknowledge")
    act_on(ada, case, "close", {"outcomes": outcomes(ada, case), "note": "Seen."})

    for closing in (
        {"outcomes": outcomes(ada, case, "referred"), "note": "Seen."},
        {"outcomes": outcomes(ada, case)},
    ):
        refused(act_on(ada, case, "close", closing), 409, "out-of-turn")
    refused(act_on(ada, case, "refer"), 409, "out-of-turn")


def test_every_flag_gets_an_outcome_that_exists(ada, case):
    act_on(ada, case, "acknowledge")
    told = outcomes(ada, case)
    first = next(iter(told))

    missing = act_on(ada, case, "close", {"outcomes": {}})
    unknown = act_on(ada, case, "close", {"outcomes": told | {"X99": "confirmed"}})
    nonsense = act_on(ada, case, "close", {"outcomes": told | {first: "Quincy"}})

    assert pointers(refused(missing, 400, "refused")) == [f"/outcomes/{code}" for code in sorted(told)]
    assert pointers(refused(unknown, 400, "refused")) == ["/outcomes"]
    assert pointers(refused(nonsense, 400, "body-refused")) == ["/outcomes/?"]
    assert b"Quincy" not in nonsense.content
    assert ada.get(f"/reviews/{case}/").json()["status"] == "acknowledged"


@pytest.mark.parametrize(
    ("act", "body", "pointer"),
    [
        ("acknowledge", {"by": "staff:1"}, "/by"),
        ("refer", {"note": 7}, "/note"),
        ("refer", {"note": "x" * 4_001}, "/note"),
        ("refer", {"urgency": "none"}, "/urgency"),
        ("close", {}, ""),
        ("close", {"outcomes": []}, "/outcomes"),
        ("close", {"outcomes": {}, "closed_by": "staff:1"}, "/closed_by"),
    ],
)
def test_a_body_that_does_not_fit_is_refused(ada, case, act, body, pointer):
    assert pointers(refused(act_on(ada, case, act, body), 400, "body-refused")) == [pointer]


@pytest.mark.parametrize("act", ["acknowledge", "refer", "close"])
def test_an_act_says_which_version_was_seen(ada, case, act):
    body = {"outcomes": outcomes(ada, case)} if act == "close" else {}

    refused(ada.post(f"/reviews/{case}/{act}/", body), 428, "match-required")
    for other in ('"2"', "*", 'W/"1"', "1"):
        refused(ada.post(f"/reviews/{case}/{act}/", body, **{"If-Match": other}), 412, "stale")

    assert ada.get(f"/reviews/{case}/").json()["status"] == "open"


def test_an_emergency_is_not_acknowledged_by_who_read_of_something_less(ada):
    # given an urgent case that is read, and becomes an emergency
    case = flagged(ada, HOT_FOOT)
    read = ada.get(f"/reviews/{case}/")
    worse = {"back_pain_status": "now", "saddle_numbness": True, "ces_onset_days": 1}
    ada.patch(f"/intakes/{read.json()['submission_id']}/", {"answers": worse}, **FIRST)

    # when it is acknowledged as it was read
    answer = ada.post(f"/reviews/{case}/acknowledge/", **{"If-Match": read["ETag"]})

    # then it is to be read again
    refused(answer, 412, "stale")
    again = ada.get(f"/reviews/{case}/")
    assert (again.json()["tier"], again.json()["status"]) == ("emergency", "open")
    seen = ada.post(f"/reviews/{case}/acknowledge/", **{"If-Match": again["ETag"]})
    assert seen.json()["status"] == "acknowledged"


def test_what_shows_the_case_tells_its_version_for_the_next_act(ada, case):
    (row,) = ada.get("/worklist/").json()["results"]

    seen = ada.post(f"/reviews/{case}/acknowledge/", **{"If-Match": f'"{row["version"]}"'})
    closing = {"outcomes": outcomes(ada, case)}
    closed = ada.post(f"/reviews/{case}/close/", closing, **{"If-Match": seen["ETag"]})

    assert (closed.status_code, closed["ETag"]) == (200, ada.get(f"/reviews/{case}/")["ETag"])


def test_a_referral_shows_no_case_and_tells_no_version(ada, case):
    act_on(ada, case, "acknowledge")
    assert "ETag" not in act_on(ada, case, "refer")


def test_what_is_known_already_is_not_sent_again_and_leaves_no_line(ada, case):
    tag = ada.get(f"/reviews/{case}/")["ETag"]
    before = trail(ada.actor.clinic)

    again = ada.get(f"/reviews/{case}/", **{"If-None-Match": tag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert trail(ada.actor.clinic) == before


@pytest.mark.parametrize("change", ["acknowledged", "linked", "amended", "escalated"])
def test_what_was_known_is_sent_again_once_something_changed(ada, bo, north, case, change):
    known = ada.get(f"/reviews/{case}/")
    sent = known.json()["submission_id"]
    if change == "acknowledged":
        act_on(ada, case, "acknowledge")
    if change == "escalated":
        with within(north):
            Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
        escalate_emergencies()
    if change == "linked":
        bo.post(f"/intakes/{sent}/patient/", {"patient": patient(bo)})
    if change == "amended":
        ada.patch(f"/intakes/{sent}/", {"answers": {"age_years": 41}}, **FIRST)

    again = ada.get(f"/reviews/{case}/", **{"If-None-Match": known["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != known["ETag"]


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_works_on_a_case(who, case, request):
    person = request.getfixturevalue(who)

    refused(person.get(f"/reviews/{case}/"), 403, "not-allowed")
    for act in ("acknowledge", "refer", "close"):
        refused(person.post(f"/reviews/{case}/{act}/", {"outcomes": {}}), 403, "not-allowed")


def test_another_clinics_case_is_not_there_and_stays_as_it_is(ada, dee):
    case = flagged(ada, HOT_FOOT)
    before = ada.get(f"/reviews/{case}/").json()

    foreign, missing = dee.get(f"/reviews/{case}/"), dee.get(f"/reviews/{uuid4()}/")
    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
    for act, body in (("acknowledge", {}), ("refer", {}), ("close", {"outcomes": outcomes(ada, case)})):
        refused(dee.post(f"/reviews/{case}/{act}/", body, **FIRST), 404, "not-there")

    assert ada.get(f"/reviews/{case}/").json() == before
