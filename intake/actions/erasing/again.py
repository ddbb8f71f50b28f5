"""Erase again what a restored backup brought back."""

from collections.abc import Iterable

from django.db import transaction

from intake import audit
from intake.access import system, within
from intake.actions.erasing.removing import bury, remove
from intake.actions.erasing.tombstone_file import Buried
from intake.models import Clinic, IntakeRecord, Patient, Tombstone


def erase_again(lines: Iterable[Buried]) -> int:
    """Apply the list to each clinic; gives how many patients and intakes were there and are gone now."""
    by_clinic: dict[str, list[Buried]] = {}
    for line in lines:
        by_clinic.setdefault(line.clinic, []).append(line)
    clinics = Clinic.objects.filter(slug__in=by_clinic)
    return sum(_erase_again(clinic, by_clinic[clinic.slug]) for clinic in clinics)


def _erase_again(clinic, lines) -> int:
    by = system(clinic, "restore")
    with within(clinic), transaction.atomic():
        known = set(Tombstone.objects.values_list("kind", "uuid"))
        for line in lines:
            if (line.kind, line.uuid) not in known:
                ids = ([line.uuid], []) if line.kind == "patient" else ([], [line.uuid])
                how = {name: getattr(line, name) for name in ("erased_at", "erased_by", "reason")}
                bury(clinic, *ids, **how)
        return _remove_what_came_back(clinic, by)


def _remove_what_came_back(clinic, by) -> int:
    stones = Tombstone.objects
    patients = list(Patient.objects.filter(uuid__in=stones.filter(kind="patient").values("uuid")))
    intakes = list(IntakeRecord.objects.filter(submission_id__in=stones.filter(kind="intake").values("uuid")))
    if not patients and not intakes:
        return 0
    removed = remove(clinic, "asked_by_patient", by, patients=patients, intakes=intakes)
    audit.record(by, "erased-again", "restore", subjects=removed.addresses)
    return len(removed.addresses)
