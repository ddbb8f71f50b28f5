"""Rules with one thing wrong: what a slip of the pen would make of them, for the truth tables to notice.

A trigger, a named fact and a *shown if* are mutated where they are written, so a slip in a fact is one slip in all that
reads it, and one in a *shown if* that several questions have is one in all of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from intake.questionnaire import NOTATION, QUESTIONS, SHOWN_IF
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.logic import Condition
from intake.triage.notation import Notation
from intake.triage.parameters import defaults
from intake.triage.rules import RULE_BY_CODE, RULES
from intake.triage.rules.rule import TIERS
from tests.triage.conftest import bound_rule
from tests.triage.tables import Row, rows

RED_FLAGS = re.compile(r"(R0[1-9]|R10|R11|R20|R21|R26|N02)")
PRESSING = tuple(rule for rule in RULES if RED_FLAGS.match(rule.code) or rule.tier in ("emergency", "urgent"))
FIRST_SHOWN = sorted({condition: name for name, condition in reversed(SHOWN_IF.items())}.values())
VALUES = defaults()


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact as one leaf, where it is not what is mutated."""

    name: str


class Unopened(Notation):
    def fact(self, name):
        return Fact(name)


SHALLOW = Unopened(QUESTIONS, FACTS, SUMS)


@dataclass(frozen=True, slots=True)
class Mutant:
    """`unit` is the code of a rule, or the name of a fact or of a question; `slip` says what is wrong with it."""

    unit: str
    slip: str
    condition: Condition

    def __str__(self):
        return f"{self.unit}: {self.slip}"


@cache
def written(unit: str) -> Condition:
    """A trigger, a fact or a *shown if* as it is written, its thresholds put in."""
    if unit in RULE_BY_CODE:
        return _bound(SHALLOW.read(RULE_BY_CODE[unit].trigger))
    return _bound(SHALLOW.read(FACTS[unit] if unit in FACTS else QUESTIONS[unit].shown_if))


def parts_of(condition) -> tuple:
    return () if isinstance(condition, Fact) else logic.parts_of(condition)


def rebuilt(condition, parts):
    """The same shape around other parts."""
    match condition:
        case logic.AllOf() | logic.AnyOf():
            return type(condition)(tuple(parts))
        case logic.Points(cutoff, weighted):
            weights = [weight for weight, _ in weighted]
            return logic.Points(cutoff, tuple(zip(weights, parts, strict=True)))
        case logic.Not() | logic.Unless() | logic.Found() | logic.AnyInjury():
            return type(condition)(*parts)
    return condition


def _bound(condition):
    match condition:
        case logic.Compare(name, operator, logic.Parameter(parameter)):
            return logic.Compare(name, operator, VALUES[parameter])
        case logic.Points(logic.Parameter(parameter), weighted):
            condition = logic.Points(VALUES[parameter], weighted)
    return rebuilt(condition, [_bound(part) for part in parts_of(condition)])


def opened(condition, otherwise: dict[str, Condition]) -> Condition:
    """Every fact spelled out, those `otherwise` as they are there."""
    if isinstance(condition, Fact):
        return otherwise[condition.name] if condition.name in otherwise else fact(condition.name)
    return rebuilt(condition, [opened(part, otherwise) for part in parts_of(condition)])


@cache
def fact(name: str) -> Condition:
    """A named fact as every rule has it."""
    return logic.bind(NOTATION.fact(name), VALUES)


@cache
def reads(unit: str) -> frozenset[str]:
    """The facts that a unit reads, also by way of others."""

    def of(condition):
        own = {condition.name} if isinstance(condition, Fact) else set()
        return own.union(*(of(part) for part in parts_of(condition)))

    own = of(written(unit))
    return frozenset(own.union(*(reads(name) for name in own)))


@cache
def units() -> tuple[str, ...]:
    """The pressing rules, every fact that one of them reads, and each *shown if* by its first question."""
    facts = set().union(*(reads(rule.code) for rule in PRESSING))
    return (*(rule.code for rule in PRESSING), *(name for name in FACTS if name in facts), *FIRST_SHOWN)


def mutants_of(unit: str) -> Iterator[Mutant]:
    for slip, condition in _slips(written(unit)):
        yield Mutant(unit, slip, condition)


def _slips(condition) -> Iterator[tuple[str, Condition]]:
    """Every condition with one slip in it, at the top or anywhere below."""
    yield from _here(condition)
    parts = parts_of(condition)
    for place, part in enumerate(parts):
        for slip, wrong in _slips(part):
            yield slip, rebuilt(condition, [*parts[:place], wrong, *parts[place + 1 :]])


def _here(condition):
    match condition:
        case logic.AllOf(parts) | logic.AnyOf(parts):
            other = logic.AnyOf if isinstance(condition, logic.AllOf) else logic.AllOf
            yield f"{type(condition).__name__} of {len(parts)} swapped at {told(parts[0])}", other(parts)
            for place, part in enumerate(parts):
                rest = parts[:place] + parts[place + 1 :]
                yield f"without {told(part)}", rest[0] if len(rest) == 1 else type(condition)(rest)
        case logic.Points(cutoff, weighted):
            yield from _of_points(cutoff, weighted)
        case logic.Unless(part):
            yield f"not instead of unless {told(part)}", logic.Not(part)
            yield f"no unless around {told(part)}", part
        case logic.Found(part):
            yield f"no found around {told(part)}", part
        case logic.Not(part):
            yield f"no not before {told(part)}", part
            yield f"unless instead of not {told(part)}", logic.Unless(part)
        case logic.Compare(name, operator, limit):
            step = 1 if QUESTIONS[name].kind == "whole" else 0.1
            for moved in (limit - step, limit + step):
                yield f"{name} {operator} {moved:g}", logic.Compare(name, operator, round(moved, 1))
        case logic.OneOf(name, choices) | logic.Includes(name, choices) if len(choices) > 1:
            for choice in choices:
                rest = tuple(each for each in choices if each != choice)
                yield f"{name} without {choice}", type(condition)(name, rest)
    if not isinstance(condition, logic.Not | logic.Unless | logic.Found | logic.AllOf | logic.AnyOf):
        yield f"not {told(condition)}", logic.Not(condition)


def _of_points(cutoff, weighted):
    for moved in (cutoff - 1, cutoff + 1):
        yield f"{moved} points instead of {cutoff}", logic.Points(moved, weighted)
    for place, (weight, part) in enumerate(weighted):
        rest = weighted[:place] + weighted[place + 1 :]
        yield f"without {told(part)}", logic.Points(cutoff, rest)
        for moved in {weight - 1, weight + 1} - {0}:
            changed = (*weighted[:place], (moved, part), *weighted[place + 1 :])
            yield f"{moved} points for {told(part)}", logic.Points(cutoff, changed)


def told(condition) -> str:
    """A few words for a condition, as the notation has them."""
    match condition:
        case Fact(name):
            return name
        case logic.Compare(name, operator, limit):
            return f"{name} {operator} {limit}"
        case logic.OneOf(name, (True,)) | logic.Answered(name):
            return name
        case logic.OneOf(name, choices) | logic.Includes(name, choices):
            return f"{name} {{{', '.join(map(str, choices))}}}"
    return f"{type(condition).__name__}({', '.join(map(told, parts_of(condition)))})"


@cache
def rows_about() -> dict[str, list[Row]]:
    """The rows of every rule, fact and *shown if*; two of the same condition share theirs."""
    of = {}
    for row in rows():
        of.setdefault(row.of, []).append(row)
    return {unit: of.get(condition, []) for unit, condition in conditions().items()}


@cache
def conditions() -> dict[str, Condition]:
    """Every rule, fact and *shown if* as it judges."""
    rules = {rule.code: bound_rule(rule.code) for rule in RULES}
    return rules | {name: fact(name) for name in FACTS} | SHOWN_IF


def is_noticed(mutant: Mutant) -> bool:
    """Whether some row of some table comes out otherwise."""
    wrong = opened(mutant.condition, {})
    if _differs(wrong, mutant.unit):
        return True
    if mutant.unit not in FACTS:
        return False
    changed = {mutant.unit: wrong}
    readers = [name for name in FACTS if mutant.unit in reads(name)]
    for name in sorted(readers, key=lambda name: len(reads(name))):
        changed[name] = opened(written(name), changed)
    return any(_differs(changed[name], name) for name in readers) or any(
        _differs(opened(written(rule.code), changed), rule.code)
        for rule in RULES
        if mutant.unit in reads(rule.code)
    )


def unnoticed(unit: str) -> list[str]:
    return [str(mutant) for mutant in mutants_of(unit) if not is_noticed(mutant)]


def _differs(condition, unit) -> bool:
    return any(row.form.case().verdict(condition) is not row.verdict for row in rows_about()[unit])


def lowered_tiers() -> list[tuple[str, str]]:
    """Each pressing rule with each tier below its own."""
    return [(rule.code, tier) for rule in PRESSING for tier in TIERS[TIERS.index(rule.tier) + 1 : -1]]
