"""What an amendment does to the review and to what is still to be asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions import judging
from intake.errors import NotAllowed
from intake.models import AskNowTask, Review
from tests.actions.given import (
    HOT_FOOT,
    NO_SADDLE,
    SADDLE,
    SCIATICA,
    WELL,
    acknowledge,
    amend,
    close,
    file,
    filed,
    flags,
    latest,
    read,
    review_of,
)

pytestmark = pytest.mark.usefixtures("in_north")

SADDLE_AGAIN = {"saddle_numbness": True, "ces_onset_days": 0}


# What follows for the review


def test_a_quieter_outcome_closes_nothing_and_the_flag_says_that_it_no_longer_holds(ada):
    record = filed(ada, SADDLE)
    amend(ada, record, NO_SADDLE)

    assert "R01" in flags(record, is_current=False)
    review = review_of(record)
    assert (review.status, review.tier) == ("open", "emergency")


def test_a_flag_that_holds_again_is_current_again(ada):
    record = filed(ada, SADDLE)
    amend(ada, record, NO_SADDLE)
    amend(ada, record, SADDLE_AGAIN)
    assert "R01" in flags(record, is_current=True)
    assert record.flags.filter(rule="R01").count() == 1


def test_a_well_patient_who_turns_out_ill_gets_a_review(ada):
    record = filed(ada, WELL)
    amend(ada, record, SADDLE_AGAIN | {"back_pain_status": "now"})
    assert review_of(record).tier == "emergency"


def test_a_more_urgent_outcome_reopens_a_closed_review(ada):
    record = filed(ada, SCIATICA)
    close(ada, record)

    amend(ada, record, SADDLE_AGAIN)

    review = review_of(record)
    assert (review.status, review.tier) == ("open", "emergency")
    assert review.acknowledged_at is review.closed_at is review.escalated_at is None
    assert (review.acknowledged_by, review.closed_by) == ("", "")


def test_an_outcome_as_urgent_as_before_leaves_a_closed_review_closed(ada):
    record = filed(ada, SADDLE)
    close(ada, record)
    amend(ada, record, {"foot_symptom_days": 3})
    assert review_of(record).status == "closed"


COLD_FOOT = {"foot_cold_pale_blue": True, "foot_cold_onset": "sudden_under_2_weeks"}


@pytest.mark.parametrize(
    ("filed_as", "new", "rule"),
    [
        (SADDLE, COLD_FOOT, "F01"),
        (WELL | COLD_FOOT, {"bladder_change": ["cannot_pee"], "ces_onset_days": 0}, "R01r"),
    ],
)
@pytest.mark.parametrize("dealt_with", [acknowledge, close])
def test_another_emergency_reopens_a_case_that_was_one_before(ada, filed_as, new, rule, dealt_with):
    record = filed(ada, filed_as)
    dealt_with(ada, record)

    amend(ada, record, new)

    assert rule in flags(record, is_current=True)
    review = review_of(record)
    assert (review.status, review.tier, review.acknowledged_at) == ("open", "emergency", None)


def test_a_judging_that_fails_again_reopens_what_was_closed(ada, monkeypatch):
    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(judging, "assess", fails)
    record = filed(ada, WELL)
    close(ada, record)

    amend(ada, record, SADDLE_AGAIN | {"back_pain_status": "now"})

    assert (review_of(record).status, review_of(record).is_fully_assessed) == ("open", False)


def test_an_emergency_that_comes_back_after_it_had_gone_reopens_the_review(ada):
    # given an emergency that was closed, and gone by a correction
    record = filed(ada, SADDLE)
    close(ada, record, "not_confirmed")
    amend(ada, record, NO_SADDLE)
    assert review_of(record).status == "closed"

    # when it is there again
    amend(ada, record, SADDLE_AGAIN)

    # then a clinician must look again
    assert (review_of(record).status, review_of(record).tier) == ("open", "emergency")


def test_a_spine_that_turns_as_urgent_as_a_foot_reopens_the_review(ada):
    # given a foot that is urgent, dealt with
    record = filed(ada, HOT_FOOT)
    close(ada, record)
    assert latest(record).spinal_evaluation == "none"

    # when the spine turns out as urgent
    amend(ada, record, {"ankle_df_mrc_left": 3})

    # then the review is open again
    assert (latest(record).tier, latest(record).spinal_evaluation) == ("urgent", "urgent")
    assert review_of(record).status == "open"


def test_an_acknowledged_case_that_turns_more_urgent_must_be_acknowledged_again(ada):
    record = filed(ada, SCIATICA)
    acknowledge(ada, record)
    amend(ada, record, SADDLE_AGAIN)
    assert (review_of(record).status, review_of(record).acknowledged_at) == ("open", None)


def test_one_that_waits_already_keeps_waiting_from_when_it_was_opened(ada):
    # given an emergency of the vessels that nobody acknowledged for three minutes
    record = filed(ada, WELL | COLD_FOOT)
    opened = timezone.now() - timedelta(minutes=3)
    Review.objects.update(opened_at=opened)
    assert (latest(record).tier, latest(record).spinal_evaluation) == ("emergency", "none")

    # when the spine becomes one too
    amend(ada, record, SADDLE_AGAIN | {"back_pain_status": "now"})

    # then its clock does not begin anew
    assert latest(record).spinal_evaluation == "emergency"
    assert review_of(record).opened_at == opened


def test_what_is_newly_declined_reopens_a_closed_review(ada):
    record = filed(ada, SCIATICA)
    close(ada, record)
    amend(ada, record, declined=["saddle_numbness"])
    assert (review_of(record).status, review_of(record).ask_in_private) == ("open", ["saddle_numbness"])


def test_closing_again_asks_for_the_new_flags_too(ada):
    record = filed(ada, SCIATICA)
    close(ada, record)
    amend(ada, record, SADDLE_AGAIN)
    close(ada, record, "referred")
    assert set(record.flags.values_list("outcome", flat=True)) == {"referred"}


# Ask now


def test_an_ask_now_task_settles_itself_and_opens_again(ada):
    # given an intake with one question open
    known = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    record = filed(ada, known)
    task = AskNowTask.objects.get(record=record)
    assert task.questions == ["saddle_numbness"]

    # when it is answered
    amend(ada, record, {"saddle_numbness": False})

    # then nothing is left to ask
    task.refresh_from_db()
    assert task.settled_at is not None
    assert task.questions == []
    assert latest(record).state == "clear"

    # and when the answer is withdrawn, it is asked again
    amend(ada, record, {"saddle_numbness": None})
    task.refresh_from_db()
    assert task.settled_at is None
    assert AskNowTask.objects.count() == 1


def test_a_record_without_a_task_gets_one_when_an_amendment_leaves_something_open(ada):
    record = filed(ada, WELL)
    amend(ada, record, unsure=["saddle_numbness"])
    assert AskNowTask.objects.get(record=record).questions == ["saddle_numbness"]


def test_the_front_desk_answers_what_is_asked_and_nothing_else(ada, bo):
    known = {name: value for name, value in WELL.items() if name not in ("saddle_numbness", "bladder_change")}
    record = filed(ada, known)

    for wrong in (
        {"answers": {"age_years": 41}},
        {"answers": {"saddle_numbness": False, "age_years": 41}},
        {"answers": {"ankle_df_mrc_left": 5}},
        {"unsure": ["age_years"]},
        {"declined": ["leg_weakness"]},
    ):
        with pytest.raises(NotAllowed):
            amend(bo, record, **wrong)

    amend(bo, record, {"saddle_numbness": False}, unsure=["bladder_change"])
    now = read(ada, record.submission_id)
    assert (now.saddle_numbness, now.unsure) == (False, ["bladder_change"])


def test_the_front_desk_amends_nothing_once_all_is_answered(ada, bo):
    record = file(ada, WELL).record
    with pytest.raises(NotAllowed):
        amend(bo, record, {"age_years": 41})
