"""Judge one condition on one record in Python, keeping the reasons.

The reference engine: plain and unhurried, so that it can convict the others. A leaf whose follow-up was
not asked because its *shown if* is known not to hold is *no*, since its parent says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.triage import logic
from intake.triage.logic import Condition, Verdict

OPERATORS = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that decided something; `injury` counts the row of `injuries` from 0."""

    name: str
    value: Any
    injury: int | None = None


class Case:
    """One record as the engine sees it: answers, rows of injuries (None = not asked), and `shown_if`.

    Verdicts, and what is to be asked, are remembered by the identity of the condition, so that facts shared by
    rules are looked at once.
    """

    def __init__(
        self,
        answers: Mapping[str, Any],
        injuries: Sequence[Mapping[str, Any]] | None,
        shown_if: Mapping[str, Condition],
    ):
        self.answers, self.injuries, self.shown_if = answers, injuries, shown_if
        self.row: Mapping[str, Any] = {}
        self.row_number: int | None = None
        self._verdicts: dict[int, Verdict] = {}
        self._to_ask: dict[int, tuple[str, ...]] = {}
        self._looks: list[Case] | None = None
        self._kept: list[Condition] = []

    def value(self, name):
        if name in self.row:
            return self.row[name]
        return self.answers.get(name)

    def at_injury(self, number: int) -> "Case":
        """The same record, looked at from one row of `injuries`."""
        looked = Case(self.answers, self.injuries, self.shown_if)
        looked.row, looked.row_number = self.injuries[number], number
        return looked

    def verdict(self, condition: Condition) -> Verdict:
        key = id(condition)
        if key not in self._verdicts:
            self._verdicts[key] = _checked(_judge(condition, self))
            self._kept.append(condition)
        return self._verdicts[key]

    def to_ask(self, condition: Condition) -> tuple[str, ...]:
        """The questions whose answers would settle a condition that is *not known* on this record."""
        if self.verdict(condition) is not None:
            return ()
        key = id(condition)
        if key not in self._to_ask:
            self._to_ask[key] = _questions(condition, self)
        return self._to_ask[key]

    def is_closed(self, name: str) -> bool:
        """Whether an unanswered follow-up is not applicable."""
        shown = self.shown_if.get(name)
        return shown is not None and self.verdict(shown) is False

    def knows_of_no_injury(self) -> bool:
        """Asked, and none. A *yes* to `trauma_recent` beside an empty list leaves it not known."""
        recent = self.answers.get("trauma_recent")
        return not self.injuries and (recent is False or (self.injuries is not None and recent is None))

    def looks(self) -> list["Case"]:
        """The record looked at from each row; each look remembers too."""
        if self._looks is None:
            self._looks = [self.at_injury(number) for number in range(len(self.injuries or ()))]
        return self._looks


def _checked(verdict) -> Verdict:
    """A 0 would pass for a *no* and a 1 for a *yes* without a flag; such a rule has failed."""
    if verdict is True or verdict is False or verdict is None:
        return verdict
    raise TypeError(f"a verdict is yes, no or not known, and no {type(verdict).__name__}")


_JUDGES: dict[type, Callable[[Any, Case], Verdict]] = {}  # singledispatch takes longer than most shapes


def _judge(condition: Condition, case: Case) -> Verdict:
    judge = _JUDGES.get(type(condition))
    if judge is None:
        raise TypeError(f"no way to judge {condition!r}")
    return judge(condition, case)


def _judges(shape: type):
    """Say that the function below judges conditions of this shape."""

    def registered(judge):
        _JUDGES[shape] = judge
        return judge

    return registered


def _judge_leaf(condition, case, holds) -> Verdict:
    value = case.value(condition.name)
    if value is None:
        return False if case.is_closed(condition.name) else None
    return holds(value)


@_judges(logic.Compare)
def _(condition, case):
    compare = OPERATORS[condition.operator]
    return _judge_leaf(condition, case, lambda value: compare(value, condition.limit))


@_judges(logic.OneOf)
def _(condition, case):
    return _judge_leaf(condition, case, lambda value: value in condition.values)


@_judges(logic.Includes)
def _(condition, case):
    return _judge_leaf(condition, case, lambda value: any(option in value for option in condition.options))


@_judges(logic.Answered)
def _(condition, case):
    return case.value(condition.name) is not None


@_judges(logic.AllOf)
def _(condition, case):
    return _first(False, (case.verdict(part) for part in condition.parts))


@_judges(logic.AnyOf)
def _(condition, case):
    return _first(True, (case.verdict(part) for part in condition.parts))


def _first(decisive: bool, verdicts) -> Verdict:
    """One decisive verdict settles it whatever is unknown, so the rest is not even looked at."""
    is_known = True
    for verdict in verdicts:
        if verdict is decisive:
            return decisive
        is_known = is_known and verdict is not None
    return not decisive if is_known else None


@_judges(logic.Not)
def _(condition, case):
    verdict = case.verdict(condition.part)
    return None if verdict is None else not verdict


@_judges(logic.Unless)
def _(condition, case):
    return case.verdict(condition.part) is not True


@_judges(logic.Found)
def _(condition, case):
    return case.verdict(condition.part) is True


@_judges(logic.AnyInjury)
def _(condition, case):
    if case.injuries:
        return _first(True, (look.verdict(condition.part) for look in case.looks()))
    return False if case.knows_of_no_injury() else None


@_judges(logic.Points)
def _(condition, case):
    lowest = highest = 0
    for weight, part in condition.parts:
        verdict = case.verdict(part)
        if verdict is True:
            lowest, highest = lowest + weight, highest + weight
        elif verdict is None:
            lowest, highest = lowest + min(weight, 0), highest + max(weight, 0)
    if lowest >= condition.cutoff:
        return True
    return False if highest < condition.cutoff else None


def because(condition: Condition, case: Case) -> list[Reason]:
    """The answers that decided a condition that is *yes* or *no* on this record."""
    verdict = case.verdict(condition)
    match condition:
        case logic.AllOf(parts) | logic.AnyOf(parts):
            return _reasons(parts, case, verdict)
        case logic.Not(part) | logic.Found(part):
            return because(part, case)
        case logic.Unless(part):
            return because(part, case) if verdict is False else []
        case logic.AnyInjury(part):
            return _reasons_of_injuries(part, case, verdict)
        case logic.Points(_, weighted):
            return _reasons([part for _, part in weighted], case, verdict)
    return _reason_of_leaf(condition, case)


def _reasons(parts, case, verdict):
    return [reason for part in parts if case.verdict(part) is verdict for reason in because(part, case)]


def _reasons_of_injuries(part, case, verdict):
    if not case.injuries:
        recent = case.value("trauma_recent")
        return [] if recent is None else [Reason("trauma_recent", recent)]
    return [
        reason for look in case.looks() if look.verdict(part) is verdict for reason in because(part, look)
    ]


def _reason_of_leaf(leaf, case):
    value = case.value(leaf.name)
    if value is None:
        return because(case.shown_if[leaf.name], case) if case.is_closed(leaf.name) else []
    return [Reason(leaf.name, value, case.row_number if leaf.name in case.row else None)]


def _questions(condition: Condition, case: Case) -> tuple[str, ...]:
    """What would settle it: a follow-up that may not apply gives way to what decides whether it does."""
    match condition:
        case logic.AnyInjury(part):
            return _questions_of_injuries(part, case)
        case logic.Compare(name) | logic.OneOf(name) | logic.Includes(name):
            shown = case.shown_if.get(name)
            return (name,) if shown is None or case.verdict(shown) is True else case.to_ask(shown)
    return unique(name for part in logic.parts_of(condition) for name in case.to_ask(part))


def _questions_of_injuries(part, case):
    if case.injuries:
        return unique(name for look in case.looks() for name in look.to_ask(part))
    return ("injuries",) if case.value("trauma_recent") is True else ("trauma_recent",)


def exclusions(condition: Condition) -> tuple[Condition, ...]:
    """What this condition makes exceptions for: an answer to it may quieten a rule that holds."""
    own = (condition.part,) if isinstance(condition, logic.Unless) else ()
    inner = (found for part in logic.parts_of(condition) for found in exclusions(part))
    return unique((*own, *inner))


def examinations(condition: Condition) -> tuple[str, ...]:
    """The answers that count for nothing in this condition until somebody has examined."""
    if isinstance(condition, logic.Found):
        return tuple(sorted(logic.names(condition)))
    return unique(name for part in logic.parts_of(condition) for name in examinations(part))


def unique(items: Iterable) -> tuple:
    """Each once, in their order."""
    return tuple(dict.fromkeys(items))
