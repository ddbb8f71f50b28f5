"""Every rule × every way in which it may fail, at filing and at amending: on the worklist, marked, with an alarm."""

import json
from contextlib import contextmanager
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from intake.actions import judging
from intake.models import Alarm, AskNowTask, Assessment, IntakeRecord, Review
from intake.triage import assess, findings, logic, rules
from intake.triage.parameters import checked
from intake.triage.rules import RULES, bind_rules
from tests.actions.given import SADDLE, WELL, acknowledge, amend, close, filed, flags, latest, review_of

pytestmark = pytest.mark.usefixtures("in_north")

ROOT = Path(__file__).parent.parent
CASES = [case["answers"] for case in json.loads((ROOT / "published_cases.json").read_text())["vignettes"]]
WHOLE = [*CASES, WELL]
HALF_ASKED = {name: answer for name, answer in WELL.items() if name != "saddle_numbness"}


def raises():
    raise ZeroDivisionError


RETURNS = {
    "a text": lambda: "yes",
    "a one": lambda: 1,
    "a zero": lambda: 0,
    "not a number": lambda: nan,
    "an empty list": list,
}


@contextmanager
def broken(rule, returned):
    """One rule gives in every engine whatever `returned` does."""
    number, (_, target) = RULES.index(rule), bind_rules(checked({}))[RULES.index(rule)]
    judge_one, compiled = findings._judge, assess._compiled

    def judge(condition, case):
        return returned() if condition is target else judge_one(condition, case)

    def compiled_but_one(values):
        def at_once(*record):
            verdicts = list(compiled(values)(*record))
            verdicts[number] = returned()
            return tuple(verdicts)

        return at_once

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "_judge", judge)
        patch.setattr(assess, "_compiled", compiled_but_one)
        yield


@contextmanager
def without_its_parameter(rule):
    """A threshold that the rule names is gone."""
    gone = logic.Compare("age_years", ">", logic.Parameter("gone"))
    now = replace(rule, when=logic.AllOf((rule.when, gone)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "RULES", tuple(now if each is rule else each for each in RULES))
        rules.bound.cache_clear()
        yield
    rules.bound.cache_clear()


@contextmanager
def finds_nothing_at_all(rule):
    judged = assess._finding
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            assess, "_compiled", raises
        )  # else only what is not a plain no is asked for its finding
        patch.setattr(assess, "_finding", lambda each, *rest: None if each is rule else judged(each, *rest))
        yield


def ends_safely(ada, answers, *failures):
    """What is wrong with how a record ended; nothing where it is as one of the (kind, subject, failed) says."""
    Alarm.objects.all().delete()
    return faults_in(filed(ada, answers), *failures)


def faults_in(record, *failures):
    assessment, review = latest(record), Review.objects.filter(record=record).first()
    alarms = Alarm.objects.filter(seen_at=None).values_list("kind", "subject")
    return [
        sentence
        for sentence, is_true in {
            "it needs no review": assessment.state == "needs_review",
            "it is not on the worklist": review is not None and review.status == "open",
            "it is not marked": review is not None and not review.is_fully_assessed,
            "it does not stand first": review is not None and review.place < 1 << 48,
            "nobody is told what failed": any(
                failed in assessment.findings["failed"] and (kind, subject) in alarms
                for kind, subject, failed in failures
            ),
        }.items()
        if not is_true
    ]


def each_rule(ada, fault, expected, cases, of=RULES):
    """Break each rule in turn on the cases (answers by rule number) and gather what did not end safely."""
    wrong = []
    for number, rule in enumerate(of):
        with fault(rule):
            for answers in cases(number):
                wrong += [(rule.code, sentence) for sentence in ends_safely(ada, answers, *expected(rule))]
    return wrong


def one_case(number):
    return [WHOLE[number % len(WHOLE)]]


def every_case(_):
    return WHOLE


def named(rule):
    return [("rule-failed", rule.code, rule.code)]


def as_a_whole(rule=None):
    return [("judging-failed", rules.RULESET_VERSION, "all")]


def either(rule):
    return [*named(rule), *as_a_whole()]


FAULTS = {
    **{f"gives {what}": (lambda rule, f=f: broken(rule, f), either) for what, f in RETURNS.items()},
    "gives an exception": (lambda rule: broken(rule, raises), named),
    "finds nothing at all": (finds_nothing_at_all, named),
    "lacks its parameter": (without_its_parameter, as_a_whole),
}


def test_no_rule_that_fails_leaves_a_record_unseen(ada):
    assert each_rule(ada, *FAULTS["gives an exception"], one_case) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_no_way_of_failing_leaves_a_record_unseen(ada, fault):
    every_tenth = RULES[list(FAULTS).index(fault) :: 10]
    assert each_rule(ada, *FAULTS[fault], one_case, every_tenth) == []


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
def test_no_rule_that_fails_in_any_way_leaves_a_published_case_unseen(ada, fault):
    assert each_rule(ada, *FAULTS[fault], every_case) == []


def well(ada):
    return filed(ada, WELL)


def acknowledged(ada):
    record = filed(ada, SADDLE)
    acknowledge(ada, record)
    return record


def closed(ada):
    record = filed(ada, SADDLE)
    close(ada, record)
    return record


def half_asked(ada):
    return filed(ada, HALF_ASKED)


def held_by(record):
    """What an amendment that could not be judged must leave as it is: flags, how urgent, and what is to be asked."""
    tiers = Review.objects.filter(record=record, tier="emergency").values_list("tier", flat=True)
    tasks = AskNowTask.objects.filter(record=record).values_list("questions", "settled_at")
    return flags(record, is_current=True), [*tiers], [*tasks]


@pytest.mark.parametrize("before", [well, acknowledged, closed, half_asked])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_way_of_failing_leaves_an_amended_record_unseen_or_takes_anything_away(ada, fault, before):
    fails, expected = FAULTS[fault]
    for rule in RULES[list(FAULTS).index(fault) :: 30]:
        # given a record that was judged, and all alarms seen
        record = before(ada)
        Alarm.objects.all().delete()
        held = held_by(record)

        # when it is amended, and a rule fails
        with fails(rule):
            amend(ada, record, {"age_years": 41})

        # then it is to be seen, and what was found before stands
        assert (rule.code, faults_in(record, *expected(rule))) == (rule.code, [])
        assert (rule.code, *held_by(record)) == (rule.code, *held)


def test_one_rule_that_fails_takes_no_other_flag_away(ada):
    # given an emergency of the published cases, and a rule that has nothing to do with it broken
    whole = latest(filed(ada, CASES[0]))
    with broken(rules.RULE_BY_CODE["F01"], raises):
        failed = latest(filed(ada, CASES[0]))

    # then all that held before is flagged still
    assert (
        (failed.tier, failed.spinal_evaluation) == (whole.tier, whole.spinal_evaluation) == ("emergency",) * 2
    )
    assert [flag["rule"] for flag in failed.findings["flags"]] == [
        flag["rule"] for flag in whole.findings["flags"]
    ]


@pytest.mark.parametrize(
    "junk",
    [
        None,
        "clear",
        replace(judging.NEVER_JUDGED, failed=()),
        replace(judging.NEVER_JUDGED, failed=(), verdicts="n" * (len(RULES) - 1)),
        replace(judging.NEVER_JUDGED, failed=(), verdicts="n" * (len(RULES) - 1) + "y"),
        replace(judging.NEVER_JUDGED, failed=(), verdicts="n" * (len(RULES) - 1) + "!"),
        replace(judging.NEVER_JUDGED, failed=(), verdicts="n" * len(RULES), scores=("none",)),
    ],
    ids=["nothing", "a word", "no verdicts", "one too few", "a lost flag", "a lost failure", "a bad score"],
)
def test_an_outcome_that_is_not_whole_is_not_believed(ada, monkeypatch, junk):
    monkeypatch.setattr(judging, "assess", lambda *_: junk)
    assert ends_safely(ada, WELL, *as_a_whole()) == []


def test_thresholds_that_no_longer_fit_are_named(ada, north):
    ada.actor.clinic.parameters = {"no_such_threshold": 1}
    assert ends_safely(ada, WELL, ("thresholds-unfit", "north", "all")) == []


def test_an_alarm_that_cannot_be_kept_undoes_no_filing(ada, monkeypatch, caplog):
    monkeypatch.setattr(Alarm.objects, "bulk_create", raises)
    monkeypatch.setattr(judging, "assess", lambda *_: 1 / 0)

    record = filed(ada, WELL)

    assert latest(record).state == "needs_review"
    assert review_of(record).is_fully_assessed is False
    assert "was not kept" in caplog.text


def test_the_database_may_refuse_an_alarm_and_the_filing_goes_on(ada, monkeypatch):
    # given an alarm of a kind that the table does not know
    monkeypatch.setattr(judging, "_what_failed", lambda by: ("no-such-kind", "x"))
    monkeypatch.setattr(judging, "assess", lambda *_: 1 / 0)

    record = filed(ada, WELL)

    assert latest(record).state == "needs_review"
    assert not Alarm.objects.exists()


def test_a_record_that_is_judged_raises_no_alarm(ada):
    for answers in WHOLE:
        filed(ada, answers)
    assert IntakeRecord.objects.count() == Assessment.objects.count() == len(WHOLE)
    assert not Alarm.objects.exists()
