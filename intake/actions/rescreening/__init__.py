"""A change of rules or thresholds, seen before it is made, and then made.

Re-assessing adds an assessment to just the records that differ; no past verdict changes. It may be stopped at
any moment: each record is a transaction of its own, and one that was re-assessed no longer differs.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min

from intake import audit
from intake.access import Actor, across_clinics, among, require, system, within
from intake.actions.clinics import thresholds
from intake.actions.judging import triage
from intake.actions.rescreening.comparison import Comparison, is_flagged
from intake.actions.rescreening.differences import Difference, differences, rulesets_of
from intake.actions.rows import answers_of
from intake.models import Clinic, IntakeRecord
from intake.triage.assess import assess
from intake.triage.logic import Number
from intake.triage.parameters import checked

__all__ = ["BATCH", "Comparison", "Step", "compare", "compare_with", "rescreen"]

log = logging.getLogger(__name__)

BATCH = 50_000  # ids that one statement looks at

Comparisons = dict[int, Comparison]  # by the clinic's key


@dataclass(frozen=True, slots=True)
class Step:
    """All records up to the id `reached` were compared, of those up to `end`; `found` is the tables so far."""

    reached: int
    end: int
    found: Comparisons


def compare_with(wanted: Mapping[str, Any], *, by: Actor) -> Comparison:
    """What the clinic's own history would become if it set these thresholds. Nothing is stored.

    Raises ParametersRefused.
    """
    require(by, "rescreen")
    values = checked(thresholds(by.clinic, wanted))
    found = {by.clinic.pk: Comparison(by.clinic)}
    for first, last, _ in _batches(found, after=0):
        _compared(found, values, first, last)
    audit.record(by, "rescreening-tried", by.clinic.slug)
    return found[by.clinic.pk]


def compare(clinics: Iterable[Clinic], *, after: int = 0) -> Iterator[Step]:
    """What each clinic's history would become by the rules and thresholds of now, a batch of ids at a time.

    `after` goes on from where an earlier run had `reached`.
    """
    return _steps(clinics, after, lambda difference, comparison: None)


def rescreen(clinics: Iterable[Clinic], *, after: int = 0) -> Iterator[Step]:
    """Judge anew each record that differs, and open reviews; the tables say what that changed."""
    return _steps(clinics, after, _reassess)


def _steps(clinics, after, then) -> Iterator[Step]:
    found = {clinic.pk: Comparison(clinic) for clinic in clinics}
    sharing = list(_by_thresholds([comparison.clinic for comparison in found.values()]))
    for first, last, end in _batches(found, after):
        for values, keys in sharing:
            shared = {key: found[key] for key in keys}
            with _among(shared):
                differing = _compared(shared, values, first, last)
            for difference in differing:
                then(difference, found[difference.clinic_id])
        yield Step(last, end, found)


def _by_thresholds(clinics) -> Iterator[tuple[dict[str, Number], list[int]]]:
    """Each distinct set of thresholds with the keys of the clinics that share it."""
    sharing = defaultdict(list)
    for clinic in clinics:
        try:
            sharing[tuple(sorted(checked(clinic.parameters).items()))].append(clinic.pk)
        except ValueError:
            log.error("the thresholds of clinic %s no longer fit the rules; it was left out", clinic.slug)
    return ((dict(values), keys) for values, keys in sharing.items())


def _batches(found: Comparisons, after) -> Iterator[tuple[int, int, int]]:
    """Ranges of ids: after which, up to which, and where the last range ends."""
    with _among(found):
        later = across_clinics(IntakeRecord).filter(pk__gt=after)
        ids = later.aggregate(first=Min("pk"), end=Max("pk"))
    if ids["end"] is not None:
        for first in range(ids["first"] - 1, ids["end"], BATCH):
            yield first, min(first + BATCH, ids["end"]), ids["end"]


def _among(found: Comparisons):
    return among(comparison.clinic for comparison in found.values())


def _compared(found: Comparisons, values, first, last) -> list[Difference]:
    """Count the records of a range into their clinics' tables, and answer with those that differ."""
    looked_at = across_clinics(IntakeRecord).filter(pk__gt=first, pk__lte=last).values_list("clinic")
    for clinic, records in looked_at.annotate(Count("pk")).order_by():
        found[clinic].looked_at += records
    differing = list(differences(found, values, rulesets_of(found, first, last), first, last))
    for difference in differing:
        comparison = found[difference.clinic_id]
        comparison.count(difference, _asks_in_private(difference, comparison.clinic, values))
    return differing


def _asks_in_private(difference: Difference, clinic, values) -> bool:
    """Whether what the patient declined opens a review; asked only where nothing else does."""
    if not difference.has_declined or difference.review or is_flagged(difference.signs):
        return False
    with within(clinic):
        record = IntakeRecord.objects.filter(pk=difference.record_id).first()
        form = record and answers_of(record)
    return form is not None and bool(assess(form, values).ask_in_private)


def _reassess(difference: Difference, comparison: Comparison) -> None:
    """Judge one record anew, unless somebody did since it was compared."""
    with within(comparison.clinic):
        by = system(Clinic.objects.get(pk=difference.clinic_id), "rescreen")  # by its thresholds of now
        record = IntakeRecord.objects.select_for_update().filter(pk=difference.record_id).first()
        if record is None:
            return  # erased in the meantime
        latest = record.assessments.order_by("-pk").first()
        if (latest and latest.pk) == difference.assessment_id:
            triage(record, answers_of(record), by, is_new=False, at_desk=False)
            audit.record(by, "intake-rescreened", record.submission_id)
