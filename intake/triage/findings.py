"""Judge one condition on one record in Python, keeping the reasons.

The reference engine: plain and unhurried, so that it can convict the others. A leaf whose follow-up was
not asked because its *shown if* is known not to hold is *no*, since its parent says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
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

    Verdicts are remembered by the identity of the condition, so facts shared by rules are judged once.
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

    def is_closed(self, name: str) -> bool:
        """Whether an unanswered follow-up is not applicable."""
        shown = self.shown_if.get(name)
        return shown is not None and self.verdict(shown) is False

    def knows_of_no_injury(self) -> bool:
        """Asked, and none. A *yes* to `trauma_recent` beside an empty list leaves it not known."""
        recent = self.answers.get("trauma_recent")
        return not self.injuries and (recent is False or (self.injuries is not None and recent is None))

    def looks(self) -> list["Case"]:
        return [self.at_injury(number) for number in range(len(self.injuries or ()))]


def _checked(verdict) -> Verdict:
    """A 0 would pass for a *no* and a 1 for a *yes* without a flag; such a rule has failed."""
    if verdict is True or verdict is False or verdict is None:
        return verdict
    raise TypeError(f"a verdict is yes, no or not known, and no {type(verdict).__name__}")


@singledispatch
def _judge(condition: Condition, case: Case) -> Verdict:
    raise TypeError(f"no way to judge {condition!r}")


def _judge_leaf(condition, case, holds) -> Verdict:
    value = case.value(condition.name)
    if value is None:
        return False if case.is_closed(condition.name) else None
    return holds(value)


@_judge.register
def _(condition: logic.Compare, case):
    compare = OPERATORS[condition.operator]
    return _judge_leaf(condition, case, lambda value: compare(value, condition.limit))


@_judge.register
def _(condition: logic.OneOf, case):
    return _judge_leaf(condition, case, lambda value: value in condition.values)


@_judge.register
def _(condition: logic.Includes, case):
    return _judge_leaf(condition, case, lambda value: any(option in value for option in condition.options))


@_judge.register
def _(condition: logic.Answered, case):
    return case.value(condition.name) is not None


@_judge.register
def _(condition: logic.AllOf, case):
    return _first(False, (case.verdict(part) for part in condition.parts))


@_judge.register
def _(condition: logic.AnyOf, case):
    return _first(True, (case.verdict(part) for part in condition.parts))


def _first(decisive: bool, verdicts) -> Verdict:
    """One decisive verdict settles it whatever is unknown, so the rest is not even looked at."""
    is_known = True
    for verdict in verdicts:
        if verdict is decisive:
            return decisive
        is_known = is_known and verdict is not None
    return not decisive if is_known else None


@_judge.register
def _(condition: logic.Not, case):
    verdict = case.verdict(condition.part)
    return None if verdict is None else not verdict


@_judge.register
def _(condition: logic.Unless, case):
    return case.verdict(condition.part) is not True


@_judge.register
def _(condition: logic.Found, case):
    return case.verdict(condition.part) is True


@_judge.register
def _(condition: logic.AnyInjury, case):
    if case.injuries:
        return _first(True, (look.verdict(condition.part) for look in case.looks()))
    return False if case.knows_of_no_injury() else None


@_judge.register
def _(condition: logic.Points, case):
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


def to_ask(condition: Condition, case: Case) -> list[str]:
    """The questions whose answers would settle a condition that is *not known* on this record.

    A follow-up that may not apply gives way to the questions that decide whether it does.
    """
    if case.verdict(condition) is not None:
        return []
    match condition:
        case logic.AnyInjury(part):
            return _to_ask_of_injuries(part, case)
        case logic.Compare(name) | logic.OneOf(name) | logic.Includes(name):
            shown = case.shown_if.get(name)
            return [name] if shown is None or case.verdict(shown) is True else to_ask(shown, case)
    return _unique(name for part in logic.parts_of(condition) for name in to_ask(part, case))


def _to_ask_of_injuries(part, case):
    if case.injuries:
        return _unique(name for look in case.looks() for name in to_ask(part, look))
    return ["injuries"] if case.value("trauma_recent") is True else ["trauma_recent"]


def exclusions(condition: Condition) -> tuple[Condition, ...]:
    """What this condition makes exceptions for: an answer to it may quieten a rule that holds."""
    own = (condition.part,) if isinstance(condition, logic.Unless) else ()
    inner = (found for part in logic.parts_of(condition) for found in exclusions(part))
    return tuple(dict.fromkeys((*own, *inner)))


def examinations(condition: Condition) -> tuple[str, ...]:
    """The answers that count for nothing in this condition until somebody has examined."""
    if isinstance(condition, logic.Found):
        return tuple(sorted(logic.names(condition)))
    return tuple(_unique(name for part in logic.parts_of(condition) for name in examinations(part)))


def _unique(names) -> list[str]:
    return list(dict.fromkeys(names))
