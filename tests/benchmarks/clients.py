"""Clients that keep sixteen connections busy: each sends its next request when the last one was answered."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

CONNECTIONS = 16
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE = 60  # seconds for the last answers


@dataclass(slots=True)
class Load:
    """What came of it: how many were answered, as expected or not, and how long each took."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return len(self.waits)

    @property
    def rate(self) -> float:
        return self.answered / self.seconds

    @property
    def slow_ms(self) -> float:
        """The wait that 99 of 100 requests stay under."""
        return quantiles(self.waits, n=100)[98] * 1000


def request(method: str, path: str, body: bytes = b"", token: str = "", scheme: str = "Bearer") -> bytes:
    """The bytes of one request on a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    if body:
        lines.append("Content-Type: application/json")
    if token:
        lines.append(f"Authorization: {scheme} {token}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def put_load(port: int, requests: Iterator[bytes], *, seconds: float = 600, at_most: int = 10**9) -> Load:
    """Send requests for so long or so many, and raise where one is not answered with a success."""
    load = asyncio.run(_send(port, requests, seconds, at_most))
    if load.refused:
        raise RuntimeError(f"{len(load.refused)} of {load.answered} were refused: {load.refused[0][:500]!r}")
    return load


async def _send(port, requests, seconds, at_most) -> Load:
    loop, load = asyncio.get_running_loop(), Load()
    began = time.perf_counter()
    allowed = iter(range(at_most))
    callers = []
    for _ in range(min(CONNECTIONS, at_most)):
        made = _Caller(requests, load, began + seconds, allowed, loop.create_future())
        await loop.create_connection(lambda made=made: made, "127.0.0.1", port)
        callers.append(made.done)
    await asyncio.wait_for(asyncio.gather(*callers), seconds + PATIENCE)
    load.seconds = time.perf_counter() - began
    return load


class _Caller(asyncio.Protocol):
    """One connection; `done` ends with the error where one was met."""

    def __init__(self, requests, load, until, allowed, done):
        self.requests, self.load, self.until, self.allowed, self.done = requests, load, until, allowed, done
        self.received, self.sent_at = b"", 0.0

    def connection_made(self, transport):
        self.transport = transport
        self._next()

    def _next(self):
        self.sent_at = time.perf_counter()
        if self.sent_at >= self.until or next(self.allowed, None) is None:
            self.transport.close()
            return
        try:
            self.transport.write(next(self.requests))
        except Exception as error:
            self._give_up(error)

    def data_received(self, received):
        self.received += received
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return
        length = CONTENT_LENGTH.search(head)
        if length is None:
            self._give_up(ValueError("an answer that does not say its length"))
        elif len(body) >= int(length[1]):
            self._answered(head)

    def _answered(self, head):
        self.load.waits.append(time.perf_counter() - self.sent_at)
        if not head.startswith(b"HTTP/1.1 20"):
            self.load.refused.append(self.received)
        self.received = b""
        self._next()

    def _give_up(self, error):
        self.done.set_exception(error)
        self.transport.abort()

    def connection_lost(self, error):
        if self.done.done():
            return
        is_answered = error is None and not self.received
        self.done.set_result(None) if is_answered else self.done.set_exception(error or EOFError("cut off"))
