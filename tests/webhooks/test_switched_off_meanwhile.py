"""A receiver that is switched off while it is delivered to: both are done, and nothing is left waiting for it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from intake import outbox
from intake.access import within
from intake.actions import receivers
from intake.models import Delivery
from intake.outbox import delivering, fanning_out
from tests.at_once import meeting
from tests.webhooks.given import Ear, add, announce, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(cy, north):
    """One that listens, and something to be told."""
    announce(north, uuid4())
    return add(cy)


def switching_off(cy, receiver):
    def act():
        with within(cy.actor.clinic):
            return receivers.change_receiver(receiver.uuid, 1, {"is_active": False}, by=cy.actor).is_active

    return act


def given_up(cy):
    return [(each.state, each.status) for each in told(cy)] == [("dead", receivers.SWITCHED_OFF)]


@pytest.mark.parametrize("step", ["_let_rest", "_write_down"])
def test_while_it_is_written_down_that_it_did_not_answer(cy, north, receiver, step):
    met = meeting(lambda: outbox.deliver(Ear(otherwise=503)), (delivering, step), switching_off(cy, receiver))

    assert met == [2, False]
    assert given_up(cy)


def test_while_messages_are_fanned_out_to_it(cy, north, receiver):
    def fan_out():
        with within(north):
            return outbox.fan_out()

    met = meeting(fan_out, (fanning_out, "_records_of"), switching_off(cy, receiver))

    assert met == [1, False]
    assert given_up(cy)


def test_while_what_was_given_up_is_sent_again(cy, north, receiver):
    with within(north):
        outbox.fan_out()
        Delivery.objects.update(dead_at=timezone.now())
    (delivery,) = told(cy)

    def resend():
        with within(north):
            return receivers.resend(delivery.uuid, by=cy.actor).state

    met = meeting(resend, (receivers, "_check_is_on"), switching_off(cy, receiver))

    assert met == ["waiting", False]
    assert given_up(cy)
