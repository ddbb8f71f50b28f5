"""Everything about one patient as one document, whatever tables it is kept in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from intake import audit
from intake.access import Actor, one, require, visible_to
from intake.actions.belonging import NAMES_AN_ID, rows_of, unlinked_intakes_of
from intake.actions.rows import answers_of
from intake.models import Injury, IntakeRecord, Patient, SearchHash
from intake.questionnaire import STORED

# Injuries are told within the answers; keyed hashes and ids say nothing more.
LEFT_OUT = {Injury, SearchHash, *NAMES_AN_ID}
NAMES = {"Patient": "patients", "IntakeRecord": "intakes"}


def export_patient(patient_id: UUID, *, by: Actor) -> tuple[datetime, dict[str, list[dict[str, Any]]]]:
    """The patient, all entries that are the same person, and every row that belongs to them, by table."""
    require(by, "export_patient")
    patient = one(visible_to(by, Patient).select_related("merged_into"), uuid=patient_id)
    person = patient.merged_into or patient
    found = rows_of(patients=[person], intakes=unlinked_intakes_of(person))
    audit.record(by, "patient-exported", patient_id)
    addresses = {(model, row.pk): _address(row) for model, rows in found.items() for row in rows}
    tables = {
        name_of(model): [_columns_of(row, addresses) for row in rows]
        for model, rows in found.items()
        if model not in LEFT_OUT
    }
    return timezone.now(), tables


def name_of(model: type[models.Model]) -> str:
    """As its plural reads: past_revisions, ask_now_tasks."""
    return NAMES.get(model.__name__) or f"{model._meta.verbose_name.replace(' ', '_')}s"


def _address(row) -> str | None:
    named = getattr(row, "submission_id", None) or getattr(row, "uuid", None)
    return named and str(named)


def _columns_of(row, addresses) -> dict[str, Any]:
    """A row by its columns: answers as they are sent, references as the addresses of what they refer to."""
    columns = {
        field.name: _value(field, row, addresses)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "clinic") and not (isinstance(row, IntakeRecord) and field.name in STORED)
    }
    return columns | answers_of(row).as_sent() if isinstance(row, IntakeRecord) else columns


def _value(field, row, addresses):
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        return addresses.get((field.related_model, value), value)
    return value
