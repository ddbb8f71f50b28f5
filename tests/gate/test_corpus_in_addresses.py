"""Whatever stands in a path, a parameter or a header is answered in no time, and never by a 5xx."""

import time
from itertools import chain
from urllib.parse import quote

import pytest

from intake.access import MAY
from tests.api.addresses import DOORS, EVERYWHERE, PARAMETER, from_the_root
from tests.conftest import calling
from tests.gate.corpus import json_texts, naughty_texts

SLOWEST = 1.0  # seconds
SHARE = 15  # the daily tests send one text in so many

BYTES = list(
    dict.fromkeys(
        chain(
            (text.encode() for text in naughty_texts.texts().values()),
            json_texts.read().values(),
            json_texts.refused().values(),
        )
    )
)
HEADERS = [
    "Authorization",
    "If-Match",
    "If-None-Match",
    "Accept",
    "Accept-Language",
    "Cookie",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Requested-With",
    "User-Agent",
    "Range",
    "Host",
]
LONGEST = 8_000  # bytes that a server takes in one line of a request


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)


def answered(person, path, **headers):
    """The status of a GET, which must come within a second at the second try at the latest."""
    client = calling(
        raise_request_exception=False, headers={"Authorization": f"Bearer {person.token}"} | headers
    )
    for _ in range(2):
        begun = time.perf_counter()
        code = client.get(path).status_code
        if time.perf_counter() - begun < SLOWEST:
            return code
    pytest.fail(f"{path[:80]} was slow")


def each(texts, spots, share):
    """Every text at one of the spots in turn, or one in so many of them."""
    for number, text in enumerate(texts[::share]):
        yield text, spots[number % len(spots)]


def in_parameters(people, share):
    spots = [
        (route, name, next(person for person in people if person.actor.role in MAY[address.view.acts["get"]]))
        for route, address in DOORS.items()
        if "get" in address.methods and not PARAMETER.search(route) and address.view.acts["get"] in MAY
        for name in (*address.view.FILTERS, "nobody_knows")
    ]
    for text, (route, name, person) in each(BYTES, spots, share):
        path = from_the_root(route)
        assert answered(person, f"{path}?{name}={quote(text[:LONGEST])}") in (200, 400), (route, name)
        assert answered(person, f"{path}?{quote(text[:LONGEST], safe='')}=1") < 500, (route, text[:40])


def in_paths(ada, share):
    spots = [address.route for address in EVERYWHERE if PARAMETER.search(address.route)]
    for text, route in each(BYTES, spots, share):
        for safe in ("", "/"):
            path = "/" + PARAMETER.sub(lambda _: quote(text[:LONGEST], safe=safe), route)  # noqa: B023
            assert answered(ada, path) < 500, (route, text[:40])


def in_headers(ada, share):
    lines = [text for text in BYTES if not {*b"\r\n\0"} & {*text} and len(text) < LONGEST]
    for text, name in each(lines, HEADERS, share):
        # a server hands on the bytes of a header as Latin-1
        assert answered(ada, "/api/v1/intakes/", **{name: text.decode("latin-1")}) < 500, (name, text[:40])
        assert answered(ada, "/desk/welcome/done/", **{name: text.decode("latin-1")}) < 500, (name, text[:40])


def test_texts_of_every_kind_in_an_address_or_a_header(ada, bo, cy):
    in_parameters([ada, bo, cy], SHARE)
    in_paths(ada, SHARE)
    in_headers(ada, SHARE)


@pytest.mark.long
def test_every_text_in_an_address_or_a_header(ada, bo, cy):
    in_parameters([ada, bo, cy], 1)
    in_paths(ada, 1)
    in_headers(ada, 1)
