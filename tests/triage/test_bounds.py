"""No rule can hang: conditions are finite trees, and their size, their depth and the time they take are bounded."""

from random import Random
from time import process_time

import pytest

from intake.questionnaire import INJURY, MOST_INJURIES, NOTATION, QUESTIONS, SHOWN_IF
from intake.questionnaire.reading import Answers
from intake.triage import assess, logic
from intake.triage.compiled import _Program, compiled
from intake.triage.facts import FACTS
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules
from tests.triage.generated import a_form, a_patient, a_row

# Half as much again as the largest of today; whoever needs more looks first at what it costs.
MOST_PARTS = 230
DEEPEST = 20
MOST_PARTS_OF_ALL = 5_500
LONGEST_SOURCE = 220_000  # characters of the compiled function
# CPU seconds, some hundred times what it takes: a bound on hanging, not a benchmark.
SLOWEST_RULE = 0.1
SLOWEST_FORM = 1.0
SLOWEST_COMPILING = 5.0

RULES = bind_rules(defaults())
CONDITIONS = {
    **{rule.code: condition for rule, condition in RULES},
    **{f"{name} is shown": condition for name, condition in SHOWN_IF.items()},
    **{name: logic.bind(NOTATION.fact(name), defaults()) for name in FACTS},
}


def parts_in(condition) -> int:
    return 1 + sum(map(parts_in, logic.parts_of(condition)))


def depth_of(condition) -> int:
    return 1 + max(map(depth_of, logic.parts_of(condition)), default=0)


def injuries_within(condition) -> int:
    """How many injuries are looked through at once, one inside the other."""
    inner = max(map(injuries_within, logic.parts_of(condition)), default=0)
    return inner + isinstance(condition, logic.AnyInjury)


def worst_forms():
    """As much as a form may say: everything, nothing, and twenty injuries each time."""
    rng = Random(4)
    most = [tuple(a_row(rng, share) for _ in range(MOST_INJURIES)) for share in (0.0, 0.3, 1.0)]
    forms = [Answers(), *(a_form(rng) for _ in range(20)), *(a_patient(rng) for _ in range(5))]
    return [Answers(form.values, rows) for form in forms for rows in (form.injuries, *most)]


FORMS = worst_forms()


def seconds(work) -> float:
    before = process_time()
    work()
    return process_time() - before


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_is_small_and_shallow_and_looks_through_injuries_once(name):
    condition = CONDITIONS[name]

    assert parts_in(condition) <= MOST_PARTS
    assert depth_of(condition) <= DEEPEST
    assert injuries_within(condition) <= 1


def test_all_rules_together_are_small():
    assert sum(parts_in(condition) for _, condition in RULES) <= MOST_PARTS_OF_ALL


def test_no_question_is_shown_by_way_of_itself():
    def leads_back(name, path=()):
        if name in path:
            return [*path, name]
        above = logic.names(SHOWN_IF[name]) if name in SHOWN_IF else ()
        return next(filter(None, (leads_back(each, (*path, name)) for each in sorted(above))), None)

    assert [circle for name in QUESTIONS if (circle := leads_back(name))] == []


def test_no_rule_takes_long_on_any_form():
    slowest = {
        rule.code: max(seconds(lambda c=condition, f=form: f.case().verdict(c)) for form in FORMS)
        for rule, condition in RULES
    }

    assert {code: took for code, took in slowest.items() if took > SLOWEST_RULE} == {}


def test_no_form_takes_long_with_all_its_reasons():
    assert max(seconds(lambda f=form: assess.assess(f)) for form in FORMS[::4]) <= SLOWEST_FORM


def test_the_compiled_function_is_short_and_soon_made():
    conditions = [condition for _, condition in RULES]

    assert len(_Program(conditions, SHOWN_IF, INJURY).source()) <= LONGEST_SOURCE
    assert seconds(lambda: compiled(conditions, SHOWN_IF, INJURY)) <= SLOWEST_COMPILING
