"""The truth tables notice a rule with one thing wrong: swapped, dropped, negated, off by one, or too calm."""

import pytest

from intake.triage.rules import RULES
from tests.triage.mutants import PRESSING, is_noticed, lowered_tiers, mutants_of, units
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

TWO_VALUED = (
    "examinations and what is worked out at filing make it, so it is never not known and both say the same"
)
SAME_ANSWER = "the part before it reads the same answer, so both are not known together"
AT_THE_EDGE = "on the one day between the two, the part before it holds already"
IN_THE_OTHER = "the other way of the same fact holds wherever this part would"
IS_A_SIGN = "the rule needs a sign of its own besides, and with that two are reached however this one counts"
IN_CAUSE = "it needs a positive tinel_fibular, which is a fibular_cause already"
TWO_OF_FOUR = (
    "with two of the other four a sign of the cord is among them, and with it a wide base is the cord at once"
)

# Slips that make no difference to any form; a reviewer has to agree with each reason.
EQUIVALENT = {
    "R02e: leg_symptom_days > 41": AT_THE_EDGE,
    "R02e: numbness_days > 41": AT_THE_EDGE,
    "R02e: leg_weakness_days > 41": AT_THE_EDGE,
    "R05: without fibular_proven": IN_CAUSE,
    "R08s: 2 points for sex_at_birth {female}": IS_A_SIGN,
    "R08s: 2 points for back_region {middle, upper}": IS_A_SIGN,
    "R08s: 2 points for back_pain_score >= 7": IS_A_SIGN,
    "R08s: 2 points for Found(midline_spine_tender)": IS_A_SIGN,
    "R09s: 2 points for night_sweats": IS_A_SIGN,
    "R09s: 2 points for AllOf(age_years >= 50, new_back)": IS_A_SIGN,
    "drop: not instead of unless df_normal": TWO_VALUED,
    "weak_settled: not instead of unless worse_since_last": TWO_VALUED,
    "sock: unless instead of not numbness_sites {leg_whole, saddle, thigh}": SAME_ANSWER,
    "cord: without cord_gait": IN_THE_OTHER,
    "cord: without umn": IN_THE_OTHER,
    "cord: gait_observed without wide_base": TWO_OF_FOUR,
}


def unnoticed(unit):
    return {str(mutant) for mutant in mutants_of(unit) if not is_noticed(mutant)}


@pytest.mark.parametrize("unit", units())
def test_the_tables_notice_a_changed_rule(unit):
    assert unnoticed(unit) - EQUIVALENT.keys() == set()


def test_no_slip_is_excused_that_the_tables_notice():
    assert {slip for unit in {slip.split(":")[0] for slip in EQUIVALENT} for slip in unnoticed(unit)} == {
        *EQUIVALENT
    }


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
