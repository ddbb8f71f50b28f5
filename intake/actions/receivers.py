"""What a manager does about webhook receivers: add, change, rotate, try, and send again what was given up."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from intake import audit, outbox, outside
from intake.access import Actor, one, require, visible_to
from intake.errors import AlreadyRecorded, Conflict, Fault, OutOfTurn, Refused, Stale
from intake.models import Delivery, OutboxMessage, WebhookReceiver
from intake.models.receiver import WAITING

MOST_RECEIVERS = 20
OLD_SECRET_LIFE = timedelta(hours=24)
SWITCHED_OFF = "switched-off"
STATES = {
    "waiting": WAITING,
    "delivered": models.Q(delivered_at__isnull=False),
    "dead": models.Q(dead_at__isnull=False),
}


@transaction.atomic
def add_receiver(receiver_id: UUID, details: Mapping[str, Any], *, by: Actor) -> tuple[WebhookReceiver, bool]:
    """Add a receiver, with a secret of its own. The same details again change nothing."""
    require(by, "manage_receivers")
    _check(details)
    made = {"clinic": by.clinic, "secret": outbox.new_secret(), "created_at": timezone.now()}
    rows = visible_to(by, WebhookReceiver)
    receiver, is_new = rows.get_or_create(uuid=receiver_id, defaults=made | details)
    if not is_new:
        if any(getattr(receiver, name) != value for name, value in details.items()):
            raise AlreadyRecorded("This id was used before for a receiver with other details.")
        return receiver, False
    if rows.count() > MOST_RECEIVERS:
        raise Conflict(f"A clinic has {MOST_RECEIVERS} receivers at most. Change one that is switched off.")
    audit.record(by, "receiver-added", receiver_id)
    return receiver, True


@transaction.atomic
def change_receiver(
    receiver_id: UUID, version: int, changes: Mapping[str, Any], *, by: Actor
) -> WebhookReceiver:
    """Change where it is, what it wants, or whether it is told at all. Switching it off gives up what waits for it."""
    receiver = _locked(receiver_id, by)
    if receiver.version != version:
        raise Stale
    _check(changes)
    for name, value in changes.items():
        setattr(receiver, name, value)
    receiver.rests_until = None  # the change may be what was wrong
    if not receiver.is_active:
        waiting = Delivery.objects.filter(WAITING, receiver=receiver)
        waiting.update(dead_at=timezone.now(), claimed_until=None, status=SWITCHED_OFF)
    _changed(receiver, "receiver-changed", by)
    return receiver


@transaction.atomic
def rotate_secret(receiver_id: UUID, *, by: Actor) -> WebhookReceiver:
    """Give a new secret; for a day both sign. Repeated within that day, it is the first one that stays valid."""
    receiver, now = _locked(receiver_id, by), timezone.now()
    if receiver.old_secret_until is None or receiver.old_secret_until <= now:
        receiver.old_secret = receiver.secret
    receiver.secret, receiver.old_secret_until = outbox.new_secret(), now + OLD_SECRET_LIFE
    _changed(receiver, "receiver-secret-rotated", by)
    return receiver


@transaction.atomic
def try_receiver(receiver_id: UUID, *, by: Actor) -> Delivery:
    """Let the deliverer send it a message that says nothing; while one waits, a repeat gives that."""
    receiver = _locked(receiver_id, by)
    _check_is_on(receiver)
    waiting = Delivery.objects.filter(WAITING, receiver=receiver, message__event=outbox.TESTED)
    delivery = waiting.select_related("message").first()
    if delivery is None:
        now = timezone.now()
        message = OutboxMessage.objects.create(
            event=outbox.TESTED, subject=receiver_id, clinic=by.clinic, created_at=now, delivered_at=now
        )
        delivery = outbox.delivery_of(message, receiver, receiver_id)
        delivery.save(force_insert=True)
        audit.record(by, "receiver-tried", receiver_id)
    return delivery


def deliveries(receiver_id: UUID, state: str | None, *, by: Actor) -> models.QuerySet:
    """What was, is and will be told to a receiver."""
    require(by, "manage_receivers")
    receiver = one(visible_to(by, WebhookReceiver), uuid=receiver_id)
    rows = visible_to(by, Delivery).filter(receiver=receiver).select_related("message")
    return rows.filter(STATES[state]) if state else rows


@transaction.atomic
def resend(delivery_id: UUID, *, by: Actor) -> Delivery:
    """Let a delivery that was given up wait again, as if it were new. What waits or has arrived stays as it is."""
    require(by, "manage_receivers")
    rows = visible_to(by, Delivery).select_related("message", "receiver")
    _locked(one(rows, uuid=delivery_id).receiver.uuid, by)  # before the delivery, as whoever switches it off
    delivery = one(rows.select_for_update(of=("self",)), uuid=delivery_id)
    if delivery.dead_at is None:
        return delivery
    _check_is_on(delivery.receiver)
    delivery.waiting_since = delivery.next_attempt_at = timezone.now()
    delivery.dead_at, delivery.alarmed_at, delivery.attempts = None, None, 0
    delivery.save()
    audit.record(by, "delivery-resent", delivery_id, subjects=[delivery.record])
    return delivery


def _locked(receiver_id, by) -> WebhookReceiver:
    require(by, "manage_receivers")
    return one(visible_to(by, WebhookReceiver).select_for_update(), uuid=receiver_id)


def _check(details):
    try:
        if "url" in details:
            outside.target_of(details["url"])
    except ValueError as error:
        raise Refused([Fault("/url", "not_allowed", f"url must be {error}")]) from None


def _check_is_on(receiver):
    if not receiver.is_active:
        raise OutOfTurn("This receiver is switched off. Switch it on first.")


def _changed(receiver, act, by):
    receiver.version += 1
    receiver.save()
    audit.record(by, act, receiver.uuid)
