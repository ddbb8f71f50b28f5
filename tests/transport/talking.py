"""Clients at a real socket: one that submits as a tablet does, and those that send just these bytes."""

import json
import socket
import time
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from uuid import uuid4

from tests.api.given import WELL

PATIENCE = 30  # seconds


def submit(port, token, count=1):
    """File so many intakes, each over a connection of its own: (status, seconds)."""
    told = []
    for _ in range(count):
        begun, sent = (
            time.perf_counter(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
            line.request("PUT", f"/api/v1/intakes/{uuid4()}/", json.dumps({"answers": WELL}), sent)
            with line.getresponse() as answer:
                told.append((answer.status, time.perf_counter() - begun))
    return told


def say(port, *parts, pause=0.0, patience=3.0) -> bytes:
    """Send just these bytes and read until the other side hangs up or falls silent."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while part := line.recv(65_536):
                heard += part
        except OSError:
            pass
    return heard


def statuses(heard: bytes) -> list[int]:
    """The final answers in what was heard, however they are parted."""
    lines = [line for line in heard.split(b"\r\n") if line.startswith(b"HTTP/1.")]
    lines += [b"HTTP" + rest.partition(b"\r\n")[0] for rest in heard.split(b"}HTTP")[1:]]
    return [code for code in (int(line.split()[1]) for line in lines) if code >= 200]


@contextmanager
def held_open(port, count, beginning: bytes):
    """So many connections that begin to say something and never come to an end."""
    with ExitStack() as held:
        for _ in range(count):
            line = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            line.sendall(beginning)
        yield
