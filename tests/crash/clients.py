"""Clients that never give up: each repeats a submission under its id until it is acknowledged, then takes the next."""

import json
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from typing import NamedTuple
from uuid import UUID, uuid4

PAUSE = 0.02  # seconds before a submission is tried again
PATIENCE = 30  # seconds that an answer may take
RECENT = 200  # acknowledgements


@dataclass
class Slot:
    """Where a server is to be found; the port changes when it comes back."""

    port: int = 0


class Verdict(NamedTuple):
    """What an acknowledgement said of an intake. Millions are kept, so equal ones are one."""

    tier: str
    state: str
    flags: int

    @classmethod
    def read(cls, text: bytes) -> "Verdict":
        said = json.loads(text)["assessment"]
        return _verdict(said["tier"], said["state"], len(said["flags"]))


@cache
def _verdict(*said) -> Verdict:
    return Verdict(*said)


@dataclass
class Told:
    """What all clients together were told, and when."""

    acknowledged: dict[UUID, Verdict] = field(default_factory=dict)
    acknowledged_at: deque[tuple[float, Slot]] = field(default_factory=lambda: deque(maxlen=RECENT))
    waits: list[tuple[float, float]] = field(default_factory=list)  # when it was due, and how long it took
    broken_at: list[float] = field(default_factory=list)  # sent, and then no answer
    unavailable_at: list[float] = field(default_factory=list)  # 503
    stored_unheard: int = 0  # filed at an earlier try, whose answer was lost
    unforeseen: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def recently_acknowledged(self) -> list[tuple[float, Slot]]:
        with self.lock:
            return [*self.acknowledged_at]

    def take_waits(self) -> list[tuple[float, float]]:
        """Those since the last time."""
        with self.lock:
            taken, self.waits = self.waits, []
        return taken


class Client(Thread):
    def __init__(self, slot: Slot, token: str, bodies: Iterator[bytes], told: Told, stopped: Event):
        super().__init__(daemon=True)
        self.slot, self.bodies, self.told, self.stopped = slot, bodies, told, stopped
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.connection = None

    def run(self):
        while not self.stopped.is_set():
            self.submit(uuid4(), next(self.bodies))

    def submit(self, submission_id: UUID, body: bytes) -> None:
        while (answer := self.attempt(submission_id, body)) is None:
            time.sleep(PAUSE)
        status, text = answer
        now = time.monotonic()
        with self.told.lock:
            if status in (200, 201):
                self.told.acknowledged[submission_id] = Verdict.read(text)
                self.told.acknowledged_at.append((now, self.slot))
                self.told.stored_unheard += status == 200
            else:
                self.told.unforeseen.append(f"{status} {text[:200]!r}")

    def attempt(self, submission_id, body) -> tuple[int, bytes] | None:
        """Send it once; None where it must be sent again."""
        try:
            connection = self.connected()
        except OSError:
            return None
        try:
            connection.request("PUT", f"/api/v1/intakes/{submission_id}/", body, self.headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, HTTPException):
            self.told.broken_at.append(time.monotonic())
            self.connection = None
            return None
        if status == 503:
            self.told.unavailable_at.append(time.monotonic())
            return None
        return status, text

    def connected(self) -> HTTPConnection:
        if self.connection is None or self.connection.port != self.slot.port:
            connection = HTTPConnection("127.0.0.1", self.slot.port, timeout=PATIENCE)
            connection.connect()
            self.connection = connection
        return self.connection


class PacedClient(Client):
    """Sends the next one when it is due, however late the last one was; at once while `apart` is 0."""

    apart = 0.0  # seconds from one to the next

    def run(self):
        due = time.monotonic()
        while not self.stopped.wait(max(0.0, due - time.monotonic())):
            self.submit(uuid4(), next(self.bodies))
            now = time.monotonic()
            with self.told.lock:
                self.told.waits.append((due, now - due))
            due = due + self.apart if self.apart else now
