"""The migration that encrypts: what was stored clear is sealed and found, and comes back as it was."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from intake.access import within
from intake.actions.patients import candidates, find_patients
from intake.models import IntakeRecord, PastRevision, Patient, PatientIdentifier, Review, SearchHash, SetAside
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import SADDLE, WELL, amend, close, file, patient, read

NUMBER = Identifier("urn:hospital", "4711")
BORN = date(1931, 2, 3)
BEFORE = "0008_receivers"


@pytest.fixture
def migrate():
    """Go to a migration, or to the last; afterwards the tables are as they are now, whatever happened."""
    been = [None]

    def go_to(name=None):
        been.append(name)
        call_command("migrate", *(["intake", name] if name else []), verbosity=0)

    yield go_to
    if been[-1]:
        go_to()


def columns(clinic, table, *names):
    with within(clinic), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM intake_{table}")
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_what_was_clear_is_encrypted_and_comes_back_as_it_was(north, ada, bo, migrate):
    # given a case with everything that is encrypted
    details = {"phone": "1", "email": "nora@example.org", "birth_date": BORN}
    nora = patient(bo, "Quínce", "Nora", identifiers=[NUMBER], **details)
    typed = Identity("Quince", "Nóra", BORN, NUMBER)
    record = file(ada, SADDLE | {"work_type": "desk"}, identity=typed).record
    again = file(ada, WELL).record
    with pytest.raises(Exception, match="set aside"):
        file(ada, SADDLE, again.submission_id)
    amend(ada, record, {"age_years": 41})
    with within(north):
        close(ada, record, note="Seen.")
        hashes = set(SearchHash.objects.values_list("hash", flat=True))

    # when the tables go back to what they were
    migrate(BEFORE)

    # then everything stands there in clear
    names = ("family_name", "given_name", "folded_name", "birth_date", "phone", "email")
    clear = columns(north, "patient", *names)
    assert tuple(map(str, clear)) == ("Quínce", "Nora", "quince nora", str(BORN), "1", "nora@example.org")
    assert columns(north, "patientidentifier", "system", "value") == ("urn:hospital", "4711")
    kept = columns(north, "intakerecord", "typed_folded_name", "typed_identifier_value", "work_type")
    assert kept == ("quince nora", "4711", "desk")
    assert columns(north, "review", "note") == ("Seen.",)
    assert "pain" in str(columns(north, "pastrevision", "body"))

    # and forward again it is sealed, opens, and is found
    migrate()
    assert all(value.startswith("known:") for value in columns(north, "patient", "family_name", "birth_date"))
    with within(north):
        assert vars_of(Patient.objects.get()) == ("Quínce", "Nora", BORN, "1", "nora@example.org")
        assert list(find_patients(bo.actor, name="quince nora", birth_date=BORN, identifier=NUMBER)) == [nora]
        assert PatientIdentifier.objects.get().value == "4711"
        assert list(candidates(read(ada, record.submission_id), bo.actor)) == [nora]
        assert IntakeRecord.objects.get(pk=record.pk).typed_birth_date == BORN
        assert IntakeRecord.objects.get(pk=record.pk).work_type == "desk"
        assert PastRevision.objects.get().body["answers"]["work_type"] == "desk"
        assert SetAside.objects.get().body["answers"]["saddle_numbness"] is True
        assert Review.objects.get(record_id=record.pk).note == "Seen."
        assert set(SearchHash.objects.values_list("hash", flat=True)) == hashes


def vars_of(row):
    return row.family_name, row.given_name, row.birth_date, row.phone, row.email
