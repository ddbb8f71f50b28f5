"""Judge every record by many conditions in one statement: what they share is worked out once a record.

SQL's AND, OR and NOT are Kleene's own, so a verdict is a boolean that may be NULL. Shared conditions become
columns of staged sub-selects, each stage reading the one below it. The text is the same for both databases.
Nearly all the time goes into PostgreSQL's interpreter of expressions, a step at a time, and carrying one column
through one stage is a step.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import singledispatchmethod

from intake import questionnaire
from intake.triage import logic
from intake.triage.logic import Condition

RECORDS, INJURIES = "intake_intakerecord", "intake_injury"

# Keeps a sub-select a stage of its own: a planner that merged them would work each shared column out again
# at every use. SQLite asks for it inside and outside.
FENCE = "LIMIT 9223372036854775807 OFFSET 0"

# Characters of repeated SQL that a column saves; fewer cost less than to work it out and carry it.
WORTH_A_COLUMN = 400

STAGES = 3  # of columns; what could only stand above them is written out at each use


def verdicts_statement(
    conditions: Iterable[Condition],
    shown_if: Mapping[str, Condition],
    of_injury: Collection[str],
    *,
    where: str,
    keep: Collection[str] = ("id",),
) -> str:
    """SELECT the columns `keep` and then v0, v1, …: each condition's verdict on each record (NULL: not known).

    Parameters must be bound. `where` chooses among the records, its placeholders are the caller's.
    """
    return _Statement(conditions, shown_if, of_injury, keep).text(where)


@dataclass(frozen=True, slots=True)
class _Expression:
    """A piece of SQL and the columns of the stage below that it reads."""

    text: str
    reads: frozenset[str] = frozenset()


class _Statement:
    """Writes expressions, giving a column to what is used more than once."""

    def __init__(self, conditions, shown_if, of_injury, keep):
        self.known: dict[Condition, Condition] = {}
        self.conditions = [logic.shared(condition, self.known) for condition in conditions]
        self.shown_if = {name: logic.shared(shown, self.known) for name, shown in shown_if.items()}
        self.of_injury, self.keep = of_injury, keep
        self.uses = Counter(id(part) for whole in self._met_once() for part in self._parts_of(whole))
        self.injured = self._conditions_on_injuries()
        self.columns: dict[str, _Expression] = {}
        self.names: dict[int, str] = {}  # the column of a condition
        self.rows = ""  # the column of what was found in the rows of injuries
        self.stages: dict[str, int] = {}
        self.in_injury = False

    def _met_once(self):
        """Every condition to be judged, each once however often it is used."""
        seen: set[int] = set()
        waiting = list(self.conditions)
        while waiting:
            condition = waiting.pop()
            if id(condition) not in seen:
                seen.add(id(condition))
                waiting.extend(self._parts_of(condition))
                yield condition

    def _parts_of(self, condition):
        """What is written within it; a leaf leans on when its question is shown."""
        if parts := logic.parts_of(condition):
            return parts
        return (self.shown_if[condition.name],) if condition.name in self.shown_if else ()

    def _conditions_on_injuries(self):
        return [each for each in self._met_once() if isinstance(each, logic.AnyInjury)]

    def text(self, where: str) -> str:
        verdicts = [self.write(condition) for condition in self.conditions]
        last = ", ".join(
            [*self.keep, *(f"{verdict.text} AS v{number}" for number, verdict in enumerate(verdicts))]
        )
        needed = frozenset(self.keep).union(*(verdict.reads for verdict in verdicts))
        return f"SELECT {last} FROM {self._below(1 + max(self.stages.values(), default=-1), needed, where)} {FENCE}"

    def _below(self, stage, needed, where) -> str:
        """What a stage reads: the records themselves, or the stage below it."""
        if stage == 0:
            return f"{RECORDS} AS s WHERE {where}"
        return f"({self._staged(stage - 1, needed, where)}) AS s"

    def _staged(self, stage, needed, where) -> str:
        """The select that yields the columns `needed`, on top of the stages below it."""
        made = [name for name in self.columns if self.stages[name] == stage]
        carried = needed - set(made)
        read = carried.union(*(self.columns[name].reads for name in made))
        selected = [*sorted(carried), *(f"{self.columns[name].text} AS {name}" for name in made)]
        return f"SELECT {', '.join(selected)} FROM {self._below(stage, read, where)} {FENCE}"

    def write(self, condition) -> _Expression:
        """The condition as SQL; a column of its own where that saves enough."""
        if id(condition) not in self.names:
            if self.in_injury and not logic.names(condition).isdisjoint(self.of_injury):
                return self.expression(condition)
            expression = self._of_record(self.expression, condition)
            saved = (self.uses[id(condition)] - 1) * len(expression.text)
            if saved < WORTH_A_COLUMN or self._stage(expression) >= STAGES:
                return expression
            self.names[id(condition)] = self._named(expression)
        return self._column(self.names[id(condition)])

    def _of_record(self, write, condition) -> _Expression:
        """Written as it stands outside of injuries."""
        outer, self.in_injury = self.in_injury, False
        expression = write(condition)
        self.in_injury = outer
        return expression

    def _stage(self, expression) -> int:
        """The lowest stage whose select can work it out."""
        return 1 + max((self.stages.get(name, -1) for name in expression.reads), default=-1)

    def _named(self, expression) -> str:
        name = f"c{len(self.columns)}"
        self.stages[name] = self._stage(expression)
        self.columns[name] = expression
        return name

    def _column(self, name) -> _Expression:
        return _Expression(f"s.{name}", frozenset([name]))

    def _leaf(self, name, holds) -> _Expression:
        """An answer set against something; unanswered it is NULL, or FALSE where it does not apply."""
        if self.in_injury and name in self.of_injury:
            return _Expression(holds.format(f"i.{name}"))
        answer = self._column(name)
        compared = _Expression(holds.format(answer.text), answer.reads)
        if name not in self.shown_if:
            return compared
        return _combined(
            "COALESCE({}, {} AND NULL)", compared, self._of_record(self.write, self.shown_if[name])
        )

    @singledispatchmethod
    def expression(self, condition) -> _Expression:
        raise TypeError(f"no SQL for {condition!r}")

    @expression.register
    def _(self, condition: logic.Compare):
        return self._leaf(condition.name, f"({{}} {condition.operator} {condition.limit!r})")

    @expression.register
    def _(self, condition: logic.OneOf):
        if questionnaire.QUESTIONS[condition.name].kind == "yes_no":
            spelt = {(True,): "{0}", (False,): "(NOT {0})"}
            return self._leaf(condition.name, spelt.get(condition.values, "({0} OR NOT {0})"))
        values = [_quoted(value) for value in condition.values]
        among = f"= {values[0]}" if len(values) == 1 else f"IN ({', '.join(values)})"
        return self._leaf(condition.name, f"({{}} {among})")

    @expression.register
    def _(self, condition: logic.Includes):
        return self._leaf(
            condition.name, f"(({{}} & {questionnaire.mask(condition.name, condition.options)}) > 0)"
        )

    @expression.register
    def _(self, condition: logic.Answered):
        is_in_row = self.in_injury and condition.name in self.of_injury
        answer = _Expression(f"i.{condition.name}") if is_in_row else self._column(condition.name)
        return _combined("({} IS NOT NULL)", answer)

    @expression.register
    def _(self, condition: logic.AllOf):
        return self._joined(" AND ", condition.parts)

    @expression.register
    def _(self, condition: logic.AnyOf):
        return self._joined(" OR ", condition.parts)

    def _joined(self, word, parts):
        written = sorted(map(self.write, parts), key=lambda part: len(part.text))  # the cheap may decide
        return _combined("(" + word.join(["{}"] * len(written)) + ")", *written)

    @expression.register
    def _(self, condition: logic.Not):
        return _combined("(NOT {})", self.write(condition.part))

    @expression.register
    def _(self, condition: logic.Unless):
        return _combined("({} IS NOT TRUE)", self.write(condition.part))

    @expression.register
    def _(self, condition: logic.Found):
        return _combined("({} IS TRUE)", self.write(condition.part))

    @expression.register
    def _(self, condition: logic.Points):
        written = [(weight, self.write(part)) for weight, part in condition.parts]
        lowest = _total(written, surely=lambda weight: weight > 0)
        highest = _total(written, surely=lambda weight: weight < 0)
        settled = f"CASE WHEN {{}} < {condition.cutoff!r} THEN FALSE WHEN {{}} >= {condition.cutoff!r} THEN TRUE END"
        return _combined(f"({settled})", highest, lowest)  # in this order: mostly too few

    @expression.register
    def _(self, condition: logic.AnyInjury):
        """Two bits of one number that a single look at the rows works out for all such conditions."""
        if not self.rows:
            self.rows = self._named(self._looked_at_rows())
        number = next(n for n, each in enumerate(self.injured) if each is condition)
        is_open, holds = 1 << 2 * number, 2 << 2 * number
        looked = (
            f"CASE WHEN ({{0}} & {is_open | holds}) = 0 THEN FALSE WHEN ({{0}} & {holds}) > 0 THEN TRUE END"
        )
        return _combined(f"({looked})", self._column(self.rows))

    def _looked_at_rows(self) -> _Expression:
        """The highest over the rows, in each two bits, of 2 (holds), 1 (not known) and 0 (fails)."""
        if len(self.injured) > 31:
            raise ValueError("more than 31 conditions on injuries do not fit one number of 63 bits")
        # a condition on the record alone would make MAX an aggregate over records
        self.in_injury = True
        parts = [_combined("(i.position >= 0 AND {})", self.write(each.part)) for each in self.injured]
        self.in_injury = False
        bits = " + ".join(
            f"{1 << 2 * n} * MAX(CASE {part.text} WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END)"
            for n, part in enumerate(parts)
        )
        all_open = sum(1 << 2 * n for n in range(len(parts)))
        text = (
            f"CASE WHEN s.injury_count > 0 THEN (SELECT {bits} FROM {INJURIES} AS i"
            f" WHERE i.clinic_id = s.clinic_id AND i.record_id = s.id)"
            f" WHEN NOT s.trauma_recent OR (s.trauma_recent IS NULL AND s.injury_count = 0) THEN 0"
            f" ELSE {all_open} END"
        )
        own = frozenset({"id", "clinic_id", "injury_count", "trauma_recent"})
        return _Expression(text, own.union(*(part.reads for part in parts)))


def _combined(pattern, *parts: _Expression) -> _Expression:
    return _Expression(
        pattern.format(*(part.text for part in parts)), frozenset().union(*(part.reads for part in parts))
    )


def _total(written, *, surely) -> _Expression:
    """The sum over the parts that surely hold, or that still may."""
    terms = [
        _combined(
            f"CASE WHEN {{}} {'IS TRUE' if surely(weight) else 'IS NOT FALSE'} THEN {weight} ELSE 0 END", part
        )
        for weight, part in written
    ]
    return _combined("(" + " + ".join(["{}"] * len(terms)) + ")", *terms)


def _quoted(text) -> str:
    return "'" + text.replace("'", "''") + "'"
