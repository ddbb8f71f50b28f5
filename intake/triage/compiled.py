"""Judge a record by many conditions at once, verdicts only: they become one generated Python function.

The quick engine beside the reference one in `findings`, and held to it by the same truth tables. A condition
is a pair of tests, *holds* and *fails*, each left at the first part that decides it; where neither is true it
is not known. Most conditions fail on most records, so *fails* is tried first and *holds* hardly ever.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from sys import intern
from typing import Any

from intake.triage import logic
from intake.triage.logic import Condition, Verdict

Judge = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]] | None], tuple[Verdict, ...]]

# One line for all: merged, the answers stand in the order of the names, and those that no condition asks for behind.
READ = "{variables}, *_ = (UNANSWERED | answers).values()"

KNOWN_NONE = (
    "False if a_trauma_recent is False or (injuries is not None and a_trauma_recent is None) else None"
)

# Characters of repeated source that a line of its own saves; fewer cost less than a verdict nobody may need.
WORTH_A_LINE = 1000


def compiled(
    conditions: Iterable[Condition], shown_if: Mapping[str, Condition], of_injury: Collection[str]
) -> Judge:
    """A function of answers and injuries that gives the verdict of each condition, in their order.

    Parameters must be bound. `of_injury` names the answers that belong to a row of `injuries`.
    """
    program = _Program(conditions, shown_if, of_injury)
    source = program.source()
    # interned, as the names of answers are, so that they are found by identity
    namespace: dict[str, Any] = {"UNANSWERED": dict.fromkeys(map(intern, program.answers))}
    exec(compile(source, "<conditions>", "exec"), namespace)  # noqa: S102, written from our own rules only
    return namespace["judge"]


@dataclass(frozen=True, slots=True)
class _Tests:
    """Two Python expressions, never both true of one record."""

    holds: str
    fails: str

    @property
    def verdict(self) -> str:
        return f"False if {self.fails} else True if {self.holds} else None"


class _Program:
    """Writes the function: all answers read, a line for each condition much shared, then all verdicts."""

    def __init__(self, conditions, shown_if, of_injury):
        self.known: dict[Condition, Condition] = {}
        self.conditions = [logic.shared(condition, self.known) for condition in conditions]
        self.shown_if = {name: logic.shared(shown, self.known) for name, shown in shown_if.items()}
        self.of_injury = of_injury
        self.uses = Counter(id(each) for each in self._outside_injuries())
        self.answers: dict[str, None] = {"trauma_recent": None}
        self.lines: list[str] = []
        self.variables: dict[int, str] = {}
        self.row: dict[str, None] | None = None  # the answers read from a row, while writing one

    def _outside_injuries(self):
        """Every use of every condition that is judged once a record; parts of a shared one count once."""
        seen: set[int] = set()
        waiting = list(self.conditions)
        while waiting:
            condition = waiting.pop()
            yield condition
            if id(condition) not in seen and not isinstance(condition, logic.AnyInjury):
                seen.add(id(condition))
                waiting.extend(logic.parts_of(condition) or self._when_shown(condition))

    def _when_shown(self, leaf):
        return [self.shown_if[leaf.name]] if leaf.name in self.shown_if else []

    def source(self) -> str:
        verdicts = "".join(f"{self.tests(condition).verdict}, " for condition in self.conditions)
        read = READ.format(variables=", ".join(f"a_{name}" for name in self.answers))
        lines = [read, f"known_none = {KNOWN_NONE}", *self.lines, f"return ({verdicts})"]
        return "def judge(answers, injuries):\n" + "".join(f"    {line}\n" for line in lines)

    def tests(self, condition) -> _Tests:
        """The pair for the condition; of a line of its own where that saves enough."""
        if id(condition) not in self.variables:
            tests = self.written(condition)
            saved = (self.uses[id(condition)] - 1) * len(tests.fails)
            has_a_line = id(condition) in self.variables  # as what asks about injuries always has
            if has_a_line or self.row is not None or saved < WORTH_A_LINE:
                return tests
            self._named(condition, tests.verdict)
        return self._of(self.variables[id(condition)])

    def _named(self, condition, expression) -> str:
        name = self.variables[id(condition)] = f"v{len(self.variables)}"
        self.lines.append(f"{name} = {expression}")
        return name

    def _of(self, variable) -> _Tests:
        return _Tests(f"({variable} is True)", f"({variable} is False)")

    def answer(self, name) -> str:
        if self.row is not None and name in self.of_injury:
            self.row[name] = None
            return f"r_{name}"
        self.answers[name] = None
        return f"a_{name}"

    def _leaf(self, name, holds, fails) -> _Tests:
        """Tests that an answer which is not there passes neither of; it fails where it does not apply."""
        answer = self.answer(name)
        holds, fails = holds.format(answer), fails.format(answer)
        if name in self.shown_if:
            row, self.row = self.row, None
            fails = f"{fails} or {answer} is None and {self.tests(self.shown_if[name]).fails}"
            self.row = row
        return _Tests(f"({holds})", f"({fails})")

    def _compared(self, name, test) -> _Tests:
        return self._leaf(name, f"{{0}} is not None and {test}", f"{{0}} is not None and not {test}")

    @singledispatchmethod
    def written(self, condition) -> _Tests:
        raise TypeError(f"no way to write {condition!r}")

    @written.register
    def _(self, condition: logic.Compare):
        return self._compared(condition.name, f"{{0}} {condition.operator} {condition.limit!r}")

    @written.register
    def _(self, condition: logic.OneOf):
        if condition.values == (True,):
            return self._leaf(condition.name, "{0} is True", "{0} is False")
        return self._compared(condition.name, f"{{0}} in {condition.values!r}")

    @written.register
    def _(self, condition: logic.Includes):
        ticked = " or ".join(f"{option!r} in {{0}}" for option in condition.options)
        return self._compared(condition.name, f"({ticked})")

    @written.register
    def _(self, condition: logic.Answered):
        answer = self.answer(condition.name)
        return _Tests(f"({answer} is not None)", f"({answer} is None)")

    @written.register
    def _(self, condition: logic.AllOf):
        parts = [self.tests(part) for part in condition.parts]
        return _Tests(
            _joined("and", (part.holds for part in parts)), _joined("or", (part.fails for part in parts))
        )

    @written.register
    def _(self, condition: logic.AnyOf):
        parts = [self.tests(part) for part in condition.parts]
        return _Tests(
            _joined("or", (part.holds for part in parts)), _joined("and", (part.fails for part in parts))
        )

    @written.register
    def _(self, condition: logic.Not):
        part = self.tests(condition.part)
        return _Tests(holds=part.fails, fails=part.holds)

    @written.register
    def _(self, condition: logic.Unless):
        part = self.tests(condition.part)
        return _Tests(holds=f"(not {part.holds})", fails=part.holds)

    @written.register
    def _(self, condition: logic.Found):
        part = self.tests(condition.part)
        return _Tests(holds=part.holds, fails=f"(not {part.holds})")

    @written.register
    def _(self, condition: logic.Points):
        parts = [(weight, self.tests(part)) for weight, part in condition.parts]
        lowest = " + ".join(_points(weight, part, surely=weight > 0) for weight, part in parts)
        highest = " + ".join(_points(weight, part, surely=weight < 0) for weight, part in parts)
        return _Tests(f"({lowest} >= {condition.cutoff!r})", f"({highest} < {condition.cutoff!r})")

    @written.register
    def _(self, condition: logic.AnyInjury):
        """Looked for row by row, up to the first that satisfies the part."""
        self.row = {}
        part = self.tests(condition.part)
        reads = [f"r_{name} = row.get({name!r})" for name in self.row]
        self.row = None
        found = self._named(condition, "known_none")
        self.lines += [
            "if injuries:",
            f"    {found} = False",
            "    for row in injuries:",
            *(f"        {read}" for read in reads),
            f"        if {part.holds}:",
            f"            {found} = True",
            "            break",
            f"        if not {part.fails}:",
            f"            {found} = None",
        ]
        return self._of(found)


def _joined(word, tests):
    return "(" + f" {word} ".join(tests) + ")"


def _points(weight, part, *, surely):
    """The weight where the part surely holds, or where it still may."""
    return f"({weight} if {part.holds} else 0)" if surely else f"(0 if {part.fails} else {weight})"
