"""A spinal evaluation is requested once, and anew where the case has become more urgent than the request."""

import pytest

from intake.actions.reviews import refer_review
from intake.errors import OutOfTurn, Stale
from intake.models import Referral
from tests.actions.given import (
    HOT_FOOT,
    NO_SADDLE,
    SADDLE,
    SCIATICA,
    acknowledge,
    acts_on,
    amend,
    close,
    filed,
    refer,
    review_of,
)
from tests.conftest import employ

pytestmark = pytest.mark.usefixtures("in_north")

SADDLE_SINCE = {"saddle_numbness": True, "ces_onset_days": 0}


@pytest.fixture
def eve(north):
    """Another clinician."""
    return employ(north, "eve", "clinician")


@pytest.fixture
def case(ada):
    """A review that was just opened for an emergency."""
    return review_of(filed(ada, SADDLE))


@pytest.fixture
def referred(ada):
    """A case that was referred as routine, and has been closed."""
    record = filed(ada, SCIATICA)
    acknowledge(ada, record)
    assert refer(ada, record, "Please see.").urgency == "routine"
    close(ada, record, "referred")
    return review_of(record)


def test_a_spinal_evaluation_is_requested_once_however_often_it_is_sent(ada, case):
    acknowledge(ada, case.record)
    first = refer_review(case.uuid, 2, "Please see today.", by=ada.actor)
    again = refer_review(case.uuid, 2, "Please see today!", by=ada.actor)

    assert again == first
    assert (first.urgency, first.note, first.requested_by) == (
        "emergency",
        "Please see today.",
        str(ada.actor),
    )
    assert acts_on(case) == ["review-acknowledged", "spinal-evaluation-requested"]


def test_a_request_made_before_closing_is_given_again_after_it(ada, case):
    acknowledge(ada, case.record)
    first = refer(ada, case.record)
    close(ada, case.record, "referred")
    assert refer(ada, case.record) == first


def test_a_closed_case_is_not_referred_anew(ada, case):
    close(ada, case.record)
    with pytest.raises(OutOfTurn):
        refer(ada, case.record)
    assert not Referral.objects.exists()


def test_the_urgency_of_a_request_is_that_of_the_spine(ada):
    review = review_of(filed(ada, HOT_FOOT | {"back_pain_status": "now", "ankle_df_mrc_left": 4}))
    acknowledge(ada, review.record)
    assert review.tier == "urgent"
    spine = review.record.assessments.get().spinal_evaluation
    assert spine not in ("urgent", "none")
    assert refer(ada, review.record).urgency == spine


def test_an_evaluation_that_has_become_more_urgent_is_requested_anew(ada, eve, referred):
    # given a routine request of a case that is an emergency by now, and was seen as such
    amend(ada, referred.record, SADDLE_SINCE)
    acknowledge(ada, referred.record)
    before, seen = Referral.objects.get(), review_of(referred.record).version

    # when the evaluation is requested again, and that is sent twice
    hastened, again = (refer_review(referred.uuid, seen, "Cauda equina.", by=eve.actor) for _ in range(2))

    # then the one request is as urgent as the case, and nothing that it said is lost
    assert again == hastened == before
    now = Referral.objects.get()
    assert (now.urgency, now.note) == ("emergency", "Please see.\n\nCauda equina.")
    assert (now.requested_by, now.requested_at > before.requested_at) == (str(eve.actor), True)
    assert acts_on(referred)[-2:] == ["review-acknowledged", "spinal-evaluation-requested-sooner"]
    assert review_of(referred.record).version == seen + 1


@pytest.mark.parametrize(
    ("note", "kept"), [("", "Please see."), ("Please see.", "Please see."), ("See!", "Please see.\n\nSee!")]
)
def test_a_note_is_added_where_it_says_something_new(ada, referred, note, kept):
    amend(ada, referred.record, SADDLE_SINCE)
    acknowledge(ada, referred.record)
    refer(ada, referred.record, note)
    assert Referral.objects.get().note == kept


def test_a_more_urgent_request_is_of_a_case_that_was_seen_and_acknowledged(ada, referred):
    amend(ada, referred.record, SADDLE_SINCE)

    with pytest.raises(Stale):
        refer_review(referred.uuid, referred.version, "Please see.", by=ada.actor)
    with pytest.raises(OutOfTurn):
        refer(ada, referred.record)

    assert Referral.objects.get().urgency == "routine"


def test_a_request_of_a_case_that_has_become_quieter_is_the_one_there_is(ada, case):
    acknowledge(ada, case.record)
    first = refer(ada, case.record, "Please see.")
    amend(ada, case.record, NO_SADDLE)

    again = refer_review(case.uuid, 2, "No hurry.", by=ada.actor)

    assert (again, again.urgency, again.note) == (first, "emergency", "Please see.")
