"""Fan the outbox out: a delivery of each waiting message for each receiver that listens.

Here and not when a message is announced: a receiver that is added hears whatever still waits, and no act waits for it.
A message and its deliveries change hands in one transaction, so none is lost in between.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from intake.models import Delivery, OutboxMessage, Review, WebhookReceiver
from intake.models.receiver import WAITING
from intake.outbox.announcing import OF_A_REVIEW, of_an_emergency

log = logging.getLogger("intake.outbox")

AT_ONCE = 500


def fan_out() -> int:
    """Fan out what waits in the clinic that was entered, oldest first; returns how many messages that were.

    Who comes second waits for who came first: were the later messages fanned out earlier, a record's order would break.
    """
    waiting = OutboxMessage.objects.select_for_update().filter(delivered_at=None).order_by("pk")
    messages = list(waiting.annotate(is_urgent=of_an_emergency())[:AT_ONCE])
    if not messages:
        return 0
    receivers = list(_listening())
    records = _records_of(messages)
    made = [
        delivery_of(
            message, receiver, records.get(message.subject, message.subject), is_urgent=message.is_urgent
        )
        for message in messages
        for receiver in receivers
        if message.event in receiver.events
    ]
    Delivery.objects.bulk_create(made)
    _hurry(delivery for delivery in made if delivery.is_urgent)
    OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
        delivered_at=timezone.now()
    )
    for message in messages:
        log.info("%s %s %s", message.event, message.subject, message.uuid)
    return len(messages)


def _listening() -> QuerySet[WebhookReceiver]:
    """Held until the deliveries stand: who is switched off before hears nothing, after gives up what waits."""
    return WebhookReceiver.objects.select_for_update(no_key=True).filter(is_active=True).order_by("pk")


def delivery_of(
    message: OutboxMessage, receiver: WebhookReceiver, record: UUID, *, is_urgent: bool = False
) -> Delivery:
    """One that waits from now on."""
    now = timezone.now()
    return Delivery(
        clinic_id=message.clinic_id,
        message=message,
        receiver=receiver,
        record=record,
        is_urgent=is_urgent,
        waiting_since=now,
        next_attempt_at=now,
    )


def _records_of(messages: Iterable[OutboxMessage]) -> dict[UUID, UUID]:
    """The intakes that reviews are of: both are told in one order."""
    reviews = [message.subject for message in messages if message.event in OF_A_REVIEW]
    return dict(Review.objects.filter(uuid__in=reviews).values_list("uuid", "record__submission_id"))


def _hurry(urgent: Iterable[Delivery]) -> None:
    """What must go out before an urgent message is as urgent as that one."""
    records = defaultdict(set)
    for delivery in urgent:
        records[delivery.receiver_id].add(delivery.record)
    for receiver, told in records.items():
        before = Delivery.objects.filter(WAITING, receiver=receiver, record__in=told, is_urgent=False)
        before.update(is_urgent=True, next_attempt_at=timezone.now())
