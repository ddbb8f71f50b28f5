"""What the rules are known not to see: `docs/limits.yaml` says what becomes of each case, and is held to it."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
import yaml

from intake.management.commands.assess import judge_lines
from intake.questionnaire import reading
from intake.triage.assess import assess
from intake.triage.rules import RULE_BY_CODE
from intake.triage.rules.rule import TIERS
from intake.triage.sources import SOURCES
from tests.evidence import ROOT
from tests.triage.generated import answer_all_shown

LIMITS = yaml.safe_load((ROOT / "docs" / "limits.yaml").read_text())["limits"]

COLUMNS = {"id", "title", "kind", "answers", "gets", "thought", "rules", "sources", "basis", "why"}
SOMETIMES = {"unsure", "declined", "asked"}
FROM_MEMORY = "M"  # the clinical text says it and names no source


def each(limits):
    return pytest.mark.parametrize("limit", limits, ids=lambda limit: limit["id"])


each_limit = each(LIMITS)
each_missed = each([limit for limit in LIMITS if limit["kind"] == "missed"])
each_alarm = each([limit for limit in LIMITS if limit["kind"] == "alarm"])
each_with_an_outcome = each([limit for limit in LIMITS if isinstance(limit["thought"], dict)])
each_that_rests_on_a_source = each([limit for limit in LIMITS if limit["basis"] == "source"])


def as_line(limit):
    return json.dumps({name: limit.get(name, []) for name in ("answers", "unsure", "declined")}).encode()


def form_of(limit):
    return reading.read(limit["answers"], limit.get("unsure", ()), limit.get("declined", ()))


def judged(limit):
    """The verdict as `manage.py assess` gives it."""
    out = BytesIO()
    judge_lines(BytesIO(as_line(limit)), out)
    return json.loads(out.getvalue())


def with_the_rest_answered_no(form):
    """The same patient, who answers *no* to every other question shown that takes it."""
    given = {"trauma_recent": bool(form.injuries)} | form.values
    silent = {*form.unsure, *form.declined}

    def answer(question):
        no = {"yes_no": False, "many_of": ()}.get(question.kind)
        return given.get(question.name, None if question.name in silent else no)

    shown = answer_all_shown(answer, lambda: form.injuries)
    return replace(form, values=shown.values | form.values)


def urgency(outcome):
    """A greater number is less urgent."""
    return [TIERS.index(outcome[name]) for name in ("tier", "spinal_evaluation")]


@each_limit
def test_it_comes_out_as_written(limit):
    verdict = judged(limit)
    assert {name: verdict.get(name) for name in limit["gets"]} == limit["gets"], "strike or correct the entry"


@each_limit
def test_the_rest_of_the_form_answered_no_changes_nothing(limit):
    outcome = assess(with_the_rest_answered_no(form_of(limit)))
    assert {"tier": outcome.tier, "spinal_evaluation": outcome.spinal_evaluation} == limit["gets"]


@each_missed
def test_nobody_is_asked_about_what_is_missed_but_where_it_says_so(limit):
    outcome = assess(with_the_rest_answered_no(form_of(limit)))
    still_open = [finding.rule.code for finding in outcome.undecided]
    assert [code for code in still_open if code in limit["rules"]] == limit.get("asked", [])


@each_alarm
def test_an_alarm_is_raised_by_one_of_its_own_rules(limit):
    flags = judged(limit)["flags"]
    assert limit["gets"]["tier"] in {flag["tier"] for flag in flags if flag["rule"] in limit["rules"]}


@each_with_an_outcome
def test_more_urgent_is_suggested_for_what_is_missed_and_less_for_an_alarm(limit):
    gets, thought = urgency(limit["gets"]), urgency(limit["thought"])
    further = {"missed": max, "alarm": min}[limit["kind"]]
    assert gets != thought
    assert gets == [further(pair) for pair in zip(gets, thought, strict=True)]


@each_limit
def test_it_has_its_columns_and_names_rules_and_sources_that_exist(limit):
    assert COLUMNS <= limit.keys() <= COLUMNS | SOMETIMES
    assert limit["kind"] in ("missed", "alarm")
    assert limit["basis"] in ("source", "text", "judgement")
    assert limit["title"].endswith(".")
    assert limit["why"].endswith(".")
    assert limit["rules"]
    assert {*limit["rules"]} <= RULE_BY_CODE.keys()
    assert {*limit["sources"]} <= {*SOURCES, FROM_MEMORY}


@each_that_rests_on_a_source
def test_a_source_that_was_only_remembered_is_no_basis(limit):
    assert any(SOURCES[mark].seen for mark in limit["sources"])


@pytest.mark.parametrize("column", ["id", "title", "answers", "why"])
def test_every_limit_is_written_once(column):
    said = [json.dumps(limit[column], sort_keys=True) for limit in LIMITS]
    assert len({*said}) == len(said) >= 20
