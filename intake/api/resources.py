"""Rows as the shapes that callers are answered."""

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


def filed(record: IntakeRecord, by: Actor) -> shapes.Filed | shapes.IntakeShown:
    """A device or the front desk learns that it is filed, a clinician what was found."""
    if not by.sees_findings:
        return shapes.Filed(submission_id=record.submission_id)
    return intake(record)


def intake(record: IntakeRecord) -> shapes.IntakeShown:
    sent = answers_of(record).as_sent()
    review = record.reviews.first()
    return shapes.IntakeShown(
        submission_id=record.submission_id,
        revision=record.revision,
        received_at=record.received_at,
        revised_at=record.revised_at,
        answered_at=record.answered_at,
        source=record.source,
        questionnaire=record.questionnaire_id,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        is_maybe_another_person=record.is_maybe_another_person,
        said_by=record.said_by,
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
    return shapes.AssessmentShown(
        tier=row.tier,
        spinal_evaluation=row.spinal_evaluation,
        ruleset=row.ruleset_id,
        state=row.state,
        revision=row.revision,
        made_at=row.made_at,
        **findings(row.findings),
    )


def findings(kept: dict) -> dict:
    return {
        **kept,
        "flags": msgspec.convert(kept["flags"], list[shapes.FlagShown]),
        "undecided": msgspec.convert(kept["undecided"], list[shapes.Undecided]),
    }


def intake_listed(row: Assessment) -> shapes.IntakeListed:
    record = row.record
    return shapes.IntakeListed(
        submission_id=record.submission_id,
        revision=record.revision,
        received_at=record.received_at,
        patient=record.patient and record.patient.uuid,
        state=row.state,
        tier=row.tier,
        spinal_evaluation=row.spinal_evaluation,
    )


def past_revision(row: PastRevision, judged: Assessment | None) -> shapes.Revision:
    return shapes.Revision(
        revision=row.revision,
        received_at=row.received_at,
        filed_by=row.filed_by,
        assessment=judged and assessment(judged),
        **row.body,
    )


def current_revision(record: IntakeRecord, judged: Assessment | None) -> shapes.Revision:
    return shapes.Revision(
        revision=record.revision,
        received_at=record.revised_at,
        filed_by=record.filed_by,
        said_by=record.said_by,
        assessment=judged and assessment(judged),
        **answers_of(record).as_sent(),
    )


def patient(row: Patient) -> shapes.PatientShown:
    return shapes.PatientShown(
        uuid=row.uuid,
        family_name=row.family_name,
        given_name=row.given_name,
        birth_date=row.birth_date,
        phone=row.phone,
        email=row.email,
        identifiers=[Identifier(each.system, each.value) for each in row.identifiers.all()],
        merged_into=row.merged_into and row.merged_into.uuid,
        version=row.version,
    )


def review(row: Review) -> shapes.ReviewShown:
    record = row.record
    judged = latest_assessment(record)
    referral = row.referrals.first()
    return shapes.ReviewShown(
        uuid=row.uuid,
        submission_id=record.submission_id,
        patient=record.patient and record.patient.uuid,
        status=row.status,
        tier=row.tier,
        spinal_evaluation=judged.spinal_evaluation,
        is_fully_assessed=row.is_fully_assessed,
        flags=_flags(record, judged),
        ask_in_private=row.ask_in_private,
        to_examine=judged.findings["to_examine"],
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        escalated_at=row.escalated_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        note=row.note,
        referral=referral and referral_shown(referral),
        version=row.version,
    )


def _flags(record, judged) -> list[shapes.FlagOnReview]:
    """Every flag of the case, each to be given an outcome; those to read stand first."""
    held = {flag["rule"]: flag for flag in judged.findings["flags"]}
    flags = [_flag(flag, held.get(flag.rule)) for flag in record.flags.all()]
    return sorted(flags, key=lambda flag: (not flag.is_shown, TIERS.index(flag.tier), flag.rule))


def _flag(row: Flag, held) -> shapes.FlagOnReview:
    """One that no longer holds is shown too: it waits for a person."""
    return shapes.FlagOnReview(
        rule=row.rule,
        title=held["title"] if held else _title_of(row.rule),
        tier=row.tier,
        pathway=row.pathway,
        is_shown=held["is_shown"] if held else True,
        is_current=row.is_current,
        outcome=row.outcome,
    )


def _title_of(code) -> str:
    return RULE_BY_CODE[code].title if code in RULE_BY_CODE else code


def referral_shown(row) -> shapes.ReferralShown:
    return shapes.ReferralShown(
        uuid=row.uuid, urgency=row.urgency, note=row.note, requested_at=row.requested_at
    )


def queue_entry(record: IntakeRecord) -> shapes.QueueEntry:
    case = next(iter(record.reviews.all()), None)
    asked = next((task for task in record.ask_now_tasks.all() if task.settled_at is None), None)
    return shapes.QueueEntry(
        submission_id=record.submission_id,
        revision=record.revision,
        received_at=record.received_at,
        patient=record.patient and record.patient.uuid,
        identity=identity(record),
        is_maybe_another_person=record.is_maybe_another_person,
        is_emergency=case is not None and case.status == "open" and case.tier == "emergency",
        status="waiting" if case is None or case.status == "open" else case.status,
        ask_now=[shapes.QuestionNamed(**named(name)) for name in asked.questions] if asked else [],
    )


def device(row: Device, code: str | None = None) -> shapes.DeviceShown:
    return shapes.DeviceShown(
        uuid=row.uuid,
        name=row.name,
        enrolled_at=row.enrolled_at,
        revoked_at=row.revoked_at,
        code=code or msgspec.UNSET,
    )


def clinic(row: Clinic) -> shapes.ClinicShown:
    return shapes.ClinicShown(
        slug=row.slug,
        name=row.name,
        time_zone=row.time_zone,
        emergency_minutes=row.emergency_minutes,
        parameters=[
            shapes.ParameterShown(
                name=spec.name,
                value=row.parameters.get(spec.name, spec.default),
                default=spec.default,
                low=spec.low,
                high=spec.high,
                unit=spec.unit,
                basis=spec.basis,
                trade_off=spec.trade_off,
            )
            for spec in PARAMETERS.values()
        ],
        version=row.version,
    )
