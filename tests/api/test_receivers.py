"""/receivers/ and /deliveries/: whom the manager lets be told, by which secret, and what became of each message."""

import socket
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake import outbox
from intake.access import within
from intake.actions.receivers import MOST_RECEIVERS
from intake.models import Delivery, OutboxMessage, WebhookReceiver
from tests.api.given import SADDLE, file, pages_of, pointers, refused, trail
from tests.conftest import employ

URL = "https://receiver.example.org/afoot"


def added(manager, **details):
    """Add a receiver; what was answered."""
    answer = manager.put(f"/receivers/{uuid4()}/", {"url": URL} | details)
    assert answer.status_code == 201, answer.content
    return answer.json()


def kept(clinic):
    with within(clinic):
        return WebhookReceiver.objects.get()


def fanned_out(clinic, count):
    """So many events, fanned out to the receivers."""
    with within(clinic):
        for _ in range(count):
            outbox.announce(outbox.FLAGGED, uuid4(), clinic)
        outbox.fan_out()


def give_up(clinic, **wanted):
    with within(clinic):
        Delivery.objects.filter(**wanted).update(dead_at=timezone.now(), status="http-500", attempts=12)


# Receivers


def test_a_manager_adds_a_receiver_and_reads_its_secret_once(cy):
    receiver = added(cy, events=["intake.flagged"])

    assert receiver["secret"].startswith("whsec_")
    assert (receiver["url"], receiver["events"], receiver["is_active"]) == (URL, ["intake.flagged"], True)
    address = f"/receivers/{receiver['uuid']}/"
    for answer in (
        cy.get(address),
        cy.get("/receivers/"),
        cy.put(address, {"url": URL, "events": ["intake.flagged"]}),
    ):
        assert answer.status_code == 200
        assert b'secret":' not in answer.content.replace(b"old_secret", b"")
        assert receiver["secret"].encode() not in answer.content
    assert trail(cy.actor.clinic).count("receiver-added") == 1


def test_a_receiver_hears_everything_unless_it_says_otherwise(cy):
    assert added(cy)["events"] == list(outbox.EVENTS)


def test_each_receiver_has_a_secret_of_its_own(cy):
    assert added(cy)["secret"] != added(cy)["secret"]


def test_an_id_is_not_used_for_two_receivers(cy):
    uuid = added(cy)["uuid"]
    refused(cy.put(f"/receivers/{uuid}/", {"url": f"{URL}/other"}), 409, "already-recorded")


def test_a_clinic_has_only_so_many_receivers(cy):
    for _ in range(MOST_RECEIVERS):
        added(cy)
    refused(cy.put(f"/receivers/{uuid4()}/", {"url": URL}), 409, "conflict")
    assert len(cy.get("/receivers/").json()["results"]) == MOST_RECEIVERS


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"url": ""}, "/url"),
        ({"url": "http://receiver.example.org/"}, "/url"),
        ({"url": "https://receiver.example.org:8443/"}, "/url"),
        ({"url": "https://user:password@receiver.example.org/"}, "/url"),
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "/url"),
        ({"url": "https://169.254.169.254/latest"}, "/url"),
        ({"url": "https://receiver.example.org/" + "x" * 500}, "/url"),
        ({"url": URL, "events": []}, "/events"),
        ({"url": URL, "events": ["patient.added"]}, "/events/0"),
        ({"url": URL, "events": "intake.flagged"}, "/events"),
        ({"url": URL, "is_active": None}, "/is_active"),
        ({"url": URL, "secret": "whsec_mine"}, "/secret"),
        ({"url": URL, "rests_until": None}, "/rests_until"),
    ],
)
def test_a_receiver_that_does_not_fit_is_refused(cy, body, pointer):
    answer = cy.put(f"/receivers/{uuid4()}/", body)
    assert answer.status_code == 400
    assert pointers(answer.json()) == [pointer]
    assert b"whsec" not in answer.content
    assert cy.get("/receivers/").json()["results"] == []


def test_receivers_are_listed_page_by_page(cy, pages_of_three):
    uuids = [added(cy)["uuid"] for _ in range(7)]
    pages = list(pages_of(cy, "/receivers/"))
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["uuid"] for page in pages for row in page] == uuids


def test_a_receiver_is_changed_from_the_version_that_was_read(cy):
    uuid = added(cy)["uuid"]
    address = f"/receivers/{uuid}/"
    tag = cy.get(address)["ETag"]

    changed = cy.patch(address, {"url": f"{URL}/new", "events": ["review.closed"]}, **{"If-Match": tag})

    assert changed.status_code == 200
    assert (changed.json()["url"], changed.json()["events"]) == (f"{URL}/new", ["review.closed"])
    assert "secret" not in changed.json()
    refused(cy.patch(address, {"is_active": False}, **{"If-Match": tag}), 412, "stale")
    refused(cy.patch(address, {"is_active": False}), 428, "match-required")
    assert pointers(cy.patch(address, {"url": "http://a/"}, **{"If-Match": changed["ETag"]}).json()) == [
        "/url"
    ]
    assert kept(cy.actor.clinic).url == f"{URL}/new"


def test_a_receiver_is_not_sent_again_to_who_has_it_until_it_rests(cy, north):
    address = f"/receivers/{added(cy)['uuid']}/"
    tag = cy.get(address)["ETag"]
    assert cy.get(address, **{"If-None-Match": tag}).status_code == 304
    with within(north):
        WebhookReceiver.objects.update(rests_until=timezone.now())
    assert cy.get(address, **{"If-None-Match": tag}).json()["rests_until"]


def test_switching_a_receiver_off_gives_up_what_waits_for_it(cy, north):
    uuid = added(cy)["uuid"]
    fanned_out(north, 2)

    cy.patch(f"/receivers/{uuid}/", {"is_active": False}, **{"If-Match": '"1"'})

    dead = cy.get(f"/receivers/{uuid}/deliveries/?state=dead").json()["results"]
    assert [row["status"] for row in dead] == ["switched-off"] * 2
    refused(cy.post(f"/receivers/{uuid}/test/"), 409, "out-of-turn")
    refused(cy.post(f"/deliveries/{dead[0]['uuid']}/resend/"), 409, "out-of-turn")


def test_a_new_secret_is_read_once_and_the_old_one_signs_for_a_day(cy, north):
    first = added(cy)

    second = cy.post(f"/receivers/{first['uuid']}/rotate/").json()

    row = kept(north)
    assert second["secret"] != first["secret"]
    assert (row.secret, row.old_secret) == (second["secret"], first["secret"])
    life = row.old_secret_until - timezone.now()
    assert timedelta(hours=23, minutes=59) < life <= timedelta(hours=24)
    assert b"whsec" not in cy.get(f"/receivers/{first['uuid']}/").content


def test_a_secret_that_is_changed_twice_in_a_row_leaves_the_one_that_is_in_use(cy, north):
    # given a manager whose first answer was lost
    first = added(cy)
    cy.post(f"/receivers/{first['uuid']}/rotate/")

    third = cy.post(f"/receivers/{first['uuid']}/rotate/").json()

    row = kept(north)
    assert (row.secret, row.old_secret) == (third["secret"], first["secret"])


# Deliveries


def test_a_receiver_is_tried_with_a_message_that_says_nothing(cy, north):
    uuid = added(cy, events=["review.closed"])["uuid"]

    tried = cy.post(f"/receivers/{uuid}/test/")
    again = cy.post(f"/receivers/{uuid}/test/")

    assert tried.json()["event"] == "receiver.tested"
    assert tried.json()["state"] == "waiting"
    assert again.json()["uuid"] == tried.json()["uuid"]
    assert trail(north).count("receiver-tried") == 1
    heard = []
    outbox.deliver(lambda url, headers, body: heard.append(body) or 204)
    assert len(heard) == 1
    assert f'"data":{{"clinic":"north","receiver":"{uuid}"}}'.encode() in heard[0]


def test_a_manager_sees_what_was_told_and_nothing_of_the_patient(ada, cy):
    uuid = added(cy)["uuid"]
    intake = file(ada, SADDLE)
    outbox.deliver(lambda *_: 204)

    (row,) = cy.get(f"/receivers/{uuid}/deliveries/").json()["results"]

    assert (row["event"], row["record"], row["state"], row["status"], row["attempts"]) == (
        "intake.flagged",
        intake,
        "delivered",
        "http-204",
        1,
    )
    with within(cy.actor.clinic):
        assert row["message"] == str(OutboxMessage.objects.get().uuid)
    assert row.keys() == {
        *("uuid", "message", "event", "record", "state", "attempts", "status"),
        *("waiting_since", "next_attempt_at", "delivered_at", "dead_at"),
    }


def test_deliveries_are_listed_newest_first_page_by_page_by_state(cy, north, pages_of_three):
    uuid = added(cy)["uuid"]
    fanned_out(north, 7)
    newest = [str(row.uuid) for row in reversed(deliveries(north))]
    give_up(north, uuid__in=newest[:4])

    pages = list(pages_of(cy, f"/receivers/{uuid}/deliveries/"))
    assert [row["uuid"] for page in pages for row in page] == newest
    dead = list(pages_of(cy, f"/receivers/{uuid}/deliveries/?state=dead"))
    assert [[row["uuid"] for row in page] for page in dead] == [newest[:3], newest[3:4]]
    waiting = list(pages_of(cy, f"/receivers/{uuid}/deliveries/?state=waiting"))
    assert [row["uuid"] for page in waiting for row in page] == newest[4:]
    assert cy.get(f"/receivers/{uuid}/deliveries/?state=delivered").json()["results"] == []
    answer = cy.get(f"/receivers/{uuid}/deliveries/?state=lost")
    assert pointers(refused(answer, 400, "query-refused")) == ["state"]


def deliveries(clinic):
    with within(clinic):
        return list(Delivery.objects.order_by("pk"))


def test_a_manager_sends_again_what_was_given_up(cy, north):
    uuid = added(cy)["uuid"]
    fanned_out(north, 1)
    give_up(north)
    (dead,) = cy.get(f"/receivers/{uuid}/deliveries/?state=dead").json()["results"]

    for _ in range(2):
        again = cy.post(f"/deliveries/{dead['uuid']}/resend/").json()
        assert (again["state"], again["attempts"], again["dead_at"]) == ("waiting", 0, None)

    assert trail(north).count("delivery-resent") == 1
    heard = []
    outbox.deliver(lambda url, headers, body: heard.append(headers["webhook-id"]) or 204)
    assert heard == [dead["message"]]


def test_another_clinics_receivers_and_deliveries_are_not_there(cy, north, south):
    uuid = added(cy)["uuid"]
    fanned_out(north, 1)
    (delivery,) = deliveries(north)
    stranger = employ(south, "max", "manager")

    assert stranger.get("/receivers/").json()["results"] == []
    for method, foreign, missing in (
        ("get", f"/receivers/{uuid}/", f"/receivers/{uuid4()}/"),
        ("get", f"/receivers/{uuid}/deliveries/", f"/receivers/{uuid4()}/deliveries/"),
        ("post", f"/receivers/{uuid}/rotate/", f"/receivers/{uuid4()}/rotate/"),
        ("post", f"/receivers/{uuid}/test/", f"/receivers/{uuid4()}/test/"),
        ("post", f"/deliveries/{delivery.uuid}/resend/", f"/deliveries/{uuid4()}/resend/"),
    ):
        body = {} if method == "post" else None
        answers = [stranger.call(method, path, body) for path in (foreign, missing)]
        refused(answers[0], 404, "not-there")
        assert answers[0].content == answers[1].content
    # and under the same id each clinic may have a receiver of its own
    assert stranger.put(f"/receivers/{uuid}/", {"url": URL}).status_code == 201


def test_neither_staff_nor_a_tablet_manages_receivers(ada, bo, tablet, cy):
    uuid = added(cy)["uuid"]
    for person in (ada, bo, tablet):
        refused(person.get("/receivers/"), 403, "not-allowed")
        refused(person.put(f"/receivers/{uuid4()}/", {"url": URL}), 403, "not-allowed")
        refused(person.post(f"/receivers/{uuid}/rotate/"), 403, "not-allowed")
        refused(person.get(f"/receivers/{uuid}/deliveries/"), 403, "not-allowed")


def test_neither_the_trail_nor_the_log_names_an_address_or_a_secret(cy, caplog, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
    receiver = added(cy, url=f"{URL}/hush-path?key=hush")
    cy.post(f"/receivers/{receiver['uuid']}/rotate/")
    cy.post(f"/receivers/{receiver['uuid']}/test/")
    with caplog.at_level("DEBUG"):
        call_command("deliver", once=True)
    said = caplog.text + " ".join(str(line) for line in cy.get("/audit/").json()["results"])
    for word in ("hush", "whsec", "receiver.example.org"):
        assert word not in said
