"""The trail of a loaded clinic: a line for each intake when it was filed, each with its seal."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max

from clinic.roles import as_owner
from intake.access import system, within
from intake.audit import chain
from intake.models import AuditEntry, AuditSeal, Clinic, IntakeRecord
from tests.benchmarks.copying import Copies

PAGE = 5_000
OF_A_LINE = ("id", "clinic_id", "at", "subject")
OF_A_SEAL = ("entry_id", "clinic_id", "position")


def write(clinic: Clinic) -> None:
    """In constant memory, as filing and sealing one by one would have left it."""
    lines, seals = Copies(AuditEntry, OF_A_LINE), Copies(AuditSeal, OF_A_SEAL)
    fixed = {"actor": str(system(clinic, "drill")), "act": "intake-filed", "subjects": [], "outcome": "done"}
    same = lines.part(fixed)
    key, position, previous = _last_line(), 0, chain.BEGINNING
    for page in _pages(clinic):
        for submission_id, at in page:
            key, position = key + 1, position + 1
            own = {"id": key, "clinic_id": clinic.pk, "at": at, "subject": str(submission_id)}
            previous = chain.link(previous, position, [(own | fixed)[name] for name in chain.COLUMNS])
            lines.add(own, same)
            seals.add(own | {"entry_id": key, "position": position}, seals.part({"hash": previous}))
        with as_owner(), within(clinic), connection.cursor() as cursor:
            lines.write(cursor)
            seals.write(cursor)
    with as_owner(), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [AuditEntry]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _last_line() -> int:
    return AuditEntry._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _pages(clinic) -> Iterator[list[tuple[UUID, datetime]]]:
    after = 0
    while True:
        with within(clinic):
            rows = IntakeRecord.objects.filter(pk__gt=after).order_by("pk")
            page = list(rows.values_list("pk", "submission_id", "received_at")[:PAGE])
        if not page:
            return
        yield [row[1:] for row in page]
        after = page[-1][0]
