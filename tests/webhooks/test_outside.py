"""A message goes to an open address that was looked up once and checked, and nobody there can hold up or mislead us."""

import socket
import time
from ipaddress import ip_address

import pytest

from intake import outside
from tests.webhooks.given import why
from tests.webhooks.listening import listening

CLOSED = [
    *(
        "0.0.0.0",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.0.1",
        "169.254.169.254",
    ),
    *(
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
    ),
    *(
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
    ),
    *(
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
    ),
    *(
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "3fff::1",
    ),
    *("5f00::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1"),
]
OPEN = [
    *(
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
    ),
    *(
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
    ),
    *("2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "2003::1"),
]
LONG = 10  # seconds that a slow host takes: cut off after half of it is cut off, however busy the machine is


@pytest.fixture
def unnamed(settings):
    """The operator named no network."""
    settings.AFOOT_PRIVATE_RECEIVERS = []


# Which addresses


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_of_the_open_network(address, named, unnamed):
    assert not outside.is_open(ip_address(address))
    named["receiver.example.org"] = [[address]]
    assert why("https://receiver.example.org/") == "refused-address"


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_open_network(address):
    assert outside.is_open(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "[fd00::1]", "0.0.0.0"],
)
def test_an_address_that_is_closed_is_refused_at_sight(host, unnamed):
    with pytest.raises(ValueError, match="open network"):
        outside.target_of(f"https://{host}/")


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "localhost"]
)
def test_a_closed_address_in_disguise_is_refused(host, unnamed):
    assert why(f"https://{host}/") in ("refused-address", "unknown-name")


def test_a_name_with_one_closed_address_among_open_ones_is_refused(named, unnamed):
    named["receiver.example.org"] = [["8.8.8.8", "10.0.0.1"]]
    assert why("https://receiver.example.org/") == "refused-address"


def test_a_name_is_looked_up_once_and_just_what_was_checked_is_called(named, unnamed, monkeypatch):
    # given a name that answers with an open address first and a closed one from then on
    called = []

    class Line(socket.socket):
        def connect(self, address):
            called.append(address)
            raise ConnectionRefusedError

    monkeypatch.setattr(socket, "socket", Line)
    named["receiver.example.org"] = [["8.8.8.8"], ["127.0.0.1"]]

    assert why("https://receiver.example.org/") == "no-connection"

    assert named["looked up"] == ["receiver.example.org"]
    assert called == [("8.8.8.8", 443)]


def test_a_name_that_nobody_knows(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert why("https://nowhere.example.org/") == "unknown-name"


def test_a_look_up_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(outside, "CONNECT", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(LONG))
    started = time.monotonic()
    assert why("https://receiver.example.org/") == "too-slow"
    assert time.monotonic() - started < LONG / 2


# Which URLs


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "receiver.example.org",
            "//receiver.example.org/",
            "ftp://receiver.example.org/",
            "file:///etc",
        ),
        *("https://", "https:///", "https://user@receiver.example.org/", "https://a:b@receiver.example.org/"),
        *(
            "https://receiver.example.org/#part",
            "https://receiver.example.org/a b",
            "https://empfänger.example/",
        ),
        *(
            "https://receiver.example.org\\@10.0.0.1/",
            "https://receiver.example.org:port/",
            "https://a:443:1/",
        ),
        *("https://receiver.example.org/\r\nHost: other", "https://receiver.example.org/\n", " https://a/"),
        *("https://a:0/", "https://a:70000/", "https://[fe80::1%25eth0]/", "javascript:alert(1)"),
    ],
)
def test_a_url_that_is_not_understood_is_refused(url):
    with pytest.raises(ValueError, match="a URL"):
        outside.target_of(url)
    assert why(url) == "refused-url"


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example.org/",
        "https://receiver.example.org:8443/",
        "http://receiver.example.org:443/",
    ],
)
def test_plain_http_and_other_ports_are_closed_unless_the_operator_named_the_network(url, settings, named):
    named["receiver.example.org"] = [["8.8.8.8"]]
    assert why(url) == "refused-address"  # some network was named, but not this one
    settings.AFOOT_PRIVATE_RECEIVERS = []
    with pytest.raises(ValueError, match="https URL at port 443"):
        outside.target_of(url)


def test_the_parts_of_a_url():
    found = outside.target_of("https://[2606:4700::1111]?key=a%20b@c")
    assert (found.host, found.port, found.path) == ("2606:4700::1111", 443, "/?key=a%20b@c")
    assert found.authority == "[2606:4700::1111]"
    assert outside.target_of("http://127.0.0.1:81/x").authority == "127.0.0.1:81"


# What the other side does


def test_a_message_arrives_as_it_was_sent(listener):
    assert outside.post(f"{listener.url}?a=1", {"webhook-id": "7"}, b'{"a":1}') == 204
    (heard,) = listener.heard
    assert (heard.path, heard.body, heard.id) == ("/afoot?a=1", b'{"a":1}', "7")
    assert heard.headers["host"] in listener.url


@pytest.mark.parametrize("status", [200, 301, 302, 307, 308, 404, 410, 500])
def test_a_status_is_given_back_and_no_redirect_followed(status):
    with listening() as elsewhere:

        def answer(heard, handler):
            handler.send_response(status)
            handler.send_header("Location", elsewhere.url)
            handler.end_headers()

        with listening(answer) as listener:
            assert outside.post(listener.url, {}, b"{}") == status
        assert elsewhere.heard == []


def raw(*parts, pause=0.0):
    """An answer in just these bytes."""

    def answer(heard, handler):
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)
        handler.close_connection = True

    return answer


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([b""], "no-answer"),
        ([b"HTTP/1.1 200"], "no-answer"),
        ([b"220 mail.example.org ESMTP\r\n\r\n"], "no-http"),
        ([b"HTTP/1.1 99 Odd\r\n\r\n"], "no-http"),
        ([b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000], "no-http"),
    ],
    ids=["nothing", "half a line", "no HTTP", "no status", "a head without end"],
)
def test_what_is_no_answer(parts, word):
    with listening(raw(*parts)) as listener:
        assert why(listener.url) == word


def test_an_announcement_is_not_the_answer():
    with listening(raw(b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 202 Accepted\r\n\r\n")) as listener:
        assert outside.post(listener.url, {}, b"{}") == 202


def test_a_huge_answer_is_not_read():
    written = []

    def answer(heard, handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            handler.wfile.write(b"x" * 100_000)
            written.append(1)

    with listening(answer) as listener:
        assert outside.post(listener.url, {}, b"{}") == 200
    assert len(written) < 1_000


@pytest.mark.parametrize("parts", [[b"H"] * 200, [b"HTTP/1.1 200 OK\r\n", *[b"X"] * 200]])
def test_an_answer_that_drips_is_cut_off(monkeypatch, parts):
    monkeypatch.setattr(outside, "TOTAL", 0.4)
    with listening(raw(*parts, pause=LONG / len(parts))) as listener:
        started = time.monotonic()
        assert why(listener.url) == "too-slow"
        assert time.monotonic() - started < LONG / 2


def test_silence_is_cut_off(monkeypatch):
    monkeypatch.setattr(outside, "SILENCE", 0.2)
    with listening(raw(b"", pause=LONG)) as listener:
        started = time.monotonic()
        assert why(listener.url) == "too-slow"
        assert time.monotonic() - started < LONG / 2


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert why(f"http://127.0.0.1:{free.getsockname()[1]}/") == "no-connection"
