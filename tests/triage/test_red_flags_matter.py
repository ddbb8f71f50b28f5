"""Every comparison in an emergency, urgent or red-flag rule or a *shown if* can turn it.

Modified condition/decision coverage (MC/DC): a comparison that could not would be written in vain, or wrong.
"""

from collections import Counter

import pytest

from tests.triage.mattering import ALONE, COUPLED, OPEN, leaves_of, pairs_of
from tests.triage.mutants import FIRST_SHOWN, PRESSING, conditions, told

ASKED_AFTER = (
    "the rule looks for a known *no* to leg pain, and this is asked only after a *yes* to leg_pain_present"
)
IN_PROOF = "only part of fibular_proven here, which needs a positive tinel_fibular, a fibular_cause by itself"
IN_SETTLED = "only part of weak_settled here, and this rule itself asks for old weakness whose course is same or better"

# Comparisons that cannot turn their rule, by its construction; a clinician has to agree with each reason.
CANNOT_MATTER = {
    **{(code, "leg_pain_below_knee"): ASKED_AFTER for code in ("R01d", "R04", "R04b")},
    **{
        ("R03s", leaf): IN_SETTLED
        for leaf in (
            "foot_drop_days > 84",
            "neuro_course {better, same}",
            "leg_weakness_course {sudden, worsening}",
        )
    },
    **{
        ("R05", leaf): IN_PROOF
        for leaf in (
            "ankle_inversion_mrc_left >= 5",
            "ankle_inversion_mrc_right >= 5",
            "hip_abduction_mrc_left >= 5",
            "hip_abduction_mrc_right >= 5",
            "back_pain_status {none}",
            "leg_pain_present",
            "leg_pain_below_knee",
        )
    },
}

UNITS = [*(rule.code for rule in PRESSING), *FIRST_SHOWN]


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
