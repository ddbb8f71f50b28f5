"""Events are written with the act itself and fanned out to receivers later: never lost, and by one at a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake import outbox
from intake.access import across_clinics, among, within
from intake.models import Clinic, Delivery, IntakeRecord, OutboxMessage, Review
from intake.outbox import fanning_out
from tests.actions.given import SADDLE, WELL, amend, close, file, review_of
from tests.at_once import at_once
from tests.webhooks.given import add


def announce(clinic, count=1):
    """Some events of a clinic, and their subjects in the order they happened."""
    subjects = [uuid4() for _ in range(count)]
    with within(clinic):
        for subject in subjects:
            outbox.announce(outbox.FLAGGED, subject, clinic)
    return subjects


def messages(model=OutboxMessage, **wanted):
    """The messages of every clinic, or what else is asked for."""
    with among(Clinic.objects.all()):
        return list(across_clinics(model).filter(**wanted).order_by("pk"))


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
    assert not messages()
    assert not messages(IntakeRecord)


@pytest.mark.django_db
def test_an_act_goes_with_its_message_when_that_cannot_be_written(ada, monkeypatch):
    monkeypatch.setattr(outbox, "announce", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file(ada, SADDLE)
    assert not messages(IntakeRecord)


@pytest.mark.django_db
def test_nothing_is_announced_of_a_well_patient(ada):
    file(ada, WELL)
    assert not messages()


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


# Fanned out to the receivers (what becomes of each delivery is told in tests/webhooks)


def fan_out(clinic):
    with within(clinic):
        return outbox.fan_out()


@pytest.mark.django_db
def test_messages_are_fanned_out_oldest_first_and_once(north, south, caplog):
    subjects = announce(north, 3)
    announce(south)

    with caplog.at_level("INFO", logger="intake.outbox"):
        assert [fan_out(north), fan_out(north)] == [3, 0]

    assert [line.split()[1] for line in caplog.messages] == [str(subject) for subject in subjects]
    assert len(messages(delivered_at=None)) == 1


@pytest.mark.django_db
def test_no_more_are_fanned_out_at_once_than_a_transaction_bears(north, monkeypatch):
    monkeypatch.setattr(fanning_out, "AT_ONCE", 2)
    announce(north, 5)
    assert [fan_out(north) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db
def test_a_message_that_fails_to_be_fanned_out_still_waits(north, monkeypatch):
    announce(north)
    monkeypatch.setattr(fanning_out, "_hurry", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fan_out(north)
    assert len(messages(delivered_at=None)) == 1


@pytest.mark.django_db(transaction=True)
def test_several_at_once_fan_out_each_message_once(cy, north):
    add(cy)
    subjects = announce(north, 60)

    done = at_once(4, lambda _: fan_out(north))

    assert sum(done) == 60
    with within(north):
        assert list(Delivery.objects.order_by("message_id").values_list("record", flat=True)) == subjects


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
    assert not messages(delivered_at=None)
    assert len([line for line in caplog.messages if line.startswith("intake.flagged ")]) == 121
    assert len([line for line in caplog.messages if line.startswith("emergency.unacknowledged ")]) == 1
    assert str(record.submission_id) in caplog.text


@pytest.mark.django_db
def test_a_round_with_nothing_to_do_does_nothing(north, caplog):
    with caplog.at_level("INFO", logger="intake.outbox"):
        call_command("deliver", once=True)
    assert caplog.messages == []
