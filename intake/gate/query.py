"""Query parameters, strictly: one that does not exist here is refused, not ignored."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from intake.errors import Fault, QueryRefused

DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)  # ISO 8601 has more ways to write one


@dataclass(frozen=True, slots=True)
class Parameter:
    """How one is read (ValueError says what is allowed), and its JSON schema."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]


def read(request, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The parameters by name, each as its reader has it; every fault at once."""
    faults, found = [], {}
    for name, values in request.query_params.lists():
        if name not in known:
            message = f"there is no such parameter; known here: {', '.join(sorted(known)) or 'none'}"
            faults.append(Fault("?", "unknown_name", message))
        elif len(values) > 1:
            faults.append(Fault(name, "not_allowed", f"{name} must be given only once"))
        else:
            try:
                found[name] = known[name].read(values[0])
            except ValueError as error:
                faults.append(Fault(name, "not_allowed", f"{name} must be {error}"))
    if faults:
        raise QueryRefused(faults)
    return found


def choice(*allowed: str) -> Parameter:
    def read_choice(text):
        if text not in allowed:
            raise ValueError(f"one of: {', '.join(allowed)}")
        return text

    return Parameter(read_choice, {"enum": list(allowed)})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("a UUID") from None


def _instant(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1900 < found.year < 9999:
        raise ValueError("a date and time with zone, such as 2026-01-31T09:30:00Z")
    return found


def _day(text: str) -> date:
    try:
        found = parse_date(text) if DAY.match(text) else None
    except ValueError:
        found = None
    if found is None or not 1900 < found.year < 9999:
        raise ValueError("a day, such as 2026-01-31")
    return found


cursor = Parameter(str, {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"})
uuid = Parameter(_uuid, {"type": "string", "format": "uuid"})
instant = Parameter(_instant, {"type": "string", "format": "date-time"})
day = Parameter(_day, {"type": "string", "format": "date"})
