"""Behind the proxy that is documented, whoever sends slowly holds up nobody."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import pytest

from tests.api.given import WELL
from tests.at_once import at_once
from tests.transport.talking import held_open, submit
from tests.webhooks.listening import certificate

CONFIGURATION = Path(__file__).parent.parent.parent / "docs" / "nginx.conf"
BEGINNINGS = {
    "a head": b"GET /livez HTTP/1.1\r\nHost: local",
    "a body": b"POST /api/v1/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 500\r\n\r\n{",
}
pytestmark = pytest.mark.long


@contextmanager
def running(server, tmp_path, arrange):
    """The documented proxy, arranged for a test and in a folder of the test's own: its port."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not nginx:
        pytest.skip("this test needs nginx: apt-get install --no-install-recommends nginx-light")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = arrange(CONFIGURATION.read_text())
    text = text.replace("listen 443", f"listen 127.0.0.1:{port}").replace(":8000", f":{server.port}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    text = text.replace("http {", f"http {{ {places}", 1)
    (tmp_path / "nginx.conf").write_text(f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log;\n{text}")
    process = subprocess.Popen([nginx, "-c", tmp_path / "nginx.conf", "-p", tmp_path, "-e", tmp_path / "log"])
    for _ in range(100):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(10)


@pytest.fixture
def proxy(server, tmp_path):
    """Without TLS."""
    without = lambda text: re.sub(r"\n\s+ssl_[^;]+;", "", text).replace(" ssl;", ";")  # noqa: E731
    with running(server, tmp_path, without) as port:
        yield port


@pytest.fixture
def guarded(server, tmp_path):
    """With a certificate of the test's own."""
    certificate(tmp_path, "localhost")
    with running(server, tmp_path, lambda text: text.replace("/etc/afoot", str(tmp_path))) as port:
        yield port


def agreed(port, version, ciphers="ALL:@SECLEVEL=0"):
    """The suite on which a client of this version and these suites agrees with the proxy; None where on none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            with context.wrap_socket(line) as secured:
                return secured.cipher()[0]
        except ssl.SSLError:
            return None


def test_it_speaks_tls_of_today_with_forward_secrecy_alone(guarded):
    old, new = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3

    assert agreed(guarded, new).startswith("TLS_")
    assert agreed(guarded, old).startswith("ECDHE-")
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"):
        assert agreed(guarded, old, f"{weak}:@SECLEVEL=0") is None
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        assert agreed(guarded, ssl.TLSVersion.TLSv1_1) is None


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_two_hundred_slow_senders_hold_up_nobody(proxy, tablet, beginning):
    submit(proxy, tablet.token)

    with held_open(proxy, 200, beginning):
        told = [each for client in at_once(2, lambda _: submit(proxy, tablet.token, 50)) for each in client]

    assert {code for code, _ in told} == {201}
    assert sorted(seconds for _, seconds in told)[98] < 2


def test_a_body_in_chunks_arrives_whole(proxy, tablet):
    sent = {"Authorization": f"Bearer {tablet.token}", "Content-Type": "application/json"}
    body = iter([json.dumps({"answers": WELL}).encode()])

    with closing(HTTPConnection("127.0.0.1", proxy, timeout=10)) as line:
        line.request("PUT", f"/api/v1/intakes/{uuid4()}/", body, sent, encode_chunked=True)
        with line.getresponse() as answer:
            assert answer.status == 201
