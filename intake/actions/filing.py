"""File one intake and triage it, exactly once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from intake import audit, questionnaire
from intake.access import Actor, one, require, visible_to
from intake.actions import derived, judging, set_aside
from intake.actions.patients import known_by_identifier
from intake.actions.rows import answers_of, columns_of, insert_injuries
from intake.errors import AlreadyRecorded, AnswersRefused, BodyRefused, Erased, Fault
from intake.models import (
    Assessment,
    IntakeRecord,
    PastRevision,
    Patient,
    ReleasedVersion,
    never_again,
)
from intake.models.insert import insert
from intake.models.keys import keyed_hash
from intake.questionnaire import PATIENT_MAY_ANSWER, reading
from intake.questionnaire.envelope import IntakeEnvelope
from intake.questionnaire.reading import Answers
from intake.triage.logic import digest

CONTENT = "content"  # a plain digest would confirm a guessed name, since the answers beside it are clear


@dataclass(frozen=True, slots=True)
class Inserted:
    """The record just filed, as far as judging it asks: the whole model would be filled with 190 empty fields."""

    pk: int
    clinic_id: int
    submission_id: UUID
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Filed:
    record: IntakeRecord | Inserted
    is_new: bool


def record_intake(submission_id: UUID, envelope: IntakeEnvelope, *, by: Actor, source: str = "") -> Filed:
    """File one set of answers and triage it. Safe to repeat with the same id and the same answers.

    `source` is the door it came by, where that is not the API or a tablet. Raises AnswersRefused;
    AlreadyRecorded where the id holds other content (the copy is then set aside); Erased.
    """
    require(by, "file_intake")
    form = reading.read(envelope.answers, envelope.unsure, envelope.declined)
    _only_a_patients_answers(form, by)
    said_by = reading.read_said_by(envelope.said_by, {*envelope.answers, *form.values})
    said = _said(form.as_sent(), said_by)
    content = keyed_hash(by.clinic.pk, CONTENT, digest(said | _whose_it_is(envelope)))
    with transaction.atomic(savepoint=False):
        record = _insert_record(submission_id, envelope, form, said_by, content, by, source)
        if record is not None:
            return Filed(record, is_new=True)
    return Filed(_replayed(submission_id, content, said, envelope, by), is_new=False)


def _only_a_patients_answers(form: Answers, by: Actor) -> None:
    """A tablet is in the patient's hands: it files no examination."""
    if by.kind == "device":
        faults = [
            Fault(f"/answers/{name}", "not_allowed", f"{name} must be answered by staff, not at a tablet")
            for name in form.values
            if name not in PATIENT_MAY_ANSWER
        ]
        if faults:
            raise AnswersRefused(faults)


def _insert_record(submission_id, envelope, form, said_by, content, by, source):
    now = timezone.now()
    patient = _whose(envelope, by)
    birth_date = derived.birth_date_of(patient, envelope.identity.birth_date)
    earlier = derived.latest_visit(by.clinic, patient)
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
    key = _insert_once(columns)
    if key is None:
        return None
    record = Inserted(pk=key, clinic_id=by.clinic.pk, submission_id=submission_id)
    insert_injuries(record, form.injuries)
    audit.record(by, "intake-filed", submission_id)
    judging.triage(record, form, by, is_new=True)
    return record


def _insert_once(columns) -> int | None:
    """The new record's key; None where the submission id is taken. Raises Erased where it was, and was erased."""
    try:
        return insert(IntakeRecord, columns, once="clinic_id, submission_id")
    except IntegrityError as error:
        if never_again.is_refusal(error):
            raise Erased from None
        raise


def _version_filled(envelope: IntakeEnvelope) -> str:
    """The version of the questionnaire that was filled: the one named, if it was ever released."""
    named = envelope.questionnaire
    if not named or named == questionnaire.VERSION:
        return questionnaire.VERSION
    if not ReleasedVersion.objects.filter(kind="questionnaire", digest=named).exists():
        message = "questionnaire must be the version of one that was served here"
        raise BodyRefused([Fault("/questionnaire", "not_allowed", message)])
    return named


def _whose(envelope: IntakeEnvelope, by: Actor) -> Patient | None:
    """The patient that was named, or the one with an equal identifier; nobody else matches by itself.

    Locked, so that nobody is erased meanwhile: an erasure takes this intake along, or we do not see its patient.
    """
    if envelope.patient is not None:
        require(by, "read_patient")
        return one(visible_to(by, Patient).select_for_update(no_key=True), uuid=envelope.patient)
    return known_by_identifier(envelope.identity.identifier, by.clinic)


def _typed_identity(identity):
    number = identity.identifier
    return {
        "typed_family_name": identity.family_name,
        "typed_given_name": identity.given_name,
        "typed_birth_date": identity.birth_date,
        "typed_identifier_system": number.system if number else "",
        "typed_identifier_value": number.value if number else "",
    }


def _said(form: dict[str, Any], said_by: dict[str, str]) -> dict[str, Any]:
    """What makes two submissions the same, with whose they are: the answers as read, the silences, whose word it is.

    Neither when it was answered nor on which version of the form: one who stamps each attempt anew sends the same
    again, and what the first one said of it stands.
    """
    answers = {name: value for name, value in form["answers"].items() if said_by.get(name) != "record"}
    return {
        "answers": answers,
        "unsure": sorted(form["unsure"]),
        "declined": sorted(form["declined"]),
        "said_by": {name: who for name, who in said_by.items() if who != "record"},
    }


def _whose_it_is(envelope: IntakeEnvelope) -> dict[str, Any]:
    identity = envelope.identity
    return {
        "patient": str(envelope.patient),
        "identity": [identity.family_name, identity.given_name, str(identity.birth_date)],
        "identifier": identity.identifier and [identity.identifier.system, identity.identifier.value],
    }


def _replayed(submission_id, content, said, envelope, by):
    filed = visible_to(by, IntakeRecord).select_for_update(no_key=True)  # nobody erases it meanwhile
    record = one(filed, submission_id=submission_id)
    if record.content_digest == content or _stands_in(record, said, envelope):
        return record
    set_aside.keep(submission_id, content, msgspec.to_builtins(envelope), by=by)
    raise AlreadyRecorded


def _stands_in(record: IntakeRecord, said: dict[str, Any], envelope: IntakeEnvelope) -> bool:
    """Whether revision 1 has all of it; asked where the hashes differ, as they do once their key was changed."""
    typed = _typed_identity(envelope.identity)
    return (
        _first_said(record) == said
        and typed == {name: getattr(record, name) for name in typed}
        and envelope.patient in (None, record.patient and record.patient.uuid)
    )


def _first_said(record) -> dict[str, Any] | None:
    """What revision 1 says; None where it cannot be read any more."""
    if record.revision == 1:
        return _said(answers_of(record).as_sent(), record.said_by)
    body = PastRevision.objects.get(record=record, revision=1).body
    return _said(body, body["said_by"]) if isinstance(body, dict) else None


def latest_assessments(by: Actor) -> models.QuerySet:
    """Each intake's latest assessment."""
    newer = Assessment.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"))
    return visible_to(by, Assessment).filter(~Exists(newer))
