"""The outbox: events written in the act's own transaction, claimed and handed on later, at least once."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from intake.access import across_clinics
from intake.models import Clinic, OutboxMessage

log = logging.getLogger(__name__)

FLAGGED = "intake.flagged"
UNACKNOWLEDGED = "emergency.unacknowledged"
CLOSED = "review.closed"
AMENDED = "intake.amended"

LEASE = timedelta(minutes=1)


def announce(event: str, subject: UUID, clinic: Clinic) -> None:
    OutboxMessage.objects.create(event=event, subject=subject, clinic=clinic, created_at=timezone.now())


def deliver(hand_on: Callable[[OutboxMessage], None], *, at_most: int = 100) -> int:
    """Claim waiting messages, oldest first, hand each on and mark it; returns how many were delivered.

    A message whose handing on raises holds up no other: it is claimed again when its lease is over.
    """
    delivered = 0
    for message in _claim(at_most):
        try:
            hand_on(message)
        except Exception as error:
            log.error("%s %s was not handed on: %s", message.event, message.uuid, type(error).__name__)
            continue
        across_clinics(OutboxMessage).filter(pk=message.pk).update(delivered_at=timezone.now())
        delivered += 1
    return delivered


def _claim(at_most) -> list[OutboxMessage]:
    now = timezone.now()
    with transaction.atomic():
        waiting = across_clinics(OutboxMessage).filter(delivered_at=None)
        free = waiting.filter(Q(claimed_until=None) | Q(claimed_until__lt=now)).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        claimed = list(free[:at_most])
        for message in claimed:
            message.claimed_until, message.attempts = now + LEASE, message.attempts + 1
        across_clinics(OutboxMessage).bulk_update(claimed, ["claimed_until", "attempts"])
    return claimed
