"""What the processes of a run hold, looked at every so often: memory and open files."""

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import psutil

from tests.crash.drift import Series


class Sampler(Thread):
    """`processes` names who there is now, since who was killed comes back as another."""

    def __init__(self, processes: Callable[[], dict[str, int]], every: float):
        super().__init__(daemon=True)
        self.processes, self.every, self.ended = processes, every, Event()
        self.megabytes: dict[str, Series] = defaultdict(list)
        self.files: dict[str, Series] = defaultdict(list)

    def run(self):
        while not self.ended.wait(self.every):
            for name, process in self.processes().items():
                with suppress(psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
                    self._look_at(name, process)

    def _look_at(self, name, process):
        """With all its children, or not at all where one ends meanwhile."""
        one = psutil.Process(process)
        pids = [process, *(child.pid for child in one.children(recursive=True))]
        megabytes, files = sum(map(megabytes_of, pids)), sum(map(files_of, pids))
        at = time.monotonic()
        self.megabytes[name].append((at, megabytes))
        self.files[name].append((at, files))

    def end(self) -> None:
        self.ended.set()
        self.join()


def megabytes_of(pid: int) -> float:
    """Resident, but for memory that processes share: PostgreSQL touches its buffers one after the other."""
    rows = dict(row.split(":", 1) for row in Path(f"/proc/{pid}/status").read_text().splitlines())
    return sum(int(rows[name].split()[0]) for name in ("RssAnon", "RssFile") if name in rows) / 1024


def files_of(pid: int) -> int:
    return psutil.Process(pid).num_fds()


def since(series: Series, moment: float) -> Series:
    return [(at, value) for at, value in series if at >= moment]
