"""File one intake and triage it, exactly once; amend it later, keeping what was there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from intake import audit, outbox, questionnaire
from intake.access import FRONT_DESK, Actor, one, require, visible_to
from intake.actions import derived, judging
from intake.actions.patients import folded, known_by_identifier
from intake.actions.rows import answers_of, columns_of, insert, insert_injuries
from intake.errors import AlreadyRecorded, AnswersRefused, BodyRefused, Fault, NotAllowed, Stale
from intake.models import (
    AskNowTask,
    Assessment,
    Injury,
    IntakeRecord,
    PastRevision,
    Patient,
    ReleasedVersion,
    SetAside,
)
from intake.questionnaire import CHECKLISTS, QUESTIONS, STORED, reading
from intake.questionnaire.envelope import SENDERS, AnswersEnvelope, IntakeEnvelope
from intake.questionnaire.reading import Answers
from intake.triage.logic import digest


@dataclass(frozen=True, slots=True)
class Filed:
    record: IntakeRecord
    is_new: bool


def record_intake(submission_id: UUID, envelope: IntakeEnvelope, *, by: Actor, source: str = "") -> Filed:
    """File one set of answers and triage it. Safe to repeat with the same id and the same answers.

    `source` is the door it came by, where that is not the API or a tablet. Raises AnswersRefused;
    AlreadyRecorded where the id holds other content (the copy is then set aside).
    """
    require(by, "file_intake")
    form = reading.read(envelope.answers, envelope.unsure, envelope.declined)
    said_by = _said_by(envelope.said_by, {*envelope.answers, *form.values})
    content = digest(_content(form, envelope))
    with transaction.atomic():
        record = _insert_record(submission_id, envelope, form, said_by, content, by, source)
        if record is not None:
            return Filed(record, is_new=True)
    return Filed(_replayed(submission_id, content, envelope, by), is_new=False)


def _insert_record(submission_id, envelope, form, said_by, content, by, source):
    now = timezone.now()
    patient = _whose(envelope, by)
    birth_date = _birth_date(patient, envelope.identity.birth_date)
    earlier = derived.latest_visit(by.clinic, patient, now)
    form, worked_out = derived.with_what_we_know(form, by.clinic, now, birth_date, earlier)
    columns = {
        "clinic": by.clinic.pk,
        "submission_id": submission_id,
        "content_digest": content,
        "revision": 1,
        "patient": patient and patient.pk,
        "source": source or ("tablet" if by.kind == "device" else "api"),
        "filed_by": str(by),
        "received_at": now,
        "revised_at": now,
        "answered_at": envelope.answered_at,
        "questionnaire": _version_filled(envelope),
        **_typed_identity(envelope.identity),
        "is_maybe_another_person": derived.is_maybe_another_person(
            form, birth_date, derived.today_of(by.clinic, now)
        ),
        "unsure": list(form.unsure),
        "declined": list(form.declined),
        "said_by": said_by | dict.fromkeys(worked_out, "record"),
        "injury_count": None if form.injuries is None else len(form.injuries),
        **columns_of(form.values),
    }
    key = insert(IntakeRecord, columns, once="clinic_id, submission_id")
    if key is None:
        return None
    record = IntakeRecord(pk=key, clinic=by.clinic, submission_id=submission_id, revision=1, received_at=now)
    insert_injuries(record, form.injuries)
    audit.record(by, "intake-filed", submission_id)
    judging.triage(record, form, by)
    return record


def _version_filled(envelope: IntakeEnvelope) -> str:
    """The version of the questionnaire that was filled: the one named, if it was ever released."""
    named = envelope.questionnaire
    if not named or named == questionnaire.VERSION:
        return questionnaire.VERSION
    if not ReleasedVersion.objects.filter(kind="questionnaire", digest=named).exists():
        message = "questionnaire is the version of a questionnaire that was served here"
        raise BodyRefused([Fault("/questionnaire", "not_allowed", message)])
    return named


def _whose(envelope: IntakeEnvelope, by: Actor) -> Patient | None:
    """The patient that was named, or the one with an equal identifier; nobody else matches by itself."""
    if envelope.patient is not None:
        require(by, "read_patient")
        return one(visible_to(by, Patient), uuid=envelope.patient)
    return known_by_identifier(envelope.identity.identifier)


def _birth_date(patient: Patient | None, typed: date | None) -> date | None:
    """The patient's, or the one that was typed where the patient's is not known."""
    return (patient and patient.birth_date) or typed


def _typed_identity(identity):
    number = identity.identifier
    return {
        "typed_family_name": identity.family_name,
        "typed_given_name": identity.given_name,
        "typed_folded_name": folded(identity.family_name, identity.given_name),
        "typed_birth_date": identity.birth_date,
        "typed_identifier_system": number.system if number else "",
        "typed_identifier_value": number.value if number else "",
    }


def _content(form: Answers, envelope: IntakeEnvelope) -> dict[str, Any]:
    """What makes two submissions the same: the answers as read, the silences and whose they are."""
    identity = envelope.identity
    return {
        "answers": form.as_sent()["answers"],
        "unsure": sorted(form.unsure),
        "declined": sorted(form.declined),
        "patient": str(envelope.patient),
        "identity": [identity.family_name, identity.given_name, str(identity.birth_date)],
        "identifier": identity.identifier and [identity.identifier.system, identity.identifier.value],
    }


def _replayed(submission_id, content, envelope, by):
    record = IntakeRecord.objects.get(submission_id=submission_id)
    if record.content_digest == content:
        return record
    copy = {
        "clinic": by.clinic.pk,
        "submission_id": submission_id,
        "content_digest": content,
        "body": msgspec.to_builtins(envelope),
        "filed_by": str(by),
        "received_at": timezone.now(),
    }
    if insert(SetAside, copy, once="clinic_id, submission_id, content_digest") is not None:
        audit.record(by, "intake-set-aside", submission_id, outcome="set-aside")
    raise AlreadyRecorded


def _said_by(said_by: Mapping[str, str], answered: set[str]) -> dict[str, str]:
    """Whose word an answer is, by name, checklists spread; checked against the names that were answered."""
    faults = [
        Fault(
            f"/said_by/{name if name in QUESTIONS else '?'}",
            "not_allowed",
            f"said_by names an answer that was given, as one of: {', '.join(SENDERS)}",
        )
        for name, who in said_by.items()
        if who not in SENDERS or name not in answered
    ]
    if faults:
        raise AnswersRefused(faults)
    spread = {
        each: who
        for name, who in said_by.items()
        for each in reading.questions_of(name)
        if name != each and each in answered
    }
    return spread | {name: who for name, who in said_by.items() if name not in CHECKLISTS}


@transaction.atomic
def amend_intake(submission_id: UUID, revision: int, change: AnswersEnvelope, *, by: Actor) -> IntakeRecord:
    """Correct or add answers: a new revision, judged again. `revision` is the one that the sender read.

    An answer sent as null is withdrawn; naming it in unsure or declined withdraws it too.
    """
    require(by, "amend_intake")
    rows = visible_to(by, IntakeRecord).select_for_update()
    record = one(rows, submission_id=submission_id)
    if record.revision != revision:
        raise Stale
    if by.role == FRONT_DESK:
        _only_what_is_asked(record, change)
    reading.check_shape(_without_withdrawn(change), change.unsure, change.declined)
    before = answers_of(record)
    replaced = _replaced(change)
    form = _amended(before, change, replaced)
    answered = _without_withdrawn(change).keys() | replaced & form.values.keys()
    said_by = {name: who for name, who in record.said_by.items() if name not in replaced}
    said_by |= _said_by(change.said_by, answered)
    audit.record(by, "intake-amended", record.submission_id)
    return _revise(record, before, form, said_by, by)


def _only_what_is_asked(record, change):
    """The front desk puts the questions of the ask-now task, and answers nothing else."""
    task = AskNowTask.objects.filter(record=record, settled_at=None).first()
    asked = set(task.questions) if task else set()
    silent = {name for name in (*change.unsure, *change.declined) if isinstance(name, str)}
    if not asked >= change.answers.keys() | silent:
        raise NotAllowed


def _without_withdrawn(change: AnswersEnvelope) -> dict[str, Any]:
    """The answers that the change gives: null withdraws, where there is something to withdraw."""
    return {
        name: value
        for name, value in change.answers.items()
        if value is not None or not (reading.is_asked(name) or name == "injuries")
    }


def _replaced(change: AnswersEnvelope) -> set[str]:
    """The names whose former answer or silence the change replaces or withdraws, checklists spread.

    A question that two lists answer keeps its former *yes* or *no* until both lists say otherwise.
    """
    silent = {*change.unsure, *change.declined}
    withdrawn = silent | {name for name, value in change.answers.items() if value is None}
    spread = {each for name in withdrawn for each in reading.questions_of(name)}
    return silent | change.answers.keys() | spread | reading.settled_by_checklists(change.answers)


def _amended(before: Answers, change: AnswersEnvelope, replaced: set[str]) -> Answers:
    """The whole form as it stands after the change, read again from the start."""
    sent = before.as_sent()
    kept = {name: value for name, value in sent["answers"].items() if name not in replaced}
    return reading.read(
        kept | _without_withdrawn(change),
        [name for name in sent["unsure"] if name not in replaced] + change.unsure,
        [name for name in sent["declined"] if name not in replaced] + change.declined,
        worked_out=True,
    )


def _revise(record, before: Answers, form: Answers, said_by, by: Actor) -> IntakeRecord:
    """Put the form in place of the current revision, keep that one whole, and judge anew."""
    now = timezone.now()
    _keep_revision(record, before)
    columns = columns_of(form.values)
    for name in STORED:
        setattr(record, name, columns.get(name))
    record.unsure, record.declined, record.said_by = list(form.unsure), list(form.declined), said_by
    record.injury_count = None if form.injuries is None else len(form.injuries)
    record.revision += 1
    record.filed_by, record.revised_at = str(by), now
    record.is_maybe_another_person = _is_maybe_another_person(record, form, by)
    record.save()
    if form.injuries != before.injuries:
        Injury.objects.filter(record=record).delete()
        insert_injuries(record, form.injuries)
    outbox.announce(outbox.AMENDED, record.submission_id, by.clinic)
    judging.triage(record, form, by)
    return record


def _keep_revision(record, before):
    PastRevision.objects.create(
        clinic_id=record.clinic_id,
        record=record,
        revision=record.revision,
        body=before.as_sent() | {"said_by": record.said_by},
        filed_by=record.filed_by,
        received_at=record.revised_at,
    )


def latest_assessments(by: Actor) -> models.QuerySet:
    """Each intake's latest assessment, with the intake: what a list shows."""
    newer = Assessment.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"))
    rows = visible_to(by, Assessment).filter(~Exists(newer))
    return rows.select_related("record__patient")


@transaction.atomic
def link_intake(submission_id: UUID, patient_id: UUID, *, by: Actor) -> IntakeRecord:
    """Say whose intake it is. What that lets us work out (age, since last visit) makes a new revision."""
    require(by, "link_intake")
    record = one(visible_to(by, IntakeRecord).select_for_update(), submission_id=submission_id)
    patient = one(visible_to(by, Patient), uuid=patient_id)
    if record.patient_id == patient.pk:
        return record
    before = answers_of(record)
    known = _without_worked_out(before, record.said_by)
    birth_date = _birth_date(patient, record.typed_birth_date)
    earlier = derived.latest_visit(by.clinic, patient, record.received_at)
    form, worked_out = derived.with_what_we_know(known, by.clinic, record.received_at, birth_date, earlier)
    record.patient = patient
    record.is_maybe_another_person = _is_maybe_another_person(record, form, by)
    record.save(update_fields=["patient", "is_maybe_another_person"])
    audit.record(by, "intake-linked", record.submission_id, subjects=[patient.uuid])
    if form.values != before.values:
        said_by = {name: who for name, who in record.said_by.items() if who != "record"}
        _revise(record, before, form, said_by | dict.fromkeys(worked_out, "record"), by)
    return record


def _is_maybe_another_person(record, form: Answers, by: Actor) -> bool:
    birth_date = _birth_date(record.patient, record.typed_birth_date)
    day = derived.today_of(by.clinic, record.received_at)
    return derived.is_maybe_another_person(form, birth_date, day)


def _without_worked_out(form: Answers, said_by) -> Answers:
    values = {name: value for name, value in form.values.items() if said_by.get(name) != "record"}
    return Answers(values, form.injuries, form.unsure, form.declined)
