"""What every rule says: words that fit its tier, sources that exist, and no figure that nobody has seen."""

import re

import pytest

from intake.questionnaire import NOTATION
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.parameters import PARAMETERS, checked, defaults
from intake.triage.rules import DEFAULT_RULE, RULE_BY_CODE, RULES, RULESET, bind_rules, faults_in
from intake.triage.rules.book import book
from intake.triage.rules.family import code, family, marks_in
from intake.triage.sources import SOURCES

CODES = """
    R01 R01u R01r R01d R02 R02e R03e R03 R03s R03r R04 R04s R04r R04b R04n R04c R04d R05 R06 R06r R07u R07
    R20u R20 R21e R21 N02 N02u R26 R26u R08a R08k R08m R08u R08s R09e R09 R09r R09s R09n R10 R10u R11u R11
    R11r R12 R12s R13 R27 R27s R28 R12r R14 R14s R15 R15s R15c R16 R16r R17 R19 R22 R22h R22b R23 R24e R24u
    R24h R24 R24r F01 F02 F02s F03 F04e F04 F05 F05u F06 F06u F07e F07 F08 F08s F09 F10 F11 N01 D00
"""
WORDS_OF_TIER = {
    "emergency": r"emergency department|ambulance",
    "urgent": r"24 to (48|72) hours|within 24 hours",
    "soon": r"about two weeks",
    "routine": r"at this visit|ordinary",
}

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_every_code_of_the_clinical_text_is_here_once():
    assert sorted(rule.code for rule in RULES) == sorted(CODES.split())
    assert DEFAULT_RULE in RULE_BY_CODE


@every_rule
def test_it_says_what_was_found_and_what_to_do(rule):
    assert len(rule.title) <= 70
    assert rule.sentence.endswith(".")
    assert rule.next_step.endswith(".")
    assert rule.why


@every_rule
def test_its_next_step_keeps_the_time_of_its_tier(rule):
    assert re.search(WORDS_OF_TIER[rule.tier], rule.next_step)


@every_rule
def test_it_rests_on_a_source_or_says_judgement(rule):
    assert rule.sources or "udgement" in rule.evidence
    assert set(rule.sources) <= SOURCES.keys()


def sentences(text):
    return re.split(r"(?<=[.;:]) ", text)


@every_rule
def test_no_figure_from_memory_is_shown(rule):
    from_memory = [said for said in sentences(rule.evidence) if re.search(r"\bM\d", said)]
    for said in from_memory:
        assert "from memory" in said
        assert "withheld until a clinician has checked" in said
        assert not re.search(r"\d", re.sub(r"\[[^]]*\]", "", said))


def test_sources_say_whether_they_were_seen():
    assert SOURCES["S96"].seen
    assert not SOURCES["M1"].seen
    assert not {"S12", "S61"} & SOURCES.keys()  # withdrawn
    assert all(mark == source.mark for mark, source in SOURCES.items())


def test_a_title_is_said_once():
    titles = [rule.title for rule in RULES]
    assert len(set(titles)) == len(titles)


def test_progress_since_the_last_visit_is_said_to_be_worked_out_at_filing():
    worked_out = {"days_since_last_visit", "mrc_fell_since_last", "weakness_new_since_last"}
    assert worked_out <= logic.names(RULE_BY_CODE["R04"].when)
    assert all(name in RULE_BY_CODE["R04"].reading for name in worked_out)


def test_every_fact_and_score_can_be_read():
    for name in FACTS:
        assert logic.names(NOTATION.fact(name))
    for score in SUMS:
        assert logic.names(NOTATION.read(f"{score} >= 5"))


def test_every_fact_is_used():
    texts = [rule.trigger for rule in RULES] + list(FACTS.values())
    texts += [text for parts in SUMS.values() for _, text in parts]
    read = {word for text in texts for word in re.findall(r"\w+", text)}
    assert read >= FACTS.keys() | SUMS.keys()


@pytest.mark.parametrize("spec", PARAMETERS.values(), ids=lambda spec: spec.name)
def test_a_default_lies_within_its_limits(spec):
    assert spec.fault(spec.default) == ""
    assert spec.fault(spec.low) == spec.fault(spec.high) == ""
    assert spec.basis == "judgement" or marks_in(spec.basis)
    assert set(marks_in(spec.basis)) <= SOURCES.keys()
    assert spec.trade_off


def test_every_parameter_is_read_by_some_rule_and_no_other_is():
    read = frozenset().union(*(logic.parameters(rule.when) for rule in RULES))
    assert read == PARAMETERS.keys()


def test_a_clinic_sets_its_own_thresholds():
    assert checked({}) == defaults()
    assert checked({"ces_recent_days": 90})["ces_recent_days"] == 90


@pytest.mark.parametrize(
    "value", [True, None, "14", 14.5, float("nan"), float("inf"), 13, 91], ids=lambda value: repr(value)
)
def test_a_value_that_is_no_whole_number_within_the_limits_is_refused(value):
    with pytest.raises(ValueError, match="ces_recent_days"):
        checked({"ces_recent_days": value})


def test_all_faults_are_named_at_once():
    with pytest.raises(ValueError, match=r"(?s)ces_recent_days.*no parameter pain_days.*stroke_age"):
        checked({"ces_recent_days": 1, "pain_days": 3, "stroke_age": 10, "pvr_ml": 100})


def test_bound_rules_wait_for_no_parameter_and_are_kept():
    bound = bind_rules(defaults())
    assert [rule.code for rule, _ in bound] == [rule.code for rule in RULES]
    assert not any(logic.parameters(condition) for _, condition in bound)
    assert bind_rules(dict(reversed(defaults().items()))) is bound
    assert bind_rules(checked({"stroke_age": 40})) is not bound


def test_a_code_twice_is_a_fault():
    assert faults_in(RULES) == []
    assert faults_in((*RULES, RULES[0])) == ["R01 twice"]


def test_the_rule_set_replays_from_its_json():
    for rule, kept in zip(RULES, RULESET["rules"], strict=True):
        assert logic.from_json(kept["when"]) == rule.when
        assert kept["version"] == rule.version


def test_the_book_has_every_code_fact_and_threshold():
    text = book()
    for rule in RULES:
        assert f"#### {rule.code} · {rule.title}" in text
    for name in FACTS:
        assert f"### `{name}`" in text
    for name in PARAMETERS:
        assert f"| `{name}` |" in text
    assert text == book()


def test_the_book_links_only_to_what_it_holds():
    text = book()
    assert set(re.findall(r"\(#(\w+)\)", text)) <= FACTS.keys() | SUMS.keys()
    assert set(marks_in(text)) <= SOURCES.keys()


def test_a_code_that_leaves_something_unsaid_is_named_with_what_it_lacks():
    unsaid = code("R99", "spine", "soon", title="Numb toes", trigger="numb_foot", why="A nerve.")
    with pytest.raises(TypeError, match="R99 does not say its next_step, sentence"):
        family("Numb toes", unsaid, confidence="C", evidence="None.")
