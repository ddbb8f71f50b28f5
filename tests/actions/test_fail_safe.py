"""Whatever fails in judging, the record is filed and nobody is taken for well; the clinic's thresholds judge."""

import pytest

from intake.actions import judging
from intake.actions.clinics import set_clinic
from intake.models import (
    Clinic,
    OutboxMessage,
    ReleasedVersion,
    Review,
)
from intake.questionnaire import reading
from intake.questionnaire.envelope import Identifier
from intake.triage import assess
from intake.triage.rules import RULE_BY_CODE, RULES
from tests.actions.given import (
    HOT_FOOT,
    SADDLE,
    SCIATICA,
    WELL,
    amend,
    filed,
    flags,
    latest,
    review_of,
)

pytestmark = pytest.mark.usefixtures("in_north")

NUMBER = Identifier("urn:hospital", "4711")


# Thresholds


def test_the_clinics_own_thresholds_judge_and_their_version_is_kept(ada, cy):
    # given two alike, and a threshold changed between them
    elderly = SCIATICA | {"age_years": 40, "fever_chills": False, "temp_c": 37.9}
    before = filed(ada, elderly)
    clinic = set_clinic(1, {"parameters": {"fever_c": 37.5}}, by=cy.actor)
    ada.actor.clinic.parameters = clinic.parameters
    after = filed(ada, elderly)

    # then the later one is judged by the new, and both say by which
    assert ReleasedVersion.objects.get(digest=latest(before).parameters_id).body["fever_c"] == 38.0
    assert ReleasedVersion.objects.get(digest=latest(after).parameters_id).body["fever_c"] == 37.5
    assert latest(before).verdicts != latest(after).verdicts


# Whatever fails, nobody is taken for well


def break_rule(monkeypatch, code):
    """Make one rule's judging raise, as a fault in our own code would, at once with all others and alone."""
    judged = assess._finding

    def finding(rule, *rest):
        return 1 / 0 if rule.code == code else judged(rule, *rest)

    monkeypatch.setattr(assess, "_finding", finding)
    monkeypatch.setattr(assess, "_compiled", lambda values: 1 / 0)


def break_engine(monkeypatch, code):
    monkeypatch.setattr(judging, "assess", lambda *_: 1 / 0)


def break_thresholds(monkeypatch, code):
    """As after an upgrade that narrows a limit below what a clinic had set."""
    clinic = Clinic.objects.get(slug="north")
    clinic.parameters = {"fever_c": 1000.0, "no_such_threshold": 1}
    clinic.save()


FAILURES = [(break_rule, "R01"), (break_rule, "D00"), (break_engine, "all"), (break_thresholds, "all")]


@pytest.mark.parametrize(("fail", "code"), FAILURES)
@pytest.mark.parametrize("answers", [WELL, SADDLE])
def test_a_failure_in_judging_files_the_record_and_says_that_it_was_not_assessed(
    ada, north, monkeypatch, fail, code, answers
):
    fail(monkeypatch, code)
    ada.actor.clinic.refresh_from_db()

    record = filed(ada, answers)

    assessment, review = latest(record), review_of(record)
    assert assessment.state == "needs_review"
    assert assessment.findings["failed"] == [code]
    assert review.is_fully_assessed is False
    assert OutboxMessage.objects.get().event == "intake.flagged"


def test_what_was_not_fully_assessed_stands_first_on_the_worklist(ada, monkeypatch):
    filed(ada, SADDLE)
    with monkeypatch.context() as broken:
        break_rule(broken, "R13")
        failed = filed(ada, WELL)
    filed(ada, HOT_FOOT)

    assert [review.tier for review in Review.objects.order_by("place")] == ["none", "emergency", "urgent"]
    assert Review.objects.order_by("place").first().record == failed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_may_fail_in_silence(monkeypatch, rule):
    break_rule(monkeypatch, rule.code)
    assert assess.assess(reading.read(WELL)).failed == (rule.code,)


def test_judging_keeps_which_rules_failed_with_a_sign_of_their_own(ada, monkeypatch):
    break_rule(monkeypatch, "R01")
    verdicts = latest(filed(ada, SADDLE)).verdicts
    assert verdicts[[rule.code for rule in RULES].index("R01")] == "!"
    assert verdicts.count("!") == 1
    assert len(verdicts) == len(RULE_BY_CODE)


def test_a_failure_leaves_the_flags_of_an_earlier_revision_standing(ada, monkeypatch):
    record = filed(ada, SADDLE)
    break_engine(monkeypatch, "all")

    amend(ada, record, {"saddle_numbness": False, "ces_onset_days": None})

    assert "R01" in flags(record, is_current=True)
    assert review_of(record).is_fully_assessed is False
