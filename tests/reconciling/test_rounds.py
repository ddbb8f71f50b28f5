"""What a round looks at, what it tells, and what happens meanwhile."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake.access import system, within
from intake.actions import judging, reconciling
from intake.actions.erasing import erase_patient
from intake.actions.reconciling.comparison import differing
from intake.actions.rows import answers_of
from intake.models import Alarm, Assessment, Flag, IntakeRecord, Review
from tests.actions.given import SADDLE, WELL, amend, filed, patient
from tests.reconciling.given import alarms, edit, found, lose

pytestmark = pytest.mark.usefixtures("in_north")


def test_it_looks_at_what_was_filed_amended_or_judged_anew_in_the_last_days(ada, north):
    old, amended, rescreened, recent = (filed(ada, SADDLE) for _ in range(4))
    ago = timezone.now() - timedelta(hours=73)
    IntakeRecord.objects.exclude(pk=recent.pk).update(received_at=ago, revised_at=ago)
    Assessment.objects.exclude(record=recent).update(made_at=ago)
    amend(ada, amended, {"age_years": 41})
    judging.triage(rescreened, answers_of(rescreened), system(north, "rescreen"), is_new=False, at_desk=False)
    Review.objects.all().delete()

    assert found().keys() == {str(each.submission_id) for each in (amended, rescreened, recent)}
    (wider,) = reconciling.reconcile(hours=80)
    assert old.submission_id in wider.differ


def test_each_clinic_is_told_of_its_own(ada, dee):
    ours, theirs = filed(ada, SADDLE), filed(dee, SADDLE)
    Review.objects.all().delete()
    with within(dee.actor.clinic):
        Review.objects.all().delete()

    rounds = {each.clinic.slug: each.differ.keys() for each in reconciling.reconcile()}

    assert rounds == {"north": {ours.submission_id}, "south": {theirs.submission_id}}
    assert alarms().keys() == {str(ours.submission_id)}


def test_a_difference_that_was_seen_is_told_again_only_when_it_is_another(ada):
    record = filed(ada, SADDLE)
    lose(Review)(record)
    for _ in range(3):
        found()
    assert Alarm.objects.count() == 1

    Alarm.objects.update(seen_at=timezone.now())
    found()
    assert not Alarm.objects.filter(seen_at=None).exists()

    lose(Flag, rule="R01")(record)
    found()
    assert Alarm.objects.get(seen_at=None).detail.startswith("flags, review (")


def test_another_difference_of_the_same_part_is_told_though_the_first_was_seen(ada):
    # given one flag that was lost, seen and put back
    record = filed(ada, SADDLE)
    edit(Flag, is_current=False)(record)
    found()
    Alarm.objects.update(seen_at=timezone.now())
    edit(Flag, is_current=True)(record)
    assert found() == {}

    # when another is lost
    lose(Flag, rule="R01")(record)
    found()

    # then it is an alarm, which says no more than that it is another
    first, second = Alarm.objects.order_by("pk")
    assert second.seen_at is None
    assert second.detail != first.detail
    assert re.fullmatch(r"flags \([0-9a-f]{8}\)", second.detail)


def test_a_record_that_is_amended_meanwhile_is_no_alarm(ada, monkeypatch):
    # given a record that is amended after it was read and before it was compared
    record = filed(ada, WELL)
    looks = []

    def first_look_is_old(row):
        looks.append(row.pk)
        return {"assessment": [1]} if len(looks) == 1 else differing(row)

    monkeypatch.setattr(reconciling, "differing", first_look_is_old)

    assert found() == {}
    assert looks == [record.pk] * 2


def test_a_record_that_is_erased_meanwhile_is_no_alarm(ada, bo, cy, monkeypatch):
    nora = patient(bo)
    filed(ada, WELL, patient=nora.uuid)

    def erased_once_it_was_read(row):
        erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor)
        return {"assessment": [1]}

    monkeypatch.setattr(reconciling, "differing", erased_once_it_was_read)

    assert found() == {}
    assert not Alarm.objects.exists()


def test_a_round_prints_what_it_found(ada):
    record = filed(ada, SADDLE)
    filed(ada, WELL)
    lose(Review)(record)

    out = StringIO()
    call_command("reconcile", once=True, stdout=out)

    told, figures = out.getvalue().splitlines()
    assert told == f"north {record.submission_id}: review"
    assert figures.startswith("2 looked at, 1 differ, ")


def test_a_round_escalates_what_nobody_acknowledged(ada):
    record = filed(ada, SADDLE)
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    call_command("reconcile", once=True, stdout=StringIO())
    assert Review.objects.get(record=record).escalated_at is not None
