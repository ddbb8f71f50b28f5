"""Query parameters, strictly: one that does not exist here is refused, not ignored."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from intake.errors import Fault, QueryRefused


def read(request, known: Mapping[str, Callable[[str], Any]]) -> dict[str, Any]:
    """The parameters by name, each read by its function (ValueError says what is allowed)."""
    faults, found = [], {}
    for name, values in request.query_params.lists():
        if name not in known:
            faults.append(
                Fault("?", "unknown_name", f"parameters here: {', '.join(sorted(known)) or 'none'}")
            )
        elif len(values) > 1:
            faults.append(Fault(name, "not_allowed", f"{name} is given once"))
        else:
            try:
                found[name] = known[name](values[0])
            except ValueError as error:
                faults.append(Fault(name, "not_allowed", f"{name} is {error}"))
    if faults:
        raise QueryRefused(faults)
    return found


def cursor(text: str) -> str:
    return text


def choice(*allowed: str) -> Callable[[str], str]:
    def read_choice(text):
        if text not in allowed:
            raise ValueError(f"one of: {', '.join(allowed)}")
        return text

    return read_choice


def uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("a UUID") from None


def instant(text: str) -> datetime:
    """An ISO 8601 date and time with its zone."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1900 < found.year < 9999:
        raise ValueError("a date and time with zone, such as 2026-01-31T09:30:00Z")
    return found
