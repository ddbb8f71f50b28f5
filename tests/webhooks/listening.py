"""A receiver of webhooks as a clinic would run one: a real HTTP server that checks signatures by the specification.

Written from the text of https://www.standardwebhooks.com alone, so that it shares no line with what it checks.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

TOLERANCE = 5 * 60  # seconds


def is_authentic(secret: str, headers: Any, body: bytes, now: float | None = None) -> bool:
    kind, encoded = secret.split("_", 1)
    assert kind == "whsec"
    sent_at = headers["webhook-timestamp"]
    if abs((time.time() if now is None else now) - int(sent_at)) > TOLERANCE:
        return False
    content = b".".join([headers["webhook-id"].encode(), sent_at.encode(), body])
    digest = hmac.new(base64.b64decode(encoded), content, hashlib.sha256).digest()
    expected = base64.b64encode(digest).decode()
    signatures = [each.partition(",") for each in headers["webhook-signature"].split(" ")]
    return any(kind == "v1" and hmac.compare_digest(given, expected) for kind, _, given in signatures)


@dataclass(frozen=True)
class Heard:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def content(self) -> dict:
        return json.loads(self.body)


@dataclass
class Listener:
    """Keeps what it hears; `answer` says by what status, and may write an answer of its own and give None."""

    answer: Callable = lambda heard, handler: 204
    heard: list[Heard] = field(default_factory=list)
    accepted: list[Heard] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    url: str = ""

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.accepted]

    def hear(self, handler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        heard = Heard(handler.path, headers, body)
        with self.lock:
            self.heard.append(heard)
            status = self.answer(heard, handler)
            if status and 200 <= status < 300:
                self.accepted.append(heard)
        if status:
            handler.send_response(status)
            handler.send_header("Content-Length", "0")
            handler.end_headers()


@contextmanager
def listening(answer: Callable | None = None, *, wrap: Callable | None = None) -> Iterator[Listener]:
    """A listener on this machine; `wrap` puts TLS around its socket."""
    listener = Listener() if answer is None else Listener(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            listener.hear(self)

        do_GET = do_POST

        def log_message(self, *_):
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_):
            """Whoever hangs up in the middle is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    listener.url = f"http://127.0.0.1:{server.server_port}/afoot"
    if wrap:
        server.socket = wrap(server.socket)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder, name):
    """A certificate for `name` that vouches for itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "certificate.pem", folder / "key.pem"
