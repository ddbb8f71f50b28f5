"""Forms made to order: answers under which several conditions come out as wanted, each at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from intake.questionnaire import FOLLOWS, INJURY, NONE, QUESTIONS
from intake.questionnaire.reading import Answers
from intake.triage import logic
from intake.triage.findings import OPERATORS
from intake.triage.logic import Condition

Wish = tuple[Condition, bool]


@dataclass(frozen=True, slots=True)
class Closed:
    """A wish that a question stays unanswered, since what it follows does not hold."""

    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """A wish that a question is answered so."""

    leaf: Condition
    wanted: bool


@dataclass(frozen=True, slots=True)
class Either:
    """A wish that may be fulfilled in several ways."""

    ways: list


@dataclass(frozen=True, slots=True)
class Open:
    """The answers that may still be given; what is `closed` gets none."""

    answers: dict[str, list[Any]]
    touched: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def with_(self, leaf, wanted: bool) -> "Open | None":
        name = leaf.name
        left = [value for value in self.answers[name] if holds(leaf, value) is wanted]
        if not left or name in self.closed:
            return None
        return Open({**self.answers, name: left}, self.touched | {name}, self.closed)

    def without(self, name) -> "Open | None":
        return None if name in self.touched else Open(self.answers, self.touched, self.closed | {name})


def open_for(condition: Condition) -> Open:
    """Every answer that the comparisons of a condition, and those that its questions hang on, tell apart."""
    leaves, waiting = {}, [condition]
    while waiting:
        for leaf in logic.leaves(waiting.pop()):
            known = leaves.setdefault(leaf.name, [])
            if not known and leaf.name in FOLLOWS:
                waiting.append(FOLLOWS[leaf.name])
            known.append(leaf)
    return Open({name: _values(QUESTIONS[name], of) for name, of in leaves.items()})


def _values(question, leaves):
    match question.kind:
        case "yes_no":
            return [True, False]
        case "one_of":
            return list(question.option_names)
        case "many_of":
            return _tickings(question, leaves)
    step = 1 if question.kind == "whole" else 0.1
    edges = {round(leaf.limit + move, 1) for leaf in leaves for move in (-step, 0, step)}
    return [edge for edge in sorted(edges) if question.low <= edge <= question.high]


def _tickings(question, leaves):
    """Nothing, each option alone, and two or three together of those that some comparison tells apart."""
    options = [option for option in question.option_names if option != NONE]
    apart = {}
    for option in options:
        apart.setdefault(tuple(option in leaf.options for leaf in leaves), option)
    together = [each for size in (2, 3) for each in combinations(apart.values(), size)]
    return [(), *((option,) for option in options), *together]


def holds(leaf, value) -> bool:
    match leaf:
        case logic.Compare(_, operator, limit):
            return OPERATORS[operator](value, limit)
        case logic.OneOf(_, choices):
            return value in choices
        case logic.Includes(_, options):
            return any(option in value for option in options)
    raise TypeError(f"no way to ask {leaf!r}")


def solutions(wishes: list, still: Open, steps: Iterator[int]) -> Iterator[Open]:
    """The ways in which all wishes come true at once, as far as `steps` go; what leaves no choice goes first."""
    waiting, choices = list(wishes), []
    while waiting:
        if next(steps, None) is None:
            return
        wish = waiting.pop()
        if isinstance(wish, Closed | Given):
            still, more = _settled(wish, still)
            if still is None:
                return
            waiting += more
            continue
        ways = wish.ways if isinstance(wish, Either) else list(_ways(*wish, still))
        if len(ways) == 1:
            waiting += ways[0]
        else:
            choices.append(ways)
    if not choices:
        yield still
        return
    first, *others = sorted(choices, key=len)
    for way in first:
        yield from solutions([*way, *map(Either, others)], still, steps)


def _settled(wish, still: Open) -> tuple[Open | None, list]:
    """What is open once a question is answered or left out; whoever answers it said *yes* to what it follows."""
    if isinstance(wish, Closed):
        return still.without(wish.name), []
    name = wish.leaf.name
    is_first = name in FOLLOWS and name not in still.touched
    return still.with_(wish.leaf, wish.wanted), [(FOLLOWS[name], True)] if is_first else []


def _ways(condition, wanted, still: Open) -> Iterator[list]:
    """Each way to fulfil a wish, as further wishes."""
    match condition:
        case logic.AllOf(parts) if wanted:
            yield [(part, True) for part in parts]
        case logic.AnyOf(parts) if not wanted:
            yield [(part, False) for part in parts]
        case logic.AllOf(parts) | logic.AnyOf(parts):
            yield from ([(part, wanted)] for part in parts)
        case logic.Not(part) | logic.Unless(part):
            yield [(part, not wanted)]
        case logic.Found(part) | logic.AnyInjury(part):
            yield [(part, wanted)]
        case logic.Points(cutoff, weighted):
            yield from _totals(weighted, lambda total: (total >= cutoff) is wanted)
        case _:
            yield from _answers(condition, wanted, still)


def _answers(leaf, wanted, still):
    """An answer; or, for a *no*, none, since what the question follows does not hold."""
    if leaf.name in still.closed:
        yield [Given(leaf, True)] if wanted else []
        return
    yield [Given(leaf, wanted)]
    if not wanted and leaf.name in FOLLOWS and leaf.name not in still.touched:
        yield [(FOLLOWS[leaf.name], False), Closed(leaf.name)]


def _totals(weighted, is_as_wished):
    """Which parts hold, the fewest first, so that their total is as wished."""
    for size in range(len(weighted) + 1):
        for chosen in combinations(range(len(weighted)), size):
            if is_as_wished(sum(weighted[n][0] for n in chosen)):
                yield [(part, n in chosen) for n, (_, part) in enumerate(weighted)]


def deciding(condition: Condition, leaf: Condition) -> Iterator[list[Wish]]:
    """What must be so beside a comparison for the condition to hang on it, in each place where it stands."""
    if condition == leaf:
        yield []
    parts = logic.parts_of(condition)
    for n, part in enumerate(parts):
        for inner in deciding(part, leaf):
            for beside in _beside(condition, parts, n):
                yield [*inner, *beside]


def _beside(condition, parts, n) -> Iterator[list[Wish]]:
    rest = [part for place, part in enumerate(parts) if place != n]
    if not isinstance(condition, logic.Points):
        yield [(part, isinstance(condition, logic.AllOf)) for part in rest]
        return
    own, others = condition.parts[n][0], condition.parts[:n] + condition.parts[n + 1 :]
    totals = _totals(others, lambda total: (total >= condition.cutoff) != (total + own >= condition.cutoff))
    yield from islice(totals, 12)


def form_of(still: Open, **chosen) -> Answers:
    """The first answer that is left to each question that was touched, but for those `chosen`."""
    answers = {name: still.answers[name][0] for name in still.touched} | chosen
    row = {name: value for name, value in answers.items() if name in INJURY}
    values = {name: value for name, value in answers.items() if name not in INJURY}
    return Answers(values | {"trauma_recent": True} if row else values, (row,) if row else None)
