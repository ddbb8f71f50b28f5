"""A PostgreSQL of its own, a copy of the tests', whose log lies on a small volume that can be filled."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.outage.full_disk import filled, mounted
from tests.outage.given import all_connections_new, postmaster

SIZE = "96m"
DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on")  # which the tests' server is not
A_MEGABYTE_OF_LOG = "SELECT pg_logical_emit_message(false, 'tests', repeat('x', 1 << 20))"
# as a replica that went away would: nothing of the log is removed or used again
KEEP_ALL = "SELECT pg_create_physical_replication_slot('gone', true)"
SOON = 60  # seconds


@dataclass
class Server:
    """Started and stopped by its operator alone; `volume` is where its log lies."""

    binaries: Path
    owner: int
    folder: Path
    volume: Path
    process: subprocess.Popen | None = None

    def start(self) -> bool:
        """Whether it is ready; one that cannot be ends by itself."""
        settings = [*DURABLE, "listen_addresses=", f"unix_socket_directories={self.folder}"]
        command = [self.binaries / "postgres", "-D", self.folder / "copy"]
        command += [part for setting in settings for part in ("-c", setting)]
        with self._said.open("ab") as said:
            self.process = subprocess.Popen(command, user=self.owner, stdout=said, stderr=said)
        return self._is_ready()

    def _is_ready(self) -> bool:
        deadline = time.monotonic() + SOON
        while self.process.poll() is None:
            with suppress(psycopg.OperationalError):
                self.run("SELECT 1")
                return True
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)
        return False

    def run(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.folder), dbname="postgres", user="postgres", autocommit=True
        ) as own:
            own.execute(statement)

    def fill_log(self) -> None:
        """Write to the log until the server has stopped."""
        deadline = time.monotonic() + SOON
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.said
            with suppress(psycopg.OperationalError):
                self.run(A_MEGABYTE_OF_LOG)
            time.sleep(0.05)

    def without_room(self):
        return filled(self.volume / "ballast")

    @property
    def _said(self) -> Path:
        return self.folder / "said"

    @property
    def said(self) -> str:
        return self._said.read_text()


@contextmanager
def log_on_a_small_volume() -> Iterator[Server]:
    """The application's database is a copy, with its log there; skips where nobody may mount one."""
    pid = postmaster()
    binaries, owner = Path(f"/proc/{pid}/exe").resolve().parent, os.stat(f"/proc/{pid}").st_uid
    with tempfile.TemporaryDirectory(prefix="afoot-log-") as name, mounted(SIZE) as volume:
        server = Server(binaries, owner, Path(name), volume)
        for place in (server.folder, volume):
            os.chown(place, owner, -1)
        _copy(server)
        try:
            assert server.start(), server.said
            server.run(KEEP_ALL)
            with _asked_by_the_application(server):
                yield server
        finally:
            server.process.terminate()
            server.process.wait(SOON)


def _copy(server):
    command = [server.binaries / "pg_basebackup", "-h", connection.settings_dict["HOST"], "-U", "postgres"]
    command += ["-D", server.folder / "copy", "--waldir", server.volume / "log", "-c", "fast", "--no-sync"]
    copied = subprocess.run(command, user=server.owner, capture_output=True, text=True, check=False)
    if copied.returncode != 0:
        pytest.fail(copied.stderr)


@contextmanager
def _asked_by_the_application(server):
    described = connection.settings_dict
    before = described["HOST"]
    described["HOST"] = str(server.folder)
    try:
        with all_connections_new():
            yield
    finally:
        described["HOST"] = before
