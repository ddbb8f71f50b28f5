"""The keys: a value sealed for one row of one clinic, and keyed hashes by which a value is found without being read.

Sealed with AES-256-GCM as `key id:base64(nonce, ciphertext, tag)`. Each clinic has keys of its own, derived from
those of the environment, so that random nonces stay far from their limit and no clinic opens another's values.
"""

import hmac
import os
from base64 import b64decode, b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NO_CLINIC = 0  # a person signs in before the clinic is known
NONCE = 12  # bytes, of the 96 bits that GCM is meant for
HASH = 16  # bytes that are kept of a keyed hash


def seal(text: str, clinic: int, place: tuple[str, ...]) -> str:
    """Encrypt under the current key for this place alone: a clinic, a table, a row and a column."""
    key_id = current_key()
    nonce = os.urandom(NONCE)
    sealed = _cipher(settings.AFOOT_ENCRYPTION_KEYS[key_id], clinic).encrypt(
        nonce, text.encode(), _bound_to(key_id, clinic, place)
    )
    return f"{key_id}:{b64encode(nonce + sealed).decode()}"


def opened(sealed: str, clinic: int, place: tuple[str, ...]) -> str | None:
    """The text; None where the key is not known, or where it was changed or sealed for another place."""
    key_id, _, body = sealed.partition(":")
    key = settings.AFOOT_ENCRYPTION_KEYS.get(key_id)
    if key is None:
        return None
    try:
        kept = b64decode(body, validate=True)
        bound_to = _bound_to(key_id, clinic, place)
        return _cipher(key, clinic).decrypt(kept[:NONCE], kept[NONCE:], bound_to).decode()
    except (InvalidTag, ValueError):
        return None


def current_key() -> str:
    return next(iter(settings.AFOOT_ENCRYPTION_KEYS))


def keyed_hash(clinic: int, kind: str, text: str) -> str:
    """The same for equal texts of a kind in a clinic, and of no use without the key."""
    key = _subkey(settings.AFOOT_SEARCH_KEY, "search", clinic)
    return hmac.digest(key, f"{kind}\0{text}".encode(), "sha256")[:HASH].hex()


def _bound_to(key_id, clinic, place) -> bytes:
    return "\0".join((key_id, str(clinic), *place)).encode()


@lru_cache(maxsize=4096)
def _cipher(key: bytes, clinic: int) -> AESGCM:
    return AESGCM(_subkey(key, "encryption", clinic))


@lru_cache(maxsize=4096)
def _subkey(key: bytes, purpose: str, clinic: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"afoot {purpose} {clinic}".encode()).derive(
        key
    )
