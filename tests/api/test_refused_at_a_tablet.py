"""What a tablet sends and is refused is set aside as received: nothing that a patient typed ends in a refusal alone."""

import json
from random import Random
from uuid import uuid4

import pytest
from django.db import OperationalError

from intake import audit
from intake.access import within
from intake.actions import set_aside
from intake.actions.erasing import erase_patient
from intake.gate.strict_json import MOST_BYTES
from intake.models import AuditEntry, IntakeRecord, Patient, SetAside
from tests.api.given import SADDLE, WELL, file, pages_of, patient, pointers, refused, trail
from tests.at_once import at_once
from tests.conftest import calling, employ
from tests.gate.corpus import json_texts

TOO_OLD = SADDLE | {"age_years": 400}
REFUSED = {  # why: the body, the place and the kind of the first fault
    "out of range": ({"answers": TOO_OLD}, "/answers/age_years", "not_allowed"),
    "a wrong type": (
        {"answers": SADDLE | {"saddle_numbness": "yes"}},
        "/answers/saddle_numbness",
        "not_allowed",
    ),
    "an unknown name": ({"answers": SADDLE | {"gone": True}}, "/answers/gone", "unknown_name"),
    "a contradiction": (
        {"answers": WELL | {"foot_drop_days": 1}},
        "/answers/foot_drop_days",
        "contradiction",
    ),
    "an unknown form": ({"answers": SADDLE, "questionnaire": "0" * 16}, "/questionnaire", "not_allowed"),
    "a digest too long": ({"answers": SADDLE, "questionnaire": "0" * 64}, "/questionnaire", "not_allowed"),
    "staff's to answer": (
        {"answers": SADDLE | {"ankle_df_mrc_left": 3}},
        "/answers/ankle_df_mrc_left",
        "not_allowed",
    ),
    "whose word": (
        {"answers": SADDLE, "said_by": {"age_years": "a dog"}},
        "/said_by/age_years",
        "not_allowed",
    ),
    "no answers": ({"unsure": ["saddle_numbness"]}, "", "missing"),
    "an unknown field": ({"answers": SADDLE, "more": 1}, "/more", "unknown_name"),
    "a name too long": (
        {"answers": SADDLE, "identity": {"family_name": "x" * 121}},
        "/identity/family_name",
        "not_allowed",
    ),
}


def send(person, body, sent=None, query=""):
    """Put bytes, or a value as JSON, as an intake."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    client = calling(headers={"Authorization": f"Bearer {person.token}"})
    path = f"{person.address}/intakes/{sent or uuid4()}/{query}"
    return client.put(path, text, content_type="application/json")


def copies(person):
    return [row for page in pages_of(person, "/set-aside/") for row in page]


def rows(clinic):
    with within(clinic):
        return SetAside.objects.count()


@pytest.mark.parametrize(("body", "pointer", "kind"), REFUSED.values(), ids=REFUSED)
def test_it_is_shown_as_received_with_what_it_was_refused_for(tablet, ada, bo, body, pointer, kind):
    sent = str(uuid4())

    problem = refused(answer := send(tablet, body, sent), 400, answer.json()["type"].rpartition(":")[2])

    (copy,) = copies(ada)
    assert (copy["submission_id"], json.loads(copy["received"])) == (sent, body)
    assert (copy["refused"], copy["errors"]) == (problem["title"], problem["errors"])
    assert pointer in pointers(problem)
    assert kind in [fault["kind"] for fault in problem["errors"]]
    assert (copy["answers"], copy["is_filed"]) == ({}, False)
    assert "unreadable" not in copy
    assert bo.get("/queue/").json()["set_aside"] == [sent]
    assert trail(ada.actor.clinic)[0] == "intake-set-aside"
    with within(ada.actor.clinic):
        assert not IntakeRecord.objects.exists()


def test_the_answer_is_what_staff_are_answered(tablet, ada, bo):
    for body in (*(body for body, _, _ in REFUSED.values() if "ankle" not in str(body)), b"{", b'{"a": NaN}'):
        answers = [send(person, body) for person in (tablet, ada, bo)]
        told = {(answer.status_code, answer.content, answer["Content-Type"]) for answer in answers}
        assert len(told) == 1


def test_what_staff_send_and_is_refused_is_theirs_to_send_again(ada, bo):
    for person in (ada, bo):
        for body in ({"answers": TOO_OLD}, b"{", b"x" * (MOST_BYTES + 1)):
            assert send(person, body).status_code in (400, 413)

    assert rows(ada.actor.clinic) == 0
    assert trail(ada.actor.clinic) == []


def test_sent_again_it_is_answered_the_same_and_set_aside_once(tablet, ada):
    sent, bodies = uuid4(), ({"answers": TOO_OLD}, b'{"answers": {"age_years": 1e999}}')
    for body in bodies:
        first, *again = (send(tablet, body, sent) for _ in range(3))
        assert {answer.content for answer in again} == {first.content}

    assert [copy["received"].encode() for copy in copies(ada)] == [json.dumps(bodies[0]).encode(), bodies[1]]
    assert trail(ada.actor.clinic).count("intake-set-aside") == 2


@pytest.mark.django_db(transaction=True)
def test_sent_at_the_same_moment_it_is_set_aside_once(tablet, ada):
    sent = uuid4()

    answers = at_once(8, lambda _: send(tablet, {"answers": TOO_OLD}, sent))

    assert {answer.status_code for answer in answers} <= {400, 503}
    assert len(copies(ada)) == trail(ada.actor.clinic).count("intake-set-aside") == 1


def test_a_corrected_form_is_filed_under_the_same_id_and_the_copy_says_so(tablet, ada, bo):
    sent = str(uuid4())
    send(tablet, {"answers": TOO_OLD}, sent)

    assert send(tablet, {"answers": SADDLE}, sent).status_code == 201

    (copy,) = copies(ada)
    assert copy["is_filed"] is True
    assert bo.get("/queue/").json()["set_aside"] == [sent]  # a person compares, and says so
    assert ada.post(f"/set-aside/{copy['id']}/settle/").status_code == 200
    assert (copies(ada), bo.get("/queue/").json()["set_aside"]) == ([], [])
    assert send(tablet, {"answers": TOO_OLD}, sent).status_code == 400
    assert copies(ada) == []  # what was dealt with does not come back


def test_a_second_form_that_is_refused_lies_beside_the_first(tablet, ada):
    sent = file(tablet, WELL)
    send(tablet, {"answers": TOO_OLD}, sent)
    send(tablet, {"answers": SADDLE}, sent)

    refused_one, other = copies(ada)

    assert (refused_one["is_filed"], other["is_filed"]) == (True, True)
    assert (json.loads(refused_one["received"])["answers"], other["answers"]) == (TOO_OLD, SADDLE)
    assert not other.keys() & {"received", "refused", "errors"}


def test_whatever_bytes_come_they_are_shown_as_text_and_break_no_list(tablet, ada, bo, settings, monkeypatch):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    monkeypatch.setattr(set_aside, "MOST_WAITING", 10**6)
    random = Random(7)
    bodies = {*json_texts.refused().values(), b"[]", b"\xff" * 1_000, b"\0" * 1_000, b"[" * 10_000}
    bodies |= {b'{"a": "\\u0000"}', b'{"a": "\\ud800"}', b'{"a": "\xed\xa0\x80"}', b'{"a": 1, "a": 1}'}
    bodies |= {bom + random.randbytes(99) for bom in (b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\0\0\xfe\xff")}
    bodies |= {random.randbytes(random.randrange(200)) for _ in range(50)}

    for body in bodies:
        answer = send(tablet, body)
        assert answer.status_code == 400, body
        assert len(body) < 20 or body not in answer.content

    found = copies(ada)
    assert len(found) == len(bodies)
    assert all("unreadable" not in copy and "\0" not in copy["received"] for copy in found)
    shown = {copy["received"].encode() for copy in found}  # no halves of pairs: it can be written
    readable = {body for body in bodies if b"\0" not in body and _is_text(body)}
    assert len(readable) > 50
    assert shown >= readable
    assert bo.get("/queue/").status_code == ada.get("/worklist/").status_code == 200


def _is_text(body):
    try:
        return not body.decode().startswith("\ufeff")
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"a": "\xff\x00"}', '{"a": "\\xff\\x00"}'),
        ('{"a": "é"}'.encode("latin-1"), '{"a": "\\xe9"}'),
        ('{"a": "é", "a": 1}'.encode(), '{"a": "é", "a": 1}'),
        ('{"a": "é"}'.encode("utf-16"), '{"a": "é"}'),
        ('{"a": "é"}'.encode("utf-32-be"), '{"a": "é"}'),
        (b"\xef\xbb\xbf{}", "{}"),
        (b"", ""),
    ],
)
def test_what_is_no_text_is_spelt_out(tablet, ada, body, shown):
    refused(send(tablet, body), 400, "body-refused")

    assert [copy["received"] for copy in copies(ada)] == [shown]


def test_as_much_as_a_body_may_have_is_kept_whole(tablet, ada):
    for body in (b"x" * MOST_BYTES, b"\xff" * MOST_BYTES):
        refused(send(tablet, body), 400, "body-refused")

    assert [len(copy["received"]) for copy in copies(ada)] == [MOST_BYTES, 4 * MOST_BYTES]


def test_of_a_body_that_is_too_large_it_is_kept_that_it_came(tablet, ada, bo):
    sent = str(uuid4())
    for more in (1, 1, 7):
        refused(send(tablet, b"x" * (MOST_BYTES + more), sent), 413, "too-large")

    (copy,) = copies(ada)
    assert (copy["received"], copy["errors"]) == ("", [])
    assert copy["refused"] == f"A body must have at most {MOST_BYTES} bytes."
    assert bo.get("/queue/").json()["set_aside"] == [sent]
    assert trail(ada.actor.clinic).count("intake-set-aside") == 1


def test_a_form_sent_to_an_address_with_a_parameter_is_kept_though_nobody_read_it(tablet, ada):
    refused(send(tablet, {"answers": SADDLE}, query="?x=1"), 400, "query-refused")
    refused(send(tablet, b"x" * (MOST_BYTES + 1), query="?x=1"), 400, "query-refused")

    first, large = copies(ada)
    assert json.loads(first["received"]) == {"answers": SADDLE}
    assert large["received"] == ""


def test_a_form_that_names_a_patient_is_kept_though_a_tablet_may_not(tablet, ada):
    body = {"answers": SADDLE, "patient": str(uuid4())}

    refused(send(tablet, body), 403, "not-allowed")

    assert [json.loads(copy["received"]) for copy in copies(ada)] == [body]
    assert trail(ada.actor.clinic)[:2] == ["intake-set-aside", "PUT Intake"]


def test_nothing_is_kept_under_an_id_that_was_erased(tablet, ada, bo, cy, north):
    nora = patient(bo)
    sent = file(ada, WELL, patient=nora)
    with within(north):
        erase_patient(Patient.objects.get().uuid, Patient.objects.get().uuid, "asked_by_patient", by=cy.actor)

    refused(send(tablet, {"answers": TOO_OLD}, sent), 410, "erased")

    assert rows(north) == 0


def test_where_it_cannot_be_kept_the_tablet_is_told_to_send_again(tablet, ada, monkeypatch):
    sent = uuid4()

    def away(*_, **__):
        raise OperationalError("the disk is full")

    for room in (set_aside, audit):
        with monkeypatch.context() as patch:
            patch.setattr(room, "insert", away)
            answer = send(tablet, {"answers": TOO_OLD}, sent)
        refused(answer, 503, "unreachable")
        assert answer["Retry-After"]
        assert rows(ada.actor.clinic) == 0

    refused(send(tablet, {"answers": TOO_OLD}, sent), 400, "answers-refused")
    assert len(copies(ada)) == 1


def test_a_tablet_fills_no_disk_and_loses_nothing(tablet, ada, bo, north, monkeypatch):
    # given a tablet of which as many copies wait as may wait
    monkeypatch.setattr(set_aside, "MOST_WAITING", 3)
    sent = file(tablet, WELL)
    kept, more = ({"answers": SADDLE | {"age_years": age}} for age in (400, 500))
    send(tablet, {"answers": SADDLE}, sent), send(tablet, kept, sent), send(tablet, b"{")
    assert rows(north) == 3

    # then it is told to keep what is more, whyever it is refused, and send it later
    for body in (more, b"}", {"answers": SADDLE | {"age_years": 41}}):
        answer = send(tablet, body, sent)
        refused(answer, 429, "too-many-waiting")
        assert answer["Retry-After"] == "60"
    assert rows(north) == trail(north).count("intake-set-aside") == 3

    # and what is there already is answered as before, what can be filed is filed, and nobody else is held up
    refused(send(tablet, kept, sent), 400, "answers-refused")
    refused(send(tablet, {"answers": SADDLE}, sent), 409, "already-recorded")
    file(tablet, SADDLE)
    refused(send(bo, {"answers": SADDLE | {"age_years": 41}}, sent), 409, "already-recorded")

    # and once a person has dealt with one, there is room again
    ada.post(f"/set-aside/{copies(ada)[0]['id']}/settle/")
    refused(send(tablet, more, sent), 400, "answers-refused")
    assert rows(north) == 5


def test_it_waits_in_pages_that_are_not_too_large(tablet, ada):
    sent = [str(uuid4()) for _ in range(23)]
    for each in sent:
        send(tablet, {"answers": TOO_OLD}, each)

    pages = list(pages_of(ada, "/set-aside/"))

    assert [len(page) for page in pages] == [10, 10, 3]
    assert [copy["submission_id"] for page in pages for copy in page] == sent


def test_another_clinic_sees_nothing_of_it(tablet, ada, dee, south):
    sent = str(uuid4())
    send(tablet, {"answers": TOO_OLD}, sent)

    assert copies(dee) == []
    assert employ(south, "eve", "front_desk").get("/queue/").json()["set_aside"] == []
    assert [copy["is_filed"] for copy in copies(ada)] == [False]
    file_of_theirs = send(dee, {"answers": WELL}, sent)
    assert file_of_theirs.status_code == 201
    assert [copy["is_filed"] for copy in copies(ada)] == [False]


def test_the_trail_says_that_it_came_and_nothing_of_what(tablet, north):
    sent = str(uuid4())
    send(tablet, {"answers": TOO_OLD, "identity": {"family_name": "Quince"}}, sent)

    with within(north):
        line = AuditEntry.objects.get()
    assert (line.act, line.subject, line.outcome) == ("intake-set-aside", sent, "set-aside")
    assert (line.actor, line.subjects) == (str(tablet.actor), [])
