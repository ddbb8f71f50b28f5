"""How a setting is read from the environment, and what production refuses to start with."""

import os
import re
from base64 import b64decode
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for as many
FEWEST_DIFFERENT = 5
LENGTH_OF_A_KEY = 32  # bytes, for AES-256 and for HMAC-SHA-256


def text(name: str, default: str = "") -> str:
    """An empty value counts as unset, so that a blank line in an env file changes nothing."""
    return os.environ.get(name, "").strip() or default


def one_of(name: str, *choices: str) -> str:
    """One of the choices, the first where nothing is said."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}.")
    return value


def switch(name: str) -> bool:
    return one_of(name, "0", "1") == "1"


def identifier(name: str) -> str:
    """A plain name, as SQL takes it without quotes."""
    value = text(name)
    if value and not (value.isascii() and value.isidentifier() and value == value.lower()):
        raise ImproperlyConfigured(f"{name} must be small letters, digits and underscores.")
    return value


def whole(name: str, default: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"{name} must be a whole number above zero.")
    return int(value)


def names(name: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(each) for each in names(name)]
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be networks such as 10.1.0.0/16, comma-separated.") from None


def key(name: str, default: bytes) -> bytes:
    """A key in base64."""
    value = text(name)
    return _key_of(name, value) if value else default


def keys(name: str, default: bytes) -> dict[str, bytes]:
    """Keys by their ids, `id:base64,id:base64`, the current one first."""
    pairs = [pair.partition(":") for pair in names(name)]
    ids = [key_id for key_id, _, _ in pairs]
    if len(set(ids)) < len(ids) or not all(re.fullmatch("[a-z0-9]+", each) for each in ids):
        raise ImproperlyConfigured(f"{name} must be id:base64,id:base64, each id once, of a-z and 0-9.")
    return {key_id: _key_of(name, value) for key_id, _, value in pairs} or {"known": default}


def _key_of(name, value):
    try:
        made = b64decode(value, validate=True)
    except ValueError:
        made = b""
    if len(made) != LENGTH_OF_A_KEY or len(set(made)) < FEWEST_DIFFERENT:
        raise ImproperlyConfigured(f"{name} must be {LENGTH_OF_A_KEY} random bytes in base64.")
    return made


def refuse_unsafe(
    *, secret_key: str, known_secret: str, debug: bool, allowed_hosts: list[str], keys: dict[str, bool]
) -> None:
    """Stop a production start on settings that would expose patients, naming all that is wrong at once.

    `keys` says of each setting that holds keys whether it is set to keys of one's own.
    """
    wrong = [
        f"{name} is not set, and the key of development is known to everyone."
        for name, is_own in keys.items()
        if not is_own
    ]
    if secret_key == known_secret:
        wrong.append("AFOOT_SECRET_KEY is not set, and the development secret is known to everyone.")
    elif len(secret_key) < SHORTEST_SECRET or len(set(secret_key)) < FEWEST_DIFFERENT:
        wrong.append(f"AFOOT_SECRET_KEY must be a random text of at least {SHORTEST_SECRET} characters.")
    if debug:
        wrong.append("AFOOT_DEBUG must be off: its error pages show patients' data.")
    if not allowed_hosts or "*" in allowed_hosts:
        wrong.append("AFOOT_ALLOWED_HOSTS must name the hosts that this installation answers to.")
    if wrong:
        raise ImproperlyConfigured("Production refuses to start. " + " ".join(wrong))
