"""A clock that jumps changes no order, forgets no visit and keeps no emergency waiting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.reviews import escalate_emergencies
from intake.models import Alarm, AuditEntry, OutboxMessage, Review
from tests.actions.given import SADDLE, SCIATICA, WELL, acknowledge, filed, patient, review_of

pytestmark = pytest.mark.usefixtures("in_north")

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def jump(monkeypatch):
    """Set the clock of the service forward or back."""
    right, off = timezone.now, []

    def by(change):
        off.append(change)
        monkeypatch.setattr(timezone, "now", lambda: right() + sum(off, timedelta()))

    return by


@pytest.mark.parametrize("change", [-10 * MINUTE, 10 * MINUTE, -HOUR])
def test_what_was_weak_since_the_last_visit_is_seen_whatever_the_clock_did(ada, bo, jump, change):
    nora = patient(bo)
    filed(ada, WELL, patient=nora.uuid)
    jump(change)

    record = filed(ada, WELL | {"leg_weakness": True}, patient=nora.uuid)

    assert (record.days_since_last_visit, record.weakness_new_since_last) == (0, True)


def test_trail_and_messages_stand_in_the_order_in_which_they_happened(ada, jump):
    sent = []
    for change in (timedelta(), -HOUR, 10 * MINUTE, -10 * MINUTE, HOUR):
        jump(change)
        sent.append(filed(ada, SCIATICA).submission_id)

    filing = AuditEntry.objects.filter(act="intake-filed").order_by("pk")
    assert list(filing.values_list("subject", flat=True)) == [str(each) for each in sent]
    told = OutboxMessage.objects.filter(event="intake.flagged").order_by("pk")
    assert [message.subject for message in told] == sent


@pytest.mark.parametrize("change", [-HOUR, -10 * MINUTE])
def test_an_emergency_waits_for_no_clock_that_was_set_back(ada, jump, change):
    case = review_of(filed(ada, SADDLE))
    jump(change)

    assert [escalate_emergencies(), escalate_emergencies()] == [1, 0]

    assert Review.objects.get(pk=case.pk).escalated_at is not None


@pytest.mark.parametrize("change", [-HOUR, -10 * MINUTE])
def test_an_undecided_emergency_waits_for_no_clock_that_was_set_back(ada, jump, change):
    filed(ada, {name: value for name, value in WELL.items() if name != "foot_cold_pale_blue"})
    jump(change)

    assert [escalate_emergencies(), escalate_emergencies()] == [1, 0]


@pytest.mark.parametrize("change", [-HOUR, -10 * MINUTE])
def test_nor_does_the_alarm_of_one_that_was_not_handed_on(ada, jump, change):
    record = filed(ada, SADDLE)
    message = OutboxMessage.objects.get(subject=record.submission_id)
    jump(change)

    escalate_emergencies()

    undelivered = Alarm.objects.filter(kind="emergency-undelivered")
    assert [alarm.subject for alarm in undelivered] == [str(message.uuid)]


def test_a_small_correction_of_the_clock_escalates_nothing(ada, jump):
    filed(ada, SADDLE)
    jump(timedelta(seconds=-30))

    assert escalate_emergencies() == 0
    assert not Alarm.objects.exists()


def test_one_that_was_acknowledged_stays_so(ada, jump):
    record = filed(ada, SADDLE)
    jump(-HOUR)
    acknowledge(ada, record)

    assert escalate_emergencies() == 0
