"""Rows as the shapes that callers are answered."""

from functools import partial
from typing import Any, TypeVar

import msgspec

from intake.access import Actor
from intake.actions import set_aside as copies
from intake.actions.rows import answers_of
from intake.actions.set_aside import Received
from intake.api import shapes
from intake.api.shapes.shape import ShownRow
from intake.api.unreadable import Reading
from intake.gate import etag
from intake.models import (
    Assessment,
    AuditEntry,
    Clinic,
    Delivery,
    Device,
    Flag,
    IntakeRecord,
    PastRevision,
    Patient,
    ReleasedVersion,
    Review,
    SetAside,
    WebhookReceiver,
    encrypted,
)
from intake.questionnaire.envelope import AnswersEnvelope, Identifier, Identity, IntakeEnvelope
from intake.triage.explanation import explain, named
from intake.triage.parameters import PARAMETERS
from intake.triage.rules import RULESET, title_of
from intake.triage.rules.rule import TIERS
from intake.triage.scores import spoken

Shape = TypeVar("Shape", bound=msgspec.Struct)

LISTS_OF_FINDINGS = ("failed", "ask_now", "ask_in_private", "to_examine")
NOTHING_FOUND = {"flags": [], "undecided": [], "scores": [], **{name: [] for name in LISTS_OF_FINDINGS}}
NOTHING_SENT = AnswersEnvelope(answers={})
NOTHING_FILED = IntakeEnvelope(answers={})


def shown(shape: type[Shape], row: Any, **worked_out: Any) -> Shape:
    """A row as a shape: each field as it stands on the row, but for those that are given."""
    names = [name for name in shape.__struct_fields__ if name not in worked_out and name != "unreadable"]
    values = worked_out | {name: _plain(getattr(row, name)) for name in names}
    if issubclass(shape, ShownRow) and (does_not_open := encrypted.unreadable(row)):
        told = ("identity" if name.startswith("typed_") else name for name in does_not_open)
        values["unreadable"] = list(dict.fromkeys([*(values.get("unreadable") or ()), *told]))
    return shape(**values)


def _plain(value):
    return "" if isinstance(value, encrypted.Unreadable) else value


def filed(record: IntakeRecord, by: Actor) -> shapes.Filed | shapes.IntakeShown:
    """A device or the front desk learns that it is filed, a clinician what was found."""
    if not by.sees_findings:
        return shapes.Filed(submission_id=record.submission_id)
    return intake(record)


def intake(record: IntakeRecord) -> shapes.IntakeShown:
    review = record.reviews.first()
    return shown(
        shapes.IntakeShown,
        record,
        questionnaire=record.questionnaire_id,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        assessment=assessment(latest_assessment(record)),
        review=review and review.uuid,
        **_sent(record),
    )


def _sent(record) -> dict[str, Any]:
    """The answers with the silences and whose word they are."""
    reading = Reading(record)
    for name in ("unsure", "declined"):
        setattr(
            record, name, reading.of(name, partial(msgspec.convert, getattr(record, name), list[str]), [])
        )
    said_by = reading.of("said_by", partial(msgspec.convert, record.said_by, dict[str, str]), {})
    return {**answers_of(record).as_sent(), "said_by": said_by, "unreadable": reading.unreadable}


def intake_tag(record: IntakeRecord) -> str:
    """Linking to a patient, or judging by other rules, changes what is shown without a new revision."""
    return etag.of(record.revision, record.patient_id, latest_assessment(record).pk)


def review_tag(row: Review) -> str:
    """An escalation too is shown without a new version."""
    return etag.of(row.version, row.record.patient_id, latest_assessment(row.record).pk, row.escalated_at)


def identity(record: IntakeRecord) -> Identity:
    number = None
    if record.typed_identifier_value:
        number = Identifier(_plain(record.typed_identifier_system), record.typed_identifier_value)
    return Identity(
        _plain(record.typed_family_name),
        _plain(record.typed_given_name),
        record.typed_birth_date or None,
        identifier=number,
    )


def latest_assessment(record: IntakeRecord) -> Assessment:
    """The one that a list has read along, else asked for once."""
    if not getattr(record, "judged_last", None):
        record.judged_last = [record.assessments.order_by("-pk").first() or _lost(record)]
    return record.judged_last[0]


def _lost(record) -> Assessment:
    """In place of an assessment that is gone: its findings cannot be read, so it needs a person."""
    nothing = {"findings": None, "verdicts": "", "made_at": msgspec.UNSET, "ruleset_id": ""}
    return Assessment(
        record=record, revision=record.revision, tier="none", spinal_evaluation="none", **nothing
    )


def assessment(row: Assessment) -> shapes.AssessmentShown:
    """What cannot be read was not found clear: it needs a person."""
    reading = Reading(row)
    found = reading.of("findings", lambda: findings(row.findings), NOTHING_FOUND)
    return shown(
        shapes.AssessmentShown,
        row,
        ruleset=row.ruleset_id,
        state="needs_review" if reading.names else row.state,
        unreadable=reading.unreadable,
        **found,
    )


def findings(kept: dict) -> dict:
    """What was kept of an assessment, in shape; one that was made before there were scores has none."""
    return {
        **{name: msgspec.convert(kept[name], list[str]) for name in LISTS_OF_FINDINGS},
        "flags": msgspec.convert(kept["flags"], list[shapes.FlagShown]),
        "undecided": msgspec.convert(kept["undecided"], list[shapes.Undecided]),
        "scores": msgspec.convert(spoken.shown(kept.get("scores", [])), list[shapes.ScoreShown]),
    }


def intake_listed(row: Assessment) -> shapes.IntakeListed:
    record = row.record
    patient_id = record.patient and record.patient.uuid
    judged = {"state": row.state, "tier": row.tier, "spinal_evaluation": row.spinal_evaluation}
    return shown(shapes.IntakeListed, record, patient=patient_id, **judged)


def explanation(record: IntakeRecord) -> dict[str, Any]:
    """Why, in words; where the findings cannot be read, that somebody must look at the record."""
    judged = latest_assessment(record)
    released = ReleasedVersion.objects.filter(digest=judged.ruleset_id).first()
    ruleset = released.body if released else RULESET
    reading = Reading(record)
    said_by = reading.of("said_by", partial(msgspec.convert, record.said_by, dict[str, str]), {})
    told = reading.of("findings", lambda: explain(judged.findings, ruleset, said_by), None)
    told = told or explain(NOTHING_FOUND | {"failed": ["findings"]}, ruleset, {})
    return told | ({"unreadable": reading.names} if reading.names else {})


def past_revision(row: PastRevision, judged: Assessment | None) -> shapes.Revision:
    reading = Reading(row)
    sent = reading.of("body", partial(msgspec.convert, row.body, AnswersEnvelope), NOTHING_SENT)
    return shown(
        shapes.Revision,
        row,
        assessment=judged and assessment(judged),
        unreadable=reading.unreadable,
        **msgspec.structs.asdict(sent),
    )


def current_revision(record: IntakeRecord, judged: Assessment | None) -> shapes.Revision:
    judged = judged and assessment(judged)
    return shown(shapes.Revision, record, received_at=record.revised_at, assessment=judged, **_sent(record))


def set_aside(row: SetAside) -> shapes.SetAsideShown:
    reading = Reading(row)
    kept = reading.of("body", partial(copies.kept, row), NOTHING_FILED)
    sent = NOTHING_FILED if isinstance(kept, Received) else kept
    why = msgspec.to_builtins(kept) if isinstance(kept, Received) else {}
    return shown(
        shapes.SetAsideShown,
        row,
        id=row.pk,
        unreadable=reading.unreadable,
        **msgspec.structs.asdict(sent) | {"identity": msgspec.to_builtins(sent.identity)},
        **{name: why.get(name, msgspec.UNSET) for name in Received.__struct_fields__},
    )


def patient(row: Patient) -> shapes.PatientShown:
    identifiers = [Identifier(each.system, each.value) for each in row.identifiers.all() if each.value]
    return shown(
        shapes.PatientShown,
        row,
        birth_date=row.birth_date or None,
        identifiers=identifiers,
        unreadable=["identifiers"] if len(identifiers) < len(row.identifiers.all()) else msgspec.UNSET,
        merged_into=row.merged_into and row.merged_into.uuid,
    )


class FlagKept(msgspec.Struct):
    """What a review needs to know of a flag as it was found."""

    rule: str
    title: str
    is_shown: bool


class FindingsOnReview(msgspec.Struct):
    flags: list[FlagKept] = []
    undecided: list[shapes.Undecided] = []
    to_examine: list[str] = []


def review(row: Review) -> shapes.ReviewShown:
    record = row.record
    judged = latest_assessment(record)
    referral = next(iter(row.referrals.all()), None)  # first() would ask again where a list has read them
    reading = Reading(row)
    private = reading.of("ask_in_private", partial(msgspec.convert, row.ask_in_private, list[str]), [])
    found = reading.of(
        "findings", partial(msgspec.convert, judged.findings, FindingsOnReview), FindingsOnReview()
    )
    return shown(
        shapes.ReviewShown,
        row,
        submission_id=record.submission_id,
        patient=record.patient and record.patient.uuid,
        spinal_evaluation=judged.spinal_evaluation,
        flags=_flags(record, found),
        undecided=found.undecided,
        ask_in_private=private,
        to_examine=found.to_examine,
        referral=referral and shown(shapes.ReferralShown, referral),
        unreadable=reading.unreadable,
    )


def _flags(record, found) -> list[shapes.FlagOnReview]:
    """Every flag of the case, each to be given an outcome; those to read stand first."""
    held = {flag.rule: flag for flag in found.flags}
    flags = [_flag(flag, held.get(flag.rule)) for flag in record.flags.all()]
    return sorted(flags, key=lambda flag: (not flag.is_shown, TIERS.index(flag.tier), flag.rule))


def _flag(row: Flag, held) -> shapes.FlagOnReview:
    """One that no longer holds is shown too: it waits for a person."""
    return shown(
        shapes.FlagOnReview,
        row,
        title=held.title if held else title_of(row.rule, otherwise=row.rule),
        is_shown=held.is_shown if held else True,
    )


def queue_entry(record: IntakeRecord) -> shapes.QueueEntry:
    case = next(iter(record.reviews.all()), None)
    asked = next((task for task in record.ask_now_tasks.all() if task.settled_at is None), None)
    reading = Reading(asked or record)
    questions = reading.of("ask_now", lambda: _named(asked.questions) if asked else [], [])
    return shown(
        shapes.QueueEntry,
        record,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        is_emergency=case is not None and case.status == "open" and case.is_emergency,
        status="waiting" if case is None or case.status == "open" else case.status,
        ask_now=questions,
        unreadable=reading.unreadable,
    )


def _named(questions) -> list[shapes.QuestionNamed]:
    return [shapes.QuestionNamed(**named(name)) for name in msgspec.convert(questions, list[str])]


def audit_line(row: AuditEntry) -> shapes.AuditLine:
    reading = Reading(row)
    subjects = reading.of("subjects", partial(msgspec.convert, row.subjects, list[str]), [])
    return shown(shapes.AuditLine, row, subjects=subjects, unreadable=reading.unreadable)


def device(row: Device, code: str | None = None) -> shapes.DeviceShown:
    return shown(shapes.DeviceShown, row, code=code or msgspec.UNSET)


def receiver(row: WebhookReceiver, *, secret: str | None = None) -> shapes.ReceiverShown:
    return shown(shapes.ReceiverShown, row, secret=secret or msgspec.UNSET)


def delivery(row: Delivery) -> shapes.DeliveryShown:
    return shown(shapes.DeliveryShown, row, message=row.message.uuid, event=row.message.event)


def clinic(row: Clinic) -> shapes.ClinicShown:
    parameters = [
        shown(shapes.ParameterShown, spec, value=row.parameters.get(spec.name, spec.default))
        for spec in PARAMETERS.values()
    ]
    return shown(shapes.ClinicShown, row, parameters=parameters)
