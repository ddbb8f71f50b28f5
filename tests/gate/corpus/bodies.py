"""Bodies as they are really sent, every leaf of them, and a way to put any bytes in a leaf's place."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]

INTAKE = {
    "answers": {
        "age_years": 52,
        "sex_at_birth": "female",
        "back_pain_status": "now",
        "back_pain_score": 6,
        "leg_pain_present": True,
        "bladder_change": ["weak_stream"],
        "temp_c": 36.6,
        "work_type": "gardener",
        "trauma_recent": True,
        "injuries": [
            {
                "trauma_type": "mvc",
                "trauma_days_ago": 10,
                "trauma_body": ["low_back"],
                "trauma_back_pain_after": True,
            }
        ],
    },
    "unsure": ["saddle_numbness"],
    "declined": ["sexual_change"],
    "said_by": {"age_years": "staff"},
    "patient": None,
    "identity": {
        "family_name": "Quince",
        "given_name": "Nora",
        "birth_date": "1974-05-06",
        "identifier": {"system": "urn:hospital", "value": "4711"},
    },
    "answered_at": "2026-01-31T09:30:00+01:00",
    "questionnaire": "",
}
PATIENT = {
    "family_name": "Quince",
    "given_name": "Nora",
    "birth_date": "1974-05-06",
    "phone": "+44 1632 960000",
    "email": "nora@example.org",
    "identifiers": [{"system": "urn:hospital", "value": "4711"}],
}
REFERRAL = {"note": "Foot drop for three days."}
CLOSING = {"outcomes": {}, "note": "L5 root."}  # with an outcome for each flag that the case has
CLINIC = {
    "name": "North Street",
    "time_zone": "Europe/London",
    "emergency_minutes": 5,
    "parameters": {"fever_c": 38.0},
}
NUMBER = {"system": "urn:hospital", "value": "4711"}
SEARCH = {"name": "quin", "birth_date": "1974-05-06", "identifier": NUMBER}
SIGN_IN = {"username": "ada", "password": "a phrase", "clinic": "north", "role": "clinician"}
TRIAL = {"answers": {"age_years": 52}, "unsure": ["saddle_numbness"], "declined": []}


def leaves(body: Any, at: Path = ()) -> Iterator[Path]:
    """Where each value stands that holds no other; an empty list or object is one."""
    if isinstance(body, dict | list) and body:
        for step, inner in body.items() if isinstance(body, dict) else enumerate(body):
            yield from leaves(inner, (*at, step))
    else:
        yield at


def planted(body: Mapping[str, Any], at: Path, text: bytes) -> bytes:
    """The body as JSON with `text` where the leaf stood."""
    mark = "the leaf stood here"
    return json.dumps(_replaced(body, at, mark)).encode().replace(json.dumps(mark).encode(), text)


def _replaced(body, at, value):
    if not at:
        return value
    step, *rest = at
    copy = dict(body) if isinstance(body, Mapping) else list(body)
    copy[step] = _replaced(body[step], tuple(rest), value)
    return copy


def value_at(body: Any, at: Path) -> Any:
    for step in at:
        body = body[step]
    return body
