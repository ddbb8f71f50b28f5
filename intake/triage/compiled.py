"""Judge a record by many conditions at once, verdicts only: they become one generated Python function.

The quick engine beside the reference one in `findings`, and held to it by the same truth tables. What
conditions share is worked out once, and a condition is left as soon as one part decides it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import singledispatchmethod
from typing import Any

from intake.triage import logic
from intake.triage.logic import Condition, Verdict

Judge = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]] | None], tuple[Verdict, ...]]

KNOWN_NONE = (
    "False if a_trauma_recent is False or (injuries is not None and a_trauma_recent is None) else None"
)


def compiled(
    conditions: Iterable[Condition], shown_if: Mapping[str, Condition], of_injury: Collection[str]
) -> Judge:
    """A function of answers and injuries that gives the verdict of each condition, in their order.

    Parameters must be bound. `of_injury` names the answers that belong to a row of `injuries`.
    """
    namespace: dict[str, Any] = {"first_true": _first_true}
    source = _Program(conditions, shown_if, of_injury).source()
    exec(compile(source, "<conditions>", "exec"), namespace)  # noqa: S102, written from our own rules only
    return namespace["judge"]


def _first_true(verdicts: list[Verdict]) -> Verdict:
    return True if True in verdicts else None if None in verdicts else False


class _Program:
    """Writes the function: a line for each answer read and each shared condition, then all verdicts."""

    def __init__(self, conditions, shown_if, of_injury):
        self.known: dict[Condition, Condition] = {}
        self.conditions = [logic.shared(condition, self.known) for condition in conditions]
        self.shown_if, self.of_injury = shown_if, of_injury
        self.uses = Counter(id(each) for each in self._outside_injuries())
        self.answers: dict[str, None] = {"trauma_recent": None}
        self.lines: list[str] = []
        self.variables: dict[tuple[str, int], str] = {}
        self.row: dict[str, None] | None = None  # the answers read from a row, while writing one
        self.count = 0

    def _outside_injuries(self):
        """Every use of every condition that is judged once a record; parts of a shared one count once."""
        seen: set[int] = set()
        waiting = list(self.conditions)
        while waiting:
            condition = waiting.pop()
            yield condition
            if id(condition) not in seen and not isinstance(condition, logic.AnyInjury):
                seen.add(id(condition))
                waiting.extend(logic.parts_of(condition))

    def source(self) -> str:
        verdicts = "".join(f"{self.verdict(condition)}, " for condition in self.conditions)
        reads = [f"a_{name} = answers.get({name!r})" for name in self.answers]
        lines = [*reads, *self.lines, f"return ({verdicts})"]
        return "def judge(answers, injuries):\n" + "".join(f"    {line}\n" for line in lines)

    def verdict(self, condition) -> str:
        """An expression for the condition; one that is used again gets a line and a name of its own."""
        key = ("v", id(condition))
        if key in self.variables:
            return self.variables[key]
        expression = self.expression(condition)
        is_shared = self.uses[id(condition)] > 1 and logic.parts_of(condition)
        return self._named(key, expression) if is_shared and self.row is None else expression

    def _named(self, key, expression):
        name = self.variables[key] = f"{key[0]}{len(self.variables)}"
        self.lines.append(f"{name} = {expression}")
        return name

    def answer(self, name) -> str:
        if self.row is not None and name in self.of_injury:
            self.row[name] = None
            return f"r_{name}"
        self.answers[name] = None
        return f"a_{name}"

    def unanswered(self, name) -> str:
        """What an answer that is not there counts as: *no* where the question does not apply."""
        if name not in self.shown_if:
            return "None"
        shown = logic.shared(self.shown_if[name], self.known)
        key = ("closed", id(shown))
        if key not in self.variables:
            row, self.row = self.row, None
            self._named(key, f"False if {self.verdict(shown)} is False else None")
            self.row = row
        return self.variables[key]

    def temporary(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def _leaf(self, name, holds) -> str:
        answer = self.answer(name)
        return f"({self.unanswered(name)} if {answer} is None else {holds.format(answer)})"

    @singledispatchmethod
    def expression(self, condition) -> str:
        raise TypeError(f"no way to write {condition!r}")

    @expression.register
    def _(self, condition: logic.Compare):
        return self._leaf(condition.name, f"{{}} {condition.operator} {condition.limit!r}")

    @expression.register
    def _(self, condition: logic.OneOf):
        return self._leaf(
            condition.name, "{}" if condition.values == (True,) else f"{{}} in {condition.values!r}"
        )

    @expression.register
    def _(self, condition: logic.Includes):
        holds = " or ".join(f"{option!r} in {{0}}" for option in condition.options)
        return self._leaf(condition.name, f"({holds})")

    @expression.register
    def _(self, condition: logic.Answered):
        return f"({self.answer(condition.name)} is not None)"

    @expression.register
    def _(self, condition: logic.AllOf):
        return self._joined(condition.parts, decisive=False)

    @expression.register
    def _(self, condition: logic.AnyOf):
        return self._joined(condition.parts, decisive=True)

    def _joined(self, parts, *, decisive):
        written = {self.temporary(): self.verdict(part) for part in parts}
        decides = " or ".join(f"({name} := {verdict}) is {decisive}" for name, verdict in written.items())
        is_open = " or ".join(f"{name} is None" for name in written)
        return f"({decisive} if {decides} else None if {is_open} else {not decisive})"

    @expression.register
    def _(self, condition: logic.Not):
        name = self.temporary()
        return f"(None if ({name} := {self.verdict(condition.part)}) is None else not {name})"

    @expression.register
    def _(self, condition: logic.Unless):
        return f"({self.verdict(condition.part)} is not True)"

    @expression.register
    def _(self, condition: logic.Found):
        return f"({self.verdict(condition.part)} is True)"

    @expression.register
    def _(self, condition: logic.Points):
        parts = [(self.temporary(), weight, self.verdict(part)) for weight, part in condition.parts]
        lowest = " + ".join(
            f"({weight} if ({name} := {verdict}) else {min(weight, 0)} if {name} is None else 0)"
            for name, weight, verdict in parts
        )
        highest = " + ".join(
            f"({weight} if {name} else {max(weight, 0)} if {name} is None else 0)"
            for name, weight, _ in parts
        )
        cutoff = condition.cutoff
        return f"(True if {lowest} >= {cutoff!r} else False if {highest} < {cutoff!r} else None)"

    @expression.register
    def _(self, condition: logic.AnyInjury):
        self.row = {}
        verdict = self.verdict(condition.part)
        reads = [f"r_{name} = row.get({name!r})" for name in self.row]
        self.row = None
        name = f"injury{len(self.lines)}"
        self.lines += [f"def {name}(row):", *(f"    {line}" for line in [*reads, f"return {verdict}"])]
        return f"(first_true([{name}(row) for row in injuries]) if injuries else ({KNOWN_NONE}))"
