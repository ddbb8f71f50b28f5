"""What clinicians do with a flagged case, and what happens when nobody does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions.reviews import (
    acknowledge_review,
    close_review,
    escalate_emergencies,
    refer_review,
    worklist,
)
from intake.errors import NotAllowed, NotThere, OutOfTurn, Refused, Stale
from intake.models import AuditEntry, Clinic, OutboxMessage, Review
from tests.actions.given import (
    HOT_FOOT,
    NO_SADDLE,
    SADDLE,
    SCIATICA,
    WELL,
    acknowledge,
    acts_on,
    amend,
    close,
    filed,
    flags,
    refer,
    review_of,
)

pytestmark = pytest.mark.usefixtures("in_north")


@pytest.fixture
def case(ada):
    """A review that was just opened for an emergency."""
    return review_of(filed(ada, SADDLE))


def events():
    return list(OutboxMessage.objects.order_by("pk").values_list("event", flat=True))


def outcomes(review, outcome="confirmed"):
    return dict.fromkeys(flags(review.record), outcome)


# The life of a review


def test_a_case_is_acknowledged_then_closed_with_an_outcome_per_flag_and_a_note(ada, case):
    acknowledged = acknowledge(ada, case.record)
    assert (acknowledged.status, acknowledged.acknowledged_by) == ("acknowledged", str(ada.actor))
    assert acknowledged.acknowledged_at is not None

    closed = close(ada, case.record, "confirmed", "MRI shows a central disc.", R01u="other_cause")
    assert (closed.status, closed.closed_by, closed.note) == (
        "closed",
        str(ada.actor),
        "MRI shows a central disc.",
    )
    assert {flag.rule: flag.outcome for flag in case.record.flags.all()} == outcomes(case) | {
        "R01u": "other_cause"
    }
    assert acts_on(case) == ["review-acknowledged", "review-closed"]
    assert events() == ["intake.flagged", "review.closed"]


def test_acknowledging_again_changes_nothing(ada, case):
    first, again = (acknowledge_review(case.uuid, 1, by=ada.actor) for _ in range(2))
    assert (again.acknowledged_at, again.version) == (first.acknowledged_at, first.version)
    assert acts_on(case) == ["review-acknowledged"]


def test_closing_the_same_again_changes_nothing(ada, case):
    acknowledge(ada, case.record)
    for _ in range(2):
        close_review(case.uuid, 2, outcomes(case), "Seen.", by=ada.actor)
    assert acts_on(case) == ["review-acknowledged", "review-closed"]
    assert events().count("review.closed") == 1


def test_a_closed_case_is_not_acknowledged_again(ada, case):
    closed = close(ada, case.record)
    again = acknowledge_review(case.uuid, 1, by=ada.actor)
    assert (again.status, again.version) == ("closed", closed.version)


@pytest.mark.parametrize(("outcome", "note"), [("confirmed", "Another."), ("referred", "Seen.")])
def test_closing_it_otherwise_is_out_of_turn(ada, case, outcome, note):
    close(ada, case.record, "confirmed", "Seen.")
    with pytest.raises(OutOfTurn):
        close(ada, case.record, outcome, note)
    assert set(case.record.flags.values_list("outcome", flat=True)) == {"confirmed"}


def test_a_case_is_not_closed_or_referred_before_it_is_acknowledged(ada, case):
    with pytest.raises(OutOfTurn):
        close_review(case.uuid, 1, outcomes(case), "", by=ada.actor)
    with pytest.raises(OutOfTurn):
        refer(ada, case.record)
    assert acts_on(case) == []


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"R01": None}, {"/outcomes/R01"}),
        ({"R01": "healed"}, {"/outcomes/R01"}),
        ({"R99": "confirmed"}, {"/outcomes"}),
        ({"R01": None, "R01u": "", "R99": "confirmed"}, {"/outcomes/R01", "/outcomes/R01u", "/outcomes"}),
    ],
)
def test_closing_takes_one_known_outcome_for_each_flag(ada, case, change, pointers):
    acknowledge(ada, case.record)
    wanted = {rule: outcome for rule, outcome in (outcomes(case) | change).items() if outcome is not None}

    with pytest.raises(Refused) as refused:
        close_review(case.uuid, 2, wanted, "", by=ada.actor)

    assert {fault.pointer for fault in refused.value.faults} == pointers
    assert Review.objects.get().status == "acknowledged"


def test_a_flag_that_no_longer_holds_waits_for_its_outcome_too(ada, case):
    amend(ada, case.record, NO_SADDLE)
    seen = acknowledge(ada, case.record)
    with pytest.raises(Refused):
        close_review(case.uuid, seen.version, {}, "", by=ada.actor)


# What nobody saw


def test_an_emergency_is_not_acknowledged_by_who_saw_something_less(ada):
    # given an urgent case that a clinician reads
    record = filed(ada, HOT_FOOT)
    seen = review_of(record)
    assert seen.tier == "urgent"

    # when it becomes an emergency before it is acknowledged
    amend(ada, record, {"back_pain_status": "now", "saddle_numbness": True, "ces_onset_days": 1})
    with pytest.raises(Stale):
        acknowledge_review(seen.uuid, seen.version, by=ada.actor)

    # then it still waits, and escalates
    assert (review_of(record).status, acts_on(seen)) == ("open", [])
    waited(seen, minutes=60)
    assert escalate_emergencies() == 1


def test_an_escalation_changes_nothing_that_was_to_be_seen(ada, case):
    waited(case, minutes=60)
    escalate_emergencies()
    assert acknowledge_review(case.uuid, case.version, by=ada.actor).status == "acknowledged"


def test_a_case_is_neither_closed_nor_referred_by_who_saw_it_otherwise(ada, case):
    seen = acknowledge(ada, case.record)
    amend(ada, case.record, NO_SADDLE)

    with pytest.raises(Stale):
        close_review(case.uuid, seen.version, outcomes(case), "", by=ada.actor)
    with pytest.raises(Stale):
        refer_review(case.uuid, seen.version, "", by=ada.actor)

    assert (review_of(case.record).status, acts_on(case)) == ("acknowledged", ["review-acknowledged"])


def test_who_closes_has_seen_that_it_was_referred(ada, case):
    seen = acknowledge(ada, case.record)
    refer(ada, case.record)
    with pytest.raises(Stale):
        close_review(case.uuid, seen.version, outcomes(case), "", by=ada.actor)


def test_a_flag_that_was_raised_meanwhile_is_not_asked_for_but_seen_first(ada):
    # given a case that is ready to be closed
    record = filed(ada, HOT_FOOT)
    seen, told = acknowledge(ada, record), outcomes(review_of(record))

    # when an amendment raises another flag, as urgent as what there is
    amend(ada, record, {"foot_wound": True})
    assert flags(record) > told.keys()

    # then to close it is not refused for want of an outcome, which could be guessed
    with pytest.raises(Stale):
        close_review(seen.uuid, seen.version, told, "", by=ada.actor)


def test_what_was_done_before_an_amendment_is_harmless_to_repeat(ada, case):
    # given a case that was closed, and amended since without anything new
    told = outcomes(case)
    acknowledge_review(case.uuid, 1, by=ada.actor)
    first = refer_review(case.uuid, 2, "", by=ada.actor)
    close_review(case.uuid, 3, told, "Seen.", by=ada.actor)
    amend(ada, case.record, {"age_years": 41})
    before = acts_on(case)

    # when each act comes once more, late
    assert acknowledge_review(case.uuid, 1, by=ada.actor).status == "closed"
    assert refer_review(case.uuid, 2, "", by=ada.actor) == first
    assert close_review(case.uuid, 3, told, "Seen.", by=ada.actor).status == "closed"

    # then nothing was done
    assert acts_on(case) == before


def test_what_was_reopened_is_not_closed_by_a_closing_that_comes_again(ada):
    record = filed(ada, SCIATICA)
    close(ada, record)
    told = outcomes(review_of(record))
    amend(ada, record, {"saddle_numbness": True, "ces_onset_days": 0})

    with pytest.raises(Stale):
        close_review(review_of(record).uuid, 2, told, "Seen.", by=ada.actor)
    assert review_of(record).status == "open"


# For whom


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_clinicians_see_the_worklist_and_act_on_it(request, case, who):
    by = request.getfixturevalue(who).actor
    for act in (
        lambda: worklist(by),
        lambda: acknowledge_review(case.uuid, 1, by=by),
        lambda: refer_review(case.uuid, 1, "", by=by),
        lambda: close_review(case.uuid, 1, {}, "", by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_another_clinics_case_is_not_there(dee, case):
    with within(dee.actor.clinic):
        assert not worklist(dee.actor).exists()
        for review_id in (case.uuid, uuid4()):
            with pytest.raises(NotThere):
                acknowledge_review(review_id, 1, by=dee.actor)


# The worklist


def test_the_worklist_is_ordered_by_urgency_then_by_waiting(ada):
    for answers in (SCIATICA, HOT_FOOT, SADDLE, HOT_FOOT, SADDLE):
        filed(ada, answers)
    found = list(worklist(ada.actor).order_by("place", "pk"))
    assert [review.tier for review in found] == ["emergency"] * 2 + ["urgent"] * 2 + ["routine"]
    assert found[0].opened_at < found[1].opened_at


def test_what_is_to_be_asked_in_private_is_on_the_worklist(ada):
    known = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    record = filed(ada, known, declined=["saddle_numbness"])
    review = worklist(ada.actor).get()
    assert (review.record, review.ask_in_private, review.tier) == (record, ["saddle_numbness"], "none")


def test_a_review_without_a_flag_is_closed_with_a_note_alone(ada):
    known = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    review = review_of(filed(ada, known, declined=["saddle_numbness"]))
    assert close(ada, review.record, note="Asked, and none.").status == "closed"


# Nobody acknowledged


def waited(review, *, minutes=0, seconds=0):
    Review.objects.filter(pk=review.pk).update(
        opened_at=timezone.now() - timedelta(minutes=minutes, seconds=seconds)
    )


def test_an_emergency_that_nobody_acknowledged_escalates_once(case):
    waited(case, minutes=5, seconds=1)

    assert [escalate_emergencies() for _ in range(3)] == [1, 0, 0]

    case.refresh_from_db()
    assert case.escalated_at is not None
    assert case.status == "open"
    assert acts_on(case) == ["emergency-escalated"]
    assert AuditEntry.objects.get(act="emergency-escalated").actor == "system:escalation"
    message = OutboxMessage.objects.get(event="emergency.unacknowledged")
    assert message.subject == case.uuid


def test_an_emergency_does_not_escalate_before_the_limit(case):
    waited(case, minutes=4, seconds=50)
    assert escalate_emergencies() == 0


def test_the_limit_is_the_clinics_own(case, north):
    Clinic.objects.filter(pk=north.pk).update(emergency_minutes=1)
    waited(case, minutes=1, seconds=1)
    assert escalate_emergencies() == 1


def test_only_open_emergencies_escalate(ada):
    seen, closed = filed(ada, SADDLE), filed(ada, SADDLE)
    urgent = filed(ada, HOT_FOOT)
    acknowledge(ada, seen)
    close(ada, closed)
    for record in (seen, closed, urgent):
        waited(review_of(record), minutes=60)
    assert escalate_emergencies() == 0


def test_what_could_not_be_fully_assessed_escalates_like_an_emergency(ada, monkeypatch):
    # given a record that no rule could judge
    monkeypatch.setattr("intake.actions.judging.assess", lambda *_: 1 / 0)
    review = review_of(filed(ada, SADDLE))
    assert (review.tier, review.is_fully_assessed) == ("none", False)

    # when nobody acknowledges it in time
    waited(review, minutes=60)

    # then it calls for help
    assert escalate_emergencies() == 1


def test_each_clinic_escalates_its_own(case, dee):
    theirs = filed(dee, SADDLE)
    with within(dee.actor.clinic):
        waited(review_of(theirs), minutes=60)
    waited(case, minutes=60)

    assert escalate_emergencies() == 2

    assert OutboxMessage.objects.filter(event="emergency.unacknowledged").count() == 1
    with within(dee.actor.clinic):
        assert OutboxMessage.objects.filter(event="emergency.unacknowledged").count() == 1


def test_a_reopened_emergency_escalates_anew(ada, case):
    # given an emergency that escalated, was closed as settled, and came back
    waited(case, minutes=60)
    escalate_emergencies()
    close(ada, case.record, "not_confirmed")
    amend(ada, case.record, NO_SADDLE)
    amend(ada, case.record, {"saddle_numbness": True})

    # when nobody acknowledges it again
    waited(case, minutes=60)

    # then it escalates again
    assert escalate_emergencies() == 1
