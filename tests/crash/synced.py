"""Whether each acknowledgement came after a sync of the log: traced on SQLite, by the log's position on PostgreSQL."""

import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from tests.crash.clients import Client

TRACED = "fsync,fdatasync,write,pwrite64,writev,ftruncate,sendto,sendmsg"
CALL = re.compile(r"^\d+ +(?P<call>\w+)\(\d+<(?P<file>[^>]*)>")
RESUMED = re.compile(r"^(?P<thread>\d+) +<\.\.\. \w+ resumed>")
COMMITTED = re.compile(
    r"/ *(?P<length>\d+), tx: +(?P<xid>\d+), lsn: (?P<lsn>\w+/\w+),.* desc: COMMIT"
    r"(?:.* subxacts: (?P<savepoints>[\d ]+))?"
)
ATTACHES_WITHIN = 10  # seconds


def on_sqlite(client: Client, bodies: Iterator[bytes], count: int, *, worker: int, path: Path) -> int | None:
    """How many of `count` acknowledgements left before what was written was synced; None without strace."""
    if not shutil.which("strace"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        command = ["strace", "-f", "-y", "-s", "16", "-e", f"trace={TRACED}", "-o", trace, "-p", str(worker)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        if "attached" not in tracer.stderr.readline():
            return None  # not allowed to trace here
        submit(client, bodies, count)
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=ATTACHES_WITHIN)
        return unsynced_in(trace.read_text().splitlines(), path)


def submit(
    client: Client, bodies: Iterator[bytes], count: int, after_each: Callable = lambda sent: None
) -> None:
    for _ in range(count):
        sent = uuid4()
        client.submit(sent, next(bodies))
        after_each(sent)


def unsynced_in(lines: list[str], path: Path) -> int:
    """Acknowledgements (the line in which the answer begins to leave) with a write to the database behind no sync."""
    unsynced, dirty, wrote, syncing = 0, set(), False, {}
    for line in lines:
        if resumed := RESUMED.match(line):
            dirty.discard(syncing.pop(resumed["thread"], None))
        if not (called := CALL.match(line)):
            continue
        if "HTTP/1.1 20" in line:
            unsynced += bool(dirty) or not wrote
            wrote = False
        elif called["file"].startswith(str(path)):
            if "sync" not in called["call"]:
                dirty.add(called["file"])
                wrote = True
            elif "<unfinished" in line:
                syncing[line.split()[0]] = called["file"]
            else:
                dirty.discard(called["file"])
    return unsynced


def on_postgresql(client: Client, bodies: Iterator[bytes], count: int, *, server) -> int:
    """How many of `count` acknowledgements left before the log was flushed as far as their commit."""
    flushed: dict[UUID, int] = {}
    with psycopg.connect(server.get_uri(database="crash"), autocommit=True) as connection:
        connection.execute(
            "ALTER SYSTEM SET wal_writer_delay = '10s'"
        )  # so that nobody else flushes in passing
        connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.5)
        began = _one(connection, "SELECT pg_current_wal_flush_lsn()")

        def note(sent):
            flushed[sent] = _position(_one(connection, "SELECT pg_current_wal_flush_lsn()"))

        submit(client, bodies, count, note)
        xids = dict(
            connection.execute("SELECT submission_id, xmin::text FROM intake_intakerecord").fetchall()
        )
        connection.execute("SET synchronous_commit = on")
        connection.execute("CREATE TABLE flushed ()")  # so that every commit above is in the log's files
    commits = _commits(server, began)
    return sum(flushed[sent] < commits[xids[sent]] for sent in flushed)


def _one(connection, statement):
    return connection.execute(statement).fetchone()[0]


def _commits(server, began: str) -> dict[str, int]:
    """Where the commit of each transaction ends in the log, by its number and those of its savepoints."""
    command = [server.bin_path / "pg_waldump", "--rmgr=Transaction", f"--start={began}"]
    command += ["--path", Path(server.pgdata) / "pg_wal"]
    told = subprocess.run(
        command, capture_output=True, text=True, check=False
    ).stdout  # ends with the log, at 1
    ends = {}
    for commit in filter(None, map(COMMITTED.search, told.splitlines())):
        end = _position(commit["lsn"]) + int(commit["length"])
        ends |= dict.fromkeys([commit["xid"], *(commit["savepoints"] or "").split()], end)
    return ends


def _position(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)
