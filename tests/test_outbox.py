"""Events are written with the act itself and handed on later: never lost, and by one worker at a time."""

from collections import Counter
from datetime import timedelta
from threading import Lock
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake import outbox
from intake.access import across_clinics, within
from intake.models import IntakeRecord, OutboxMessage, Review
from tests.actions.given import SADDLE, WELL, amend, close, file, review_of
from tests.at_once import at_once


def announce(clinic, count=1):
    """Some events of a clinic, and their subjects in the order they happened."""
    subjects = [uuid4() for _ in range(count)]
    with within(clinic):
        for subject in subjects:
            outbox.announce(outbox.FLAGGED, subject, clinic)
    return subjects


def messages(**wanted):
    return across_clinics(OutboxMessage).filter(**wanted).order_by("pk")


def lease_is_over():
    messages().update(claimed_until=timezone.now() - timedelta(seconds=1))


class Receiver:
    """Keeps what was handed on; refuses the subjects it was told to refuse."""

    def __init__(self, refuses=()):
        self.received, self.refuses, self.lock = [], set(refuses), Lock()

    def __call__(self, message):
        if message.subject in self.refuses:
            raise ConnectionError("the receiver does not answer")
        with self.lock:
            self.received.append((message.uuid, message.subject))

    @property
    def subjects(self):
        return [subject for _, subject in self.received]


# Written with the act


@pytest.mark.django_db
def test_each_event_is_announced_with_what_it_is_about(ada, north):
    record = file(ada, SADDLE).record
    amend(ada, record, {"age_years": 41})
    with within(north):
        close(ada, record)
        review = review_of(record)

    told = [(message.event, message.subject) for message in messages()]

    assert told == [
        ("intake.flagged", record.submission_id),
        ("intake.amended", record.submission_id),
        ("intake.flagged", record.submission_id),
        ("review.closed", review.uuid),
    ]


@pytest.mark.django_db
def test_a_message_goes_with_the_act_when_the_act_is_undone(ada, north):
    def file_and_fail():
        with within(north):
            file(ada, SADDLE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        file_and_fail()
    assert not messages().exists()
    assert not across_clinics(IntakeRecord).exists()


@pytest.mark.django_db
def test_an_act_goes_with_its_message_when_that_cannot_be_written(ada, monkeypatch):
    monkeypatch.setattr(outbox, "announce", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file(ada, SADDLE)
    assert not across_clinics(IntakeRecord).exists()


@pytest.mark.django_db
def test_nothing_is_announced_of_a_well_patient(ada):
    file(ada, WELL)
    assert not messages().exists()


def test_a_message_has_room_for_nothing_clinical():
    columns = {field.attname for field in OutboxMessage._meta.concrete_fields}
    assert columns == {
        "id",
        "clinic_id",
        "uuid",
        "event",
        "subject",
        "created_at",
        "claimed_until",
        "attempts",
        "delivered_at",
    }


# Handed on


@pytest.mark.django_db
def test_messages_of_every_clinic_are_handed_on_oldest_first_and_once(north, south):
    subjects = announce(north) + announce(south) + announce(north, 2)
    receiver = Receiver()

    assert outbox.deliver(receiver) == 4
    assert outbox.deliver(receiver) == 0

    assert receiver.subjects == subjects
    assert not messages(delivered_at=None).exists()


@pytest.mark.django_db
def test_no_more_are_claimed_than_asked_for(north):
    announce(north, 5)
    receiver = Receiver()
    assert [outbox.deliver(receiver, at_most=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db
def test_a_message_that_is_refused_waits_for_its_lease_and_keeps_its_name(north):
    # given a receiver that does not answer
    (subject,) = announce(north)
    name = messages().get().uuid
    outbox.deliver(Receiver(refuses=[subject]))
    waiting = messages().get()
    assert (waiting.delivered_at, waiting.attempts) == (None, 1)

    # when it is tried at once, and again when the lease is over
    receiver = Receiver()
    assert outbox.deliver(receiver) == 0
    lease_is_over()
    assert outbox.deliver(receiver) == 1

    # then it comes under the same name
    assert receiver.received == [(name, subject)]
    assert messages().get().attempts == 2


@pytest.mark.django_db
def test_a_message_that_is_refused_holds_up_no_other(north):
    subjects = announce(north, 4)
    receiver = Receiver(refuses=subjects[:1])

    assert outbox.deliver(receiver) == 3
    lease_is_over()
    announce(north)
    assert outbox.deliver(receiver) == 1

    assert receiver.subjects[:3] == subjects[1:]
    assert messages(delivered_at=None).get().subject == subjects[0]


@pytest.mark.django_db
def test_what_a_worker_left_when_it_died_is_taken_up_when_its_lease_is_over(north):
    # given a worker that claimed two messages and died with the first
    subjects = announce(north, 2)

    def dies(message):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(dies)

    # then nobody else takes them at once, and somebody does later
    receiver = Receiver()
    assert outbox.deliver(receiver) == 0
    lease_is_over()
    assert outbox.deliver(receiver) == 2
    assert receiver.subjects == subjects


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_hand_on_each_message_once(north):
    subjects = announce(north, 60)
    receiver = Receiver()

    def work(_):
        delivered = 0
        while number := outbox.deliver(receiver, at_most=7):
            delivered += number
        return delivered

    delivered = at_once(4, work)

    # a worker that found nothing free ends early, and what is left is for the next round
    delivered.append(work(None))
    assert sum(delivered) == 60
    assert Counter(receiver.subjects) == Counter(subjects)


# The worker


@pytest.mark.django_db
def test_one_round_hands_on_all_and_escalates_what_is_late(ada, north, caplog):
    # given an emergency that nobody acknowledged for an hour, and many other messages
    record = file(ada, SADDLE).record
    announce(north, 120)
    with within(north):
        Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))

    # when one round is worked
    with caplog.at_level("INFO", logger="intake.outbox"):
        call_command("deliver", once=True)

    # then all were told, the escalation in the same round
    assert not messages(delivered_at=None).exists()
    assert len([line for line in caplog.messages if line.startswith("intake.flagged ")]) == 121
    assert len([line for line in caplog.messages if line.startswith("emergency.unacknowledged ")]) == 1
    assert str(record.submission_id) in caplog.text


@pytest.mark.django_db
def test_a_round_with_nothing_to_do_does_nothing(north, caplog):
    with caplog.at_level("INFO", logger="intake.outbox"):
        call_command("deliver", once=True)
    assert caplog.messages == []
