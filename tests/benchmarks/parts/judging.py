"""One record judged by all rules in Python: with its reasons, and the verdict alone."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median

from intake.questionnaire.reading import Answers
from intake.triage import assess
from intake.triage.logic import Verdict
from intake.triage.parameters import defaults
from intake.triage.rules import RULES, bind_rules
from tests.benchmarks.figures import Row
from tests.benchmarks.population import core_form, population
from tests.benchmarks.scale import Scale

AGAIN = 200  # times the one core form


def measured(scale: Scale) -> Iterator[Row]:
    core = [core_form()] * AGAIN
    forms = list(islice(population(seed=2, examined=0.15), scale.forms))
    assert all(verdicts(form) == plain_walk(form) for form in forms), "what is quick must be right"
    for label, judged in ((f"{len(forms):,} generated forms", forms), ("a core form of heel pain", core)):
        yield row(f"All {len(RULES)} rules with reasons", label, judged, assess.assess, most=150)
        yield row(f"All {len(RULES)} rules, verdict only", label, judged, verdicts, most=20)


def row(what: str, label: str, forms: list[Answers], judge: Callable, *, most: float) -> Row:
    ours, walk = in_turns(forms, judge, plain_walk)
    return Row(
        what=f"{what}, {label}",
        figure=median(ours),
        unit="µs",
        baseline=median(walk),
        baseline_is="plain walk over the rules",
        ratio=median(ours) / median(walk),
        most=most,
        how=f"median of {len(forms):,}, each judged once by either",
    )


def in_turns(forms, *judges) -> list[list[float]]:
    """Microseconds of each judge on each form, the judges taking turns."""
    taken = [[] for _ in judges]
    for judge in judges:
        judge(forms[0])
    for form in forms:
        for judge, times in zip(judges, taken, strict=True):
            began = time.perf_counter_ns()
            judge(form)
            times.append((time.perf_counter_ns() - began) / 1000)
    return taken


_rules = bind_rules(defaults())
_compiled = assess._compiled(assess.DEFAULTS)


def verdicts(form: Answers) -> list[Verdict]:
    return list(_compiled(form.values, form.injuries))


def plain_walk(form: Answers) -> list[Verdict]:
    case = form.case()
    return [case.verdict(condition) for _, condition in _rules]
