"""Speak to a host outside: one look-up, every address checked, and a connection to just what was checked.

On plain sockets: HTTP clients look the name up again behind a check, follow redirects and read what they are sent.
Here nothing but the status of an answer is read.
"""

import re
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from django.conf import settings

from intake.errors import NotReached

CONNECT, SILENCE, TOTAL = 5.0, 10.0, 15.0  # seconds; the specification of webhooks asks for 15 to 30 in all
LONGEST_HEAD = 16 * 1024
PORTS = {"https": 443, "http": 80}

URL = re.compile(
    r"""(?P<scheme>https?)://
        (?P<host>[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])
        (?::(?P<port>[0-9]{1,5}))?
        (?P<path>[/?][!"$-~]*)?""",
    re.VERBOSE | re.ASCII,
)
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])(?:[ \r]|$)")
END_OF_HEAD = b"\r\n\r\n"

# What is not the open network, by IANA's registries of special-purpose addresses.
CLOSED_V4 = [
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
]
OPEN_V6 = ip_network("2000::/3")  # so neither loopback, local, multicast nor an IPv4 address in disguise
CLOSED_V6 = [ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


@dataclass(frozen=True, slots=True)
class Target:
    """What a URL says, read once."""

    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """Read a URL as strictly as we use it. A ValueError says what is allowed."""
    match = URL.fullmatch(url)
    if match is None:
        raise ValueError(
            "a URL such as https://receiver.example.org/afoot, in ASCII, without user or fragment"
        )
    scheme, path = match["scheme"], match["path"] or "/"
    found = Target(
        scheme=scheme,
        host=match["host"].strip("[]"),
        port=int(match["port"] or PORTS[scheme]),
        path=path if path.startswith("/") else f"/{path}",
    )
    if not 0 < found.port < 2**16:
        raise ValueError("a URL with a port from 1 to 65535")
    if not settings.AFOOT_PRIVATE_RECEIVERS and not _is_guarded(found):
        raise ValueError("an https URL at port 443; nothing else is open on this installation")
    if _is_refused_at_sight(found):
        raise ValueError("a URL of the open network, or of a network that the operator named")
    return found


def _is_refused_at_sight(where: Target) -> bool:
    try:
        return not _is_allowed(ip_address(where.host), where)
    except ValueError:
        return False  # a name, which says nothing before it is looked up


def _is_guarded(where: Target) -> bool:
    return where.scheme == "https" and where.port == PORTS["https"]


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the open network."""
    if address.version == 4:
        return not any(address in closed for closed in CLOSED_V4)
    return address in OPEN_V6 and not any(address in closed for closed in CLOSED_V6)


def _is_allowed(address, where: Target) -> bool:
    """The open network by https alone; the networks that the operator named, in any way."""
    if any(address in network for network in settings.AFOOT_PRIVATE_RECEIVERS):
        return True
    return _is_guarded(where) and is_open(address)


class _Clock:
    """How long each step may still take."""

    def __init__(self):
        self.ends = monotonic() + TOTAL

    def left(self, at_most: float) -> float:
        left = min(at_most, self.ends - monotonic())
        if left <= 0:
            raise TimeoutError
        return left


def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """Send `body` and give back the status of the answer; NotReached where none came. Not within a transaction."""
    clock = _Clock()
    try:
        where = target_of(url)
    except ValueError:
        raise NotReached("refused-url") from None
    try:
        with closing(_connected(where, clock)) as connection:
            connection.settimeout(clock.left(SILENCE))
            connection.sendall(_request(where, headers, body))
            return _status(connection, clock)
    except TimeoutError:
        raise NotReached("too-slow") from None
    except ssl.SSLCertVerificationError:
        raise NotReached("bad-certificate") from None
    except OSError:
        raise NotReached("no-connection") from None


def _connected(where, clock) -> socket.socket:
    """A connection to the first address that takes one, after every address was found allowed."""
    found = _in_time(
        lambda: socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM), clock.left(CONNECT)
    )
    if not found:
        raise NotReached("unknown-name")
    if not all(_is_allowed(ip_address(address[0]), where) for *_, address in found):
        raise NotReached("refused-address")
    connection = _to_first(found, clock)
    if where.scheme == "http":
        return connection
    try:
        connection.settimeout(clock.left(CONNECT))
        return _trust().wrap_socket(connection, server_hostname=where.host)
    except BaseException:
        connection.close()
        raise


def _in_time(look_up: Callable[[], list], seconds: float) -> list:
    """What a look-up finds; the system's has no time limit of its own, so a thread waits for it."""
    answer = SimpleQueue()

    def ask():
        try:
            answer.put(look_up())
        except (OSError, UnicodeError):
            answer.put([])

    Thread(target=ask, daemon=True).start()
    try:
        return answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None


def _to_first(found, clock) -> socket.socket:
    failure: OSError = ConnectionError()
    for family, kind, protocol, _, address in found:
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(clock.left(CONNECT))
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that this machine trusts, read once."""
    return ssl.create_default_context()


def _request(where, headers, body) -> bytes:
    lines = {"Host": where.authority, "Connection": "close", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {where.path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _status(connection, clock) -> int:
    """The status of the answer that is meant, behind those that only announce one (1xx)."""
    received = b""
    while True:
        head, is_whole, behind = received.partition(END_OF_HEAD)
        if is_whole:
            status = STATUS.match(head)
            if status is None:
                raise NotReached("no-http")
            if not status[1].startswith(b"1"):
                return int(status[1])
            received = behind
        elif len(received) > LONGEST_HEAD:
            raise NotReached("no-http")
        else:
            connection.settimeout(clock.left(SILENCE))
            part = connection.recv(4096)
            if not part:
                raise NotReached("no-answer")
            received += part
