"""Does each comparison in a rule matter? Two forms that differ in its answer, and the rule holds on one of them alone.

That is MC/DC. *Alone*: no other comparison of the rule changed with it. *Coupled*: others that read the same answer
did, or what follows it could no longer be answered; but turned round by itself it turns the rule as well. *Open*: only
where something else was not answered, so that the rule is not known on the other form, or excludes nothing there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, product

from intake.errors import AnswersRefused
from intake.questionnaire import FOLLOWS, INJURY, SHOWN_IF, reading
from intake.questionnaire.reading import Answers
from intake.triage import logic
from intake.triage.compiled import compiled
from intake.triage.logic import Condition
from tests.triage.mutants import FIRST_SHOWN, PRESSING, conditions, fact, reads, rebuilt, rows_about
from tests.triage.solving import deciding, form_of, holds, open_for, solutions

UNITS = (*(rule.code for rule in PRESSING), *FIRST_SHOWN)
ALONE, COUPLED, OPEN = "alone", "coupled", "open"  # the best first
STEPS = 2_000  # in the search for them
TRIES = 40  # forms for one comparison in one place


@dataclass(frozen=True, slots=True)
class Pair:
    """The comparison is *yes* on one form and *no* on the other, and so, or the other way round, is the rule."""

    leaf: Condition
    how: str
    yes: Answers
    no: Answers


def leaves_of(unit: str) -> list[Condition]:
    """Every comparison that a rule or a *shown if* makes, each once."""
    return list(dict.fromkeys(logic.leaves(conditions()[unit])))


def pairs_of(unit: str, *, best: bool = False) -> dict[Condition, Pair]:
    """A pair of each comparison, the `best` there is where that is asked; one without any is not among them."""
    rule, found = _Rule(conditions()[unit], leaves_of(unit)), {}
    for leaf in rule.leaves:
        every = chain(rule.pairs(leaf), islice(rule.pairs_beside(leaf, unit), 1))
        pair = min(every, key=lambda pair: pair.how, default=None) if best else next(every, None)
        if pair:
            found[leaf] = pair
    return found


class _Rule:
    def __init__(self, condition, leaves):
        self.condition, self.leaves = condition, leaves
        looks = [logic.AnyInjury(leaf) if leaf.name in INJURY else leaf for leaf in leaves]
        self.judge = compiled([condition, *looks], SHOWN_IF, INJURY)

    def pairs(self, leaf) -> Iterator[Pair]:
        """Those found, up to the first one *alone*."""
        for wishes in deciding(self.condition, leaf):
            parent = FOLLOWS.get(leaf.name)
            wishes = wishes if parent is None else [*wishes, (parent, True)]
            for pair in self._made(leaf, wishes):
                yield pair
                if pair.how == ALONE:
                    return

    def pairs_beside(self, leaf, unit) -> Iterator[Pair]:
        """Those that the rows of the rule give, with what the rows of a fact say that makes the comparison."""
        rows = [row for row in rows_about()[unit] if len(row.form.injuries or ()) <= 1]
        holding = [row.form for row in rows if row.verdict is True]
        facts = [name for name in sorted(reads(unit)) if leaf in logic.leaves(fact(name))]
        said = [row.form for name in facts for row in rows_about()[name]]
        together = (
            each for form in holding for more in said for each in (merged(form, more), merged(more, form))
        )
        for form in chain((row.form for row in rows), together):
            for each in (form, *(left_out(form, name) for name in form.values if name != leaf.name)):
                yield from self._varied(leaf, each)

    def _varied(self, leaf, form):
        yes, no = answers_to(leaf)
        for one, other in product(yes, no):
            pair = self._pair(leaf, with_answer(form, leaf.name, one), with_answer(form, leaf.name, other))
            if pair:
                yield pair

    def _made(self, leaf, wishes):
        still = open_for(self.condition)
        for each in islice(solutions(wishes, still, iter(range(STEPS))), TRIES):
            yield from self._compared(leaf, each, each.answers[leaf.name])
        for each in islice(solutions([*wishes, (leaf, True)], still, iter(range(STEPS))), TRIES):
            yield from self._compared(leaf, each, still.answers[leaf.name])

    def _compared(self, leaf, still, answers):
        yes, no = ([value for value in answers if holds(leaf, value) is wanted] for wanted in (True, False))
        for one, other in islice(product(yes, no), TRIES):
            pair = self._pair(leaf, form_of(still, **{leaf.name: one}), form_of(still, **{leaf.name: other}))
            if pair:
                yield pair

    def _pair(self, leaf, yes, no) -> Pair | None:
        asked, yes, no = no, sound(yes), sound(no)
        with_it, without = (self.judge(form.values, form.injuries) for form in (yes, no))
        place = 1 + self.leaves.index(leaf)
        if [with_it[0], without[0]].count(True) != 1 or with_it[place] is not True or without[place] is True:
            return None
        changed = sum(one is not other for one, other in zip(with_it[1:], without[1:], strict=True))
        if None in (with_it[0], without[0], without[place]):
            how = OPEN
        else:
            how = ALONE if changed == 1 and asked == no else COUPLED
        decides = how == ALONE or self._turns(leaf, yes, no)
        return Pair(leaf, how, yes, no) if decides and are_taken(yes, no) else None

    def _turns(self, leaf, *forms) -> bool:
        return any([*self._turned(leaf)(form.values, form.injuries)].count(True) == 1 for form in forms)

    @cache  # noqa: B019, a rule lives as long as its test
    def _turned(self, leaf):
        return compiled([self.condition, turned(self.condition, leaf)], SHOWN_IF, INJURY)


def turned(condition, leaf):
    """The condition with one comparison the other way round."""
    if condition == leaf:
        return logic.Not(leaf)
    return rebuilt(condition, [turned(part, leaf) for part in logic.parts_of(condition)])


def sound(form: Answers) -> Answers:
    """Without what follows a *no*."""
    while against := _against_their_parents(form):
        form = Answers(
            {name: value for name, value in form.values.items() if name not in against}, form.injuries
        )
    return form


def _against_their_parents(form):
    case = form.case()
    return {
        name
        for name, value in form.values.items()
        if name in FOLLOWS and value is not False and value != () and case.verdict(FOLLOWS[name]) is False
    }


def are_taken(*forms: Answers) -> bool:
    """Whether such forms would be filed."""
    try:
        for form in forms:
            reading.read(form.as_sent()["answers"], worked_out=True)
    except AnswersRefused:
        return False
    return True


def merged(form: Answers, more: Answers) -> Answers:
    row = (form.injuries or ({},))[0] | (more.injuries or ({},))[0]
    return Answers({**form.values, **more.values}, (row,) if row else form.injuries)


def left_out(form: Answers, name: str) -> Answers:
    return Answers({each: value for each, value in form.values.items() if each != name}, form.injuries)


def with_answer(form: Answers, name: str, value) -> Answers:
    if name in INJURY:
        return Answers(form.values, ((form.injuries or ({},))[0] | {name: value},))
    return Answers({**form.values, name: value}, form.injuries)


def answers_to(leaf) -> tuple[list, list]:
    """Answers on which the comparison is yes, and on which it is no."""
    every = open_for(leaf).answers[leaf.name]
    return [value for value in every if holds(leaf, value)], [
        value for value in every if not holds(leaf, value)
    ]
