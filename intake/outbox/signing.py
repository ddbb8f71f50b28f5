"""Signatures of webhooks: https://github.com/standard-webhooks/standard-webhooks, symmetric scheme."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

PREFIX = "whsec_"
LENGTH = 32  # bytes; the specification asks for 24 to 64


def new_secret() -> str:
    return PREFIX + b64encode(token_bytes(LENGTH)).decode()


def signed(secrets: Iterable[str], message_id: UUID, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of one attempt, with a signature by each secret."""
    seconds = str(int(at.timestamp()))
    content = f"{message_id}.{seconds}.".encode() + body
    return {
        "webhook-id": str(message_id),
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{_signature(secret, content)}" for secret in secrets),
    }


def _signature(secret, content) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    return b64encode(hmac.digest(key, content, sha256)).decode()
