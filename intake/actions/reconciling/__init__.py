"""Judge the last days' records again by the very rules that judged them, and raise an alarm for what differs.

It changes no record. What was computed and then lost, or edited by hand, or misjudged by the quick engine shows here.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from intake import alarms
from intake.access import within
from intake.actions.reconciling.comparison import WITH_THEM, differing
from intake.models import Assessment, Clinic, IntakeRecord
from intake.models.keys import keyed_hash

__all__ = ["HOURS", "Reconciled", "reconcile"]

log = logging.getLogger(__name__)

HOURS = 72
BATCH = 200  # records of one transaction
DIFFERENCE = "difference"  # a kind of keyed hash: a plain one would confirm a guessed rule


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many records of a clinic were looked at, and the parts in which some of them differ, with what does."""

    clinic: Clinic
    looked_at: int
    differ: dict[UUID, Mapping[str, list]]


def reconcile(hours: int = HOURS) -> Iterator[Reconciled]:
    """Clinic by clinic, what was filed, amended or judged anew in the last hours."""
    return (_reconciled(clinic, hours) for clinic in Clinic.objects.all())


def _reconciled(clinic, hours) -> Reconciled:
    began = timezone.now()
    since = began - timedelta(hours=hours)
    with within(clinic):
        keys = sorted(_recent(since))
    differ = {}
    for first in range(0, len(keys), BATCH):
        with within(clinic):
            found = _differing_of(keys[first : first + BATCH])
            for submission_id, parts in found.items():
                _tell(submission_id, parts, clinic)
            differ |= found
    if hours >= HOURS:
        Clinic.objects.filter(pk=clinic.pk).update(reconciled_at=began)
    return Reconciled(clinic, len(keys), differ)


def _recent(since) -> set[int]:
    """Two questions, since each has an index of its own and both at once would read every record."""
    is_amended = Q(revision__gt=1, revised_at__gte=since)
    touched = IntakeRecord.objects.filter(Q(received_at__gte=since) | is_amended)
    before = Assessment.objects.filter(made_at__lt=since).order_by("-pk").values_list("pk", flat=True).first()
    judged = Assessment.objects.filter(pk__gt=before or 0, made_at__gte=since)
    return {*touched.values_list("pk", flat=True), *judged.values_list("record_id", flat=True)}


def _differing_of(keys) -> dict[UUID, Mapping[str, list]]:
    """Those of a batch that differ; each is looked at twice, the second time while nobody may amend it."""
    rows = IntakeRecord.objects.prefetch_related(*WITH_THEM)
    suspected = [row.pk for row in rows.filter(pk__in=keys).order_by("pk") if _parts(row)]
    found = {}
    for key in suspected:
        if IntakeRecord.objects.select_for_update().filter(pk=key).first() is None:
            continue  # erased in the meantime
        row = rows.get(pk=key)
        if parts := _parts(row):
            found[row.submission_id] = parts
    return found


def _parts(record) -> Mapping[str, list]:
    try:
        return differing(record)
    except DatabaseError:
        raise
    except Exception as error:
        log.error("a record could not be judged again: %s", type(error).__name__)
        return {"judging": [type(error).__name__]}


def _tell(submission_id, parts, clinic) -> None:
    """Raise it once for the same difference: whoever has seen it need not see it every quarter of an hour."""
    detail = f"{', '.join(parts)} ({_mark_of(parts, clinic)})"
    if not alarms.was_told("differs-on-reconciling", submission_id, detail):
        alarms.sound("differs-on-reconciling", submission_id, clinic, detail)


def _mark_of(parts, clinic) -> str:
    """Tells one difference from another and says nothing of what it is: alarms are read by who sees no findings."""
    return keyed_hash(clinic.pk, DIFFERENCE, json.dumps(parts, sort_keys=True, default=_spelt))[:8]


def _spelt(value: Any) -> Any:
    return sorted(map(repr, value)) if isinstance(value, set) else repr(value)
