"""The audit trail: a line for every act and every look at a patient's record, in the act's own transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.utils import timezone

from intake.access import Actor, require, visible_to
from intake.errors import Unreachable
from intake.models import AuditEntry
from intake.models.insert import insert

_lines_of_this_call: ContextVar[list[str] | None] = ContextVar("lines_of_this_call", default=None)


def record(by: Actor, act: str, subject: object, *, subjects: Iterable = (), outcome: str = "done") -> None:
    """Write one line: who, what, to which record (its address, never its content), with what outcome.

    Whatever keeps it from being written, the act is not done: to be tried again later.
    """
    try:
        insert(
            AuditEntry,
            {
                "clinic_id": by.clinic.pk,
                "at": timezone.now(),
                "actor": str(by),
                "act": act,
                "subject": str(subject),
                "subjects": [str(each) for each in subjects],
                "outcome": outcome,
            },
        )
    except (DatabaseError, InterfaceError) as error:
        raise Unreachable from error
    if (lines := _lines_of_this_call.get()) is not None:
        lines.append(act)


def look(by: Actor, act: str, subject: object, *, subjects: Iterable = ()) -> None:
    """Write a line for what is shown, unless this call has one already: of the act whose result is shown."""
    if not _lines_of_this_call.get():
        record(by, act, subject, subjects=subjects)


@contextmanager
def one_call() -> Iterator[list[str]]:
    """Gives the acts that one call leaves in the trail, in their order, as they are written."""
    entered = _lines_of_this_call.set([])
    try:
        yield _lines_of_this_call.get()
    finally:
        _lines_of_this_call.reset(entered)


def trail(by: Actor) -> QuerySet:
    """The lines of the actor's clinic."""
    require(by, "read_audit")
    return visible_to(by, AuditEntry)
