"""The latest findings: checked by one thread at a time, kept for two seconds, and never waited for long.

So neither a curious stranger nor a database that stands still can use this address to occupy the server.
"""

import time
from threading import Event, Lock, Thread

from django.db import connections

from intake.health.checks import CHECKS, Finding, findings

KEPT = 2  # seconds
PATIENCE = 3  # seconds, then what has not been found out has failed


class _Round:
    """One round of all checks, in a thread of its own with a connection of its own."""

    def __init__(self):
        self.began, self.done, self.found = time.monotonic(), Event(), []
        Thread(target=self._go, daemon=True, name="checks of health").start()

    def _go(self):
        try:
            for finding in findings():
                self.found.append(finding)
        finally:
            connections.close_all()
            self.done.set()

    def is_over(self) -> bool:
        return self.done.is_set() and time.monotonic() - self.began > KEPT

    def told(self) -> list[Finding]:
        self.done.wait(max(0, self.began + PATIENCE - time.monotonic()))
        found = self.found[:]
        return found + [Finding(name, ok=False) for name in list(CHECKS)[len(found) :]]


class Latest:
    def __init__(self):
        self._lock, self._round = Lock(), None

    def findings(self) -> list[Finding]:
        with self._lock:
            if self._round is None or self._round.is_over():
                self._round = _Round()
            latest = self._round
        return latest.told()
