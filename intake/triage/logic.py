"""Three-valued conditions: the few shapes that a rule is built from.

A condition is data. It yields *yes* (True), *no* (False) or *not known* (None), by Kleene's logic;
`unless`, `found` and `answered` are two-valued. The engines (`assess`, `sql`) give it meaning, and
one set of truth tables holds them together. As JSON it travels to the stored rule sets and the tablet.
"""

from dataclasses import dataclass
from functools import singledispatch
from hashlib import sha256
from json import dumps
from typing import Any

Verdict = bool | None
Number = int | float


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold that a clinic may set; `bind` puts its value in before any engine sees it."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A number set against a limit: `pain_score >= 7`."""

    name: str
    operator: str  # one of COMPARISONS
    limit: Number | Parameter


@dataclass(frozen=True, slots=True)
class OneOf:
    """A yes/no or one-of answer among the given values."""

    name: str
    values: tuple[bool | str, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """A many-of answer that holds at least one of the given options."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """*yes* where there is an answer, else *no*."""

    name: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """*yes* only where the part is known not to hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Unless:
    """An exclusion: *no* only where the part is *yes*, else *yes*."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Found:
    """An examination finding: *yes* only where recorded and true, so one not done counts for nothing."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AnyInjury:
    """Some one row of `injuries` satisfies the part."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Points:
    """Weighted parts against a cut-off: *yes* once the lowest total still possible reaches it,
    *no* once the highest cannot."""

    cutoff: Number | Parameter
    parts: tuple[tuple[int, "Condition"], ...]


Condition = Compare | OneOf | Includes | Answered | AllOf | AnyOf | Not | Unless | Found | AnyInjury | Points

COMPARISONS = ("<", "<=", ">", ">=")


def all_of(*parts: Condition) -> Condition:
    return _joined(AllOf, parts)


def any_of(*parts: Condition) -> Condition:
    return _joined(AnyOf, parts)


def at_least(cutoff: Number | Parameter, *parts: Condition) -> Points:
    return Points(cutoff, tuple((1, part) for part in parts))


def _joined(shape, parts):
    """Join, flattening what is already of the same shape."""
    flat = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, shape) else [part])
    return flat[0] if len(flat) == 1 else shape(tuple(flat))


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return parts
        case Not(part) | Unless(part) | Found(part) | AnyInjury(part):
            return (part,)
        case Points(_, weighted):
            return tuple(part for _, part in weighted)
        case Compare() | OneOf() | Includes() | Answered():
            return ()
    raise TypeError(f"no parts in {condition!r}")


def leaves(condition: Condition):
    """Every comparison on an answer, in reading order."""
    parts = parts_of(condition)
    if not parts and hasattr(condition, "name"):
        yield condition
    for part in parts:
        yield from leaves(part)


def names(condition: Condition) -> frozenset[str]:
    """The answers that this condition reads."""
    return frozenset(leaf.name for leaf in leaves(condition))


def bind(condition: Condition, values: dict[str, Number]) -> Condition:
    """The same condition with each parameter replaced by its value; a missing one is a KeyError."""
    match condition:
        case Compare(name, operator, Parameter(parameter)):
            return Compare(name, operator, values[parameter])
        case Compare() | OneOf() | Includes() | Answered():
            return condition
        case AllOf(parts) | AnyOf(parts):
            return type(condition)(tuple(bind(part, values) for part in parts))
        case Not(part) | Unless(part) | Found(part) | AnyInjury(part):
            return type(condition)(bind(part, values))
        case Points(cutoff, weighted):
            bound = values[cutoff.name] if isinstance(cutoff, Parameter) else cutoff
            return Points(bound, tuple((weight, bind(part, values)) for weight, part in weighted))
    raise TypeError(f"no way to bind {condition!r}")


def shared(condition: Condition, known: dict[Condition, Condition]) -> Condition:
    """The same condition with equal parts made one object, so that an engine meets each only once."""
    if condition in known:
        return known[condition]
    match condition:
        case AllOf(parts) | AnyOf(parts):
            condition = type(condition)(tuple(shared(part, known) for part in parts))
        case Not(part) | Unless(part) | Found(part) | AnyInjury(part):
            condition = type(condition)(shared(part, known))
        case Points(cutoff, weighted):
            condition = Points(cutoff, tuple((weight, shared(part, known)) for weight, part in weighted))
    return known.setdefault(condition, condition)


def parameters(condition: Condition) -> frozenset[str]:
    """The parameters that this condition waits for."""
    own = {
        value.name
        for value in (getattr(condition, "limit", None), getattr(condition, "cutoff", None))
        if isinstance(value, Parameter)
    }
    return frozenset(own.union(*(parameters(part) for part in parts_of(condition))))


@singledispatch
def to_json(condition: Condition) -> dict[str, Any]:
    """The condition as plain JSON values; `from_json` reads it back."""
    raise TypeError(f"no JSON for {condition!r}")


def _limit_to_json(limit):
    return {"parameter": limit.name} if isinstance(limit, Parameter) else limit


@to_json.register
def _(condition: Compare):
    return {"compare": [condition.name, condition.operator, _limit_to_json(condition.limit)]}


@to_json.register
def _(condition: OneOf):
    return {"one_of": [condition.name, list(condition.values)]}


@to_json.register
def _(condition: Includes):
    return {"includes": [condition.name, list(condition.options)]}


@to_json.register
def _(condition: Answered):
    return {"answered": condition.name}


@to_json.register
def _(condition: AllOf):
    return {"all_of": [to_json(part) for part in condition.parts]}


@to_json.register
def _(condition: AnyOf):
    return {"any_of": [to_json(part) for part in condition.parts]}


@to_json.register
def _(condition: Not):
    return {"not": to_json(condition.part)}


@to_json.register
def _(condition: Unless):
    return {"unless": to_json(condition.part)}


@to_json.register
def _(condition: Found):
    return {"found": to_json(condition.part)}


@to_json.register
def _(condition: AnyInjury):
    return {"any_injury": to_json(condition.part)}


@to_json.register
def _(condition: Points):
    parts = [[weight, to_json(part)] for weight, part in condition.parts]
    return {"points": {"at_least": _limit_to_json(condition.cutoff), "parts": parts}}


def from_json(value: dict[str, Any]) -> Condition:
    """Read a condition back from `to_json`; anything else is a ValueError."""
    try:
        (shape, content), *others = value.items()
        if others:
            raise ValueError("a condition has one shape")
        return _READERS[shape](content)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a condition") from error


def _limit_from_json(limit):
    return Parameter(limit["parameter"]) if isinstance(limit, dict) else limit


def _all_from_json(parts):
    return tuple(from_json(part) for part in parts)


_READERS = {
    "compare": lambda it: Compare(it[0], it[1], _limit_from_json(it[2])),
    "one_of": lambda it: OneOf(it[0], tuple(it[1])),
    "includes": lambda it: Includes(it[0], tuple(it[1])),
    "answered": Answered,
    "all_of": lambda it: AllOf(_all_from_json(it)),
    "any_of": lambda it: AnyOf(_all_from_json(it)),
    "not": lambda it: Not(from_json(it)),
    "unless": lambda it: Unless(from_json(it)),
    "found": lambda it: Found(from_json(it)),
    "any_injury": lambda it: AnyInjury(from_json(it)),
    "points": lambda it: Points(
        _limit_from_json(it["at_least"]), tuple((w, from_json(part)) for w, part in it["parts"])
    ),
}


def digest(content: Any) -> str:
    """The version of any JSON content: 16 hexadecimal digits of its SHA-256, keys sorted."""
    canonical = dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()[:16]
