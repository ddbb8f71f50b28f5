"""Clients that work through the whole drill and never try twice: whatever they are answered is written down."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from uuid import UUID, uuid4

PAUSE = 0.05  # seconds between two calls: a busy clinic, not a full machine
PATIENCE = 90  # seconds that an answer may take
EXAMINED = json.dumps({"answers": {"ankle_df_mrc_left": 2}}).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    at: float  # when it was asked for
    seconds: float
    method: str
    status: int  # 0: none came
    body: bytes

    @property
    def is_good(self) -> bool:
        return self.status in (200, 201)


@dataclass
class Told:
    """What all clients together were told."""

    answers: list[Answer] = field(default_factory=list)
    filed: dict[UUID, dict] = field(default_factory=dict)
    amended: dict[UUID, tuple[int, str]] = field(default_factory=dict)  # revision and tier
    verdicts: dict[bytes, set[str]] = field(default_factory=dict)  # by what was filed
    lock: Lock = field(default_factory=Lock)

    def between(self, began: float, ended: float) -> list[Answer]:
        """Whatever was under way then."""
        return [each for each in self.answers if each.at <= ended and each.at + each.seconds >= began]


class Client(Thread):
    """Files and looks at the worklist; one that amends also examines and reads what it filed."""

    def __init__(self, token: str, bodies: Iterator[bytes], told: Told, stopped: Event, *, amends: bool):
        super().__init__(daemon=True)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.bodies, self.told, self.stopped, self.amends = bodies, told, stopped, amends

    def call_at(self, port: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.start()

    def run(self):
        while not self.stopped.is_set():
            self.see_a_patient(uuid4(), next(self.bodies))

    def see_a_patient(self, submission_id, body):
        path = f"/api/v1/intakes/{submission_id}/"
        filed = self.call("PUT", path, body)
        if filed.is_good:
            said = json.loads(filed.body)
            with self.told.lock:
                self.told.verdicts.setdefault(body, set()).add(json.dumps(said["assessment"]["flags"]))
                if not self.amends:
                    self.told.filed[submission_id] = said
        self.call("GET", "/api/v1/worklist/")
        if self.amends and filed.is_good:
            amended = self.call("PATCH", path, EXAMINED, {"If-Match": '"1"'})
            if amended.is_good:
                said = json.loads(amended.body)
                self.told.amended[submission_id] = said["revision"], said["assessment"]["tier"]
            self.call("GET", path)

    def call(self, method, path, body=None, more=None) -> Answer:
        began = time.monotonic()
        try:
            self.line.request(method, path, body, self.headers | (more or {}))
            heard = self.line.getresponse()
            status, body = heard.status, heard.read()
        except (OSError, HTTPException):
            self.line.close()
            status, body = 0, b""
        answer = Answer(began, time.monotonic() - began, method, status, body)
        self.told.answers.append(answer)
        time.sleep(PAUSE)
        return answer
