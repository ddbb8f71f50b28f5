"""Make a backup under load, verify it, and keep the list of tombstones up to date. The owner's work."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from clinic.backups import manifest, postgresql, sqlite
from clinic.backups.manifest import Manifest, NotWhole
from clinic.backups.steps import Steps
from clinic.roles import as_owner
from intake.access import within
from intake.actions.erasing import tombstone_file
from intake.models import Clinic, Tombstone
from intake.models.unhurried import unhurried

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    folder: Path
    manifest: Manifest
    steps: Steps


def back_up(folder: Path) -> Made:
    """A new folder of its own below this one, complete or not there at all."""
    with as_owner(), unhurried():
        return _back_up(folder)


def _back_up(folder):
    steps, now = Steps(), datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_missing_tombstones(tombstone_file.where(folder))
    unfinished = folder / f".unfinished-{now:%Y%m%dT%H%M%S%f}"
    unfinished.mkdir(mode=0o700)
    with steps.step("copied"):
        path, tables, heads = _copied(unfinished)
        size, sha256 = manifest.digest(path)
    made = Manifest(
        made_at=now.isoformat(),
        vendor=connection.vendor,
        server=".".join(map(str, connection.get_database_version())),
        tables=tables,
        heads=heads,
        file=path.name,
        size=size,
        sha256=sha256,
        **manifest.versions(),
    )
    made.write(unfinished)
    with steps.step("verified"):
        verify(unfinished, made)
    done = unfinished.rename(folder / f"{now:%Y%m%dT%H%M%S%fZ}")
    manifest.sync(folder)
    return Made(done, made, steps)


def verify(folder: Path, made: Manifest) -> None:
    """Read the copy again, every row of it, and compare it with what it says of itself."""
    path = folder / made.file
    if manifest.digest(path) != (made.size, made.sha256):
        raise NotWhole("the copy is not what was written.")
    if made.vendor == "sqlite":
        sqlite.check(path)
        made.refuse_other_rows(sqlite.rows_in(path))
    else:
        made.refuse_other_rows(postgresql.rows_in(path))


def _copied(folder) -> tuple[Path, dict[str, int], dict[str, list]]:
    """The copy, and what was counted at the very same state of the database."""
    if connection.vendor == "sqlite":
        path = folder / "afoot.sqlite3"
        heads = manifest.heads()  # read before, so that none is newer than the copy
        sqlite.copy(path)
        return path, sqlite.rows_in(path), heads
    path = folder / "afoot.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        tables, heads = manifest.counted(), manifest.heads()
        postgresql.dump(path, snapshot)
    return path, tables, heads


def write_missing_tombstones(path: Path) -> None:
    """Tombstones that did not reach the list when they were put up, and all of them where the list is new."""
    path.touch(mode=0o600)
    listed, unreadable = tombstone_file.read(path)
    if unreadable:
        log.error("lines of the list of tombstones cannot be read: %d", len(unreadable))
    known = {(line.clinic, line.kind, line.uuid) for line in listed}
    for clinic in Clinic.objects.all():
        with within(clinic):
            stones = [tombstone_file.buried(clinic, stone) for stone in Tombstone.objects.all()]
        missing = [line for line in stones if (line.clinic, line.kind, line.uuid) not in known]
        if missing:
            tombstone_file.write(path, missing)
