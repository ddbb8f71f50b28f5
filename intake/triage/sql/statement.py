"""Judge every record by many conditions in one statement: what they share is worked out once a record.

SQL's AND, OR and NOT are Kleene's own, so a verdict is a boolean that may be NULL. Shared conditions become
columns of staged sub-selects, each stage reading the one below it. The text is the same for both databases.
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

# Characters of repeated SQL that a column saves; fewer cost less than to carry it through the stages.
WORTH_A_COLUMN = 120  # 40 and 250 take a fifth and a third longer


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
        self.uses = Counter(id(part) for whole in self._met_once() for part in logic.parts_of(whole))
        self.injured = self._conditions_on_injuries()
        self.columns: dict[str, _Expression] = {}
        self.names: dict[tuple[str, int], str] = {}
        self.stages: dict[str, int] = {}
        self.in_injury = False

    def _met_once(self):
        """Every condition to be judged, each once however often it is used."""
        seen: set[int] = set()
        waiting = [*self.conditions, *self.shown_if.values()]
        while waiting:
            condition = waiting.pop()
            if id(condition) not in seen:
                seen.add(id(condition))
                waiting.extend(logic.parts_of(condition))
                yield condition

    def _conditions_on_injuries(self):
        return [each for each in self._met_once() if isinstance(each, logic.AnyInjury)]

    def text(self, where: str) -> str:
        verdicts = [self.write(condition) for condition in self.conditions]
        last = ", ".join(
            [*self.keep, *(f"{verdict.text} AS v{number}" for number, verdict in enumerate(verdicts))]
        )
        needed = frozenset(self.keep).union(*(verdict.reads for verdict in verdicts))
        below = self._staged(max(self.stages.values(), default=-1), needed, where)
        return f"SELECT {last} FROM ({below}) AS s {FENCE}"

    def _staged(self, stage, needed, where) -> str:
        """The select that yields the columns `needed`, on top of the stages below it."""
        if stage < 0:
            return f"SELECT {', '.join(sorted(needed))} FROM {RECORDS} WHERE {where} {FENCE}"
        made = [name for name in self.columns if self.stages[name] == stage]
        carried = needed - set(made)
        read = carried.union(*(self.columns[name].reads for name in made))
        selected = [*sorted(carried), *(f"{self.columns[name].text} AS {name}" for name in made)]
        return f"SELECT {', '.join(selected)} FROM ({self._staged(stage - 1, read, where)}) AS s {FENCE}"

    def write(self, condition) -> _Expression:
        """The condition as SQL; a column of its own where it is used again."""
        key = ("c", id(condition))
        if key not in self.names:
            if self.in_injury and not logic.names(condition).isdisjoint(self.of_injury):
                return self.expression(condition)
            outer, self.in_injury = self.in_injury, False
            expression = self.expression(condition)
            self.in_injury = outer
            if (self.uses[id(condition)] - 1) * len(expression.text) < WORTH_A_COLUMN:
                return expression
            self._name(key, expression)
        return self._column(self.names[key])

    def _name(self, key, expression) -> None:
        name = self.names[key] = f"{key[0]}{len(self.names)}"
        self.columns[name] = expression
        self.stages[name] = 1 + max((self.stages.get(read, -1) for read in expression.reads), default=-1)

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
        return _combined("COALESCE({}, {})", compared, self._not_applicable(self.shown_if[name]))

    def _not_applicable(self, shown) -> _Expression:
        """FALSE where *shown if* is known not to hold, else NULL."""
        key = ("closed", id(shown))
        if key not in self.names:
            outer, self.in_injury = self.in_injury, False
            self._name(key, _combined("({} AND NULL)", self.write(shown)))
            self.in_injury = outer
        return self._column(self.names[key])

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
        settled = f"CASE WHEN {{}} >= {condition.cutoff!r} THEN TRUE WHEN {{}} < {condition.cutoff!r} THEN FALSE END"
        return _combined(f"({settled})", lowest, highest)

    @expression.register
    def _(self, condition: logic.AnyInjury):
        """Two bits of one number that a single look at the rows works out for all such conditions."""
        key = ("injuries", 0)
        if key not in self.names:
            self._name(key, self._looked_at_rows())
        place = 2 * next(n for n, each in enumerate(self.injured) if each is condition)
        holds, fails = 1 << place, 2 << place
        looked = f"(CASE WHEN ({{0}} & {holds}) > 0 THEN TRUE WHEN ({{0}} & {fails}) > 0 THEN FALSE END)"
        return _combined(looked, self._column(self.names[key]))

    def _looked_at_rows(self) -> _Expression:
        # a condition on the record alone would make MAX and MIN an aggregate over records
        self.in_injury = True
        parts = [_combined("(i.position >= 0 AND {})", self.write(each.part)) for each in self.injured]
        self.in_injury = False
        bits = " + ".join(
            f"{1 << 2 * n} * MAX(CASE WHEN {part.text} THEN 1 ELSE 0 END)"
            f" + {2 << 2 * n} * MIN(CASE WHEN NOT {part.text} THEN 1 ELSE 0 END)"
            for n, part in enumerate(parts)
        )
        none = sum(2 << 2 * n for n in range(len(parts)))
        text = (
            f"CASE WHEN s.injury_count > 0 THEN (SELECT {bits} FROM {INJURIES} AS i"
            f" WHERE i.clinic_id = s.clinic_id AND i.record_id = s.id)"
            f" WHEN NOT s.trauma_recent OR (s.trauma_recent IS NULL AND s.injury_count = 0) THEN {none}"
            f" ELSE 0 END"
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
