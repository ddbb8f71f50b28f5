"""Keys are rotated while the clinic works, in a run that may be stopped; then the old key is of no more use."""

from io import StringIO
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from intake.access import within
from intake.actions import rotating_keys
from intake.actions.patients import candidates, correct_patient, find_patients
from intake.actions.rotating_keys import rotate
from intake.actions.set_aside import keep_refused
from intake.errors import BodyRefused
from intake.models import AuditEntry, IntakeRecord, Patient, PatientIdentifier, Review, SetAside
from intake.models.encrypted import unreadable
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import SADDLE, WELL, close, file, patient
from tests.models.everything import fill

OLD = {"old": bytes(range(32))}
NEW = {"new": bytes(range(32, 64))}
NUMBER = Identifier("urn:hospital", "4711")


@pytest.fixture(autouse=True)
def keys(settings):
    settings.AFOOT_ENCRYPTION_KEYS = OLD
    return settings


def add_many(clinic, count):
    for first in range(0, count, 1_000):
        with within(clinic):
            Patient.objects.bulk_create(
                Patient(
                    clinic=clinic,
                    uuid=uuid4(),
                    created_at=timezone.now(),
                    family_name=f"Family {number}",
                    given_name="Given",
                )
                for number in range(first, min(first + 1_000, count))
            )


def needing_another_key(clinic):
    with within(clinic):
        return rotating_keys._needing_another_key(Patient).count()


def names(clinic):
    with within(clinic):
        return {row.family_name for row in Patient.objects.all()}


@pytest.mark.django_db
def test_after_a_rotation_the_old_key_is_of_no_use_and_everything_opens(north, south, ada, bo, tablet, keys):
    # given everything there is, in two clinics, under the old key
    fill(north), fill(south)
    patient(bo, phone="1", identifiers=[Identifier("urn:hospital", "1")])
    record = file(
        ada, SADDLE | {"work_type": "desk"}, identity=Identity("Quince", "Nora", None, NUMBER)
    ).record
    with within(north):
        close(ada, record, note="Seen.")
        keep_refused(record.submission_id, b"{torn", BodyRefused(), by=tablet.actor)

    # when the new key comes first, and the rows are sealed under it
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD
    assert all(rotate(clinic).left == 0 for clinic in (north, south))

    # then the new one is enough
    keys.AFOOT_ENCRYPTION_KEYS = NEW
    with within(north):
        assert {row.value for row in PatientIdentifier.objects.all()} == {"4711", "1"}
        kept = IntakeRecord.objects.get(pk=record.pk)
        assert (kept.work_type, kept.typed_family_name) == ("desk", "Quince")
        assert Review.objects.get(record_id=record.pk).note == "Seen."
        assert SetAside.objects.get(submission_id=record.submission_id).body["received"] == "{torn"
        assert set(find_patients(bo.actor, identifier=NUMBER)) <= set(candidates(kept, bo.actor))

    # and the old one opens nothing
    keys.AFOOT_ENCRYPTION_KEYS = OLD
    with within(north):
        for row in Patient.objects.all():
            assert (row.family_name, unreadable(row)) == ("", ["family_name"])


@pytest.mark.django_db
def test_a_rotation_leaves_one_line_and_a_second_one_changes_nothing(north, bo, keys):
    patient(bo)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD
    assert rotate(north).rows == 1
    assert rotate(north).rows == 0
    with within(north):
        assert AuditEntry.objects.filter(act="keys-rotated").count() == 1


@pytest.mark.django_db
def test_a_run_that_was_stopped_goes_on(north, keys, monkeypatch):
    monkeypatch.setattr(rotating_keys, "BATCH", 100)
    monkeypatch.setattr(rotating_keys, "_let_others_write", lambda _: None)
    add_many(north, 500)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD

    # when it is stopped in the third batch
    sealed, left = rotating_keys._seal_anew, iter(range(250))

    def until_stopped(row):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return sealed(row)

    monkeypatch.setattr(rotating_keys, "_seal_anew", until_stopped)
    with pytest.raises(KeyboardInterrupt):
        rotate(north)
    assert needing_another_key(north) == 300  # the batch that was under way is undone

    # then everything reads all the while, and the next run does the rest
    assert len(names(north)) == 500
    monkeypatch.setattr(rotating_keys, "_seal_anew", sealed)
    assert rotate(north) == rotating_keys.Rotated(rows=300, left=0)


@pytest.mark.django_db
def test_what_does_not_open_is_left_as_it_is_and_told(north, bo, keys):
    patient(bo), patient(bo)
    with within(north):
        first = Patient.objects.first()
        Patient.objects.filter(pk=first.pk).update(
            **{name: None or vars(Patient.objects.last())[name] for name in ("family_name", "given_name")}
        )
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD

    assert rotate(north) == rotating_keys.Rotated(rows=1, left=1)
    with pytest.raises(CommandError, match="1 rows still need another key"):
        call_command("rotate_keys")


@pytest.mark.django_db
def test_what_does_not_open_keeps_nothing_beside_it_from_being_sealed(north, bo, keys):
    damaged, whole = patient(bo, "Quince", "Nora"), patient(bo)
    with within(north):
        Patient.objects.filter(pk=damaged.pk).update(family_name=vars(Patient.objects.last())["family_name"])
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD

    assert rotate(north) == rotating_keys.Rotated(rows=2, left=1)

    keys.AFOOT_ENCRYPTION_KEYS = NEW
    with within(north):
        assert Patient.objects.get(pk=damaged.pk).given_name == "Nora"
        assert Patient.objects.get(pk=whole.pk).family_name


@pytest.mark.django_db
def test_a_key_that_is_gone_is_named_once_and_what_it_sealed_waits_for_it(north, bo, keys, caplog):
    # given rows under two keys, of which one is not there any more
    older = {"older": bytes(range(64, 96))}
    keys.AFOOT_ENCRYPTION_KEYS = older
    patient(bo), patient(bo, "Quince", "Nora")
    keys.AFOOT_ENCRYPTION_KEYS = OLD
    patient(bo)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD

    # then the others are sealed anew, and that key is named in one line
    with pytest.raises(CommandError, match="AFOOT_ENCRYPTION_KEYS lacks older: put"):
        call_command("rotate_keys", stdout=StringIO())
    assert caplog.text == ""
    assert needing_another_key(north) == 2

    # and once it is back nothing was lost
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD | older
    call_command("rotate_keys", stdout=StringIO())
    keys.AFOOT_ENCRYPTION_KEYS = NEW
    assert "Quince" in names(north)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_passed_over_and_nobody_waits(north, bo, keys):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite locks no rows")
    held, other = patient(bo), patient(bo)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD
    done = Event()

    def rotate_meanwhile():
        try:
            results.append(rotate(north))
        finally:
            done.set()
            connections.close_all()

    results = []
    with within(north):
        Patient.objects.select_for_update().get(pk=held.pk)
        Thread(target=rotate_meanwhile).start()
        assert done.wait(20)
    assert results == [rotating_keys.Rotated(rows=1, left=1)]
    assert rotate(north) == rotating_keys.Rotated(rows=1, left=0)
    assert other.pk


def rotated_under_load(north, bo, keys, rows):
    """Rotate while the desk corrects patients; gives how many it corrected."""
    add_many(north, rows)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD
    done, errors, corrected = Event(), [], []

    def work():
        try:
            while not done.wait(0.02) or not corrected:
                with within(north):
                    nora = Patient.objects.order_by("?").first()
                    correct_patient(nora.uuid, nora.version, {"phone": f"phone {nora.pk}"}, None, by=bo.actor)
                corrected.append(nora.pk)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    desk = Thread(target=work)
    desk.start()
    try:
        while rotate(north).left:
            pass
    finally:
        done.set()
        desk.join()
    assert errors == []
    keys.AFOOT_ENCRYPTION_KEYS = NEW
    with within(north):
        wrong = [
            row.pk
            for row in Patient.objects.iterator()
            if not row.family_name.startswith("Family ")
            or row.phone != (f"phone {row.pk}" if row.pk in corrected else "")
        ]
    assert wrong == []
    return len(corrected)


@pytest.mark.django_db(transaction=True)
def test_the_desk_works_on_while_keys_are_rotated(north, bo, keys):
    assert rotated_under_load(north, bo, keys, 300) > 0


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_hundred_thousand_rows_are_rotated_while_the_desk_works(north, bo, keys):
    assert rotated_under_load(north, bo, keys, 100_000) > 10


@pytest.mark.django_db
def test_the_hashes_of_search_are_made_anew_under_another_key(north, bo, ada, keys):
    nora = patient(bo, "Quince", "Nora", identifiers=[NUMBER])
    record = file(ada, WELL, identity=Identity("Quince", "Nora")).record
    keys.AFOOT_SEARCH_KEY = bytes(range(64, 96))
    with within(north):
        assert not find_patients(bo.actor, identifier=NUMBER)
        assert not find_patients(bo.actor, name="quin")

    call_command("rotate_keys", search=True, stdout=None)

    with within(north):
        assert list(find_patients(bo.actor, identifier=NUMBER)) == [nora]
        assert list(find_patients(bo.actor, name="quin")) == [nora]
        assert list(candidates(IntakeRecord.objects.get(pk=record.pk), bo.actor)) == [nora]
        assert PatientIdentifier.objects.get().value == "4711"
        with transaction.atomic():
            assert AuditEntry.objects.filter(act="patients-indexed").count() == 1


@pytest.mark.django_db
def test_the_command_says_what_it_did(north, bo, keys, capsys):
    patient(bo)
    keys.AFOOT_ENCRYPTION_KEYS = NEW | OLD
    call_command("rotate_keys")
    call_command("rotate_keys", search=True)
    assert capsys.readouterr().out == "north: 1 rows sealed under new\nnorth: 1 patients indexed\n"
