"""`manage.py retain` erases who has not been there for the clinic's years, first as a dry run, and nobody else."""

from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec import to_builtins
from msgspec.json import encode

from intake.access import within
from intake.actions.erasing import erase_patient, hold_patient, retention
from intake.actions.patients import merge_patient
from intake.actions.set_aside import keep_refused
from intake.errors import BodyRefused
from intake.models import AuditEntry, Clinic, IntakeRecord, Patient, SetAside, Tombstone
from intake.questionnaire.envelope import Identifier
from tests.actions.given import WELL, filed, link, patient, read

pytestmark = pytest.mark.django_db

SIX_YEARS = timedelta(days=6 * 365 + 3)


def run(**options):
    out = StringIO()
    call_command("retain", stdout=out, **options)
    return out.getvalue().strip()


def visited(person, who, ago):
    """An intake of the patient (of nobody known, where None), so long ago."""
    record = filed(person, WELL, patient=who and who.uuid)
    with within(person.actor.clinic):
        IntakeRecord.objects.filter(pk=record.pk).update(received_at=timezone.now() - ago)
    return record.submission_id


def entered(desk, ago, **details):
    made = patient(desk, **details)
    with within(desk.actor.clinic):
        Patient.objects.filter(pk=made.pk).update(created_at=timezone.now() - ago)
    return made


def stands(clinic):
    with within(clinic):
        return (
            set(Patient.objects.values_list("uuid", flat=True)),
            set(IntakeRecord.objects.values_list("submission_id", flat=True)),
        )


@pytest.fixture
def long_ago(ada, bo, cy, north):
    """People and walk-ins of more than six years ago, some of them seen since, one of them on hold."""
    gone, regular, held, entry = (entered(bo, SIX_YEARS) for _ in range(4))
    over = {visited(ada, gone, SIX_YEARS), visited(ada, None, SIX_YEARS)}
    kept = {
        visited(ada, regular, SIX_YEARS),
        visited(ada, regular, timedelta(days=100)),
        visited(ada, held, SIX_YEARS),
        visited(ada, None, SIX_YEARS - timedelta(days=30)),
    }
    with within(north):
        hold_patient(held.uuid, by=cy.actor)
        merge_patient(entry.uuid, regular.uuid, by=bo.actor)
    return {gone.uuid}, over, {regular.uuid, held.uuid, entry.uuid}, kept


def test_a_dry_run_counts_and_erases_nothing(north, long_ago):
    before = stands(north)

    told = run(dry_run=True)

    since = (timezone.now() - SIX_YEARS).year
    assert f"north: last there before {since}-" in told
    assert told.endswith("1 patients, 2 intakes and 0 copies would be erased, 1 on hold")
    assert stands(north) == before


def test_who_was_not_there_for_six_years_is_erased_and_nobody_else(north, long_ago):
    people, over, kept_people, kept = long_ago

    told = run()

    assert told.endswith("1 patients, 2 intakes and 0 copies erased, 1 on hold")
    assert stands(north) == (kept_people, kept)
    with within(north):
        assert set(Tombstone.objects.values_list("uuid", flat=True)) == people | over
        assert set(Tombstone.objects.values_list("reason", flat=True)) == {"retention_over"}
        lines = AuditEntry.objects.filter(act__in=["patient-erased", "intakes-erased"])
        assert {line.actor for line in lines} == {"system:retention"}
        assert {each for line in lines for each in line.subjects} == {str(each) for each in people | over}
    assert run().endswith("0 patients, 0 intakes and 0 copies erased, 1 on hold")


def test_a_clinic_keeps_longer_where_it_says_so(north, long_ago):
    Clinic.objects.filter(pk=north.pk).update(retention_years=10)

    assert run().endswith("0 patients, 0 intakes and 0 copies erased, 0 on hold")


def test_no_clinic_keeps_for_less_than_six_years(north):
    with pytest.raises(IntegrityError), transaction.atomic():
        Clinic.objects.filter(pk=north.pk).update(retention_years=5)


def test_only_the_clinic_that_is_named(north, south, long_ago):
    before = stands(north)
    assert run(clinic=["south"]).startswith("south:")
    assert stands(north) == before
    with pytest.raises(CommandError, match="no clinic"):
        run(clinic=["west"])


def meanwhile(monkeypatch, found, act):
    """Do something after `retention` has found what is over, and before it erases that."""
    find = getattr(retention, found)

    def finding(clinic, since):
        over = list(find(clinic, since))
        act()
        return over

    monkeypatch.setattr(retention, found, finding)


def test_an_intake_that_was_linked_in_the_meantime_stays(ada, bo, north, monkeypatch):
    record = read(ada, visited(ada, None, SIX_YEARS))
    nora = patient(bo)
    meanwhile(monkeypatch, "_batches", lambda: link(bo, record, nora))

    assert run().endswith("0 patients, 0 intakes and 0 copies erased, 0 on hold")

    assert stands(north) == ({nora.uuid}, {record.submission_id})


def test_who_was_erased_by_hand_in_the_meantime_stops_nobody(bo, cy, north, monkeypatch):
    by_hand, over = entered(bo, SIX_YEARS), entered(bo, SIX_YEARS)

    def erase():
        with within(north):
            erase_patient(by_hand.uuid, by_hand.uuid, "asked_by_patient", by=cy.actor)

    meanwhile(monkeypatch, "_patients_over", erase)

    assert run().endswith("1 patients, 0 intakes and 0 copies erased, 0 on hold")
    with within(north):
        assert Tombstone.objects.get(reason="retention_over").uuid == over.uuid


def test_what_was_never_filed_goes_after_as_many_years(ada, tablet, north):
    # given copies of long ago of what was never filed, of what was filed since, and a newer one
    over, filed_since, newer = (uuid4() for _ in range(3))
    with within(north):
        for sent in (over, filed_since, newer):
            keep_refused(sent, b"{", BodyRefused(), by=tablet.actor)
        SetAside.objects.exclude(submission_id=newer).update(received_at=timezone.now() - SIX_YEARS)
    filed(ada, WELL, filed_since)

    assert run(dry_run=True).endswith("0 patients, 0 intakes and 1 copies would be erased, 0 on hold")
    assert run().endswith("0 patients, 0 intakes and 1 copies erased, 0 on hold")
    assert run().endswith("0 patients, 0 intakes and 0 copies erased, 0 on hold")

    with within(north):
        assert set(SetAside.objects.values_list("submission_id", flat=True)) == {filed_since, newer}
        assert AuditEntry.objects.get(act="copies-erased").subjects == [str(over)]


NUMBER = Identifier("urn:hospital", "4711")


def came_back(tablet, submission_id, *, ago=None, settled=False):
    """A form that was refused names Nora's number, and waits for a person."""
    said = {"answers": {"saddle_numbness": "yes"}, "identity": {"identifier": to_builtins(NUMBER)}}
    with within(tablet.actor.clinic):
        keep_refused(submission_id, encode(said), BodyRefused(), by=tablet.actor)
        now = timezone.now()
        SetAside.objects.update(received_at=now - (ago or timedelta()), settled_at=now if settled else None)


COPIES = pytest.mark.parametrize(
    ("copy", "is_over"),
    [
        ({}, False),
        ({"settled": True}, False),
        ({"ago": SIX_YEARS}, False),
        ({"ago": SIX_YEARS, "settled": True}, True),
    ],
    ids=["came today", "came today and was dealt with", "waits for years", "is as old and was dealt with"],
)


@COPIES
def test_who_a_copy_speaks_of_stays_while_it_is_of_late_or_waits(ada, bo, tablet, north, copy, is_over):
    visited(ada, entered(bo, SIX_YEARS, identifiers=[NUMBER]), SIX_YEARS)
    came_back(tablet, filed(ada, WELL).submission_id, **copy)

    counted = "1 patients, 1 intakes" if is_over else "0 patients, 0 intakes"
    assert f"{counted} and 0 copies would be erased" in run(dry_run=True)
    assert f"{counted} and 0 copies erased" in run()

    with within(north):
        assert Patient.objects.exists() == SetAside.objects.exists() == (not is_over)


@COPIES
def test_a_walk_in_stays_while_a_copy_under_its_id_is_of_late_or_waits(ada, tablet, north, copy, is_over):
    walk_in = visited(ada, None, SIX_YEARS)
    came_back(tablet, walk_in, **copy)

    assert f"0 patients, {int(is_over)} intakes and 0 copies would be erased" in run(dry_run=True)
    assert f"0 patients, {int(is_over)} intakes and 0 copies erased" in run()

    assert stands(north) == (set(), set() if is_over else {walk_in})
    with within(north):
        assert SetAside.objects.exists() == (not is_over)


def test_a_leap_day_is_no_trouble(north, monkeypatch):
    leap_day = datetime(2028, 2, 29, 12, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr(retention.timezone, "now", lambda: leap_day)
    assert "before 2022-03-01" in run()
