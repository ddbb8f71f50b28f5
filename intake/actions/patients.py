"""Patients of the clinic: add, correct, find, merge and undo a merge, and who an unlinked intake may belong to."""

import unicodedata
from datetime import date
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from intake import audit
from intake.access import Actor, one, require, visible_to
from intake.errors import AlreadyRecorded, Conflict, OutOfTurn, Stale
from intake.models import IntakeRecord, Patient, PatientIdentifier
from intake.questionnaire.envelope import Identifier

MOST_CANDIDATES = 20
DETAILS = ("family_name", "given_name", "birth_date", "phone", "email")


def folded(*names: str) -> str:
    """Names for matching: no case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(names)).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())[:250]


def known_by_identifier(identifier: Identifier | None) -> Patient | None:
    """The patient with an equal identifier (system and value), followed through a merge."""
    if identifier is None:
        return None
    match = PatientIdentifier.objects.filter(system=identifier.system, value=identifier.value)
    found = match.select_related("patient__merged_into").first()
    return found and (found.patient.merged_into or found.patient)


@transaction.atomic
def add_patient(
    patient_id: UUID, details: dict, identifiers: list[Identifier], *, by: Actor
) -> tuple[Patient, bool]:
    """Add a patient under the id that the sender chose. The same details again change nothing."""
    require(by, "write_patient")
    own = {
        "clinic": by.clinic,
        "created_at": timezone.now(),
        "folded_name": folded(details["family_name"], details["given_name"]),
    }
    patient, is_new = visible_to(by, Patient).get_or_create(uuid=patient_id, defaults=own | details)
    if not is_new:
        return _same_or_refused(patient, details, identifiers), False
    _identify(patient, identifiers)
    audit.record(by, "patient-added", patient_id)
    return patient, True


def _same_or_refused(patient, details, identifiers):
    same = all(getattr(patient, name) == value for name, value in details.items())
    known = {(each.system, each.value) for each in patient.identifiers.all()}
    if not same or known != {(each.system, each.value) for each in identifiers}:
        raise AlreadyRecorded("This id was used before for a patient with other details.")
    return patient


def _identify(patient, identifiers):
    try:
        with transaction.atomic():
            PatientIdentifier.objects.bulk_create(
                PatientIdentifier(
                    clinic_id=patient.clinic_id, patient=patient, system=each.system, value=each.value
                )
                for each in dict.fromkeys(identifiers)
            )
    except IntegrityError:
        raise Conflict("Another patient of this clinic has this identifier.") from None


@transaction.atomic
def correct_patient(
    patient_id: UUID, version: int, details: dict, identifiers: list[Identifier] | None, *, by: Actor
) -> Patient:
    require(by, "write_patient")
    patient = one(visible_to(by, Patient).select_for_update(), uuid=patient_id)
    if patient.version != version:
        raise Stale
    for name, value in details.items():
        setattr(patient, name, value)
    patient.folded_name = folded(patient.family_name, patient.given_name)
    patient.version += 1
    patient.save()
    if identifiers is not None:
        patient.identifiers.all().delete()
        _identify(patient, identifiers)
    audit.record(by, "patient-corrected", patient_id)
    return patient


@transaction.atomic
def merge_patient(patient_id: UUID, into: UUID, *, by: Actor) -> Patient:
    """Say that two entries are one person: a link, undone by `unmerge_patient`; no row is moved."""
    require(by, "write_patient")
    rows = visible_to(by, Patient).select_for_update()
    patient, target = one(rows, uuid=patient_id), one(rows, uuid=into)
    if patient.pk == target.pk or target.merged_into_id or patient.merged.exists():
        raise OutOfTurn("An entry is merged into another that is not merged itself.")
    if patient.merged_into_id == target.pk:
        return patient
    return _set_merge(patient, target, "patient-merged", by)


@transaction.atomic
def unmerge_patient(patient_id: UUID, *, by: Actor) -> Patient:
    require(by, "write_patient")
    patient = one(visible_to(by, Patient).select_for_update(), uuid=patient_id)
    if patient.merged_into_id is None:
        return patient
    return _set_merge(patient, None, "patient-unmerged", by)


def _set_merge(patient, target, act, by):
    patient.merged_into = target
    patient.version += 1
    patient.save()
    audit.record(by, act, patient.uuid, subjects=[target.uuid] if target else [])
    return patient


def find_patients(
    by: Actor, *, name: str = "", birth_date: date | None = None, identifier: Identifier | None = None
) -> models.QuerySet:
    """Patients by the beginning of the folded name, birth date, or whole identifier."""
    rows = visible_to(by, Patient).filter(merged_into=None)
    if name:
        rows = rows.filter(folded_name__startswith=folded(name))
    if birth_date:
        rows = rows.filter(birth_date=birth_date)
    if identifier:
        rows = rows.filter(pk__in=_holders(system=identifier.system, value=identifier.value))
    return rows


def _holders(**wanted) -> models.QuerySet:
    """Who has such an identifier; for a merged entry the one that it went into."""
    return PatientIdentifier.objects.filter(**wanted).values_list(
        Coalesce("patient__merged_into", "patient"), flat=True
    )


def candidates(record: IntakeRecord, by: Actor) -> models.QuerySet:
    """Who an intake may belong to, for a person to decide: by identifier value, birth date and folded name."""
    likely = Q(pk=None)
    if record.typed_identifier_value:
        likely |= Q(pk__in=_holders(value=record.typed_identifier_value))
    if record.typed_birth_date:
        likely |= Q(birth_date=record.typed_birth_date)
    if record.typed_folded_name:
        likely |= Q(folded_name=record.typed_folded_name)
    rows = visible_to(by, Patient).filter(likely, merged_into=None)
    return rows.order_by("pk")[:MOST_CANDIDATES]
