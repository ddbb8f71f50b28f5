"""An application behind granian on a real socket, and what its worker costs: processor time and memory."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.database import APPLICATION

ROOT = Path(__file__).parent.parent.parent
THREADS = 4  # of the one worker, as `make run` starts it
STARTS_WITHIN = 30  # seconds
ENDS_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Server:
    """One worker process: a core of the application, which the interpreter's lock holds it to."""

    port: int
    process: int

    def workers(self) -> list[int]:
        return [int(pid) for pid in _read(self.process, f"task/{self.process}/children").split()]

    def cpu_seconds(self) -> float:
        """Processor time of the workers since they began, in the kernel and outside of it."""
        ticks = 0
        for pid in self.workers():
            after_name = _read(pid, "stat").rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> tuple[float, float]:
        """Resident and proportional memory of the workers: what they hold, and their part of what is shared."""
        rows = [
            line.split() for pid in self.workers() for line in _read(pid, "smaps_rollup").splitlines()[1:]
        ]
        return tuple(sum(int(row[1]) for row in rows if row[0] == name) / 1024 for name in ("Rss:", "Pss:"))


def _read(pid, name) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


@contextmanager
def serving(application: str, *, settings: str, address: str) -> Iterator[Server]:
    """Start it on a free port, wait until it listens, and end it with all its workers."""
    port = _free_port()
    command = [
        "granian",
        "--interface",
        "wsgi",
        "--no-ws",
        "--workers",
        "1",
        "--blocking-threads",
        str(THREADS),
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--no-log", "--port", str(port), application],
        cwd=ROOT,
        env=environment(settings, address),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        _end(process)


def environment(settings: str, address: str) -> dict[str, str]:
    """Nothing of Afoot but what is given here, so that a developer's own settings are not measured.

    On PostgreSQL it acts as the application, which row security holds, as in production.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AFOOT_")}
    role = {"AFOOT_DATABASE_ROLE": APPLICATION} if address.startswith("postgresql") else {}
    ours = {"DJANGO_SETTINGS_MODULE": settings, "AFOOT_DATABASE": address, "AFOOT_LOG_LEVEL": "WARNING"}
    return kept | role | ours


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(port, process) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def _end(process) -> None:
    process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
