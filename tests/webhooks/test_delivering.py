"""What the clinic's receivers are told: at least once, in order per record, and never anything clinical."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from clinic.roles import as_owner
from intake import outbox, outside
from intake.access import in_each_clinic, within
from intake.actions import receivers
from intake.models import Alarm, Delivery, OutboxMessage, Review, WebhookReceiver
from intake.outbox import delivering
from intake.questionnaire import QUESTIONS
from intake.questionnaire.envelope import Identity
from tests.actions.given import HOT_FOOT, SADDLE, amend, close, file, review_of
from tests.webhooks.given import Ear, add, announce, rounds, told
from tests.webhooks.listening import is_authentic, listening

CANARY = "Canaryquince"

pytestmark = pytest.mark.django_db


# One clinic after the other


def test_what_cannot_be_read_in_one_clinic_holds_up_no_other(ada, dee, cy, north, south, caplog):
    # given a receiver of the north that nobody can read, and an emergency in the south that nobody acknowledged
    add(cy)
    announce(north, uuid4())
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_webhookreceiver SET events = '7'")
    file(dee, SADDLE)
    with within(south):
        Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))

    call_command("deliver", once=True)

    # then the south's is escalated and handed on, and the north's is told as an error
    with within(south):
        assert not OutboxMessage.objects.filter(delivered_at=None).exists()
        assert Review.objects.get().escalated_at is not None
    with within(north):
        assert OutboxMessage.objects.get().delivered_at is None
    assert f"failed for clinic {north.pk}: TypeError" in caplog.text


def test_a_database_that_is_away_is_away_for_all(north, south):
    asked = []

    def ask(clinic):
        asked.append(clinic)
        raise OperationalError

    with pytest.raises(OperationalError):
        in_each_clinic(ask)
    assert asked == [north]


# What is said


def test_a_receiver_hears_what_happened_to_which_record_and_nothing_clinical(ada, cy, north, listener):
    # given a receiver, and a story in which texts are canaries
    receiver = add(cy, listener.url)
    free_texts = {name: CANARY for name, question in QUESTIONS.items() if question.kind == "text"}
    record = file(ada, SADDLE | free_texts, identity=Identity(CANARY, CANARY)).record
    amend(ada, record, {"age_years": 41})
    with within(north):
        close(ada, record, note=CANARY)
        review = review_of(record)

    # when it is delivered
    call_command("deliver", once=True)

    # then each came signed, in order, under the id of its message
    with within(north):
        messages = list(OutboxMessage.objects.order_by("pk"))
    assert listener.ids == [str(message.uuid) for message in messages]
    for heard in listener.heard:
        assert is_authentic(receiver.secret, heard.headers, heard.body)
        assert heard.headers["content-type"] == "application/json"
    # and says this and no more
    intake, case = str(record.submission_id), str(review.uuid)
    assert [heard.content["data"] for heard in listener.heard] == [
        *[{"clinic": "north", "intake": intake}] * 3,
        {"clinic": "north", "intake": intake, "review": case},
    ]
    assert [heard.content["type"] for heard in listener.heard] == [message.event for message in messages]
    assert all(heard.content.keys() == {"type", "timestamp", "data"} for heard in listener.heard)
    said = " ".join(f"{heard.path} {heard.headers} {heard.body}" for heard in listener.heard)
    for word in (CANARY, "saddle", "urgent", "tier", "R01", "back_pain"):
        assert word not in said


def test_each_hears_the_events_it_wants_of_its_own_clinic(cy, north, south, ear):
    add(cy, "http://127.0.0.1/all")
    add(cy, "http://127.0.0.1/closed", [outbox.CLOSED])
    subject = uuid4()
    announce(north, subject)
    announce(north, subject, event=outbox.CLOSED)
    announce(south, subject)

    rounds(ear)

    assert Counter(url.rpartition("/")[2] for url, _ in ear.heard) == {"all": 2, "closed": 1}


def test_who_is_switched_off_hears_nothing(cy, north, ear):
    receiver = add(cy)
    with within(north):
        receivers.change_receiver(receiver.uuid, 1, {"is_active": False}, by=cy.actor)
    announce(north, uuid4())
    rounds(ear)
    assert ear.heard == []


def test_while_a_secret_changes_either_verifies_and_a_day_later_only_the_new_one(cy, north, clock):
    with listening() as listener:
        old = add(cy, listener.url).secret
        with within(north):
            uuid = WebhookReceiver.objects.get().uuid
            new = receivers.rotate_secret(uuid, by=cy.actor).secret
        announce(north, uuid4())
        rounds(outside.post)
        clock.forward(hours=24, seconds=1)
        announce(north, uuid4())
        rounds(outside.post)

        first, second = listener.heard
        now = clock.now.timestamp()
        assert is_authentic(new, first.headers, first.body, now - 86_401)
        assert is_authentic(old, first.headers, first.body, now - 86_401)
        assert is_authentic(new, second.headers, second.body, now)
        assert not is_authentic(old, second.headers, second.body, now)


# Nothing is lost where receivers come and go


def test_a_receiver_that_is_added_hears_what_still_waits(cy, north, ear):
    ids = announce(north, uuid4(), uuid4())
    add(cy)
    rounds(ear)
    assert ear.accepted == ids


def test_what_waits_for_a_receiver_that_is_switched_off_can_be_sent_when_it_is_on_again(
    cy, north, ear, clock
):
    # given a receiver that failed, and is then switched off
    receiver = add(cy)
    ids = announce(north, uuid4(), uuid4())
    ear.otherwise = 500
    rounds(ear)
    with within(north):
        receivers.change_receiver(receiver.uuid, 1, {"is_active": False}, by=cy.actor)
    assert [(each.state, each.status) for each in told(cy)] == [("dead", "switched-off")] * 2

    # when it is on again, and a person sends them again
    with within(north):
        receivers.change_receiver(receiver.uuid, 2, {"is_active": True}, by=cy.actor)
        for delivery in told(cy):
            receivers.resend(delivery.uuid, by=cy.actor)
    ear.otherwise = 204
    rounds(ear)

    assert ear.accepted == ids


def test_a_message_for_nobody_is_done_with(north, ear):
    announce(north, uuid4())
    rounds(ear)
    with within(north):
        assert OutboxMessage.objects.get().delivered_at is not None
        assert not Delivery.objects.exists()


# Order


def test_what_follows_a_message_of_the_same_record_waits_for_it_and_nothing_else_does(cy, north, ear, clock):
    add(cy)
    one, other = uuid4(), uuid4()
    first, second, elsewhere = announce(north, one, one, other)
    ear.answers = [500]

    rounds(ear)
    assert ear.accepted == [elsewhere]
    clock.forward(seconds=6)
    rounds(ear)

    assert ear.accepted == [elsewhere, first, second]


def test_a_record_and_its_review_are_told_in_one_order(ada, cy, north, ear, clock):
    add(cy)
    record = file(ada, SADDLE).record
    with within(north):
        close(ada, record)
    ear.answers = [500]

    rounds(ear)
    assert ear.accepted == []
    clock.forward(seconds=6)
    rounds(ear)

    with within(north):
        assert ear.accepted == [str(message.uuid) for message in OutboxMessage.objects.order_by("pk")]


def test_a_receiver_that_fails_holds_up_no_other(cy, north, ear):
    add(cy, "http://127.0.0.1/broken")
    add(cy, "http://127.0.0.1/well")
    announce(north, uuid4(), uuid4())
    answer = lambda url, *_: 500 if url.endswith("broken") else 204  # noqa: E731
    ear.answers = [answer] * 20
    rounds(ear)
    assert [delivery.state for delivery in told(cy, receiver__url__endswith="well")] == ["delivered"] * 2
    assert [delivery.state for delivery in told(cy, receiver__url__endswith="broken")] == ["waiting"] * 2


def test_an_emergency_goes_first_and_takes_along_what_must_go_before_it(ada, cy, north, ear, clock):
    # given a record whose first message was refused so often that it waits long, and others that wait
    add(cy)
    record = file(ada, HOT_FOOT).record
    ear.otherwise = 500
    for _ in range(8):
        rounds(ear)
        clock.forward(minutes=30)
    others = announce(north, uuid4(), uuid4())

    # when it turns out to be an emergency
    amend(ada, record, SADDLE)
    ear.otherwise = 204
    rounds(ear)

    # then its messages go out now, in their order, and before the others
    with within(north):
        its_own = OutboxMessage.objects.filter(subject=record.submission_id).order_by("pk")
        assert [message.event for message in its_own] == [outbox.FLAGGED, outbox.AMENDED, outbox.FLAGGED]
        assert ear.accepted == [*(str(message.uuid) for message in its_own), *others]


# Again, later, and in the end no more


def test_each_wait_is_longer_up_to_a_limit_and_some_of_it_is_chance(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4())
    ear.otherwise, waits = 500, []
    for _ in range(14):
        rounds(ear)
        (delivery,) = told(cy)
        waits.append((delivery.next_attempt_at - clock.now).total_seconds())
        assert outbox.deliver(ear) == 0
        clock.now = delivery.next_attempt_at
    for number, wait in enumerate(waits):
        longest = min(5 * 2**number, 3600)
        assert longest / 2 <= wait <= longest
    assert len(set(waits)) == len(waits)
    assert len({uuid for _, uuid in ear.heard}) == 1


def test_an_urgent_one_never_waits_long():
    waits = [delivering.wait_after(attempts, is_urgent=True) for attempts in range(1, 300)]
    assert max(waits) <= timedelta(seconds=30)


def test_what_fails_for_days_is_given_up_with_an_alarm_and_lets_the_next_one_through(
    cy, north, ear, clock, monkeypatch
):
    # given a message that the receiver has not taken for nearly three days, and one behind it
    alarms = []
    monkeypatch.setattr(delivering, "on_dead", alarms.append)
    add(cy)
    record = uuid4()
    bad, good = announce(north, record, record)
    ear.answers = [lambda _, headers, __: 500 if headers["webhook-id"] == bad else 204] * 500
    began = clock.now
    rounds(ear)
    with within(north):
        Delivery.objects.filter(message__uuid=bad).update(attempts=70)
    clock.forward(days=2, hours=23)

    for _ in range(8):
        assert ear.accepted == []
        rounds(ear)
        clock.forward(minutes=31)
        if told(cy)[0].state == "dead":
            break

    dead, delivered = told(cy)
    assert (dead.state, dead.status, delivered.state) == ("dead", "http-500", "delivered")
    assert timedelta(days=3) < dead.dead_at - began < timedelta(days=3, hours=2)
    assert [delivery.pk for delivery in alarms] == [dead.pk]
    assert ear.accepted == [good]


def test_a_deliverer_that_stood_still_for_days_gives_nothing_up_at_its_first_try(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4())
    outbox.deliver(lambda *_: 500)
    clock.forward(days=9)
    rounds(Ear(otherwise=500))
    assert told(cy)[0].state == "waiting"


def test_what_was_given_up_is_sent_again_under_the_same_id(cy, north, ear):
    add(cy)
    (uuid,) = announce(north, uuid4())
    rounds(Ear(otherwise=500))
    with within(north):
        Delivery.objects.update(dead_at=timezone.now(), attempts=99)
        again = receivers.resend(Delivery.objects.get().uuid, by=cy.actor)
    assert (again.state, again.attempts) == ("waiting", 0)

    rounds(ear)
    assert ear.accepted == [uuid]
    with within(north):
        assert receivers.resend(again.uuid, by=cy.actor).state == "delivered"


@pytest.mark.parametrize(("answers", "alarms"), [(SADDLE, 1), (HOT_FOOT, 0)])
def test_of_an_emergency_that_is_not_heard_in_time_people_are_told_once(
    ada, cy, north, ear, clock, answers, alarms
):
    add(cy, events=[outbox.FLAGGED])
    file(ada, answers)
    ear.otherwise = "too-slow"
    for _ in range(12):
        rounds(ear)
        clock.forward(minutes=1)
    with within(north):
        assert Alarm.objects.filter(kind="emergency-undelivered").count() == alarms


def test_one_that_nobody_acknowledged_is_such_an_emergency(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)
    announce(north, uuid4())
    ear.otherwise = "too-slow"
    rounds(ear)
    assert [each.is_urgent for each in told(cy)] == [True, False]


# Receivers that do not answer


def test_a_receiver_that_does_not_answer_rests_and_costs_a_round_one_attempt(cy, north, ear, clock):
    add(cy)
    announce(north, *(uuid4() for _ in range(5)))
    ear.otherwise = "too-slow"

    assert rounds(ear) == 5 + 1  # all fanned out, one tried
    assert len(ear.heard) == 1
    clock.forward(seconds=31)
    ear.otherwise = 204
    rounds(ear)

    assert len(ear.accepted) == 5
    with within(north):
        assert WebhookReceiver.objects.get().rests_until is None


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_one_that_is_overloaded_rests_too(cy, north, ear, status):
    add(cy)
    announce(north, uuid4(), uuid4())
    ear.otherwise = status
    rounds(ear)
    assert len(ear.heard) == 1


def test_who_answers_is_told_before_who_did_not(cy, north, clock):
    silent, well = add(cy, "http://127.0.0.1/silent"), add(cy, "http://127.0.0.1/well")
    announce(north, uuid4())
    heard = []

    def send(url, headers, body):
        heard.append(url)
        if url == silent.url:
            raise outside.NotReached("too-slow")
        return 204

    rounds(send)
    clock.forward(minutes=1)
    announce(north, uuid4())
    heard.clear()
    rounds(send)
    assert heard == [well.url, silent.url]


def test_a_message_whose_sending_breaks_holds_up_no_other_record(cy, north, ear):
    add(cy)
    _, other = announce(north, uuid4(), uuid4())
    ear.answers = [lambda *_: 1 / 0]
    rounds(ear)
    assert ear.accepted == [other]
    assert told(cy)[0].status == "unforeseen"


def test_a_receiver_at_a_closed_address_is_never_called(cy, north, listener, settings):
    receiver = add(cy, listener.url)
    announce(north, uuid4())
    settings.AFOOT_PRIVATE_RECEIVERS = []
    rounds(outside.post)
    assert (listener.heard, told(cy)[0].status) == ([], "refused-url")
    with within(north):
        WebhookReceiver.objects.filter(pk=receiver.pk).update(url="https://2130706433/", rests_until=None)
        Delivery.objects.update(next_attempt_at=timezone.now())
    rounds(outside.post)
    assert told(cy)[0].status == "refused-address"
