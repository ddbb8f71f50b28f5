"""Erase what a clinic need not keep any longer: who has not been there for the years that the clinic sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from intake import audit
from intake.access import system, within
from intake.actions.belonging import Rows, rows_of
from intake.actions.erasing.removing import is_on_hold, remove, remove_rows
from intake.models import Clinic, IntakeRecord, Patient, SetAside
from intake.models.patient import of_person

AT_ONCE = 200  # intakes of nobody that is known, in one transaction


@dataclass(slots=True)
class Kept:
    """What came of one clinic: since when there had to be a visit, and how much was, or would be, erased."""

    clinic: Clinic
    visited_since: datetime
    patients: int = 0
    intakes: int = 0
    copies: int = 0
    on_hold: int = 0


def retain(clinic: Clinic, *, dry_run: bool) -> Kept:
    """Erase patients who neither came nor sent anything in those years; walk-ins, and what was never filed, as old."""
    kept = Kept(clinic, _years_ago(clinic))
    by = system(clinic, "retention")
    for key in _patients_over(clinic, kept.visited_since):
        with within(clinic):
            _erase_person(key, kept, by, dry_run)
    for keys in _batches(clinic, kept.visited_since):
        with within(clinic):
            kept.intakes += _erase_of_nobody(keys, kept, by, dry_run)
    with within(clinic):
        kept.copies = _erase_never_filed(kept, by, dry_run)
    return kept


def _years_ago(clinic) -> datetime:
    """The same day so many years back, by the clinic's own calendar; a day later where there is none."""
    now = timezone.now().astimezone(clinic.zone)
    year = now.year - clinic.retention_years
    try:
        return now.replace(year=year)
    except ValueError:  # 29 February
        return now.replace(year=year, month=3, day=1)


def _patients_over(clinic, since) -> list[int]:
    """Keys of unmerged entries none of whose visits, nor those of what is merged into them, is so recent."""
    with within(clinic):
        visited = IntakeRecord.objects.filter(of_person(OuterRef("pk")), received_at__gte=since)
        entered = Patient.objects.filter(merged_into=OuterRef("pk"), created_at__gte=since)
        people = Patient.objects.filter(merged_into=None, created_at__lt=since)
        return list(
            people.filter(~Exists(visited), ~Exists(entered)).order_by("pk").values_list("pk", flat=True)
        )


def _erase_person(key, kept, by, dry_run):
    patient = Patient.objects.select_for_update().filter(pk=key, merged_into=None).first()
    if patient is None:
        return  # erased by hand, or merged, in the meantime
    if is_on_hold(patient):
        kept.on_hold += 1
        return
    theirs = rows_of(patients=[patient], locked=not dry_run)
    if not _is_over(theirs, kept.visited_since):
        return  # they came in the meantime, or sent something
    kept.patients += 1
    kept.intakes += len(theirs.get(IntakeRecord, ()))
    if not dry_run:
        gone = remove_rows(kept.clinic, "retention_over", by, theirs)
        audit.record(by, "patient-erased", patient.uuid, subjects=gone.addresses)


def _is_over(theirs: Rows, since: datetime) -> bool:
    """Whether every visit was before, and every copy that speaks of the person too, and was dealt with."""
    copies = theirs.get(SetAside, [])
    last = max((row.received_at for row in [*theirs.get(IntakeRecord, []), *copies]), default=None)
    return (last is None or last < since) and all(copy.settled_at for copy in copies)


def _erase_of_nobody(keys, kept, by, dry_run) -> int:
    """Those of the intakes that still belong to nobody known; gives how many."""
    rows = _of_nobody(kept.visited_since).filter(pk__in=keys)
    if dry_run:
        return rows.count()
    held = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    still = rows.filter(pk__in=held).order_by("pk")  # whoever was at one of them may have left a copy
    gone = remove(kept.clinic, "retention_over", by, intakes=still)
    if gone.intakes:
        audit.record(by, "intakes-erased", "retention", subjects=gone.addresses)
    return len(gone.intakes)


def _erase_never_filed(kept, by, dry_run) -> int:
    """Copies set aside under whose id no intake stands; gives how many. All others go with their intake."""
    filed = IntakeRecord.objects.filter(submission_id=OuterRef("submission_id"))
    copies = SetAside.objects.filter(~Exists(filed), received_at__lt=kept.visited_since)
    if dry_run:
        return copies.count()
    ids = sorted({*copies.values_list("submission_id", flat=True)})
    if ids:
        audit.record(by, "copies-erased", "retention", subjects=ids)
    return copies.delete()[0]


def _batches(clinic, since) -> Iterator[list[int]]:
    last = 0
    while True:
        with within(clinic):
            rows = _of_nobody(since).filter(pk__gt=last).order_by("pk")
            keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _of_nobody(since) -> QuerySet:
    """Without those under whose id a copy came of late, or waits for a person."""
    copies = SetAside.objects.filter(submission_id=OuterRef("submission_id"))
    is_of_late = Exists(copies.filter(Q(settled_at=None) | Q(received_at__gte=since)))
    return IntakeRecord.objects.filter(~is_of_late, patient=None, received_at__lt=since)
