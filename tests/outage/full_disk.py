"""A PostgreSQL whose tables have no room left: on a small disk of their own, or by a limit on the size of a file."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from intake.access import within
from tests.outage.given import all_connections_new, postmaster

SIZE = "32m"
BEYOND_A_WAL_SEGMENT = 17 << 20  # bytes: a limit below one would stop the log, and with it the server
LINES = """
    INSERT INTO intake_auditentry (clinic_id, at, actor, act, subject, subjects, outcome)
    SELECT %s, now(), 'system:test', 'tested', number::text, '[]', 'done' FROM generate_series(1, 200000) AS number
"""  # each as short as any, so that no page has room for one more

Full = Callable[[], AbstractContextManager]  # what leaves no room for a while


def as_superuser(*statements):
    connection.close()
    connection.close_pool()
    described = connection.settings_dict
    with psycopg.connect(
        host=described["HOST"], dbname=described["NAME"], user="postgres", autocommit=True
    ) as own:
        for statement in statements:
            own.execute(statement)


@contextmanager
def mounted(size) -> Iterator[Path]:
    """A small volume; skips where nobody may mount one."""
    with tempfile.TemporaryDirectory(prefix="afoot-small-disk-") as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        if said.returncode != 0:
            pytest.skip(f"no small file system can be mounted here: {said.stderr.strip()}")
        try:
            os.chmod(folder, 0o755)
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def tables_on_a_small_disk() -> Iterator[Full]:
    owner = os.stat(f"/proc/{postmaster()}")
    with mounted(SIZE) as folder:
        place = folder / "tables"
        place.mkdir()
        os.chown(place, owner.st_uid, owner.st_gid)
        as_superuser(f"CREATE TABLESPACE small LOCATION '{place}'", *moved("pg_default", "small"))
        try:
            yield lambda: filled(folder / "ballast")
        finally:
            as_superuser(*moved("small", "pg_default"), "DROP TABLESPACE small")


def moved(here, there):
    return [f"ALTER {kind} ALL IN TABLESPACE {here} SET TABLESPACE {there}" for kind in ("TABLE", "INDEX")]


@contextmanager
def filled(ballast):
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def files_of_limited_size(clinic) -> Iterator[Full]:
    """No file may grow beyond the size that the trail has; whoever runs the server may say so."""
    pid = postmaster()
    with within(clinic), connection.cursor() as cursor:
        cursor.execute(LINES, [clinic.pk])
        cursor.execute("SELECT pg_relation_size('intake_auditentry')")
        (size,) = cursor.fetchone()
    assert size > BEYOND_A_WAL_SEGMENT, size
    yield lambda: _limited(pid, size)


@contextmanager
def _limited(pid, size):
    _limit(pid, size)
    try:
        with all_connections_new():
            yield
    finally:
        _limit(pid, "unlimited")


def _limit(pid, size):
    """As who runs the server: root without all of its powers may not."""
    command = ["prlimit", f"--pid={pid}", f"--fsize={size}:"]
    said = subprocess.run(
        command, user=os.stat(f"/proc/{pid}").st_uid, capture_output=True, text=True, check=False
    )
    if said.returncode != 0:
        pytest.skip(f"no file's size can be limited here: {said.stderr.strip()}")
