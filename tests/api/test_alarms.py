"""`/alarms/`: what failed or is late stands there until a clinician or a manager has seen it."""

import pytest

from intake import alarms
from intake.access import within
from intake.models import Alarm
from tests.api.given import WELL, file, pages_of, refused, trail


def sound(person, kind="rule-failed", subject="R01", detail=""):
    with within(person.actor.clinic):
        alarms.sound(kind, subject, person.actor.clinic, detail)


def waiting(person):
    return person.get("/alarms/").json()["results"]


def test_an_alarm_is_shown_once_however_often_it_is_raised(ada, cy):
    for _ in range(3):
        sound(ada)
    sound(ada, subject="R02")

    for person in (ada, cy):
        assert [(row["kind"], row["subject"]) for row in waiting(person)] == [
            ("rule-failed", "R01"),
            ("rule-failed", "R02"),
        ]
    assert trail(ada.actor.clinic) == ["alarms-read"] * 2


def test_an_alarm_is_seen_once_however_often_it_is_said(ada, cy):
    sound(ada)
    (row,) = waiting(ada)
    assert row["seen_at"] is None

    answers = [person.post(f"/alarms/{row['uuid']}/seen/").json() for person in (cy, ada)]

    assert answers[0] == answers[1]
    assert answers[0]["seen_at"]
    assert waiting(ada) == []
    assert trail(ada.actor.clinic).count("alarm-seen") == 1
    with within(ada.actor.clinic):
        assert Alarm.objects.get().seen_by == str(cy.actor)


def test_what_fails_again_after_it_was_seen_is_an_alarm_again(ada):
    sound(ada)
    ada.post(f"/alarms/{waiting(ada)[0]['uuid']}/seen/")
    sound(ada)
    assert len(waiting(ada)) == 1


def test_a_failure_in_judging_shows_here(ada, cy, monkeypatch):
    monkeypatch.setattr("intake.actions.judging.assess", lambda *_: 1 / 0)
    file(ada, WELL)
    assert [row["kind"] for row in waiting(cy)] == ["judging-failed"]


def test_many_alarms_come_in_pages_that_miss_nothing(ada, pages_of_three):
    for number in range(7):
        sound(ada, subject=f"R{number:02}")

    pages = list(pages_of(ada, "/alarms/"))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["subject"] for page in pages for row in page] == [f"R{number:02}" for number in range(7)]


@pytest.mark.parametrize("who", ["bo", "tablet"])
def test_only_a_clinician_or_a_manager_sees_alarms(who, request):
    person = request.getfixturevalue(who)
    refused(person.get("/alarms/"), 403, "not-allowed")
    refused(person.post("/alarms/0190a000-0000-4000-8000-00000000a0a0/seen/"), 403, "not-allowed")


def test_another_clinics_alarm_is_not_there_and_keeps_waiting(ada, dee):
    sound(ada)
    (row,) = waiting(ada)

    assert waiting(dee) == []
    refused(dee.post(f"/alarms/{row['uuid']}/seen/"), 404, "not-there")

    assert waiting(ada) == [row]


def test_an_alarm_speaks_of_nothing_clinical(ada):
    # what its columns are: an id, words of ours, times and who has seen it
    assert {field.attname for field in Alarm._meta.concrete_fields} == {
        "id",
        "clinic_id",
        "uuid",
        "kind",
        "subject",
        "detail",
        "raised_at",
        "seen_at",
        "seen_by",
    }
