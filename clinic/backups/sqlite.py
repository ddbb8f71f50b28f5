"""SQLite's own copying of one state of its file, and what is in a copy."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from clinic.backups import manifest
from clinic.backups.manifest import NotWhole


def copy(path: Path) -> None:
    """All pages in one step, since everybody waits until it ends, and in several it starts over with each write."""
    path.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copied:
        copied.execute("PRAGMA journal_mode=OFF")  # whoever waits need not wait for a sync as well
        copied.execute("PRAGMA synchronous=OFF")
        connection.connection.backup(copied, pages=-1)
    manifest.sync(path)


def check(path: Path) -> None:
    with _opened(path) as copied:
        (state,) = copied.execute("PRAGMA integrity_check").fetchone()
    if state != "ok":
        raise NotWhole("SQLite finds the copy damaged.")


def rows_in(path: Path) -> dict[str, int]:
    with _opened(path) as copied:
        tables = copied.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ours = [name for (name,) in tables if not name.startswith("sqlite_")]
        return {name: copied.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ours}  # noqa: S608


def _opened(path):
    return closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True))
