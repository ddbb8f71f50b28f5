"""A record is as it was judged, or the round finds what differs, whatever was done to it."""

import json
from pathlib import Path
from random import Random

import pytest
from django.utils import timezone

from intake.access import system
from intake.actions import judging
from intake.actions.clinics import set_clinic
from intake.actions.rows import answers_of
from intake.models import Alarm, Assessment, Flag, ReleasedVersion, Review
from intake.triage import assess
from intake.triage.rules import RULES
from tests.actions.given import (
    HOT_FOOT,
    NO_SADDLE,
    SADDLE,
    SCIATICA,
    WELL,
    acknowledge,
    amend,
    close,
    filed,
    flags,
    latest,
)
from tests.reconciling.given import DECLINED, HALF_ASKED, INJURED, PLAIN, alarms, found, lose
from tests.reconciling.planted import PLANTED, misspell_verdicts
from tests.triage.generated import a_patient

pytestmark = pytest.mark.usefixtures("in_north")

ROOT = Path(__file__).parent.parent
CASES = [case["answers"] for case in json.loads((ROOT / "published_cases.json").read_text())["vignettes"]]


def test_what_was_filed_amended_reviewed_and_rescreened_is_as_it_was_judged(ada, cy, north):
    # given a clinic at work
    for answers in (*CASES, WELL, HALF_ASKED, INJURED):
        filed(ada, answers)
    for seed in range(10):
        filed(ada, a_patient(Random(seed)).as_sent()["answers"])
    filed(ada, PLAIN)
    filed(ada, DECLINED | {"back_pain_status": "now"}, declined=["saddle_numbness"])
    close(ada, filed(ada, SADDLE))
    amend(ada, filed(ada, SADDLE), NO_SADDLE)
    amend(ada, filed(ada, HALF_ASKED), {"saddle_numbness": True})
    reopened = filed(ada, HOT_FOOT)
    close(ada, reopened)
    amend(ada, reopened, {"back_pain_status": "now", "saddle_numbness": True})
    closed = filed(ada, SADDLE)
    close(ada, closed)
    amend(ada, closed, {"foot_hot_red_swollen": True, "health_list": ["diabetes"]})
    acknowledge(ada, filed(ada, SADDLE))
    set_clinic(1, {"parameters": {"fever_c": 37.5}}, by=cy.actor)
    ada.actor.clinic.refresh_from_db()
    again = filed(ada, SCIATICA | {"fever_chills": False, "temp_c": 37.9})
    judging.triage(again, answers_of(again), system(north, "rescreen"), is_new=False, at_desk=False)

    # then nothing differs
    assert found() == {}
    assert not Alarm.objects.exists()


def test_a_record_that_could_not_be_judged_is_as_it_should_be(ada, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(judging, "assess", lambda *_: 1 / 0)
        filed(ada, SADDLE)
    with monkeypatch.context() as broken:
        finding = assess._finding

        def fails(rule, *rest):
            return 1 / 0 if rule.code == "R01" else finding(rule, *rest)

        broken.setattr(assess, "_finding", fails)
        filed(ada, SADDLE)
    assert found() == {}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_is_an_alarm_and_nothing_else_is(ada, fault):
    answers, plant, parts = PLANTED[fault]
    declined = ["saddle_numbness"] if answers is DECLINED else []
    filed(ada, answers, declined=declined)
    record = filed(ada, answers, declined=declined)
    filed(ada, WELL)

    plant(record)

    assert {key: each[: len(parts)] for key, each in found().items()} == {str(record.submission_id): parts}
    assert alarms().keys() == {str(record.submission_id)}


def test_a_lost_review_of_what_nobody_wished_to_say_is_found(ada):
    # given a record on the worklist for nothing but a question to be asked in private
    private = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    record = filed(ada, private, declined=["saddle_numbness"])
    assert (flags(record), Review.objects.get(record=record).ask_in_private) == (set(), ["saddle_numbness"])

    lose(Review)(record)

    assert found() == {str(record.submission_id): ["review"]}


def test_nothing_is_changed_but_alarms(ada):
    record = filed(ada, SADDLE)
    misspell_verdicts(record)
    before = latest(record).verdicts, Review.objects.values().get(), list(Flag.objects.values())

    found()

    assert (latest(record).verdicts, Review.objects.values().get(), list(Flag.objects.values())) == before


def test_a_flag_that_held_before_is_missed_too(ada):
    record = filed(ada, SADDLE)
    amend(ada, record, NO_SADDLE)
    assert found() == {}

    lose(Flag, rule="R01", is_current=False)(record)

    assert found() == {str(record.submission_id): ["flags"]}


def test_an_outcome_from_before_a_case_was_opened_again_is_no_difference_and_a_newer_one_is(ada):
    # given a case that was closed and opened again by an emergency
    record = filed(ada, SCIATICA)
    close(ada, record)
    amend(ada, record, {"saddle_numbness": True, "ces_onset_days": 1})
    acknowledge(ada, record)
    assert "confirmed" in {flag.outcome for flag in record.flags.all()}
    assert found() == {}

    # when the emergency is given an outcome by hand
    Flag.objects.filter(record=record, rule="R01").update(outcome="not_confirmed")

    assert found() == {str(record.submission_id): ["review"]}


def test_the_quick_engine_is_convicted_by_the_reference_engine(ada, monkeypatch):
    # given a compiled engine that takes cauda equina for a plain no
    number, quick = [rule.code for rule in RULES].index("R01"), assess._compiled

    def blind(values):
        return lambda *form: tuple(
            False if n == number else verdict for n, verdict in enumerate(quick(values)(*form))
        )

    monkeypatch.setattr(assess, "_compiled", blind)
    record = filed(ada, SADDLE)

    # then the reconciler says so
    assert found()[str(record.submission_id)][0] == "verdicts"


def test_a_record_whose_rules_cannot_be_read_is_an_alarm_and_stops_no_other(ada):
    record, other = filed(ada, SADDLE), filed(ada, SADDLE)
    ReleasedVersion.objects.create(digest="0" * 16, kind="ruleset", body={}, released_at=timezone.now())
    Assessment.objects.filter(record=record).update(ruleset_id="0" * 16)
    lose(Review)(other)

    assert found() == {str(record.submission_id): ["judging"], str(other.submission_id): ["review"]}
