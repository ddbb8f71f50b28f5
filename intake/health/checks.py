"""What must be well before a clinic may rely on this installation. A check tells its name and an age, never more."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from intake import durability
from intake.access import across_clinics, among, within
from intake.audit import sealing
from intake.clock import SET_BACK
from intake.models import Clinic, OutboxMessage
from intake.questionnaire import reading
from intake.triage.assess import assess

log = logging.getLogger(__name__)

LEAST_FREE = 0.15  # of the disk
OUTBOX_WITHIN = timedelta(minutes=2)  # a deliverer goes round every two seconds
SEALED_WITHIN = timedelta(minutes=1)  # and so does the sealer
RECONCILED_WITHIN = timedelta(hours=1)  # a round begins every quarter of an hour
TOLD_WITHIN = timedelta(hours=2)  # signed heads, where they go to a file; the sealer tells one every hour
AN_EMERGENCY = {"back_pain_status": "now", "saddle_numbness": True}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether all is well, and the age of the oldest thing that waits where that is what it looks at."""

    name: str
    ok: bool
    seconds: int | None = None


def findings() -> Iterator[Finding]:
    """Every check in turn, what needs no database first; a check that cannot be made has failed."""
    for subject, check in CHECKS.items():
        try:
            ok, seconds = check()
        except Exception as error:
            log.error("the check of %s could not be made: %s", subject, type(error).__name__)
            ok, seconds = False, None
        yield Finding(subject, ok, seconds)


def _judgement():
    """A patient who cannot wait is told from others, by the rules as they are now."""
    form = reading.read(AN_EMERGENCY, [], [])
    return assess(form, {}).tier == "emergency", None


def _disk():
    """Of the machine that we run on; PostgreSQL's own is for its operator to watch."""
    where = (
        Path(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else settings.BASE_DIR
    )
    disk = shutil.disk_usage(where if where.is_dir() else where.parent)
    return disk.free >= disk.total * LEAST_FREE, None


def _files():
    """What the operator keeps in files: stolen passwords can be read, and tombstones added."""
    stolen, tombstones = settings.AFOOT_STOLEN_PASSWORDS, settings.AFOOT_TOMBSTONES
    can_read = not stolen or os.access(stolen, os.R_OK)
    can_add = not tombstones or os.access(
        tombstones if os.path.exists(tombstones) else os.path.dirname(tombstones) or ".", os.W_OK
    )
    return can_read and can_add, None


def _database():
    """It answers, and takes what is filed: after a failover it may be a copy that is only read."""
    Clinic.objects.exists()
    return not durability.is_for_reading_alone(), None


def _durability():
    """Asked again and again, since settings are changed under a running server and another takes its place."""
    faults = durability.faults()
    return not (faults and settings.PRODUCTION), None


def _migrations():
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return _known_migrations() <= applied, None


@cache
def _known_migrations():
    return set(MigrationLoader(None).graph.nodes)


def _outbox():
    with among(Clinic.objects.all()):
        waiting = across_clinics(OutboxMessage).filter(delivered_at=None).order_by("pk")
        oldest = waiting.values_list("created_at", flat=True).first()
    return _young(oldest, OUTBOX_WITHIN)


def _audit_tail():
    """A line that waits for its seal can still be changed unnoticed."""
    ages = []
    for clinic in Clinic.objects.all():
        with within(clinic):
            ages.append(sealing.oldest_unsealed())
    return _young(min(filter(None, ages), default=None), SEALED_WITHIN)


def _audit_head():
    """The end of each chain is what was sealed, and where heads go to a file, they still do, once there are any."""
    is_sealed = False
    for clinic in Clinic.objects.all():
        with within(clinic):
            is_sealed = is_sealed or sealing.newest() is not None
            if not sealing.head_fits():
                return False, None
    if settings.AFOOT_AUDIT_HEADS in ("", "-"):
        return True, None
    file = Path(settings.AFOOT_AUDIT_HEADS)
    if not is_sealed and not file.exists():
        return True, None
    seconds = time.time() - file.stat().st_mtime
    return seconds <= TOLD_WITHIN.total_seconds(), int(seconds)


def _reconciled():
    """What is no longer as it was judged is found; the clinic that has waited longest for it."""
    return _young(Clinic.objects.aggregate(oldest=Min("reconciled_at"))["oldest"], RECONCILED_WITHIN)


def _young(oldest: datetime | None, within: timedelta) -> tuple[bool, int]:
    """Nobody knows the age of what is still to come, so that is not well."""
    age = timezone.now() - oldest if oldest else timedelta(0)
    return -SET_BACK <= age <= within, max(0, int(age.total_seconds()))


CHECKS: dict[str, Callable[[], tuple[bool, int | None]]] = {
    "judgement": _judgement,
    "disk": _disk,
    "files": _files,
    "database": _database,
    "durability": _durability,
    "migrations": _migrations,
    "outbox": _outbox,
    "audit_tail": _audit_tail,
    "audit_head": _audit_head,
    "reconciled": _reconciled,
}
