"""The chain: how a line of the trail and the hash before it become the next hash.

What is written here must never change for lines that are sealed. A column that is added later joins the
content only where it says something, so that older lines keep their hash.
"""

from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256

import msgspec

COLUMNS = ("id", "clinic_id", "at", "actor", "act", "subject", "subjects", "outcome")
BEGINNING = "0" * 64  # what stands before the first line
_encode = msgspec.json.Encoder(order="deterministic").encode


def link(previous: str, position: int, line: Sequence) -> str:
    """The hash of a line, given as `COLUMNS` name it, at its position."""
    content = dict(zip(COLUMNS, line, strict=True))
    content["at"] = content["at"].astimezone(UTC).isoformat(timespec="microseconds")
    content["position"] = position
    return sha256(previous.encode() + canonical(content)).hexdigest()


def canonical(content: dict) -> bytes:
    """The same bytes for the same content, whoever writes it: sorted names, no spaces, UTF-8.

    Of texts, whole numbers and lists of them only: bytes would pass for the text that is their Base64.
    """
    return _encode(content)
