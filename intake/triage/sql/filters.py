"""Judge every record at once: a condition as a pair of filters, *holds* and *fails*.

A record in neither is *not known*. Nobody relies on NULL: `~Q` on an answer would count patients who
were never asked, so *fails* is written out for each shape, and a follow-up left unanswered fails only
where its *shown if* fails too.
"""

from dataclasses import dataclass
from functools import singledispatchmethod

from django.apps import apps
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.lookups import Exact, GreaterThan

from intake import questionnaire
from intake.triage import logic

LOOKUPS = {"<": ("lt", "gte"), "<=": ("lte", "gt"), ">": ("gt", "lte"), ">=": ("gte", "lt")}


@dataclass(frozen=True, slots=True)
class Filters:
    """Two conditions for `filter()`, never both true of one record."""

    holds: Q
    fails: Q


def filters(condition: logic.Condition) -> Filters:
    """The pair for `IntakeRecord.objects.filter(...)`; parameters must be bound."""
    return _Compiler().pair(condition)


class _Compiler:
    """Walks one condition; `in_injury` while the rows asked are of `Injury`, not of `IntakeRecord`."""

    def __init__(self, in_injury=False):
        self.in_injury = in_injury

    def column(self, name):
        is_elsewhere = self.in_injury and not questionnaire.QUESTIONS[name].of_injury
        return f"record__{name}" if is_elsewhere else name

    def unanswered(self, name, fails: Q) -> Q:
        """Widen *fails* by the follow-ups that were not asked because they do not apply."""
        shown = questionnaire.SHOWN_IF.get(name)
        if shown is None:
            return fails
        return fails | (Q(**{f"{self.column(name)}__isnull": True}) & self.pair(shown).fails)

    @singledispatchmethod
    def pair(self, condition) -> Filters:
        raise TypeError(f"no filters for {condition!r}")

    @pair.register
    def _(self, condition: logic.Compare):
        column = self.column(condition.name)
        holds, fails = LOOKUPS[condition.operator]
        return Filters(
            Q(**{f"{column}__{holds}": condition.limit}),
            self.unanswered(condition.name, Q(**{f"{column}__{fails}": condition.limit})),
        )

    @pair.register
    def _(self, condition: logic.OneOf):
        column = self.column(condition.name)
        others = [value for value in _all_values(condition.name) if value not in condition.values]
        return Filters(
            Q(**{f"{column}__in": condition.values}),
            self.unanswered(condition.name, Q(**{f"{column}__in": others})),
        )

    @pair.register
    def _(self, condition: logic.Includes):
        mask = questionnaire.mask(condition.name, condition.options)
        ticked = F(self.column(condition.name)).bitand(mask)
        return Filters(Q(GreaterThan(ticked, 0)), self.unanswered(condition.name, Q(Exact(ticked, Value(0)))))

    @pair.register
    def _(self, condition: logic.Answered):
        column = self.column(condition.name)
        return Filters(Q(**{f"{column}__isnull": False}), Q(**{f"{column}__isnull": True}))

    @pair.register
    def _(self, condition: logic.AllOf):
        pairs = [self.pair(part) for part in condition.parts]
        return Filters(_and(pair.holds for pair in pairs), _or(pair.fails for pair in pairs))

    @pair.register
    def _(self, condition: logic.AnyOf):
        pairs = [self.pair(part) for part in condition.parts]
        return Filters(_or(pair.holds for pair in pairs), _and(pair.fails for pair in pairs))

    @pair.register
    def _(self, condition: logic.Not):
        pair = self.pair(condition.part)
        return Filters(holds=pair.fails, fails=pair.holds)

    @pair.register
    def _(self, condition: logic.Unless):
        excluded = self.pair(condition.part).holds
        return Filters(holds=_is_not(excluded), fails=excluded)

    @pair.register
    def _(self, condition: logic.Found):
        found = self.pair(condition.part).holds
        return Filters(holds=found, fails=_is_not(found))

    @pair.register
    def _(self, condition: logic.Points):
        pairs = [(weight, self.pair(part)) for weight, part in condition.parts]
        lowest = sum((_points(weight, pair, surely=weight > 0) for weight, pair in pairs), Value(0))
        highest = sum((_points(weight, pair, surely=weight < 0) for weight, pair in pairs), Value(0))
        cutoff = Value(condition.cutoff)
        return Filters(holds=Q(GreaterThan(lowest + Value(1), cutoff)), fails=Q(GreaterThan(cutoff, highest)))

    @pair.register
    def _(self, condition: logic.AnyInjury):
        rows = apps.get_model("intake", "Injury")._base_manager.filter(record=OuterRef("pk"))
        row = _Compiler(in_injury=True).pair(condition.part)
        known_none = Q(trauma_recent=False) | Q(trauma_recent=None, injury_count=0)
        no_row = Q(injury_count=None) | Q(injury_count=0)
        return Filters(
            holds=Q(Exists(rows.filter(row.holds))),
            fails=(no_row & known_none) | (Q(injury_count__gt=0) & ~Exists(rows.filter(_is_not(row.fails)))),
        )


def _all_values(name):
    question = questionnaire.QUESTIONS[name]
    return (True, False) if question.kind == "yes_no" else question.option_names


def _and(parts):
    whole = Q()
    for part in parts:
        whole &= part
    return whole


def _or(parts):
    whole = None
    for part in parts:
        whole = part if whole is None else whole | part
    return whole


def _is_not(condition: Q) -> Q:
    """True wherever the condition is not true: the one place where an unknown may pass."""
    return Q(Exact(Case(When(condition, then=Value(1)), default=Value(0)), Value(0)))


def _points(weight, pair, *, surely):
    """The weight where the part surely holds, or where it still may."""
    whether = pair.holds if surely else _is_not(pair.fails)
    return Case(When(whether, then=Value(weight)), default=Value(0), output_field=IntegerField())
