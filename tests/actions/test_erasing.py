"""A patient is erased with everything, in every table, and cannot come back; a legal hold forbids it."""

import time
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from clinic.roles import as_owner
from intake import alarms
from intake.access import within
from intake.actions import belonging, set_aside
from intake.actions.erasing import erase_patient, hold_patient, release_patient
from intake.actions.exporting import export_patient
from intake.actions.patients import add_patient, merge_patient
from intake.actions.set_aside import keep_refused
from intake.errors import (
    AlreadyRecorded,
    BodyRefused,
    Erased,
    NotAllowed,
    NotThere,
    OnHold,
    OutOfTurn,
    Refused,
)
from intake.models import (
    Alarm,
    AuditEntry,
    Delivery,
    IntakeRecord,
    OutboxMessage,
    Patient,
    SetAside,
    Tombstone,
    never_again,
)
from intake.outbox import TESTED
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import SADDLE, WELL, amend, close, file, filed, patient
from tests.models.everything import fill, kept_by_clinic

NUMBER = Identifier("urn:hospital", "4711")


def erase(person, erased, confirmed=None, reason="asked_by_patient"):
    with within(person.actor.clinic):
        return erase_patient(erased.uuid, confirmed or erased.uuid, reason, by=person.actor)


def left_of(clinic):
    """How many rows each table of the clinic has, but for what stays."""
    with within(clinic):
        counts = {model: model.objects.count() for model in kept_by_clinic()}
    return {
        model.__name__: count
        for model, count in counts.items()
        if count and model not in belonging.OF_NO_PATIENT
    }


@pytest.mark.django_db
def test_nothing_of_the_patient_is_left_in_any_table(cy, north, south):
    # given a clinic where everything happened once, to one patient
    fill(north)
    fill(south)
    theirs = left_of(south)
    with within(north):
        nora = Patient.objects.get()
        Alarm.objects.all().delete()  # of a rule,
        OutboxMessage.objects.filter(event=TESTED).delete()  # and to try a receiver: nobody's
    assert set(left_of(north)) >= {
        "Patient",
        "SearchHash",
        "PastRevision",
        "Referral",
        "SetAside",
        "OutboxMessage",
    }

    # when she is erased
    removed = erase(cy, nora)

    # then no table holds a row of hers, and the other clinic's are all there
    assert removed.rows > 10
    assert left_of(north) == {}
    assert left_of(south) == theirs
    with within(north):
        stones = {(stone.kind, stone.uuid) for stone in Tombstone.objects.all()}
    assert stones > {("patient", nora.uuid)} | {("intake", uuid) for uuid in removed.intakes}


@pytest.mark.django_db
def test_nobody_elses_rows_go_with_her(ada, bo, cy, north):
    nora, kim = patient(bo), patient(bo, "Pear", "Kim")
    for who in (nora, kim):
        record = filed(ada, SADDLE, patient=who.uuid)
        amend(ada, record, {"age_years": 41})
        close(ada, record)
    before = left_of(north)

    erase(cy, nora)

    assert left_of(north) == {name: count // 2 for name, count in before.items()}
    with within(north):
        assert Patient.objects.get().uuid == kim.uuid
        assert IntakeRecord.objects.get().patient_id == kim.pk


def test_every_table_of_a_clinic_is_a_patients_or_known_to_be_nobodys():
    followed, waiting = set(), [Patient, IntakeRecord]
    while waiting:
        model = waiting.pop()
        if model not in followed:
            followed.add(model)
            waiting += [relation.related_model for relation in belonging.references_to(model)]
    named = {*belonging.NAMES_AN_ID, *belonging.FOUND_BY_CONTENT}

    assert followed | named | belonging.OF_NO_PATIENT == set(kept_by_clinic())
    assert not followed & belonging.OF_NO_PATIENT
    for model in apps.get_app_config("intake").get_models():
        assert model in kept_by_clinic() or not any(
            field.related_model in (Patient, IntakeRecord) for field in model._meta.concrete_fields
        )


@pytest.mark.django_db
def test_entries_merged_into_her_go_too_and_a_merged_one_is_not_erased_alone(ada, bo, cy, north):
    nora, double = patient(bo), patient(bo)
    file(ada, WELL, patient=double.uuid)
    with within(north):
        merge_patient(double.uuid, nora.uuid, by=bo.actor)

    with pytest.raises(OutOfTurn):
        erase(cy, double)
    removed = erase(cy, nora)

    assert set(removed.patients) == {nora.uuid, double.uuid}
    assert len(removed.intakes) == 1
    assert left_of(north) == {}


@pytest.mark.django_db
def test_copies_set_aside_that_speak_of_her_go_wherever_they_lie(ada, bo, cy, north):
    # given copies of her forms under ids that others' intakes have
    nora, kim = patient(bo, identifiers=[NUMBER]), patient(bo, "Pear", "Kim")
    record = filed(ada, SADDLE, patient=kim.uuid)
    for more in ({"patient": nora.uuid}, {"identity": Identity(identifier=NUMBER)}, {"patient": kim.uuid}):
        with pytest.raises(AlreadyRecorded):
            file(ada, WELL, record.submission_id, **more)

    erase(cy, nora)

    # then only Kim's is left, and what Kim's intake announced
    with within(north):
        assert SetAside.objects.get().body["patient"] == str(kim.uuid)
        assert OutboxMessage.objects.filter(subject=record.submission_id).exists()


@pytest.mark.django_db
def test_intakes_with_her_identifier_go_though_nobody_said_whose_they_are(ada, bo, cy, north):
    # given a walk-in who became a patient later, and others who are like her
    walked_in = filed(ada, SADDLE, identity=Identity(identifier=NUMBER, family_name="Quince"))
    filed(ada, WELL, identity=Identity(identifier=Identifier("urn:hospital", "4712"), family_name="Quince"))
    filed(ada, WELL)
    nora = patient(bo, "Quince", identifiers=[NUMBER])

    with within(north):
        _, exported = export_patient(nora.uuid, by=ada.actor)
    removed = erase(cy, nora)

    # then hers is exported and gone, and no other
    assert [intake["submission_id"] for intake in exported["intakes"]] == [walked_in.submission_id]
    assert removed.intakes == [walked_in.submission_id]
    with within(north):
        assert IntakeRecord.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        '{"patient": "{uuid}", "answers": {"age_years": 400}}',
        "{'patient': '{UUID}'",
        "patient={hex}",
        '{"identity": {"identifier": {"system": "urn:hospital", "value": "4711"}}, "answers": [',
        '{"identity": {"identifier": {"value": "47\\u00311", "system": "urn:hosp\\u0069tal"}}}',
        '{"identity": {"identifier": {"system": "urn:hospital", "value": 4711}}, "a": "\xff"',
        '{"quoted \\" and": "torn \\" {"system":"urn:hospital","value":"4711',
    ],
)
def test_what_was_refused_and_speaks_of_her_goes_too_though_it_is_no_json(bo, cy, tablet, north, text):
    # given what a tablet sent of her, and of others who have her number elsewhere or another one there
    nora = patient(bo, identifiers=[NUMBER])
    spelt = {"{uuid}": str(nora.uuid), "{UUID}": str(nora.uuid).upper(), "{hex}": nora.uuid.hex}
    for mark, uuid in spelt.items():
        text = text.replace(mark, uuid)
    others = (
        '{"identity": {"identifier": {"system": "urn:other", "value": "4711"}}}',
        '{"identity": {"identifier": {"system": "urn:hospital", "value": "47110"}}}',
        '{"identity": {"family_name": "Quince", "given_name": "Nora"}}',
        str(uuid4()),
        '"' * 1_001,
    )
    with within(north):
        for each in (text, *others):
            keep_refused(uuid4(), each.encode("latin-1"), BodyRefused(), by=tablet.actor)

    erase(cy, nora)

    with within(north):
        assert {copy.body["received"] for copy in SetAside.objects.all()} == {*others}


@pytest.mark.django_db
def test_what_was_refused_under_the_id_of_her_intake_goes_too_and_comes_with_her_export(
    ada, bo, cy, tablet, north
):
    nora = patient(bo)
    sent = uuid4()
    with within(north):
        keep_refused(sent, b'{"answers": \xff', BodyRefused(), by=tablet.actor)
        file(ada, WELL, sent, patient=nora.uuid)
        _, tables = export_patient(nora.uuid, by=ada.actor)
        assert [copy["body"]["received"] for copy in tables["set_asides"]] == ['{"answers": \\xff']

    erase(cy, nora)

    with within(north):
        assert not SetAside.objects.exists()
        with pytest.raises(Erased), transaction.atomic():
            keep_refused(sent, b"more", BodyRefused(), by=tablet.actor)
        assert not SetAside.objects.exists()


def test_whom_a_text_mentions_is_found_in_time_in_proportion_to_it():
    for text in ('"\\' * 130_000, '"' * 262_144, "\\" * 262_144, '"' + 'a\\"' * 80_000, "x" * 262_144):
        begun = time.process_time()
        assert not set_aside.mentions(text, "urn:hospital", "4711")
        assert time.process_time() - begun < 2


@pytest.mark.django_db
def test_messages_and_alarms_that_name_her_go_too(ada, bo, cy, north):
    nora = patient(bo)
    record = filed(ada, SADDLE, patient=nora.uuid)
    with within(north):
        alarms.sound("judging-failed", record.submission_id, north)
        alarms.sound("dead-message", OutboxMessage.objects.get().uuid, north)

    erase(cy, nora)

    with within(north):
        for model in (OutboxMessage, Delivery, Alarm):
            assert not model.objects.exists()


@pytest.mark.django_db
def test_the_trail_keeps_its_lines_and_says_who_erased_whom(ada, bo, cy, north):
    nora = patient(bo)
    record = filed(ada, WELL, patient=nora.uuid)
    with within(north):
        before = list(AuditEntry.objects.order_by("pk").values_list())

    erase(cy, nora)

    with within(north):
        *lines, last = AuditEntry.objects.order_by("pk").values_list()
        line = AuditEntry.objects.get(act="patient-erased")
    assert lines == before
    assert last
    assert (line.subject, line.subjects) == (str(nora.uuid), [str(nora.uuid), str(record.submission_id)])


@pytest.mark.django_db
def test_what_was_erased_cannot_come_back(ada, bo, cy, north, dee):
    nora = patient(bo)
    record = filed(ada, WELL, patient=nora.uuid)
    erase(cy, nora)

    for answers in (WELL, SADDLE):
        with pytest.raises(Erased), transaction.atomic():
            file(ada, answers, record.submission_id)
    with pytest.raises(Erased):
        erase(cy, nora)
    details = {"family_name": "Quince", "given_name": "Nora"}
    with pytest.raises(Erased), within(north):
        add_patient(nora.uuid, details, [], by=bo.actor)

    assert left_of(north) == {}
    assert file(dee, WELL, record.submission_id).is_new  # the same id in another clinic is another intake


@pytest.mark.django_db
def test_the_database_itself_refuses_an_erased_id_after_a_table_was_rebuilt(ada, bo, cy, north):
    nora = patient(bo)
    record = filed(ada, WELL, patient=nora.uuid)
    erase(cy, nora)

    with as_owner():
        never_again.unprotect(connection)
        never_again.protect(connection)
        never_again.protect(connection)

    with pytest.raises(IntegrityError), within(north):
        IntakeRecord(
            clinic=north,
            submission_id=record.submission_id,
            source="api",
            received_at=record.received_at,
            revised_at=record.revised_at,
            questionnaire_id=record.questionnaire_id,
        ).save(force_insert=True)


@pytest.mark.django_db
def test_a_legal_hold_forbids_it_until_it_is_released(bo, cy, north):
    nora = patient(bo)
    with within(north):
        for _ in range(2):
            assert hold_patient(nora.uuid, by=cy.actor).is_on_hold

    with pytest.raises(OnHold):
        erase(cy, nora)

    with within(north):
        release_patient(nora.uuid, by=cy.actor)
        assert AuditEntry.objects.filter(act__in=["patient-held", "patient-released"]).count() == 2
    assert erase(cy, nora).patients == [nora.uuid]


@pytest.mark.django_db
def test_a_hold_on_a_merged_entry_holds_for_the_person(bo, cy, north):
    nora, double = patient(bo), patient(bo)
    with within(north):
        merge_patient(double.uuid, nora.uuid, by=bo.actor)
        hold_patient(double.uuid, by=cy.actor)

    with pytest.raises(OnHold):
        erase(cy, nora)


@pytest.mark.django_db
def test_it_takes_a_manager_of_the_clinic_who_names_the_patient_twice(ada, bo, cy, dee, north):
    nora = patient(bo)
    for person in (ada, bo):
        with pytest.raises(NotAllowed):
            erase(person, nora)
    with pytest.raises(Refused) as refused:
        erase(cy, nora, uuid4())
    assert [fault.pointer for fault in refused.value.faults] == ["/patient"]
    with pytest.raises(NotThere), within(north):
        erase_patient(uuid4(), uuid4(), "asked_by_patient", by=cy.actor)
    with within(north):
        assert Patient.objects.exists()
