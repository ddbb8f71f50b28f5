"""What callers send, as shapes: a field that does not exist is refused by name."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from intake.api.shapes.shape import FlagOutcome
from intake.models.clinic import EMERGENCY_MINUTES, RETENTION_YEARS, ROLES
from intake.questionnaire.envelope import AnswersEnvelope, Identifier

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Note = Annotated[str, msgspec.Meta(max_length=4_000)]
EmergencyMinutes = Annotated[int, msgspec.Meta(ge=EMERGENCY_MINUTES[0], le=EMERGENCY_MINUTES[1])]
RetentionYears = Annotated[int, msgspec.Meta(ge=RETENTION_YEARS[0], le=RETENTION_YEARS[1])]


class Asked(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What a caller sends: a field that does not exist is refused by name."""

    def given(self) -> dict[str, Any]:
        """The fields that were sent, of those that may be left out."""
        fields = msgspec.structs.asdict(self)
        return {name: value for name, value in fields.items() if value is not msgspec.UNSET}


class SignIn(Asked):
    """`otp` is the code of the authenticator app, or a recovery code, where a second factor is enrolled."""

    username: Annotated[str, msgspec.Meta(min_length=1, max_length=150)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    clinic: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    role: Literal[ROLES] | None = None
    otp: Annotated[str, msgspec.Meta(max_length=20)] = ""


class Nothing(Asked):
    """No fields."""


class Answered(Asked):
    """Answers to judge, without whose they are or whose word: neither changes a verdict."""

    answers: dict[str, Any]
    unsure: list[Any] = msgspec.field(default_factory=list)
    declined: list[Any] = msgspec.field(default_factory=list)


class Amendment(AnswersEnvelope, forbid_unknown_fields=True, frozen=True):
    """Answers to correct or to add; one sent as null is withdrawn."""


class Link(Asked):
    """Which patient the intake belongs to."""

    patient: UUID


class PatientDetails(Asked):
    """A patient to add. An identifier may belong to one patient of the clinic only."""

    family_name: Name
    given_name: Name
    birth_date: date | None = None
    phone: Annotated[str, msgspec.Meta(max_length=40)] = ""
    email: Annotated[str, msgspec.Meta(max_length=254)] = ""
    identifiers: Annotated[list[Identifier], msgspec.Meta(max_length=20)] = msgspec.field(
        default_factory=list
    )


class PatientCorrection(Asked):
    """What is left out stays as it is; `identifiers` take the place of all that there were."""

    family_name: Name | msgspec.UnsetType = msgspec.UNSET
    given_name: Name | msgspec.UnsetType = msgspec.UNSET
    birth_date: date | msgspec.UnsetType | None = msgspec.UNSET
    phone: Annotated[str, msgspec.Meta(max_length=40)] | msgspec.UnsetType = msgspec.UNSET
    email: Annotated[str, msgspec.Meta(max_length=254)] | msgspec.UnsetType = msgspec.UNSET
    identifiers: Annotated[list[Identifier], msgspec.Meta(max_length=20)] | msgspec.UnsetType = msgspec.UNSET


class PatientSearch(Asked):
    """By the beginning of the name (family name first), birth date, or whole identifier; all that is given must fit.

    A name by itself is three letters or more.
    """

    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    birth_date: date | None = None
    identifier: Identifier | None = None


class Merge(Asked):
    """`into` is the entry that stays."""

    into: UUID


class Closing(Asked):
    """An outcome for each flag, by rule code."""

    outcomes: dict[str, FlagOutcome]
    note: Note = ""


class ReferralRequest(Asked):
    """`note` is kept with the request."""

    note: Note = ""


class DeviceName(Asked):
    """What staff call the tablet."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class EnrolmentCode(Asked):
    """The code just as it was shown when the tablet was announced."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class ThresholdsProposed(Asked):
    """Thresholds to try, by name: null tries the default, and what is left out stays as the clinic has it."""

    parameters: dict[str, int | float | None]


class ClinicChange(Asked):
    """A parameter sent as null goes back to its default."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    time_zone: Annotated[str, msgspec.Meta(max_length=64)] | msgspec.UnsetType = msgspec.UNSET
    emergency_minutes: EmergencyMinutes | msgspec.UnsetType = msgspec.UNSET
    retention_years: RetentionYears | msgspec.UnsetType = msgspec.UNSET
    parameters: dict[str, int | float | None] | msgspec.UnsetType = msgspec.UNSET
