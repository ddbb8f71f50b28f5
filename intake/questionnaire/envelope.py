"""What surrounds the answers when an intake is sent: whose it may be, whose word an answer is, when it was given."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec

Line = Annotated[str, msgspec.Meta(max_length=120)]
SENDERS = ("patient", "relative", "staff", "clinician")  # whose word an answer may be said to be


class Identifier(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A number that another system gave the patient."""

    system: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Identity(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The patient as typed at the tablet or the desk; a person says later who it is."""

    family_name: Line = ""
    given_name: Line = ""
    birth_date: date | None = None
    identifier: Identifier | None = None


class IntakeEnvelope(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One intake as sent. `answers`, `unsure` and `declined` are read against the questionnaire."""

    answers: dict[str, Any]
    unsure: list[Any] = msgspec.field(default_factory=list)
    declined: list[Any] = msgspec.field(default_factory=list)
    said_by: dict[str, str] = msgspec.field(default_factory=dict)
    patient: UUID | None = None
    identity: Identity = Identity()
    answered_at: Annotated[str, msgspec.Meta(max_length=40)] = ""
    questionnaire: Annotated[str, msgspec.Meta(max_length=16)] = ""


class AnswersEnvelope(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Answers to judge or to amend with, without anything about whose they are."""

    answers: dict[str, Any]
    unsure: list[Any] = msgspec.field(default_factory=list)
    declined: list[Any] = msgspec.field(default_factory=list)
    said_by: dict[str, str] = msgspec.field(default_factory=dict)
