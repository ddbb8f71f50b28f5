"""Every comparison in an emergency, urgent or red-flag rule or a *shown if* can turn it.

Modified condition/decision coverage (MC/DC): a comparison that could not would be written in vain, or wrong.
"""

from collections import Counter

import pytest

from tests.triage.excused import CANNOT_MATTER
from tests.triage.mattering import ALONE, COUPLED, OPEN, UNITS, leaves_of, pairs_of
from tests.triage.mutants import conditions, told


def faults_in(pairs, unit):
    """Comparisons that matter in no pair and are not known for it, or known for it and matter."""
    found = {told(leaf) for leaf in pairs}
    wanted = {told(leaf) for leaf in leaves_of(unit)}
    known = {leaf for code, leaf in CANNOT_MATTER if code == unit}
    return wanted - found - known, known & found, known - wanted


@pytest.mark.parametrize("unit", UNITS)
def test_every_condition_of_a_pressing_rule_and_of_a_shown_if_matters(unit):
    pairs = pairs_of(unit)

    assert faults_in(pairs, unit) == (set(), set(), set())
    for pair in pairs.values():
        verdicts = [form.case().verdict(conditions()[unit]) for form in (pair.yes, pair.no)]
        assert verdicts.count(True) == 1
        assert pair.how == OPEN or set(verdicts) == {True, False}


@pytest.mark.long
def test_most_conditions_matter_alone():
    every = [pair.how for unit in UNITS for pair in pairs_of(unit, best=True).values()]
    how = Counter(every)
    assert len(every) >= 1_150
    assert how[ALONE] >= 0.8 * len(every)
    assert how[ALONE] + how[COUPLED] >= 0.95 * len(every)
