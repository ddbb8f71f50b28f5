"""Signed heads: where a clinic's chain stood, told to somewhere else, so that a shortened or rewritten chain shows.

Whoever may write to the database may rewrite a whole chain of hashes, but not what was sent away before,
nor sign in its place. Ed25519 (RFC 8032): who verifies needs no secret.
"""

import base64
import binascii
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from intake.audit.chain import canonical


@dataclass(frozen=True, slots=True)
class Head:
    """At this instant the clinic's chain had this hash at this position."""

    clinic: int
    position: int
    hash: str
    at: str


class NotSigned(Exception):
    """A line that is no head, or that this key did not sign."""


def new_key() -> str:
    return _text(Ed25519PrivateKey.generate().private_bytes_raw())


def private_key(text: str) -> Ed25519PrivateKey:
    """The key as a setting spells it, 32 bytes in base64; ValueError where it is none."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))


def public_key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def text_of(key: Ed25519PublicKey) -> str:
    return _text(key.public_bytes_raw())


def sign(head: Head, key: Ed25519PrivateKey) -> str:
    """One line of JSON: the head with its signature."""
    content = asdict(head)
    return json.dumps(content | {"signature": _text(key.sign(canonical(content)))})


def append(line: str, path: Path) -> None:
    """Add a line to the file, whole even where two write at once, and on disk when this returns."""
    opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(opened, f"{line}\n".encode())
        os.fsync(opened)
    finally:
        os.close(opened)


def read(lines: Iterable[str], key: Ed25519PublicKey) -> Iterator[Head]:
    """The heads on these lines; raises NotSigned at the first that the key did not sign."""
    for number, line in enumerate(lines, 1):
        try:
            content = json.loads(line)
            key.verify(base64.b64decode(content.pop("signature")), canonical(content))
            yield Head(**content)
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, InvalidSignature) as error:
            raise NotSigned(f"line {number} of the heads is not signed by this key") from error


def _text(raw):
    return base64.b64encode(raw).decode()
