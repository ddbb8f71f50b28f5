"""Make a backup under load, verify it, and keep the list of tombstones up to date. The owner's work."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from clinic.backups import manifest, postgresql
from clinic.backups.manifest import Manifest, NotWhole
from clinic.roles import as_owner
from intake.access import within
from intake.actions.erasing import tombstone_file
from intake.models import Clinic, Tombstone


@dataclass(frozen=True, slots=True)
class Made:
    folder: Path
    manifest: Manifest
    seconds: float


def back_up(folder: Path) -> Made:
    """A new folder of its own below this one, complete or not there at all."""
    with as_owner():
        return _back_up(folder)


def _back_up(folder):
    began, now = time.monotonic(), datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_missing_tombstones(folder / "tombstones")
    unfinished = folder / f".unfinished-{now:%Y%m%dT%H%M%S%f}"
    unfinished.mkdir(mode=0o700)
    with _copied(unfinished) as (path, tables, heads):
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
    verify(unfinished, made)
    done = unfinished.rename(folder / f"{now:%Y%m%dT%H%M%S%fZ}")
    manifest.sync(folder)
    return Made(done, made, time.monotonic() - began)


def verify(folder: Path, made: Manifest) -> None:
    """Read the copy again, every row of it, and compare it with what it says of itself."""
    path = folder / made.file
    if manifest.digest(path) != (made.size, made.sha256):
        raise NotWhole("the copy is not what was written.")
    found = _rows_in_sqlite(path) if made.vendor == "sqlite" else postgresql.rows_in(path)
    wrong = sorted(name for name, count in made.tables.items() if found.get(name) != count)
    if wrong:
        raise NotWhole(f"rows are missing or too many in {', '.join(wrong)}.")


@contextmanager
def _copied(folder) -> Iterator[tuple[Path, dict[str, int], dict[str, list]]]:
    """The copy, and what was counted at the very same state of the database."""
    if connection.vendor == "sqlite":
        path = folder / "afoot.sqlite3"
        heads = manifest.heads()  # read before, so that none is newer than the copy
        _vacuum_into(path)
        yield path, _rows_in_sqlite(path), heads
    else:
        path = folder / "afoot.dump"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            tables, heads = manifest.counted(), manifest.heads()
            postgresql.dump(path, snapshot)
        yield path, tables, heads


def _vacuum_into(path):
    """SQLite's own copy of one state, without what was deleted. Writers wait for it, readers do not."""
    path.touch(mode=0o600)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    manifest.sync(path)


def _rows_in_sqlite(path) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        (state,) = copy.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise NotWhole("SQLite finds the copy damaged.")
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ours = [name for (name,) in tables if not name.startswith("sqlite_")]
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ours}  # noqa: S608


def write_missing_tombstones(beside: Path) -> None:
    """Tombstones that did not reach the list when they were put up, and all of them where the list is new."""
    path = Path(settings.AFOOT_TOMBSTONES or beside)
    known = {(line.clinic, line.kind, line.uuid) for line in tombstone_file.read(path)}
    for clinic in Clinic.objects.all():
        with within(clinic):
            stones = [tombstone_file.buried(clinic, stone) for stone in Tombstone.objects.all()]
        missing = [line for line in stones if (line.clinic, line.kind, line.uuid) not in known]
        if missing:
            tombstone_file.write(path, missing)
