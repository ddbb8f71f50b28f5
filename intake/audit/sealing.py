"""Sealing: the lines of a clinic, each tied to all before it, in the order in which the sealer sees them.

Writers know nothing of the chain, so none waits for another. A line may become visible after one with a
higher id was sealed; it takes the next position then.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from intake.access import within
from intake.audit import chain
from intake.models import AuditEntry, AuditSeal, Clinic

BATCH = 1_000
LOOK_BACK = timedelta(minutes=10)  # longer than any transaction stays open
LOCKS = 0x5EA1 << 32  # our numbers among PostgreSQL's advisory locks: this and the clinic's key


def seal(clinic: Clinic, *, thorough: bool = False) -> int:
    """Seal what the clinic wrote since; gives how many lines. Returns at once where another sealer is at it.

    Looks ten minutes further back than the newest sealed line for what came late; `thorough`, at every line.
    """
    sealed, after = 0, 0 if thorough else None
    while True:
        keys = _seal_batch(clinic, after)
        sealed += len(keys)
        if len(keys) < BATCH:
            return sealed
        after = keys[-1]


def _seal_batch(clinic, after) -> list[int]:
    with within(clinic):
        if not _is_alone(clinic):
            return []
        position, previous, _ = newest() or (0, chain.BEGINNING, None)
        lines = unsealed().filter(pk__gt=looked_at() if after is None else after)
        seals = []
        for line in lines.order_by("pk").values_list(*chain.COLUMNS)[:BATCH]:
            position += 1
            previous = chain.link(previous, position, line)
            seals.append(AuditSeal(entry_id=line[0], clinic_id=clinic.pk, position=position, hash=previous))
        AuditSeal.objects.bulk_create(seals)
    return [one.entry_id for one in seals]


def _is_alone(clinic) -> bool:
    """Whether no other sealer is in this clinic until our transaction ends; SQLite lets one write at a time anyhow."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCKS + clinic.pk])
        return cursor.fetchone()[0]


def newest() -> tuple[int, str, int] | None:
    """Position, hash and line of the clinic's last seal."""
    return AuditSeal.objects.order_by("-position").values_list("position", "hash", "entry_id").first()


def unsealed() -> QuerySet:
    """The clinic's lines that have no seal."""
    return AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))


def looked_at() -> int:
    """The line up to which all that will ever be visible is sealed, unless something held it up for very long."""
    last = newest()
    at = last and AuditEntry.objects.filter(pk=last[2]).values_list("at", flat=True).first()
    if at is None:
        return 0
    earlier = AuditEntry.objects.filter(pk__lt=last[2], at__lt=at - LOOK_BACK)
    return earlier.order_by("-pk").values_list("pk", flat=True).first() or 0


def oldest_unsealed() -> datetime | None:
    """When the oldest line that waits was written, of those after the newest sealed one."""
    last = newest()
    waiting = unsealed().filter(pk__gt=last[2] if last else 0).order_by("pk")
    return waiting.values_list("at", flat=True).first()


def head_fits() -> bool:
    """Whether the last seal is over its line and the seal before it; nothing is wrong where nothing is sealed."""
    seals = AuditSeal.objects.order_by("-position").values_list("position", "hash", "entry_id")[:2]
    if not seals:
        return True
    (position, hashed, key), *before = seals
    line = AuditEntry.objects.filter(pk=key).values_list(*chain.COLUMNS).first()
    previous = before[0][1] if before else chain.BEGINNING
    return line is not None and chain.link(previous, position, line) == hashed
