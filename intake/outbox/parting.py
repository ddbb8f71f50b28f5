"""Part the outbox: a delivery of each waiting message for each receiver that listens.

Here and not when a message is announced: a receiver that is added hears whatever still waits, and no act waits for it.
A message and its deliveries change hands in one transaction, so none is lost in between.
"""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from intake.models import Delivery, OutboxMessage, Review, WebhookReceiver
from intake.models.receiver import WAITING
from intake.outbox.announcing import OF_A_REVIEW, URGENT

log = logging.getLogger("intake.outbox")

AT_ONCE = 500


def part() -> int:
    """Part what waits in the clinic that was entered, oldest first; returns how many messages that were.

    Who parts second waits for who parts first: were the later messages parted earlier, a record's order would break.
    """
    waiting = OutboxMessage.objects.select_for_update().filter(delivered_at=None).order_by("pk")
    messages = list(waiting[:AT_ONCE])
    if not messages:
        return 0
    receivers = list(WebhookReceiver.objects.filter(is_active=True))
    records = _records_of(messages)
    Delivery.objects.bulk_create(
        delivery_of(message, receiver, records.get(message.subject, message.subject))
        for message in messages
        for receiver in receivers
        if message.event in receiver.events
    )
    _hurry(messages, receivers, records)
    OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
        delivered_at=timezone.now()
    )
    for message in messages:
        log.info("%s %s %s", message.event, message.subject, message.uuid)
    return len(messages)


def delivery_of(message: OutboxMessage, receiver: WebhookReceiver, record: UUID) -> Delivery:
    """One that waits from now on."""
    now = timezone.now()
    return Delivery(
        clinic_id=message.clinic_id,
        message=message,
        receiver=receiver,
        record=record,
        is_urgent=message.event in URGENT,
        waiting_since=now,
        next_attempt_at=now,
    )


def _records_of(messages: Iterable[OutboxMessage]) -> dict[UUID, UUID]:
    """The intakes that reviews are of: both are told in one order."""
    reviews = [message.subject for message in messages if message.event in OF_A_REVIEW]
    return dict(Review.objects.filter(uuid__in=reviews).values_list("uuid", "record__submission_id"))


def _hurry(messages, receivers, records) -> None:
    """What must go out before an urgent message is as urgent as that one."""
    for event in URGENT:
        told = [
            records.get(message.subject, message.subject) for message in messages if message.event == event
        ]
        wanting = [receiver for receiver in receivers if event in receiver.events]
        if told and wanting:
            before = Delivery.objects.filter(WAITING, receiver__in=wanting, record__in=told, is_urgent=False)
            before.update(is_urgent=True, next_attempt_at=timezone.now())
