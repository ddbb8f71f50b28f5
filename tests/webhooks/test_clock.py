"""A clock that is set back keeps no message waiting, and nobody's clock is so exact that a little counts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from intake import outbox
from intake.access import within
from intake.models import Alarm, WebhookReceiver
from intake.outbox import delivering
from tests.webhooks.given import add, announce, rounds, told

HOUR = timedelta(hours=1)
A_LITTLE = timedelta(seconds=45)

pytestmark = pytest.mark.django_db


def fail(ear, answer):
    """Rounds in which the receiver does not take what it is sent."""
    ear.otherwise = answer
    rounds(ear)
    ear.otherwise = 204


@pytest.mark.parametrize("answer", [500, "too-slow"])
def test_an_emergency_is_sent_again_though_the_clock_went_back(cy, north, ear, clock, answer):
    add(cy)
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)
    fail(ear, answer)

    clock.now -= HOUR
    rounds(ear)

    assert len(ear.accepted) == 1


def test_so_is_what_a_deliverer_left_when_it_died(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)

    def die(*_):
        raise KeyboardInterrupt

    ear.answers = [die]
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(ear)

    clock.now -= HOUR
    rounds(ear)

    assert len(ear.accepted) == 1


def test_any_other_message_waits_no_longer_than_the_longest_wait(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4())
    fail(ear, 500)

    clock.now -= 24 * HOUR
    rounds(ear)

    assert len(ear.accepted) == 1


def test_nobody_knows_how_long_an_emergency_waits_that_is_still_to_come_so_it_is_late(cy, north, ear, clock):
    add(cy)
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)
    fail(ear, 500)
    ear.otherwise = 500

    clock.now -= HOUR
    rounds(ear)
    rounds(ear)

    with within(north):
        assert [alarm.kind for alarm in Alarm.objects.all()] == ["emergency-undelivered"]


def test_a_small_correction_changes_no_wait_no_rest_and_no_claim(cy, north, ear, clock):
    silent = add(cy)
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)
    fail(ear, "too-slow")
    clock.now -= A_LITTLE
    assert rounds(ear) == 0

    # and the longest of all waits and claims are not taken for longer ones
    with within(north):
        WebhookReceiver.objects.filter(pk=silent.pk).update(rests_until=None)
        (delivery,) = told(cy)
        delivery.next_attempt_at = clock.now + A_LITTLE + delivering.LONGEST_URGENT_WAIT
        delivery.save()
    assert rounds(ear) == 0
    with within(north):
        delivery.next_attempt_at = clock.now
        delivery.claimed_until = clock.now + A_LITTLE + delivering.LEASE
        delivery.save()
    assert rounds(ear) == 0
    with within(north):
        assert not Alarm.objects.exists()
