"""A value that does not open breaks no answer: an empty one stands in its place, and its name is told."""

from datetime import date

import pytest
from django.db import connection

from intake.access import within
from intake.models import (
    IntakeRecord,
    PastRevision,
    Patient,
    PatientIdentifier,
    Referral,
    Review,
    SetAside,
    keys,
)
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import SADDLE, WELL, acknowledge, amend, close, file, patient, refer, review_of

NUMBER = Identifier("urn:hospital", "4711")
IDENTITY = Identity("Quince", "Nora", date(1931, 2, 3), NUMBER)
TYPED = ("family_name", "given_name", "birth_date", "identifier_value", "identifier_system")


def spoil(clinic, model, *columns):
    with within(clinic), connection.cursor() as cursor:
        for column in columns:
            value = keys.seal("from elsewhere", 0, ())
            cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s', [value])


def results(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_patient_is_shown_listed_and_corrected_beside_it(north, bo):
    nora = patient(bo, phone="1", birth_date=date(1931, 2, 3), identifiers=[NUMBER])
    spoil(north, Patient, "family_name", "birth_date", "phone")
    spoil(north, PatientIdentifier, "value")

    for shown in (bo.get(f"/patients/{nora.uuid}/").json(), *results(bo.get("/patients/"))):
        assert (shown["family_name"], shown["given_name"], shown["phone"]) == ("", "Nora", "")
        assert shown["birth_date"] is None
        assert shown["identifiers"] == []
        assert set(shown["unreadable"]) == {"family_name", "birth_date", "phone", "identifiers"}

    change = {"family_name": "Quince", "birth_date": "1931-02-03", "phone": "2"}
    mended = bo.patch(f"/patients/{nora.uuid}/", change | {"identifiers": []}, **{"If-Match": '"1"'})
    assert mended.status_code == 200
    assert "unreadable" not in mended.json()


def test_an_intake_and_its_revisions_are_shown_beside_it(north, ada, bo):
    record = file(ada, WELL | {"work_type": "desk"}, identity=IDENTITY).record
    amend(ada, record, {"age_years": 41})
    spoil(north, IntakeRecord, *(f"typed_{name}" for name in TYPED), "work_type")
    spoil(north, PastRevision, "body")

    shown = ada.get(f"/intakes/{record.submission_id}/").json()
    assert shown["identity"] == {"family_name": "", "given_name": "", "birth_date": None, "identifier": None}
    assert "work_type" not in shown["answers"]
    assert shown["answers"]["age_years"] == 41
    assert set(shown["unreadable"]) == {"identity", "work_type"}

    now, past = results(ada.get(f"/intakes/{record.submission_id}/revisions/"))
    assert (now["unreadable"], past["unreadable"]) == (["work_type"], ["body"])
    assert past["answers"] == {}
    (queued,) = results(bo.get("/queue/"))
    assert queued["unreadable"] == ["identity"]
    assert results(bo.get(f"/intakes/{record.submission_id}/candidates/")) == []


def test_an_amendment_that_would_lose_it_is_refused(north, ada):
    record = file(ada, WELL | {"work_type": "desk"}).record
    spoil(north, IntakeRecord, "work_type")
    tag = ada.get(f"/intakes/{record.submission_id}/").headers["ETag"]

    refused = ada.patch(
        f"/intakes/{record.submission_id}/", {"answers": {"age_years": 41}}, **{"If-Match": tag}
    )

    assert refused.status_code == 409


def test_a_case_is_shown_beside_its_notes(north, ada):
    record = file(ada, SADDLE).record
    acknowledge(ada, record)
    with within(north):
        refer(ada, record, "Please see.")
        close(ada, record)
        case = review_of(record).uuid
    spoil(north, Review, "note")
    spoil(north, Referral, "note")

    for shown in (ada.get(f"/reviews/{case}/").json(), *results(ada.get("/worklist/?status=closed"))):
        assert (shown["note"], shown["unreadable"]) == ("", ["note"])
        assert (shown["referral"]["note"], shown["referral"]["unreadable"]) == ("", ["note"])


def test_a_copy_that_was_set_aside_is_listed_beside_it(north, ada):
    record = file(ada, WELL, identity=IDENTITY).record
    with pytest.raises(Exception, match="set aside"):
        file(ada, SADDLE, record.submission_id)
    spoil(north, SetAside, "body")

    (shown,) = results(ada.get("/set-aside/"))
    assert (shown["answers"], shown["unreadable"]) == ({}, ["body"])


def test_a_missing_key_breaks_no_list(ada, bo, settings):
    patient(bo, birth_date=date(1931, 2, 3), identifiers=[NUMBER])
    record = file(ada, SADDLE | {"work_type": "desk"}, identity=IDENTITY).record
    amend(ada, record, {"age_years": 41})
    settings.AFOOT_ENCRYPTION_KEYS = {"other": bytes(range(32))}

    for path in ("/patients/", "/queue/"):
        assert len(results(bo.get(path))) == 1
    for path in ("/patients/", "/intakes/", "/worklist/", f"/intakes/{record.submission_id}/revisions/"):
        assert results(ada.get(path))
    found = ada.post("/patients/search/", {"name": "quin"})
    assert [row["family_name"] for row in results(found)] == [""]
    assert file(ada, WELL, identity=IDENTITY).is_new


def test_an_export_of_the_patient_comes_all_the_same(north, ada, bo):
    nora = patient(bo, phone="1")
    spoil(north, Patient, "phone")

    exported = ada.get(f"/patients/{nora.uuid}/export/")

    assert exported.status_code == 200
    assert '"phone":null' in exported.content.decode()
