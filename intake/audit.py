"""The audit trail: a line for every act and every look at a patient's record, in the act's own transaction."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from intake.access import Actor, require, visible_to
from intake.models import AuditEntry


def record(by: Actor, act: str, subject: object, *, subjects: Iterable = (), outcome: str = "done") -> None:
    """Write one line: who, what, to which record (its address, never its content), with what outcome."""
    AuditEntry.objects.create(
        clinic_id=by.clinic.pk,
        at=timezone.now(),
        actor=str(by),
        act=act,
        subject=str(subject),
        subjects=[str(each) for each in subjects],
        outcome=outcome,
    )


def trail(by: Actor) -> QuerySet:
    """The lines of the actor's clinic."""
    require(by, "read_audit")
    return visible_to(by, AuditEntry)
