"""A trigger as a clinician reads it: nested bullets, named facts linked, thresholds with their default."""

import re
from dataclasses import replace

from intake.questionnaire.question import number
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.logic import Condition, Parameter
from intake.triage.notation import Notation
from intake.triage.parameters import PARAMETERS
from intake.triage.scores.score import ASKABLE

FITS_A_LINE = 90
_LINK_TARGET = re.compile(r"\(#\w+\)")
_LIMITS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
_LEAVES = (logic.Compare, logic.OneOf, logic.Includes, logic.Answered)


class _Unopened(Notation):
    """Reads a trigger without opening its named facts: each stays one name."""

    def fact(self, name):
        return logic.OneOf(name, (True,))


_SUMS = {name: number(name, name, -100, 100, "points") for name in SUMS}
_NOTATION = _Unopened(ASKABLE | _SUMS, FACTS)


def outline(trigger: str) -> str:
    """The trigger as Markdown bullets."""
    return "\n".join(_bullets(_NOTATION.read(trigger), 0))


def points(name: str) -> str:
    """A sum as Markdown bullets: what each part counts."""
    return "\n".join(f"- {weight:+d}: {phrase(text)}" for weight, text in SUMS[name])


def phrase(trigger: str) -> str:
    """The trigger in one line."""
    return _inline(_NOTATION.read(trigger))


def _bullets(condition, depth) -> list[str]:
    line = _inline(condition)
    if len(_LINK_TARGET.sub("", line)) <= FITS_A_LINE or isinstance(condition, _LEAVES):
        return [_bullet(depth, line)]
    inner = (line for part in logic.parts_of(condition) for line in _bullets(part, depth + 1))
    return [_bullet(depth, f"{_opening(condition)}:"), *inner]


def _bullet(depth, line):
    return f"{'  ' * depth}- {line}"


def _opening(condition) -> str:
    match condition:
        case logic.AllOf():
            return "all of"
        case logic.AnyOf():
            return "any of"
        case logic.Not():
            return "known not to be"
        case logic.Unless():
            return "unless known"
        case logic.Found():
            return "found"
        case logic.AnyInjury():
            return "one injury with"
        case logic.Points(cutoff):
            return f"at least {_limit(cutoff)} of"
    raise TypeError(f"no way to open {condition!r}")


def _inline(condition: Condition, inside: bool = False) -> str:
    if one := _one_for_both_sides(condition):
        return one
    match condition:
        case logic.AllOf(parts) | logic.AnyOf(parts):
            joined = _joined(condition, [_inline(part, inside=True) for part in parts])
            return f"({joined})" if inside else joined
        case logic.Not(part) | logic.Unless(part) | logic.Found(part) | logic.AnyInjury(part):
            return f"{_opening(condition)} {_inline(part, inside=True)}"
        case logic.Points(_, weighted):
            return f"{_opening(condition)} ({'; '.join(_inline(part) for _, part in weighted)})"
    return _leaf(condition)


def _joined(condition, phrases) -> str:
    """`a and b`; with a comma where a phrase has the word of its own, `a is x or y, or b`."""
    word = " and " if isinstance(condition, logic.AllOf) else " or "
    comma = "," if any(word in phrase for phrase in phrases) else ""
    return f"{comma}{word}".join(phrases)


def _one_for_both_sides(condition) -> str:
    """`f_left …` and `f_right …`, otherwise equal, as one phrase; empty where it is not such a pair."""
    if not isinstance(condition, logic.AllOf | logic.AnyOf) or len(condition.parts) != 2:
        return ""
    left, right = condition.parts
    if not isinstance(left, _LEAVES) or not left.name.endswith("_left"):
        return ""
    stem = left.name.removesuffix("_left")
    if replace(left, name=f"{stem}_right") != right:
        return ""
    sides = "on both sides" if isinstance(condition, logic.AllOf) else "on either side"
    return f"{_leaf(replace(left, name=stem))} {sides}"


def _leaf(condition) -> str:
    match condition:
        case logic.OneOf(name, (True,)):
            return f"[`{name}`](#{name})" if name in FACTS else f"`{name}`"
        case logic.OneOf(name, values):
            return f"`{name}` is {_either(values)}"
        case logic.Includes(name, options):
            return f"`{name}` includes {_either(options)}"
        case logic.Compare(name, operator, limit):
            return f"{_measured(name)} {_LIMITS[operator]} {_limit(limit)}"
        case logic.Answered(name):
            return f"`{name}` is answered"
    raise TypeError(f"no words for {condition!r}")


def _measured(name):
    return f"[`{name}`](#{name})" if name in SUMS else f"`{name}`"


def _either(names) -> str:
    *others, last = [f"*{name.replace('_', ' ')}*" for name in names]
    return f"{', '.join(others)} or {last}" if others else last


def _limit(limit) -> str:
    if not isinstance(limit, Parameter):
        return str(limit)
    return f"{PARAMETERS[limit.name].default:g} (`{limit.name}`)"
