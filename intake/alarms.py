"""Alarms: raised where something failed or is late, shown until a person has seen them."""

import logging
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from intake import audit
from intake.access import Actor, one, require, visible_to
from intake.models import Alarm, Clinic

log = logging.getLogger(__name__)


def sound(kind: str, subject: object, clinic: Clinic, detail: str = "") -> None:
    """Raise an alarm, once while it is open. Whatever fails here undoes nothing of what was being done."""
    log.error("%s: %s %s", kind, subject, detail)
    alarm = Alarm(clinic=clinic, kind=kind, subject=str(subject), detail=detail, raised_at=timezone.now())
    try:
        with transaction.atomic():
            Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
    except Exception as error:
        log.error("the alarm %s was not kept: %s", kind, type(error).__name__)


def was_told(kind: str, subject: object, detail: str = "") -> bool:
    """Whether people were told of just this before, seen or not."""
    return Alarm.objects.filter(kind=kind, subject=str(subject), detail=detail).exists()


def waiting(by: Actor) -> models.QuerySet:
    """The alarms that nobody has seen."""
    require(by, "see_alarms")
    return visible_to(by, Alarm).filter(seen_at=None)


@transaction.atomic
def say_seen(alarm_id: UUID, *, by: Actor) -> Alarm:
    """A person has seen it. Harmless to repeat: the first one stands."""
    require(by, "see_alarms")
    alarm = one(visible_to(by, Alarm).select_for_update(), uuid=alarm_id)
    if alarm.seen_at is None:
        alarm.seen_at, alarm.seen_by = timezone.now(), str(by)
        alarm.save(update_fields=["seen_at", "seen_by"])
        audit.record(by, "alarm-seen", alarm_id)
    return alarm


def answer(kind: str, subject: object, *, by: Actor) -> None:
    """What the alarm called for was done, so nobody need be told any more."""
    Alarm.objects.filter(kind=kind, subject=str(subject), seen_at=None).update(
        seen_at=timezone.now(), seen_by=str(by)
    )
