"""A request that lies about itself is refused or cut off, files nothing, and leaves the server free for others."""

import json
from uuid import uuid4

import pytest

from intake.access import within
from intake.models import IntakeRecord
from tests.api.given import WELL
from tests.transport.talking import held_open, say, statuses, submit

BODY = json.dumps({"answers": WELL}).encode()


@pytest.fixture
def asks(server, tablet):
    """Send a PUT of an intake with these headers and this body; the statuses that came back."""

    def ask(*headers, body=BODY, method="PUT", path=None, **how):
        path = path or f"/api/v1/intakes/{uuid4()}/"
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            f"Authorization: Bearer {tablet.token}",
            "Content-Type: application/json",
            "Connection: close",
            *headers,
        ]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return statuses(say(server.port, head, *([body] if isinstance(body, bytes) else body), **how))

    return ask


def filed(clinic):
    with within(clinic):
        return IntakeRecord.objects.count()


def test_what_lies_about_itself_is_refused_and_files_nothing(asks, north, server, tablet):
    length = len(BODY)
    smuggled = b"0\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
    odd = {
        "no length": asks(),
        "too short a length": asks(f"Content-Length: {length - 5}"),
        "a negative length": asks("Content-Length: -1"),
        "a length in words": asks("Content-Length: many"),
        "a length in other digits": asks("Content-Length: ١٢".encode().decode("latin-1")),
        "two lengths": asks(f"Content-Length: {length}", "Content-Length: 2"),
        "a list of lengths": asks(f"Content-Length: {length}, 2"),
        "a length beyond all bounds": asks("Content-Length: 99999999999999999999"),
        "a length and chunks": asks("Content-Length: 4", "Transfer-Encoding: chunked", body=smuggled),
        "a coding that nobody knows": asks("Transfer-Encoding: cow"),
        "two codings": asks("Transfer-Encoding: chunked, identity"),
        "chunks of no size": asks("Transfer-Encoding: chunked", body=b"zz\r\n" + BODY),
        "a chunk of a huge size": asks("Transfer-Encoding: chunked", body=b"ffffffffffffffffff\r\n" + BODY),
        "gzip": asks(f"Content-Length: {length}", "Content-Encoding: gzip", body=b"\x1f\x8b" + BODY[2:]),
        "two hosts": asks(f"Content-Length: {length}", "Host: evil.test"),
        "another host": asks(f"Content-Length: {length}", path="http://evil.test/api/v1/intakes/"),
        "nine hundred parameters": asks(
            method="GET", path="/api/v1/intakes/?" + "&".join(f"a{n}=1" for n in range(900)), body=b""
        ),
        "nine hundred headers": asks(f"Content-Length: {length}", *(f"X-{n}: 1" for n in range(900))),
        "a header without end": asks(f"Content-Length: {length}", "X-Long: " + "a" * 2_000_000),
        "an address without end": asks(method="GET", path="/livez?" + "a" * 500_000, body=b""),
        "a method of its own": asks(f"Content-Length: {length}", method="BREW"),
        "no method": statuses(say(server.port, b"\r\n\r\n\0\0 / HTTP/1.1\r\n\r\n")),
        "TLS": statuses(say(server.port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500)),
    }

    assert {name: codes for name, codes in odd.items() if any(not 400 <= code < 500 for code in codes)} == {}
    assert {name: codes for name, codes in odd.items() if len(codes) > 1} == {}
    assert filed(north) == 0
    assert [code for code, _ in submit(server.port, tablet.token)] == [201]


def test_what_is_unusual_but_honest_is_filed(asks):
    half = len(BODY) // 2

    assert asks(f"Content-Length: {len(BODY)}", "Expect: 100-continue") == [201]
    assert asks(f"Content-Length: {len(BODY)}", body=(BODY[:half], BODY[half:]), pause=0.3) == [201]


def test_a_body_in_chunks_is_refused_and_not_read_as_none(asks, north):
    """A WSGI server gives no length of it; a proxy that buffers makes it one of known length."""
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)

    assert asks("Transfer-Encoding: chunked", body=chunks) == [400]
    assert filed(north) == 0


def test_two_hundred_who_never_finish_their_first_line_hold_up_nobody(server, tablet):
    submit(server.port, tablet.token)

    with held_open(server.port, 200, b"GET /livez HTTP/1.1\r\nHost: local"):
        told = submit(server.port, tablet.token, 10)

    assert [code for code, _ in told] == [201] * 10
    assert max(seconds for _, seconds in told) < 2
