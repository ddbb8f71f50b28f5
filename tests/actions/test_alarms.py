"""What is late calls for help where people look: an emergency nobody acknowledged, or that was not handed on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake import outbox
from intake.actions.reviews import escalate_emergencies
from intake.models import Alarm, AskNowTask, OutboxMessage, Review
from tests.actions.given import HOT_FOOT, SADDLE, WELL, acknowledge, filed, review_of

pytestmark = pytest.mark.usefixtures("in_north")


def alarms(kind):
    return [alarm.subject for alarm in Alarm.objects.filter(kind=kind, seen_at=None).order_by("pk")]


def an_hour_passes():
    ago = timezone.now() - timedelta(hours=1)
    Review.objects.update(opened_at=ago)
    OutboxMessage.objects.update(created_at=ago)


def handed_on():
    OutboxMessage.objects.update(delivered_at=timezone.now())


def test_an_emergency_that_nobody_acknowledged_is_an_alarm_until_somebody_does(ada):
    record = filed(ada, SADDLE)
    an_hour_passes()

    for _ in range(3):
        escalate_emergencies()
    assert alarms("emergency-unacknowledged") == [str(review_of(record).uuid)]

    acknowledge(ada, record)
    assert alarms("emergency-unacknowledged") == []
    assert Alarm.objects.get(kind="emergency-unacknowledged").seen_by == str(ada.actor)


def test_an_emergency_that_was_not_handed_on_in_time_is_an_alarm_once(ada):
    # given an emergency and a hot foot, announced an hour ago and not handed on
    filed(ada, SADDLE), filed(ada, HOT_FOOT)
    message = OutboxMessage.objects.order_by("pk").first()
    an_hour_passes()

    # then the emergency alone is an alarm, and not again once it was seen
    escalate_emergencies()
    assert alarms("emergency-undelivered") == [str(message.uuid)]
    Alarm.objects.update(seen_at=timezone.now())
    escalate_emergencies()
    assert alarms("emergency-undelivered") == []


def test_a_call_for_help_that_was_not_handed_on_is_an_alarm_too(ada):
    filed(ada, SADDLE)
    an_hour_passes()
    handed_on()
    escalate_emergencies()
    an_hour_passes()

    escalate_emergencies()

    call = OutboxMessage.objects.get(event=outbox.UNACKNOWLEDGED)
    assert alarms("emergency-undelivered") == [str(call.uuid)]


def test_a_call_for_an_undecided_emergency_that_was_not_handed_on_is_an_alarm_too(ada):
    filed(ada, {name: value for name, value in WELL.items() if name != "foot_cold_pale_blue"})
    AskNowTask.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    escalate_emergencies()
    an_hour_passes()

    escalate_emergencies()

    call = OutboxMessage.objects.get(event=outbox.UNDECIDED)
    assert alarms("emergency-undelivered") == [str(call.uuid)]


def test_what_was_handed_on_or_is_not_late_is_no_alarm(ada):
    filed(ada, SADDLE)
    escalate_emergencies()
    an_hour_passes()
    handed_on()
    escalate_emergencies()
    assert alarms("emergency-undelivered") == []
