"""The truth tables notice a rule with one thing wrong: swapped, dropped, negated, off by one, or too calm."""

import pytest

from intake.triage.rules import RULES
from tests.triage.excused import EQUIVALENT
from tests.triage.mutants import PRESSING, lowered_tiers, mutants_of, units, unnoticed
from tests.triage.tables import rows

# As signed in the clinical text. A rule that is made calmer or more pressing is no longer that rule.
TIERS = {
    "emergency": """
        R01 R01r R02e R03e R04b R04n R21e N02 R26 R08a R08k R09e R10 R24e F01 F04e F05 F06 F07e F11
    """,
    "urgent": """
        R01u R02 R03 R04 R05 R07u R20u R21 N02u R26u R08m R08u R09 R10u R11u R24u R24h F02 F03 F04 F05u F06u F07
        F08 F09
    """,
    "soon": "R01d R03s R04s R04c R06 R07 R20 R08s R09s R09n R11 R12s R27s R14s R15s R16 R22 R24 F02s F08s",
    "routine": """
        R03r R04r R04d R06r R09r R11r R12 R12r R13 R27 R28 R14 R15 R15c R16r R17 R19 R22h R22b R23 R24r F10 N01 D00
    """,
}
TIER_OF = {code: tier for tier, codes in TIERS.items() for code in codes.split()}


@pytest.mark.parametrize("unit", units())
def test_the_tables_notice_a_changed_rule(unit):
    assert {*unnoticed(unit)} - EQUIVALENT.keys() == set()


def test_no_slip_is_excused_that_the_tables_notice():
    excused = {slip.split(":")[0] for slip in EQUIVALENT}
    assert {slip for unit in excused for slip in unnoticed(unit)} == EQUIVALENT.keys()


def test_there_are_many_slips_and_few_are_excused():
    every = [str(mutant) for unit in units() for mutant in mutants_of(unit)]
    assert len(every) >= 2_000
    assert len(EQUIVALENT) <= 0.01 * len(every)


def test_a_rule_is_as_pressing_as_the_clinical_text_says():
    assert {rule.code: rule.tier for rule in RULES} == TIER_OF


def test_a_lowered_tier_is_noticed():
    assert len(lowered_tiers()) >= 100
    assert all(TIER_OF[code] != tier for code, tier in lowered_tiers())
    assert len(PRESSING) >= 60


def test_the_tables_are_read_without_a_database_and_are_right():
    assert len(rows()) >= 3_000
    assert [row for row in rows() if row.form.case().verdict(row.of) is not row.verdict] == []
