"""Erase a patient for good, or forbid it: what is left is a tombstone of ids, and the lines of the trail."""

from uuid import UUID

from django.db import transaction

from intake import audit
from intake.access import Actor, one, require, visible_to
from intake.actions.belonging import unlinked_intakes_of
from intake.actions.erasing.removing import Removed, is_on_hold, remove
from intake.errors import Fault, OnHold, OutOfTurn, Refused
from intake.models import Patient


@transaction.atomic
def erase_patient(patient_id: UUID, confirmed: UUID, reason: str, *, by: Actor) -> Removed:
    """Erase the patient, the entries merged into it, their intakes, linked or not, and all that hangs on these.

    `confirmed` repeats the patient's id. Raises OnHold; OutOfTurn for an entry that is merged into another.
    """
    require(by, "erase_patient")
    patient = one(visible_to(by, Patient).select_for_update(), uuid=patient_id)
    if confirmed != patient_id:
        message = "patient must repeat the id in the address, so that nobody is erased by a slip"
        raise Refused([Fault("/patient", "not_allowed", message)])
    if patient.merged_into_id:
        raise OutOfTurn("This entry is merged into another. Erase that one, or undo the merge first.")
    refuse_on_hold(patient)
    unlinked = unlinked_intakes_of(patient, locked=True)
    removed = remove(by.clinic, reason, by, patients=[patient], intakes=unlinked)
    audit.record(by, "patient-erased", patient_id, subjects=removed.addresses)
    return removed


def refuse_on_hold(patient: Patient) -> None:
    if is_on_hold(patient):
        raise OnHold


@transaction.atomic
def hold_patient(patient_id: UUID, *, by: Actor) -> Patient:
    """Forbid to erase the patient, by hand or when the years are over. Harmless to repeat."""
    return _set_hold(patient_id, True, "patient-held", by)


@transaction.atomic
def release_patient(patient_id: UUID, *, by: Actor) -> Patient:
    return _set_hold(patient_id, False, "patient-released", by)


def _set_hold(patient_id, is_on_hold, act, by):
    require(by, "erase_patient")
    patient = one(visible_to(by, Patient).select_for_update(), uuid=patient_id)
    if patient.is_on_hold != is_on_hold:
        Patient.objects.filter(pk=patient.pk).update(is_on_hold=is_on_hold)
        patient.is_on_hold = is_on_hold
        audit.record(by, act, patient_id)
    return patient
