"""Every truth table of these tests, without a database: which condition it is about, and what each row says."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

from intake.questionnaire import reading
from intake.questionnaire.reading import Answers
from intake.triage.logic import Condition, Verdict
from tests.triage.conftest import VERDICTS, bound_rule, read_table
from tests.triage.truths import TRUTHS

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """`of` is what the table is about: a rule's condition, or that of a named fact."""

    of: Condition
    form: Answers
    verdict: Verdict


@cache
def rows() -> tuple[Row, ...]:
    found = [row for path in sorted(HERE.glob("rules/test_*.py")) for row in _rows_of(path)]
    for answers, verdicts in TRUTHS:
        form = reading.read(answers)
        found += [Row(bound_rule(code), form, VERDICTS[said]) for code, said in verdicts.items()]
    return tuple(found)


def _rows_of(path) -> Iterator[Row]:
    """Run each test with a `spec` that writes down instead of judging."""
    module = import_module(f"tests.triage.rules.{path.stem}")
    found = []

    def spec(condition, table):
        judge_everywhere(
            None, bound_rule(condition) if isinstance(condition, str) else condition, read_table(table)
        )

    def judge_everywhere(_, condition, cases):
        found.extend(Row(condition, form, verdict) for form, verdict, _ in cases)

    given = {"spec": spec, "clinic": None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "judge_everywhere", judge_everywhere, raising=False)
        for name, test in vars(module).items():
            if name.startswith("test_"):
                wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
                for arguments in _arguments_of(test):
                    test(**{each: given[each] for each in wanted if each in given}, **arguments)
    return iter(found)


def _arguments_of(test) -> Iterator[dict]:
    """What `parametrize` would call it with."""
    each_mark = []
    for mark in getattr(test, "pytestmark", ()):
        names = mark.args[0]
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        each_mark.append([dict(zip(names, _values(value, names), strict=True)) for value in mark.args[1]])
    for chosen in product(*each_mark):
        yield {name: value for part in chosen for name, value in part.items()}


def _values(value, names):
    value = getattr(value, "values", value) if type(value).__name__ == "ParameterSet" else value
    return [value] if len(names) == 1 and not isinstance(value, tuple) else list(value)
