"""Whether what was acknowledged survives a power cut: asked of the database itself, whatever a file says of it."""

import sqlite3

from django.db import connection

MENDED = (3, 51, 3)  # the first SQLite whose WAL two connections cannot corrupt between them
FULL = 2  # the least `synchronous` that syncs before a commit is over

POSTGRESQL = """
    SELECT name, setting FROM pg_settings
    WHERE (name IN ('fsync', 'full_page_writes') AND setting <> 'on')
       OR (name = 'synchronous_commit' AND setting = 'off')
    ORDER BY name
"""


def faults() -> list[str]:
    """What is wrong with the database's settings, a sentence each; none where a commit is on disk when it is over."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def is_for_reading_alone() -> bool:
    """Whether PostgreSQL takes no change, as a replica does; SQLite then refuses every transaction."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return cursor.fetchone() == ("on",)


def _postgresql():
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL)
        return [f"PostgreSQL has {name} = {setting}: a power cut loses intakes." for name, setting in cursor]


def _sqlite():
    with connection.cursor() as cursor:
        journal, synchronous = (
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        )
    return sqlite_faults(journal, synchronous, sqlite3.sqlite_version_info)


def sqlite_faults(journal: str, synchronous: int, version: tuple[int, ...]) -> list[str]:
    """We ask for TRUNCATE wherever we open; an operator may choose WAL where it is sound."""
    wrong = []
    if journal not in ("truncate", "wal"):
        wrong.append(f"SQLite has journal_mode = {journal}: a power cut loses intakes.")
    if journal == "wal" and version < MENDED:
        wrong.append("SQLite before 3.51.3 can corrupt a database in WAL: set journal_mode to TRUNCATE.")
    if synchronous < FULL:
        wrong.append(f"SQLite has synchronous = {synchronous}: a power cut loses intakes.")
    return wrong
