"""What goes in and comes out, as shapes: the code builds them, the OpenAPI schema is read off them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from intake.models.assessment import OUTCOMES, STATES
from intake.models.clinic import ROLES
from intake.models.review import STATUSES
from intake.questionnaire.envelope import Identifier, Identity
from intake.triage.rules.rule import PATHWAYS, TIERS

Tier = Literal[TIERS]
Pathway = Literal[PATHWAYS]
State = Literal[STATES]
Status = Literal[STATUSES]
FlagOutcome = Literal[OUTCOMES]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Note = Annotated[str, msgspec.Meta(max_length=4_000)]


class Asked(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What a caller sends: a field that does not exist is refused by name."""


class SignIn(Asked):
    username: Annotated[str, msgspec.Meta(min_length=1, max_length=150)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    clinic: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    role: Literal[ROLES] | None = None


class Nothing(Asked):
    """No fields."""


class Link(Asked):
    patient: UUID


class PatientDetails(Asked):
    family_name: Name
    given_name: Name
    birth_date: date | None = None
    phone: Annotated[str, msgspec.Meta(max_length=40)] = ""
    email: Annotated[str, msgspec.Meta(max_length=254)] = ""
    identifiers: Annotated[list[Identifier], msgspec.Meta(max_length=20)] = msgspec.field(
        default_factory=list
    )


class PatientCorrection(Asked):
    family_name: Name | msgspec.UnsetType = msgspec.UNSET
    given_name: Name | msgspec.UnsetType = msgspec.UNSET
    birth_date: date | None | msgspec.UnsetType = msgspec.UNSET
    phone: Annotated[str, msgspec.Meta(max_length=40)] | msgspec.UnsetType = msgspec.UNSET
    email: Annotated[str, msgspec.Meta(max_length=254)] | msgspec.UnsetType = msgspec.UNSET
    identifiers: Annotated[list[Identifier], msgspec.Meta(max_length=20)] | msgspec.UnsetType = msgspec.UNSET


class PatientSearch(Asked):
    """By the beginning of the name (family name first), birth date, or whole identifier; all that is given must fit."""

    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    birth_date: date | None = None
    identifier: Identifier | None = None


class Merge(Asked):
    into: UUID


class Closing(Asked):
    """An outcome for each flag, by rule code."""

    outcomes: dict[str, FlagOutcome]
    note: Note = ""


class ReferralRequest(Asked):
    note: Note = ""


class DeviceName(Asked):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class EnrolmentCode(Asked):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class ClinicChange(Asked):
    """A parameter sent as null goes back to its default."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    time_zone: Annotated[str, msgspec.Meta(max_length=64)] | msgspec.UnsetType = msgspec.UNSET
    emergency_minutes: Annotated[int, msgspec.Meta(ge=1, le=240)] | msgspec.UnsetType = msgspec.UNSET
    parameters: dict[str, int | float | None] | msgspec.UnsetType = msgspec.UNSET


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller is answered."""


class Token(Shown):
    token: str
    clinic: str
    role: str


class Me(Shown):
    kind: str
    id: str
    role: str
    clinic: str


class Filed(Shown):
    """All that a device or the front desk is told: it is filed."""

    submission_id: UUID
    status: Literal["filed"] = "filed"


class Reason(Shown):
    name: str
    value: Any
    injury: int | msgspec.UnsetType = msgspec.UNSET


class FlagShown(Shown):
    """A rule that holds. `is_shown` is false where a more urgent one of its family stands for it."""

    rule: str
    version: str
    tier: Tier
    pathway: Pathway
    title: str
    is_shown: bool
    because: list[str]
    reasons: list[Reason]
    may_quieten: list[str]


class Undecided(Shown):
    rule: str
    ask: list[str]


class AssessmentShown(Shown):
    """What the rules said. `state` and `made_at` are absent where nothing was stored."""

    tier: Tier
    spinal_evaluation: Tier
    flags: list[FlagShown]
    undecided: list[Undecided]
    failed: list[str]
    ask_now: list[str]
    ask_in_private: list[str]
    to_examine: list[str]
    ruleset: str
    state: State | msgspec.UnsetType = msgspec.UNSET
    revision: int | msgspec.UnsetType = msgspec.UNSET
    made_at: datetime | msgspec.UnsetType = msgspec.UNSET


class IntakeShown(Shown):
    submission_id: UUID
    revision: int
    received_at: datetime
    revised_at: datetime
    answered_at: str
    source: str
    questionnaire: str
    patient: UUID | None
    identity: Identity
    is_maybe_another_person: bool
    answers: dict[str, Any]
    unsure: list[str]
    declined: list[str]
    said_by: dict[str, str]
    assessment: AssessmentShown
    review: UUID | None


class IntakeListed(Shown):
    submission_id: UUID
    revision: int
    received_at: datetime
    patient: UUID | None
    state: State
    tier: Tier
    spinal_evaluation: Tier


class Intakes(Shown):
    results: list[IntakeListed]
    next: str | None


class Revision(Shown):
    revision: int
    received_at: datetime
    filed_by: str
    answers: dict[str, Any]
    unsure: list[str]
    declined: list[str]
    said_by: dict[str, str]
    assessment: AssessmentShown | None


class Revisions(Shown):
    results: list[Revision]


class QuestionNamed(Shown):
    name: str
    wording: str


class ReasonSpoken(Shown):
    name: str
    value: Any
    said_by: str
    spoken: str


class FlagExplained(Shown):
    rule: str
    version: str
    title: str
    tier: Tier
    pathway: Pathway
    sentence: str
    because: list[ReasonSpoken]
    why: str
    next_step: str
    evidence: str
    sources: list[str]
    confidence: str
    would_change_it: list[QuestionNamed]


class Explanation(Shown):
    """Why, in words; `aloud` is the whole as paragraphs."""

    flags: list[FlagExplained]
    still_to_ask: list[QuestionNamed]
    ask_in_private: list[QuestionNamed]
    still_to_examine: list[QuestionNamed]
    not_assessed: list[str]
    safety_net: str
    aloud: str


class PatientShown(Shown):
    uuid: UUID
    family_name: str
    given_name: str
    birth_date: date | None
    phone: str
    email: str
    identifiers: list[Identifier]
    merged_into: UUID | None
    version: int


class Patients(Shown):
    results: list[PatientShown]
    next: str | None = None


class FlagOnReview(Shown):
    rule: str
    title: str
    tier: Tier
    pathway: Pathway
    is_current: bool
    outcome: FlagOutcome | None


class ReferralShown(Shown):
    uuid: UUID
    urgency: Tier
    note: str
    requested_at: datetime


class ReviewShown(Shown):
    """A flagged case. `flags` are those to read; the outcome of each, read or not, is given at closing."""

    uuid: UUID
    submission_id: UUID
    patient: UUID | None
    status: Status
    tier: Tier
    spinal_evaluation: Tier
    is_fully_assessed: bool
    flags: list[FlagOnReview]
    ask_in_private: list[str]
    to_examine: list[str]
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    escalated_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    note: str
    referral: ReferralShown | None
    version: int


class Worklist(Shown):
    results: list[ReviewShown]
    next: str | None


class QueueEntry(Shown):
    """The process of one intake, for the front desk: no answers, no reasons, only the word *emergency*."""

    submission_id: UUID
    revision: int
    received_at: datetime
    patient: UUID | None
    identity: Identity
    is_maybe_another_person: bool
    is_emergency: bool
    status: Literal["waiting", "acknowledged", "closed"]
    ask_now: list[QuestionNamed]


class Queue(Shown):
    results: list[QueueEntry]
    next: str | None
    set_aside: list[UUID]


class SetAsideShown(Shown):
    id: int
    submission_id: UUID
    received_at: datetime
    answers: dict[str, Any]
    unsure: list[str]
    declined: list[str]


class SetAsides(Shown):
    results: list[SetAsideShown]
    next: str | None


class DeviceShown(Shown):
    uuid: UUID
    name: str
    enrolled_at: datetime | None
    revoked_at: datetime | None
    code: str | msgspec.UnsetType = msgspec.UNSET


class Devices(Shown):
    results: list[DeviceShown]
    next: str | None


class ParameterShown(Shown):
    name: str
    value: int | float
    default: int | float
    low: int | float
    high: int | float
    unit: str
    basis: str
    trade_off: str


class ClinicShown(Shown):
    slug: str
    name: str
    time_zone: str
    emergency_minutes: int
    parameters: list[ParameterShown]
    version: int


class AuditLine(Shown):
    at: datetime
    actor: str
    act: str
    subject: str
    subjects: list[str]
    outcome: str


class Trail(Shown):
    results: list[AuditLine]
    next: str | None


class Fault(Shown):
    pointer: str
    kind: str
    detail: str


class Problem(Shown):
    """RFC 9457."""

    type: str
    title: str
    status: int
    errors: list[Fault] | msgspec.UnsetType = msgspec.UNSET
