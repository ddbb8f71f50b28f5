"""How a setting is read from the environment, and what production refuses to start with."""

import os

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for as many
FEWEST_DIFFERENT = 5


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


def whole(name: str, default: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"{name} must be a whole number above zero.")
    return int(value)


def names(name: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def refuse_unsafe(*, secret_key: str, known_secret: str, debug: bool, allowed_hosts: list[str]) -> None:
    """Stop a production start on settings that would expose patients, naming all that is wrong at once."""
    wrong = []
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
