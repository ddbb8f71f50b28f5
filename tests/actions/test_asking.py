"""An emergency that hangs on a question calls for help where nobody asks, and no longer once somebody did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.access import system, within
from intake.actions import judging
from intake.actions.reviews import escalate_emergencies
from intake.actions.rows import answers_of
from intake.models import Alarm, AskNowTask, Assessment, AuditEntry, Clinic, OutboxMessage, Review
from tests.actions.given import SCIATICA, WELL, acknowledge, amend, close, filed, latest, read

pytestmark = pytest.mark.usefixtures("in_north")


def without(answers, *names):
    return {name: value for name, value in answers.items() if name not in names}


NO_COLD = without(WELL, "foot_cold_pale_blue")  # an emergency hangs on it, and nothing is flagged
NO_SADDLE = without(WELL, "saddle_numbness")  # nothing more than urgent hangs on it
PASSED = {"foot_cold_pale_blue": False}


def time_passes(**much):
    ago = timezone.now() - timedelta(**much or {"hours": 1})
    AskNowTask.objects.update(opened_at=ago)


def calls():
    """The intakes for which an alarm waits."""
    return [each.subject for each in Alarm.objects.filter(kind="emergency-undecided", seen_at=None)]


def told():
    return [each.subject for each in OutboxMessage.objects.filter(event="emergency.undecided")]


@pytest.mark.parametrize("answers", [NO_COLD, without(SCIATICA, "saddle_numbness")])
def test_an_undecided_emergency_that_nobody_asks_about_calls_once_flagged_or_not(ada, answers):
    record = filed(ada, answers)
    time_passes()

    assert [escalate_emergencies() for _ in range(3)] == [1, 0, 0]

    assert calls() == [str(record.submission_id)]
    assert told() == [record.submission_id]
    line = AuditEntry.objects.get(act="undecided-escalated")
    assert (line.actor, line.subject) == ("system:escalation", str(record.submission_id))
    Alarm.objects.update(seen_at=timezone.now())
    assert escalate_emergencies() == 0
    assert calls() == []


def test_it_waits_as_long_as_an_emergency_of_the_clinic(ada, north):
    filed(ada, NO_COLD)
    time_passes(minutes=4, seconds=50)
    assert escalate_emergencies() == 0

    Clinic.objects.filter(pk=north.pk).update(emergency_minutes=4)
    assert escalate_emergencies() == 1


def test_what_is_not_an_emergency_calls_nobody(ada):
    filed(ada, NO_SADDLE)
    filed(ada, WELL)
    time_passes()
    assert escalate_emergencies() == 0


# What the patient declined: the clinician asks, and the case calls until one has seen it


def private(person, *names, answers=WELL):
    """A case that hangs on what the patient will not speak of at the desk, an hour old."""
    record = filed(person, without(answers, *names), declined=names)
    time_passes()
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    return record


def test_an_emergency_that_the_patient_will_not_speak_of_at_the_desk_calls_the_clinician(ada):
    # given an emergency that hangs on what was declined, and an urgent rule that the desk may ask about
    record = private(ada, "foot_cold_pale_blue", answers=NO_SADDLE)
    assert AskNowTask.objects.get().questions == ["saddle_numbness"]
    case = Review.objects.get()
    assert case.ask_in_private == ["foot_cold_pale_blue"]

    assert [escalate_emergencies() for _ in range(3)] == [1, 0, 0]

    assert calls() == []
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.subject) == ("emergency-unacknowledged", str(case.uuid))
    assert OutboxMessage.objects.filter(event="emergency.unacknowledged", subject=case.uuid).count() == 1
    acknowledge(ada, record)
    assert Alarm.objects.get().seen_by == str(ada.actor)
    assert escalate_emergencies() == 0


def test_it_waits_as_long_as_an_emergency_and_no_longer_once_acknowledged(ada):
    record = private(ada, "foot_cold_pale_blue")
    Review.objects.update(opened_at=timezone.now() - timedelta(minutes=4, seconds=50))
    assert escalate_emergencies() == 0
    acknowledge(ada, record)
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    assert escalate_emergencies() == 0


def test_what_was_declined_and_is_no_emergency_calls_nobody(ada):
    # given an emergency that the desk may ask about, and an urgent rule that hangs on what was declined
    record = private(ada, "saddle_numbness", answers=NO_COLD)
    assert Review.objects.get().ask_in_private == ["saddle_numbness"]

    assert escalate_emergencies() == 1

    assert calls() == [str(record.submission_id)]
    assert not Alarm.objects.filter(kind="emergency-unacknowledged").exists()


@pytest.mark.parametrize("seen", [acknowledge, close])
def test_a_case_that_was_seen_opens_again_where_an_emergency_comes_to_hang_on_a_refusal(ada, bo, seen):
    # given a routine case that a clinician has seen, and an emergency that the desk is to ask about
    record = filed(ada, without(SCIATICA, "saddle_numbness") | {"calf_swollen_tender": False})
    seen(ada, record)
    time_passes()
    escalate_emergencies()

    # when the patient will not say it at the desk
    amend(bo, record, declined=["saddle_numbness"])
    assert calls() == []

    # then the clinician is called
    assert (Review.objects.get().status, escalate_emergencies()) == ("open", 0)
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    assert [escalate_emergencies() for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("seen", [acknowledge, close])
def test_it_opens_again_where_an_emergency_joins_what_was_declined_before(ada, seen):
    # given an urgent rule that hangs on what was declined, and has been seen
    record = private(ada, "saddle_numbness")
    seen(ada, record)
    amend(ada, record, {"age_years": 41})
    assert Review.objects.get().status != "open"

    amend(ada, record, {"back_pain_status": "now"})

    assert Review.objects.get().status == "open"
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    assert escalate_emergencies() == 1


def test_findings_that_cannot_be_read_call_for_what_was_declined(ada):
    record = private(ada, "saddle_numbness", answers=NO_COLD)
    Assessment.objects.filter(record=record).update(findings={"undecided": 7})
    assert escalate_emergencies() == 2


@pytest.mark.parametrize(
    ("change", "settled"),
    [
        ({"answers": PASSED | {"saddle_numbness": False}}, True),
        ({"answers": PASSED}, False),
        ({"declined": ["foot_cold_pale_blue"]}, False),
    ],
)
def test_the_call_ends_once_no_emergency_is_left_to_ask_about(ada, bo, change, settled):
    record = filed(ada, without(NO_SADDLE, "foot_cold_pale_blue"))
    time_passes()
    escalate_emergencies()
    assert calls() == [str(record.submission_id)]

    amend(bo, record, change.get("answers"), declined=change.get("declined", ()))

    assert calls() == []
    assert Alarm.objects.get(kind="emergency-undecided").seen_by == str(bo.actor)
    assert (AskNowTask.objects.get().settled_at is not None) is settled
    assert escalate_emergencies() == 0


def test_an_answer_that_decides_nothing_leaves_the_call(ada, bo):
    record = filed(ada, NO_COLD)
    time_passes()
    escalate_emergencies()

    amend(bo, record, unsure=["foot_cold_pale_blue"])

    assert calls() == [str(record.submission_id)]
    assert escalate_emergencies() == 0


def test_a_judging_that_fails_ends_no_call(ada, monkeypatch):
    record = filed(ada, NO_COLD)
    time_passes()
    escalate_emergencies()
    monkeypatch.setattr(judging, "assess", lambda *_: 1 / 0)
    amend(ada, record, PASSED)
    assert calls() == [str(record.submission_id)]


@pytest.mark.parametrize("answers", [WELL, NO_SADDLE])
def test_an_emergency_that_comes_to_hang_on_a_question_waits_from_then_and_calls_anew(ada, answers):
    # given an emergency that called and was decided; the task is settled, or is not for another question
    record = filed(ada, without(answers, "foot_cold_pale_blue"))
    time_passes()
    escalate_emergencies()
    amend(ada, record, PASSED)
    time_passes()

    # when the answer is withdrawn
    amend(ada, record, {"foot_cold_pale_blue": None})

    # then its time begins, and when that is over it calls
    assert (escalate_emergencies(), calls()) == (0, [])
    time_passes()
    assert (escalate_emergencies(), calls()) == (1, [str(record.submission_id)])


def test_a_second_emergency_that_comes_to_hang_on_the_task_calls_too(ada):
    # given one that called, was seen, and cannot be answered
    record = filed(ada, NO_COLD)
    time_passes()
    escalate_emergencies()
    Alarm.objects.update(seen_at=timezone.now())
    amend(ada, record, unsure=["foot_cold_pale_blue"])
    assert escalate_emergencies() == 0

    # when another one hangs on the same task
    amend(ada, record, {"back_pain_status": "now", "saddle_numbness": None})

    # then its time begins, and it calls
    assert (escalate_emergencies(), calls()) == (0, [])
    time_passes()
    assert [escalate_emergencies() for _ in range(2)] == [1, 0]
    assert calls() == [str(record.submission_id)]


def test_the_call_ends_also_where_a_second_emergency_gave_it_more_time(ada):
    record = filed(ada, NO_COLD)
    time_passes()
    escalate_emergencies()
    amend(ada, record, {"back_pain_status": "now", "saddle_numbness": None})

    amend(ada, record, PASSED | {"saddle_numbness": False})

    assert calls() == []


def test_amending_something_else_gives_no_more_time(ada):
    record = filed(ada, NO_COLD)
    time_passes()
    amend(ada, record, {"age_years": 41})
    assert escalate_emergencies() == 1


def test_a_rescreening_ends_a_call_too(ada, north):
    record = filed(ada, NO_COLD)
    time_passes()
    escalate_emergencies()
    form = answers_of(read(ada, record.submission_id))
    form.values["foot_cold_pale_blue"] = False

    judging.triage(record, form, system(north, "rescreen"), is_new=False, at_desk=False)

    assert calls() == []


def test_closing_the_case_ends_no_call(ada):
    record = filed(ada, without(SCIATICA, "saddle_numbness"))
    close(ada, record)
    time_passes()
    assert escalate_emergencies() == 1
    assert calls() == [str(record.submission_id)]


def test_findings_that_cannot_be_read_call_and_stop_no_other(ada):
    torn, other = filed(ada, NO_COLD), filed(ada, NO_COLD)
    Assessment.objects.filter(record=torn).update(findings={"undecided": 7})
    time_passes()
    assert escalate_emergencies() == 2
    assert {*calls()} == {str(torn.submission_id), str(other.submission_id)}


def test_a_rule_that_is_judged_no_longer_may_have_been_an_emergency(ada):
    record = filed(ada, NO_COLD)
    undecided = [{"rule": "R99", "ask": ["foot_cold_pale_blue"]}]
    Assessment.objects.update(findings=latest(record).findings | {"undecided": undecided})
    time_passes()
    assert escalate_emergencies() == 1


def test_a_record_whose_assessment_got_lost_is_amended_all_the_same(ada):
    record = filed(ada, NO_COLD)
    Assessment.objects.all().delete()
    amend(ada, record, {"age_years": 41})
    assert AskNowTask.objects.get().questions == ["foot_cold_pale_blue"]


def test_each_clinic_calls_for_its_own(ada, dee):
    filed(ada, NO_COLD)
    theirs = filed(dee, NO_COLD)
    with within(dee.actor.clinic):
        time_passes()

    assert escalate_emergencies() == 1

    assert calls() == []
    with within(dee.actor.clinic):
        assert calls() == [str(theirs.submission_id)]
