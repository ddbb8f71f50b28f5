"""Amend an intake, or say whose it is, keeping every revision that was there before."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake import audit, outbox
from intake.access import FRONT_DESK, Actor, one, require, visible_to
from intake.actions import derived, judging
from intake.actions.rows import answers_of, columns_of, insert_injuries
from intake.errors import NotAllowed, OutOfTurn, Stale
from intake.models import AskNowTask, Injury, IntakeRecord, PastRevision, Patient
from intake.models.encrypted import unreadable
from intake.questionnaire import INJURY, STORED, reading
from intake.questionnaire.envelope import AnswersEnvelope
from intake.questionnaire.reading import Answers


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
    form = _amended(_without_worked_out(before, record.said_by), change, replaced)
    answered = _without_withdrawn(change).keys() | replaced & form.values.keys()
    said_by = {name: who for name, who in record.said_by.items() if name not in replaced and who != "record"}
    said_by |= reading.read_said_by(change.said_by, answered)
    form, worked_out = _with_what_we_know(record, form, by)
    audit.record(by, "intake-amended", record.submission_id)
    return _revise(record, before, form, said_by | worked_out, by)


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
        if value is not None or name in INJURY or not reading.is_asked(name)
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
    )


def _with_what_we_know(record, form: Answers, by: Actor) -> tuple[Answers, dict[str, str]]:
    """The form with what the patient's record adds to it, as of the day of filing, and whose word that is."""
    birth_date = derived.birth_date_of(record.patient, record.typed_birth_date)
    earlier = derived.latest_visit(by.clinic, record.patient, before=record)
    form, names = derived.with_what_we_know(form, by.clinic, record.received_at, birth_date, earlier)
    return form, dict.fromkeys(names, "record")


def _revise(record, before: Answers, form: Answers, said_by, by: Actor) -> IntakeRecord:
    """Put the form in place of the current revision, keep that one whole, and judge anew."""
    if not STORED.keys().isdisjoint(unreadable(record)):
        raise OutOfTurn("An answer of this record cannot be read, and amending the others would lose it.")
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
    judging.triage(record, form, by, is_new=False)
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


@transaction.atomic
def link_intake(submission_id: UUID, patient_id: UUID, *, by: Actor) -> IntakeRecord:
    """Say whose intake it is. What that lets us work out (age, since last visit) makes a new revision."""
    require(by, "link_intake")
    patient = one(visible_to(by, Patient).select_for_update(no_key=True), uuid=patient_id)
    record = one(visible_to(by, IntakeRecord).select_for_update(), submission_id=submission_id)
    if record.patient_id == patient.pk:
        return record
    before = answers_of(record)
    record.patient = patient
    form, worked_out = _with_what_we_know(record, _without_worked_out(before, record.said_by), by)
    record.is_maybe_another_person = _is_maybe_another_person(record, form, by)
    record.save(update_fields=["patient", "is_maybe_another_person"])
    audit.record(by, "intake-linked", record.submission_id, subjects=[patient.uuid])
    if form.values != before.values:
        said_by = {name: who for name, who in record.said_by.items() if who != "record"}
        _revise(record, before, form, said_by | worked_out, by)
    return record


def _is_maybe_another_person(record, form: Answers, by: Actor) -> bool:
    birth_date = derived.birth_date_of(record.patient, record.typed_birth_date)
    day = derived.today_of(by.clinic, record.received_at)
    return derived.is_maybe_another_person(form, birth_date, day)


def _without_worked_out(form: Answers, said_by) -> Answers:
    values = {name: value for name, value in form.values.items() if said_by.get(name) != "record"}
    return Answers(values, form.injuries, form.unsure, form.declined)
