"""What came in: intakes by state, urgency, pathway and source, and how much of the core set was left not known.

An intake counts once, in the period in which it was first filed, as its latest assessment has it. One that could not
be assessed, or waits for a person, counts as such and is not left out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from intake.access import Actor, require, visible_to
from intake.models import Assessment, Flag, IntakeRecord
from intake.models.assessment import STATES
from intake.models.intake_record import SOURCES
from intake.reports import core_set
from intake.reports.core_set import CoreSet
from intake.reports.periods import Period, placed
from intake.triage.rules import DEFAULT_RULE
from intake.triage.rules.rule import PATHWAYS, TIERS

JUDGED = ("state", "tier", "spinal_evaluation")


@dataclass(frozen=True, slots=True)
class IntakesInPeriod:
    """`first_day` and `last_day` are both included, in the clinic's time zone.

    An intake stands on each pathway on which staff see a flag of it, so on several, or on none.
    """

    first_day: date
    last_day: date
    intakes: int
    states: dict[str, int]
    tiers: dict[str, int]
    spinal_evaluations: dict[str, int]
    pathways: dict[str, int]
    sources: dict[str, int]
    core_set: CoreSet


def intakes_received(periods: list[Period], *, by: Actor) -> list[IntakesInPeriod]:
    """Each period's intakes; a day on which nobody came has a row too."""
    require(by, "read_reports")
    if not periods:
        return []
    records = placed(visible_to(by, IntakeRecord), "received_at", periods)
    judged, pathways = list(_judged(records, by)), list(_on_pathways(periods, by))
    silences = core_set.by_period(records)
    return [
        _in_period(
            period,
            [row for row in judged if row["period"] == position],
            {row["pathway"]: row["intakes"] for row in pathways if row["period"] == position},
            silences.get(position, core_set.NOBODY),
        )
        for position, period in enumerate(periods)
    ]


def _judged(records: QuerySet, by: Actor) -> QuerySet:
    """Intakes counted by source and by what their latest assessment says."""
    latest = visible_to(by, Assessment).filter(record=OuterRef("pk")).order_by("-pk")
    said = {name: Subquery(latest.values(name)[:1]) for name in JUDGED}
    return records.annotate(**said).values("period", "source", *JUDGED).annotate(intakes=Count("pk"))


def _on_pathways(periods: list[Period], by: Actor) -> QuerySet:
    """Intakes counted by the pathways of the flags that hold; foot pain alone only where nothing else holds."""
    holding = visible_to(by, Flag).filter(is_current=True)
    another = holding.filter(record=OuterRef("record")).exclude(rule=DEFAULT_RULE)
    to_read = holding.filter(~Q(rule=DEFAULT_RULE) | ~Exists(another))
    found = placed(to_read.filter(record__clinic=by.clinic), "record__received_at", periods)
    return found.values("period", "pathway").annotate(intakes=Count("record", distinct=True))


def _in_period(period: Period, judged: list[dict], pathways: dict, silences: CoreSet) -> IntakesInPeriod:
    return IntakesInPeriod(
        first_day=period.first_day,
        last_day=period.last_day,
        intakes=sum(row["intakes"] for row in judged),
        states=_counted(judged, "state", STATES),
        tiers=_counted(judged, "tier", TIERS),
        spinal_evaluations=_counted(judged, "spinal_evaluation", TIERS),
        pathways={name: pathways.get(name, 0) for name in PATHWAYS},
        sources=_counted(judged, "source", SOURCES),
        core_set=silences,
    )


def _counted(rows: Iterable[dict], by: str, words: tuple[str, ...]) -> dict[str, int]:
    """So many intakes for each word there is, in its order."""
    found: Counter = Counter()
    for row in rows:
        found[row[by]] += row["intakes"]
    return {word: found[word] for word in words}
