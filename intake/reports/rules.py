"""How the rules did: how often each fired, how long it waited to be seen, and what the clinicians made of it.

A flag that no longer holds since an amendment fired all the same and counts. A rule that did not fire has no row.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FloatField, Func, Q, QuerySet, Window
from django.db.models.functions import Greatest, RowNumber

from intake.access import Actor, require, visible_to
from intake.models import Flag
from intake.models.assessment import OUTCOMES
from intake.reports.periods import Period, placed
from intake.triage import wilson
from intake.triage.rules import title_of
from intake.triage.rules.rule import TIERS, Pathway, Tier

A_RULE = ("rule", "tier", "pathway")
ANSWERED = ("confirmed", "not_confirmed", "other_cause")  # `referred`: somebody else will know
MEDIAN, P95 = 50, 95


@dataclass(frozen=True, slots=True)
class Waited:
    """By nearest rank, in whole seconds: each is how long one case really waited. Null where none was acknowledged."""

    median: int | None
    p95: int | None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What clinicians said at closing. `not_given`: the flag came to a case that was closed already."""

    confirmed: int
    not_confirmed: int
    other_cause: int
    referred: int
    not_given: int


@dataclass(frozen=True, slots=True)
class RuleFired:
    """A rule in one period, with tier and pathway as they were when it fired. `waiting`: the case is open.

    The time to acknowledgement runs from when the case was opened, or last reopened, or, if later, from when this
    rule fired on it. What fired on a case already seen, and was no more urgent, waited for nobody: it has no time.
    What opened no case (D00, foot pain alone) is neither acknowledged nor waiting. The share is of those whose
    outcome is known here: one that was referred is left out, since somebody else will know.
    """

    rule: str
    title: str
    tier: Tier
    pathway: Pathway
    fired: int
    acknowledged: int
    waiting: int
    seconds_to_acknowledgement: Waited
    closed: int
    outcomes: Outcomes
    confirmed_share: wilson.Share


@dataclass(frozen=True, slots=True)
class RulesInPeriod:
    """`first_day` and `last_day` are both included, in the clinic's time zone."""

    first_day: date
    last_day: date
    rules: list[RuleFired]


class SecondsBetween(Func):
    """The later minus the earlier of two moments: on SQLite, Django's own would call Python for every row."""

    arg_joiner = " - "
    template = "EXTRACT(EPOCH FROM (%(expressions)s))"
    output_field = FloatField()

    def as_sqlite(self, compiler, connection, **context):
        in_days = self.copy()
        moments = [Func(moment, function="julianday") for moment in self.get_source_expressions()]
        in_days.set_source_expressions(moments)
        return in_days.as_sql(compiler, connection, template="86400.0 * (%(expressions)s)", **context)


def rules_fired(periods: list[Period], *, by: Actor) -> list[RulesInPeriod]:
    """For each period the rules that fired in it, the most urgent first."""
    require(by, "read_reports")
    if not periods:
        return []
    flags = visible_to(by, Flag)
    waits = [_waits(flags, period) for period in periods]
    found: dict[int, list[RuleFired]] = {}
    for row in _counts(placed(flags, "raised_at", periods)):
        position = row["period"]
        found.setdefault(position, []).append(_rule_fired(row, waits[position]))
    return [
        RulesInPeriod(period.first_day, period.last_day, sorted(found.get(position, []), key=_urgency))
        for position, period in enumerate(periods)
    ]


def _counts(fired: QuerySet) -> QuerySet:
    is_closed = Q(record__reviews__status="closed")
    outcomes = {name: Count("pk", filter=is_closed & Q(outcome=name)) for name in OUTCOMES}
    return fired.values("period", *A_RULE).annotate(
        fired=Count("pk"),
        acknowledged=Count("pk", filter=Q(record__reviews__acknowledged_at__isnull=False)),
        waiting=Count("pk", filter=Q(record__reviews__status="open")),
        closed=Count("pk", filter=is_closed),
        **outcomes,
    )


def _waits(flags: QuerySet, period: Period) -> dict[tuple, dict[int, int]]:
    """Seconds to acknowledgement by rule and percentile, of those acknowledged after they fired.

    One period at a time: the moments of several, bound as values, would keep SQLite from seeing that both windows
    are the same one, and cost it half as much again.
    """
    case = "record__reviews__"
    fired = flags.filter(raised_at__gte=period.begins, raised_at__lt=period.ends)
    rule = [F(name) for name in A_RULE]
    seconds = SecondsBetween(F(f"{case}acknowledged_at"), Greatest(F("raised_at"), F(f"{case}opened_at")))
    ranked = fired.filter(**{f"{case}acknowledged_at__gte": F("raised_at")}).annotate(
        seconds=seconds,
        place=Window(RowNumber(), partition_by=rule, order_by=F("seconds").asc()),
        of=Window(Count("pk"), partition_by=rule),
    )
    at_rank = Q(place=_rank(F("of"), MEDIAN)) | Q(place=_rank(F("of"), P95))
    found: dict[tuple, dict[int, int]] = {}
    for row in ranked.filter(at_rank).values(*A_RULE, "seconds", "place", "of"):
        of_rule = found.setdefault(tuple(row[name] for name in A_RULE), {})
        for percent in (MEDIAN, P95):
            if row["place"] == _rank(row["of"], percent):
                of_rule[percent] = round(row["seconds"])
    return found


def _rank(of: Any, percent: int) -> Any:
    """The nearest rank, in whole numbers: the first of `of` below or at which so many per cent lie."""
    if isinstance(of, int):
        return (of * percent + 99) // 100
    return (of * percent + 99) / 100  # of whole numbers, in both databases a whole number


def _rule_fired(row: dict, waits: dict[tuple, dict[int, int]]) -> RuleFired:
    waited = waits.get(tuple(row[name] for name in A_RULE), {})
    known = sum(row[name] for name in ANSWERED)
    return RuleFired(
        rule=row["rule"],
        title=title_of(row["rule"], otherwise=row["rule"]),
        tier=row["tier"],
        pathway=row["pathway"],
        fired=row["fired"],
        acknowledged=row["acknowledged"],
        waiting=row["waiting"],
        seconds_to_acknowledgement=Waited(waited.get(MEDIAN), waited.get(P95)),
        closed=row["closed"],
        outcomes=Outcomes(
            **{name: row[name] for name in OUTCOMES},
            not_given=row["closed"] - sum(row[name] for name in OUTCOMES),
        ),
        confirmed_share=wilson.share(row["confirmed"], known),
    )


def _urgency(fired: RuleFired) -> tuple[int, str, str]:
    return TIERS.index(fired.tier), fired.rule, fired.pathway
