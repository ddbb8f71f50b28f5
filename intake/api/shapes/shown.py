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


class Filed(Shown):
    """All that a device or the front desk is told: it is filed."""

    submission_id: UUID
    status: Literal["filed"] = "filed"


class Reason(Shown):
    """An answer that decided a rule. `injury` counts the row of `injuries` from 0; other questions have none."""

    name: str
    value: Any
    injury: int | msgspec.UnsetType = msgspec.UNSET


class FlagShown(Shown):
    """A rule that holds. `is_shown` is false where a more urgent one of its family stands for it.

    `because` names each question that decided it once; `reasons` has every deciding answer with its value, injury by
    injury. `may_quieten` are unanswered questions: one of their answers could still take the flag away.
    """

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
    """An emergency or urgent rule that neither holds nor fails on what is known. `ask` are the questions, those of the
    examination among them, whose answers would settle it.
    """

    rule: str
    ask: list[str]


class AssessmentShown(ShownRow):
    """What the rules said of one revision, by the rules and thresholds of when it was judged.

    `tier` is the most urgent of all flags, `spinal_evaluation` that of the flags on the spine pathway. `failed` names
    rules that could not be judged (`all` where none could): a person must look, and their silence means nothing.

    `undecided` are emergency and urgent rules that are not known. Of their questions, `ask_now` are for staff to ask
    face to face, and `ask_in_private` those that the patient declined, for a clinician. `to_examine` are examinations
    that the flags look at and that nobody has recorded yet. `scores` are published scores beside the rules, and decide
    nothing.

    `state`, `revision` and `made_at` are absent where nothing was stored.
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
    """An intake as it stands now.

    `received_at` is when it was first filed and `revised_at` when its current revision was made, by our clock;
    `answered_at` is the sender's own clock, just as it was sent. `answers` are as read, checklists spread into their
    questions; `said_by` is `record` for what we worked out ourselves.

    `patient` is null until the intake is linked to one, and `identity` is what was typed on it.
    `is_maybe_another_person`: the stated age and the age by the birth date are more than a year apart. `review` is null
    where nothing opened a case.
    """

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
    """An intake with the outcome of its latest assessment. `received_at` is when it was first filed."""

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
    """A form whole, as it stood. `received_at` is when this revision was made, by our clock, and `filed_by` who made
    it. `assessment` is the last one of this revision, null where there is none.
    """

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
    """A question by its name, and as staff put it."""

    name: str
    wording: str


class ReasonSpoken(Shown):
    """An answer that decided a rule. `said_by` is whose word it is, `record` where it was worked out; `spoken` is to be
    read aloud.
    """

    name: str
    value: Any
    said_by: str
    spoken: str


class FlagExplained(Shown):
    """A flag that staff read, in the words that its rule had when it judged.

    `because` are the answers that decided it, `why` is the reasoning of the rule. `confidence`: A is a published rule
    or guideline, B supported by accuracy data, C judgement. `would_change_it` are unanswered questions: one of their
    answers could still take the flag away.
    """

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
    """A patient's entry. `merged_into` is the entry of the same person that this one was merged into, else null.
    `version` counts changes, and goes into `If-Match`.
    """

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
    """A request for spinal evaluation, one a review. `urgency` is that of the spine's flags when it was requested, or
    of the case where it had none.
    """

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
    """One thing wrong with what was sent. `pointer` is a JSON pointer into the body, or a query parameter's name; `?`
    stands for a name that is not repeated. `kind` is stable; `detail` is a sentence that says what must be.
    """

    pointer: str
    kind: str
    detail: str


class SetAsideShown(ShownRow):
    """What could not be filed. A copy under a used id has `answers` and what came with them.

    What a tablet sent and was refused has `received` instead, the text just as it came, with the sentence and the
    faults that it was refused for. `id` is for the address at which it is settled; `is_filed` says whether an intake
    stands under `submission_id` now.
    """

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


class Problem(Shown):
    """What went wrong, as RFC 9457 has it. `type` is stable and for programs, `title` a sentence for people, and
    `errors` is there where what was sent is at fault.
    """

    type: str
    title: str
    status: int
    errors: list[Fault] | msgspec.UnsetType = msgspec.UNSET
