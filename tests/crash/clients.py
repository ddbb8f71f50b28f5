"""Clients that never give up: each repeats a submission under its id until it is acknowledged, then takes the next."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from uuid import UUID, uuid4

PAUSE = 0.02  # seconds before a submission is tried again
PATIENCE = 30  # seconds that an answer may take


@dataclass
class Slot:
    """Where a server is to be found; the port changes when it comes back."""

    port: int = 0


@dataclass
class Told:
    """What all clients together were told, and when."""

    acknowledged: dict[UUID, dict] = field(default_factory=dict)
    acknowledged_at: list[tuple[float, Slot]] = field(default_factory=list)
    broken_at: list[float] = field(default_factory=list)  # sent, and then no answer
    unavailable_at: list[float] = field(default_factory=list)  # 503
    stored_unheard: int = 0  # filed at an earlier try, whose answer was lost
    unforeseen: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


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
                self.told.acknowledged[submission_id] = json.loads(text)
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
