"""Patients of the clinic: add, correct, find, merge and undo a merge, and who an unlinked intake may belong to."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from intake import audit
from intake.access import Actor, one, refuse_erased, require, visible_to
from intake.actions import patient_index
from intake.errors import AlreadyRecorded, BodyRefused, Conflict, Fault, OutOfTurn, Stale
from intake.models import Clinic, IntakeRecord, Patient, PatientIdentifier
from intake.models.patient import folded
from intake.questionnaire.envelope import Identifier

MOST_CANDIDATES = 20
TOO_SHORT = (
    f"name must have {patient_index.SHORTEST} letters or more, or come with a birth date or identifier"
)
DETAILS = ("family_name", "given_name", "birth_date", "phone", "email")


def known_by_identifier(identifier: Identifier | None, clinic: Clinic) -> Patient | None:
    """The entry with an equal identifier (system and value), locked, also where it is merged into another.

    So what is filed by its number parts with it when the merge is undone. Who erases the person takes it too.
    """
    if identifier is None:
        return None
    match = PatientIdentifier.objects.filter(value_hash=patient_index.of_identifier(identifier, clinic.pk))
    rows = match.select_related("patient").select_for_update(no_key=True, of=("patient",))
    found = rows.first()
    return found and found.patient


@transaction.atomic
def add_patient(
    patient_id: UUID, details: dict, identifiers: list[Identifier], *, by: Actor
) -> tuple[Patient, bool]:
    """Add a patient under the id that the sender chose. The same details again change nothing."""
    require(by, "write_patient")
    own = {"clinic": by.clinic, "created_at": timezone.now()}
    patient, is_new = visible_to(by, Patient).get_or_create(uuid=patient_id, defaults=own | details)
    if not is_new:
        return _same_or_refused(patient, details, identifiers), False
    refuse_erased(Patient, patient_id)  # once it stands: an erasure is over by then, or has yet to begin
    _identify(patient, identifiers)
    patient_index.write(patient)
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
                    clinic_id=patient.clinic_id,
                    patient=patient,
                    system=each.system,
                    value=each.value,
                    value_hash=patient_index.of_identifier(each, patient.clinic_id),
                )
                for each in dict.fromkeys(identifiers)
            )
    except IntegrityError:
        raise Conflict("Another patient of this clinic has this identifier.") from None


@transaction.atomic
def correct_patient(
    patient_id: UUID, version: int, details: dict, identifiers: list[Identifier] | None, *, by: Actor
) -> Patient:
    """Change the details given, and all identifiers where they are. Raises Stale; Conflict where one is another's."""
    require(by, "write_patient")
    patient = one(visible_to(by, Patient).select_for_update(), uuid=patient_id)
    if patient.version != version:
        raise Stale
    for name, value in details.items():
        setattr(patient, name, value)
    patient.version += 1
    patient.save()
    if identifiers is not None:
        patient.identifiers.all().delete()
        _identify(patient, identifiers)
    patient_index.write(patient)
    audit.record(by, "patient-corrected", patient_id)
    return patient


@transaction.atomic
def merge_patient(patient_id: UUID, into: UUID, *, by: Actor) -> Patient:
    """Say that two entries are one person: a link, undone by `unmerge_patient`; no row is moved."""
    require(by, "write_patient")
    rows = visible_to(by, Patient).select_for_update()
    target, patient = one(rows, uuid=into), one(rows, uuid=patient_id)  # locked in the order of an erasure
    if patient.pk == target.pk or target.merged_into_id or patient.merged.exists():
        raise OutOfTurn(
            "Merge only an entry into which none is merged, into another that is not merged itself."
        )
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
    """Patients by the beginning of the folded name, birth date, or whole identifier; all that is given must fit.

    One or two letters of a name find nothing by themselves, and are refused.
    """
    rows, clinic, wanted = visible_to(by, Patient).filter(merged_into=None), by.clinic.pk, folded(name)
    if birth_date:
        rows = rows.filter(pk__in=patient_index.born(birth_date, clinic))
    if identifier:
        rows = rows.filter(pk__in=patient_index.holders(identifier, clinic))
    if len(wanted) >= patient_index.SHORTEST:
        rows = rows.filter(pk__in=patient_index.beginning_with(wanted, clinic))
    elif name.strip() and not (birth_date or identifier):
        raise BodyRefused([Fault("/name", "not_allowed", TOO_SHORT)])
    return rows if patient_index.decides(wanted) else _opened_and_compared(rows, wanted)


def entries_of(patient_id: UUID, by: Actor) -> models.QuerySet:
    """Every entry that is the same person as this one, itself among them."""
    rows = visible_to(by, Patient)
    person = rows.filter(Q(uuid=patient_id) | Q(merged__uuid=patient_id), merged_into=None)
    return rows.filter(Q(pk__in=person) | Q(merged_into__in=person))


def _opened_and_compared(rows, wanted) -> models.QuerySet:
    names = rows.only("clinic", "uuid", "family_name", "given_name")
    return rows.filter(pk__in=[row.pk for row in names if row.folded_name.startswith(wanted)])


def candidates(record: IntakeRecord, by: Actor) -> models.QuerySet:
    """Who an intake may belong to, for a person to decide: by identifier value, birth date and folded name."""
    likely, clinic = Q(pk=None), by.clinic.pk
    if record.typed_identifier_value:
        likely |= Q(pk__in=patient_index.with_number(record.typed_identifier_value, clinic))
    if record.typed_birth_date:
        likely |= Q(pk__in=patient_index.born(record.typed_birth_date, clinic))
    if typed_name := folded(record.typed_family_name, record.typed_given_name):
        likely |= Q(pk__in=patient_index.named(typed_name, clinic))
    rows = visible_to(by, Patient).filter(likely, merged_into=None)
    return rows.order_by("pk")[:MOST_CANDIDATES]
