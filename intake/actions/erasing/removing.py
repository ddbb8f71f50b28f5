"""Take rows away for good and leave their tombstones, here and in the file beside the backups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from intake.access import Actor
from intake.actions.belonging import Rows, rows_of
from intake.actions.erasing import tombstone_file
from intake.models import Clinic, IntakeRecord, Patient, Tombstone


@dataclass(frozen=True, slots=True)
class Removed:
    """What is gone: the ids of patients and intakes, and how many rows there were in all."""

    at: datetime
    patients: list[UUID]
    intakes: list[UUID]
    rows: int

    @property
    def addresses(self) -> list[UUID]:
        return [*self.patients, *self.intakes]


def is_on_hold(patient: Patient) -> bool:
    """Whether a hold forbids erasing the person, on whichever entry; nobody sets one until our transaction ends."""
    entries = [patient, *patient.merged.select_for_update().order_by("pk")]
    return any(entry.is_on_hold for entry in entries)


def remove(
    clinic: Clinic,
    reason: str,
    by: Actor,
    *,
    patients: Iterable[Patient] = (),
    intakes: Iterable[IntakeRecord] = (),
) -> Removed:
    """Inside a transaction of the clinic. Afterwards nothing is left but ids."""
    return remove_rows(clinic, reason, by, rows_of(patients=patients, intakes=intakes, locked=True))


def remove_rows(clinic: Clinic, reason: str, by: Actor, found: Rows) -> Removed:
    """These rows, which were found locked, and no other."""
    now = timezone.now()
    removed = Removed(
        at=now,
        patients=[row.uuid for row in found.get(Patient, ())],
        intakes=[row.submission_id for row in found.get(IntakeRecord, ())],
        rows=sum(map(len, found.values())),
    )
    bury(clinic, removed.patients, removed.intakes, erased_at=now, erased_by=str(by), reason=reason)
    _delete(found)
    return removed


def bury(clinic: Clinic, patients: Iterable[UUID], intakes: Iterable[UUID], **how) -> None:
    """Leave a tombstone for each, once; they reach the file when the erasure is over."""
    stones = [
        Tombstone(clinic=clinic, kind=kind, uuid=uuid, **how)
        for kind, ids in (("patient", patients), ("intake", intakes))
        for uuid in ids
    ]
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
    transaction.on_commit(lambda: tombstone_file.append(clinic, stones))


def _delete(found: Rows) -> None:
    """References are checked at the end, so only who is protected goes first: intakes before their patient."""
    order = sorted(found, key=lambda model: (model is Patient, model is IntakeRecord))
    for model in order:
        model.objects.filter(pk__in=[row.pk for row in found[model]]).delete()
