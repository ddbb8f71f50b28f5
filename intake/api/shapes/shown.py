"""What callers are answered, as shapes."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec

from intake.api.shapes.scored import ScoreExplained, ScoreShown
from intake.api.shapes.shape import FlagOutcome, Instant, Shown, ShownRow, SourceNamed
from intake.models.assessment import STATES
from intake.models.review import STATUSES
from intake.questionnaire.envelope import Identifier, Identity
from intake.triage.rules.rule import Pathway, Tier

State = Literal[STATES]
Status = Literal[STATUSES]


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


class AssessmentShown(ShownRow):
    """What the rules said, with published scores beside them.

    `state` and `made_at` are absent where nothing was stored.
    """

    tier: Tier
    spinal_evaluation: Tier
    flags: list[FlagShown]
    undecided: list[Undecided]
    failed: list[str]
    ask_now: list[str]
    ask_in_private: list[str]
    to_examine: list[str]
    scores: list[ScoreShown]
    ruleset: str
    state: State | msgspec.UnsetType = msgspec.UNSET
    revision: int | msgspec.UnsetType = msgspec.UNSET
    made_at: Instant | msgspec.UnsetType = msgspec.UNSET


class IntakeShown(ShownRow):
    submission_id: UUID
    revision: int
    received_at: Instant
    revised_at: Instant
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
    received_at: Instant
    patient: UUID | None
    state: State
    tier: Tier
    spinal_evaluation: Tier


class Intakes(Shown):
    results: list[IntakeListed]
    next: str | None


class Revision(ShownRow):
    revision: int
    received_at: Instant
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
    sources: list[SourceNamed]
    confidence: str
    would_change_it: list[QuestionNamed]


class Explanation(ShownRow):
    """Why, in words; `aloud` is the whole as paragraphs."""

    flags: list[FlagExplained]
    still_to_ask: list[QuestionNamed]
    ask_in_private: list[QuestionNamed]
    still_to_examine: list[QuestionNamed]
    not_assessed: list[str]
    scores: list[ScoreExplained]
    safety_net: str
    aloud: str


class PatientShown(ShownRow):
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
    """`is_current` is false for one that no longer holds since an amendment: it waits for a person."""

    rule: str
    title: str
    tier: Tier
    pathway: Pathway
    is_shown: bool
    is_current: bool
    outcome: FlagOutcome | None


class ReferralShown(ShownRow):
    uuid: UUID
    urgency: Tier
    note: str
    requested_at: Instant


class ReviewShown(ShownRow):
    """A flagged case. Each of `flags` gets an outcome at closing; those that `is_shown` are to be read.

    `undecided` are emergency and urgent rules that wait for an answer, with their questions, also in a closed case.
    """

    uuid: UUID
    submission_id: UUID
    patient: UUID | None
    status: Status
    tier: Tier
    spinal_evaluation: Tier
    is_fully_assessed: bool
    flags: list[FlagOnReview]
    undecided: list[Undecided]
    ask_in_private: list[str]
    to_examine: list[str]
    opened_at: Instant
    acknowledged_at: Instant | None
    acknowledged_by: str
    escalated_at: Instant | None
    closed_at: Instant | None
    closed_by: str
    note: str
    referral: ReferralShown | None
    version: int


class Worklist(Shown):
    results: list[ReviewShown]
    next: str | None


class QueueEntry(ShownRow):
    """The process of one intake, for the front desk: no answers, no reasons, only the word *emergency*."""

    submission_id: UUID
    revision: int
    received_at: Instant
    patient: UUID | None
    identity: Identity
    is_maybe_another_person: bool
    is_emergency: bool
    status: Literal["waiting", "acknowledged", "closed"]
    ask_now: list[QuestionNamed]


class Queue(Shown):
    """`ask_now` are the latest of those with something to ask now, however many came in after them."""

    ask_now: list[QueueEntry]
    results: list[QueueEntry]
    next: str | None
    set_aside: list[UUID]


class Fault(Shown):
    pointer: str
    kind: str
    detail: str


class SetAsideShown(ShownRow):
    """What was refused has `received`, with the sentence and the faults that it was refused for."""

    id: int
    submission_id: UUID
    received_at: Instant
    answers: dict[str, Any]
    unsure: list[str]
    declined: list[str]
    said_by: dict[str, str]
    patient: UUID | None
    identity: dict[str, Any]
    answered_at: str
    questionnaire: str
    is_filed: bool
    received: str | msgspec.UnsetType = msgspec.UNSET
    refused: str | msgspec.UnsetType = msgspec.UNSET
    errors: list[Fault] | msgspec.UnsetType = msgspec.UNSET


class SetAsides(Shown):
    results: list[SetAsideShown]
    next: str | None


class DeviceShown(Shown):
    uuid: UUID
    name: str
    enrolled_at: Instant | None
    revoked_at: Instant | None
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
    retention_years: int
    parameters: list[ParameterShown]
    version: int


class AuditLine(ShownRow):
    at: Instant
    actor: str
    act: str
    subject: str
    subjects: list[str]
    outcome: str


class Trail(Shown):
    results: list[AuditLine]
    next: str | None


class Problem(Shown):
    """RFC 9457."""

    type: str
    title: str
    status: int
    errors: list[Fault] | msgspec.UnsetType = msgspec.UNSET
