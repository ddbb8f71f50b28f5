"""Whose turn it is to write into a SQLite file, among the threads of all processes.

SQLite has one writer and no queue: whoever finds it busy sleeps, up to a tenth of a second, and looks again. A busy
server, whose threads follow on one another at once, so keeps another one waiting for as long as it is busy.
"""

import fcntl
import os
import stat
import time
from functools import cache
from threading import Lock

NEXT, TURN = range(2)  # the bytes of the file that are locked
LOOKS_EVERY = 0.001  # seconds; one thread of a process looks, the others wait for it


@cache  # one a process: its first file that is closed would give back the locks of all
def turns_at(database: str) -> "Turns":
    return Turns(database)


class Turns:
    """A turn is had by one thread. Who had it comes behind the process that waits: being next is a lock of its own."""

    def __init__(self, database: str):
        self._database, self._threads, self._file = database, Lock(), None

    def take(self, seconds: float) -> bool:
        """Whether it was one's turn within these seconds."""
        until = time.monotonic() + seconds
        if not self._threads.acquire(timeout=seconds):
            return False
        has_turn = False
        try:
            has_turn = self._lock(NEXT, until) and self._lock(TURN, until)
        finally:
            if self._file is not None:
                self._unlock(NEXT)
            if not has_turn:
                self._threads.release()
        return has_turn

    def give_back(self) -> None:
        self._unlock(TURN)
        self._threads.release()

    def _lock(self, byte, until) -> bool:
        if self._file is None:
            self._file = self._opened()
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(LOOKS_EVERY)
            else:
                return True

    def _opened(self) -> int:
        """A file that is made belongs to whom the database does, as SQLite's own beside it do."""
        path, flags = f"{self._database}-turn", os.O_RDWR | os.O_CLOEXEC
        try:
            made = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return os.open(path, flags)
        of = os.stat(self._database)
        os.fchmod(made, stat.S_IMODE(of.st_mode))
        if os.geteuid() == 0:
            os.fchown(made, of.st_uid, of.st_gid)
        return made

    def _unlock(self, byte):
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)
