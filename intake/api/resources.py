"""Rows as the shapes that callers are answered."""

from typing import Any, TypeVar

import msgspec

from intake.access import Actor
from intake.actions.rows import answers_of
from intake.api import shapes
from intake.gate import etag
from intake.models import Assessment, Clinic, Device, Flag, IntakeRecord, PastRevision, Patient, Review
from intake.questionnaire.envelope import Identifier, Identity
from intake.triage.explanation import named
from intake.triage.parameters import PARAMETERS
from intake.triage.rules import RULE_BY_CODE
from intake.triage.rules.rule import TIERS
from intake.triage.scores import spoken

Shape = TypeVar("Shape", bound=msgspec.Struct)


def shown(shape: type[Shape], row: Any, **worked_out: Any) -> Shape:
    """A row as a shape: each field as it stands on the row, but for those that are given."""
    names = [name for name in shape.__struct_fields__ if name not in worked_out]
    return shape(**{name: getattr(row, name) for name in names}, **worked_out)


def filed(record: IntakeRecord, by: Actor) -> shapes.Filed | shapes.IntakeShown:
    """A device or the front desk learns that it is filed, a clinician what was found."""
    if not by.sees_findings:
        return shapes.Filed(submission_id=record.submission_id)
    return intake(record)


def intake(record: IntakeRecord) -> shapes.IntakeShown:
    sent = answers_of(record).as_sent()
    review = record.reviews.first()
    return shown(
        shapes.IntakeShown,
        record,
        questionnaire=record.questionnaire_id,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        assessment=assessment(latest_assessment(record)),
        review=review and review.uuid,
        **sent,
    )


def intake_tag(record: IntakeRecord) -> str:
    """Linking to a patient, or judging by other rules, changes what is shown without a new revision."""
    return etag.of(record.revision, record.patient_id, latest_assessment(record).pk)


def review_tag(row: Review) -> str:
    return etag.of(row.version, row.record.patient_id, latest_assessment(row.record).pk)


def identity(record: IntakeRecord) -> Identity:
    number = None
    if record.typed_identifier_value:
        number = Identifier(record.typed_identifier_system, record.typed_identifier_value)
    return Identity(
        record.typed_family_name, record.typed_given_name, record.typed_birth_date, identifier=number
    )


def latest_assessment(record: IntakeRecord) -> Assessment:
    return record.assessments.order_by("-pk").first()


def assessment(row: Assessment) -> shapes.AssessmentShown:
    return shown(shapes.AssessmentShown, row, ruleset=row.ruleset_id, **findings(row.findings))


def findings(kept: dict) -> dict:
    """What was kept of an assessment, in shape; one that was made before there were scores has none."""
    return {
        **kept,
        "flags": msgspec.convert(kept["flags"], list[shapes.FlagShown]),
        "undecided": msgspec.convert(kept["undecided"], list[shapes.Undecided]),
        "scores": msgspec.convert(spoken.shown(kept.get("scores", [])), list[shapes.ScoreShown]),
    }


def intake_listed(row: Assessment) -> shapes.IntakeListed:
    record = row.record
    patient_id = record.patient and record.patient.uuid
    judged = {"state": row.state, "tier": row.tier, "spinal_evaluation": row.spinal_evaluation}
    return shown(shapes.IntakeListed, record, patient=patient_id, **judged)


def past_revision(row: PastRevision, judged: Assessment | None) -> shapes.Revision:
    return shown(shapes.Revision, row, assessment=judged and assessment(judged), **row.body)


def current_revision(record: IntakeRecord, judged: Assessment | None) -> shapes.Revision:
    sent = answers_of(record).as_sent()
    judged = judged and assessment(judged)
    return shown(shapes.Revision, record, received_at=record.revised_at, assessment=judged, **sent)


def patient(row: Patient) -> shapes.PatientShown:
    return shown(
        shapes.PatientShown,
        row,
        identifiers=[Identifier(each.system, each.value) for each in row.identifiers.all()],
        merged_into=row.merged_into and row.merged_into.uuid,
    )


def review(row: Review) -> shapes.ReviewShown:
    record = row.record
    judged = latest_assessment(record)
    referral = row.referrals.first()
    return shown(
        shapes.ReviewShown,
        row,
        submission_id=record.submission_id,
        patient=record.patient and record.patient.uuid,
        spinal_evaluation=judged.spinal_evaluation,
        flags=_flags(record, judged),
        to_examine=judged.findings["to_examine"],
        referral=referral and shown(shapes.ReferralShown, referral),
    )


def _flags(record, judged) -> list[shapes.FlagOnReview]:
    """Every flag of the case, each to be given an outcome; those to read stand first."""
    held = {flag["rule"]: flag for flag in judged.findings["flags"]}
    flags = [_flag(flag, held.get(flag.rule)) for flag in record.flags.all()]
    return sorted(flags, key=lambda flag: (not flag.is_shown, TIERS.index(flag.tier), flag.rule))


def _flag(row: Flag, held) -> shapes.FlagOnReview:
    """One that no longer holds is shown too: it waits for a person."""
    return shown(
        shapes.FlagOnReview,
        row,
        title=held["title"] if held else _title_of(row.rule),
        is_shown=held["is_shown"] if held else True,
    )


def _title_of(code) -> str:
    return RULE_BY_CODE[code].title if code in RULE_BY_CODE else code


def queue_entry(record: IntakeRecord) -> shapes.QueueEntry:
    case = next(iter(record.reviews.all()), None)
    asked = next((task for task in record.ask_now_tasks.all() if task.settled_at is None), None)
    return shown(
        shapes.QueueEntry,
        record,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        is_emergency=case is not None and case.status == "open" and case.tier == "emergency",
        status="waiting" if case is None or case.status == "open" else case.status,
        ask_now=[shapes.QuestionNamed(**named(name)) for name in asked.questions] if asked else [],
    )


def device(row: Device, code: str | None = None) -> shapes.DeviceShown:
    return shown(shapes.DeviceShown, row, code=code or msgspec.UNSET)


def clinic(row: Clinic) -> shapes.ClinicShown:
    parameters = [
        shown(shapes.ParameterShown, spec, value=row.parameters.get(spec.name, spec.default))
        for spec in PARAMETERS.values()
    ]
    return shown(shapes.ClinicShown, row, parameters=parameters)
