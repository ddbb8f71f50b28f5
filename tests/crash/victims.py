"""What is killed without warning, and how each comes back."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager, suppress

import psutil
import psycopg

from tests.benchmarks.serving import ROOT, Server, environment, serving
from tests.crash.clients import Slot

COMES_BACK_WITHIN = 60  # seconds


class Web:
    """One server process with its worker, in a slot that clients know."""

    def __init__(self, address: str, settings: str):
        self.address, self.settings, self.slot = address, settings, Slot()
        self.context: AbstractContextManager[Server] | None = None

    def start(self) -> None:
        self.context = serving("clinic.wsgi:application", settings=self.settings, address=self.address)
        self.server = self.context.__enter__()
        self.slot.port = self.server.port

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.context.__exit__(None, None, None)

    def kill_worker(self) -> None:
        for pid in self.server.workers():
            os.kill(pid, signal.SIGKILL)

    def kill_group(self) -> None:
        os.killpg(self.server.process, signal.SIGKILL)

    def come_back(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.server.process, signal.SIGKILL)  # whatever of it still lives
        self.end()
        self.start()


class Loop:
    """A command that works beside the servers without end; nobody kills it."""

    def __init__(self, name: str, address: str, settings: str):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", name],
            cwd=ROOT,
            env=environment(settings, address),
            stderr=subprocess.DEVNULL,  # an alarm for each emergency that nobody here acknowledges
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(COMES_BACK_WITHIN)


class Postmaster:
    """The PostgreSQL of the run; killing one of its backends makes it restart all of them by itself."""

    def __init__(self, server):
        self.server, self.address = server, server.get_uri(database="postgres")

    def kill(self) -> None:
        process = psutil.Process(self.server.get_pid())
        process.kill()
        process.wait(COMES_BACK_WITHIN)

    def kill_backend(self) -> None:
        with psycopg.connect(self.address, application_name="killer") as connection:
            busy = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'afoot' ORDER BY state = 'idle', random()"
            ).fetchone()
        if busy:
            os.kill(busy[0], signal.SIGKILL)

    def come_back(self) -> None:
        """Start it as soon as the last process of the killed one has let go of the memory they shared."""
        until = time.monotonic() + COMES_BACK_WITHIN
        while True:
            try:
                self.server.ensure_postgres_running()
                break
            except (subprocess.SubprocessError, AssertionError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + COMES_BACK_WITHIN
        while time.monotonic() < until:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.address).close()
                return
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not come back")


def one_kill(webs: list[Web], postmaster: Postmaster | None, number: int) -> tuple[str, Web | None, float]:
    """Kill something and bring it back: its kind, the server that it was (None = the database), and when."""
    kinds = ["postmaster", "server", "backend", "worker"] if postmaster else ["server", "worker"]
    kind = kinds[number % len(kinds)]
    web = random.choice(webs)
    at = time.monotonic()
    match kind:
        case "worker":
            web.kill_worker()
            web.come_back()
        case "server":
            web.kill_group()
            web.come_back()
        case "backend":
            postmaster.kill_backend()
            postmaster.wait()
        case "postmaster":
            postmaster.kill()
            postmaster.come_back()
    return kind, (web if kind in ("worker", "server") else None), at
