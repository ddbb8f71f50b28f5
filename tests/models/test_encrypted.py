"""What is encrypted at rest opens in its own place alone, and what does not open breaks nothing."""

import logging
from base64 import b64decode, b64encode
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from intake.access import visible_to, within
from intake.actions.amending import amend_intake
from intake.actions.patients import add_patient, correct_patient, find_patients
from intake.actions.set_aside import keep_refused
from intake.errors import AlreadyRecorded, AnswersRefused, OutOfTurn
from intake.models import (
    IntakeRecord,
    PastRevision,
    Patient,
    PatientIdentifier,
    Referral,
    Review,
    SetAside,
    WebhookReceiver,
    keys,
)
from intake.models.answers import SECTION_MODELS
from intake.models.encrypted import Encrypted, EncryptedText, Sealed, Unreadable, encrypted_fields, unreadable
from intake.questionnaire import QUESTIONS
from intake.questionnaire.envelope import AnswersEnvelope, Identifier, Identity
from tests.actions.given import (
    SADDLE,
    WELL,
    acknowledge,
    amend,
    close,
    filed,
    patient,
    read,
    refer,
)
from tests.models.everything import kept_by_clinic

pytestmark = pytest.mark.usefixtures("in_north")

CANARY = "Canaryquince"
BORN = date(1931, 2, 3)
NUMBER = Identifier("urn:hospital", f"{CANARY}-4711")
FREE_TEXTS = {name: f"{CANARY} text" for name, question in QUESTIONS.items() if question.kind == "text"}
OTHER_KEY = bytes(range(32))

# Every column that says who somebody is or holds what somebody typed freely.
IDENTIFYING = {
    Patient: {"family_name", "given_name", "birth_date", "phone", "email"},
    PatientIdentifier: {"value"},
    IntakeRecord: {
        *("typed_family_name", "typed_given_name", "typed_birth_date"),
        *("typed_identifier_system", "typed_identifier_value"),
        *FREE_TEXTS,
    },
    PastRevision: {"body"},
    SetAside: {"body"},
    Review: {"note"},
    Referral: {"note"},
    WebhookReceiver: {"secret", "old_secret"},
}
# Text that is clear, so that a new column is looked at before it joins: codes, addresses, hashes, our own words.
CLEAR = {
    "acknowledged_by",
    "act",
    "actor",
    "address",
    "answered_at",
    "closed_by",
    "content_digest",
    "detail",
    "erased_by",
    "event",
    "failure",
    "filed_by",
    "hash",
    "kind",
    "name",
    "outcome",
    "parameters",
    "pathway",
    "questionnaire",
    "reason",
    "requested_by",
    "rule",
    "rule_version",
    "ruleset",
    "ruleset_kind",
    "seen_by",
    "source",
    "spinal_evaluation",
    "state",
    "status",
    "subject",
    "system",
    "tier",
    "urgency",
    "url",
    "value_hash",
    "verdicts",
}


@pytest.fixture
def story(ada, bo, tablet):
    """One patient and one case, with a canary wherever somebody may type."""
    details = {"phone": CANARY, "email": CANARY, "birth_date": BORN}
    nora = patient(bo, CANARY, CANARY, identifiers=[NUMBER], **details)
    identity = Identity(CANARY, CANARY, BORN, NUMBER)
    record = filed(ada, SADDLE | FREE_TEXTS, identity=identity)
    with pytest.raises(AlreadyRecorded):
        filed(ada, WELL | FREE_TEXTS, record.submission_id, identity=identity)
    refused = f'{{"answers": {{"work_type": "{CANARY}", "age_years": 400}}'
    keep_refused(record.submission_id, refused.encode(), AnswersRefused(), by=tablet.actor)
    amend(ada, record, {"age_years": 41})
    acknowledge(ada, record)
    refer(ada, record, CANARY)
    close(ada, record, note=CANARY)
    return nora


def stored(model, column):
    """What the database itself holds in a column."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model._meta.db_table}"')
        return [value for (value,) in cursor.fetchall()]


def put(model, column, value, **wanted):
    where = " AND ".join(f'"{name}" = %s' for name in wanted) or "1 = 1"
    with connection.cursor() as cursor:
        statement = f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE {where}'
        cursor.execute(statement, [value, *wanted.values()])
        assert cursor.rowcount == 1


# At rest


def test_every_identifying_column_is_encrypted():
    ours = apps.get_app_config("intake").get_models()
    encrypted = {model: {field.name for field in encrypted_fields(model)} for model in ours}
    assert {model: encrypted[model] for model in IDENTIFYING} == IDENTIFYING
    assert {field.name for model in SECTION_MODELS for field in encrypted_fields(model)} == FREE_TEXTS.keys()


def test_every_text_of_a_clinic_is_encrypted_or_known_to_be_harmless():
    unknown = {
        f"{model.__name__}.{field.name}"
        for model in kept_by_clinic()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not isinstance(field, Encrypted)
        if field.name not in CLEAR | QUESTIONS.keys()
    }
    assert unknown == set()


def test_no_table_holds_a_word_that_somebody_typed(story):
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [f"{table}: {row}" for row in cursor.fetchall()]
    whole = "\n".join(told).lower()
    assert whole.count(f"{keys.current_key()}:") > 12
    for word in (CANARY.lower(), str(BORN), "date(1931"):
        assert word not in whole


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_database_holds_one_either(north, story):
    if connection.vendor != "sqlite":
        pytest.skip("the tables of PostgreSQL are looked through by SQL")
    with open(connection.settings_dict["NAME"], "rb") as file:
        kept = file.read()
    assert keys.current_key().encode() in kept
    assert CANARY.encode() not in kept


def test_what_is_empty_stays_empty(ada):
    record = filed(ada, WELL)
    assert stored(IntakeRecord, "typed_family_name") == [""]
    assert stored(IntakeRecord, "typed_birth_date") == stored(IntakeRecord, "work_type") == [None]
    assert (record.typed_family_name, record.typed_birth_date, record.work_type) == ("", None, None)


def test_equal_values_are_stored_differently(bo):
    for _ in range(2):
        patient(bo)
    assert len({*stored(Patient, "family_name"), *stored(Patient, "given_name")}) == 4


def test_everything_is_read_as_it_was_written(ada, bo):
    text = "O’Brien-李 \u202e\x01 " + "x" * 400
    nora = patient(bo, text, text, birth_date=date.max, phone=text)
    nora.refresh_from_db()
    assert (nora.family_name, nora.birth_date, nora.phone, nora.email) == (text, date.max, text, "")
    record = filed(ada, WELL | {"work_type": text}, identity=Identity(text, "", date.min))
    assert (record.work_type, record.typed_family_name, record.typed_birth_date) == (text, text, date.min)


def test_a_readable_value_never_reaches_the_database(bo):
    patient(bo)
    for ask in (
        lambda: Patient.objects.update(family_name="Quince"),
        lambda: Patient.objects.filter(family_name="Quince").exists(),
        lambda: Patient.objects.filter(birth_date__gt=BORN).exists(),
        lambda: Patient.objects.bulk_update(Patient.objects.all(), ["family_name"]),
    ):
        with pytest.raises(TypeError, match="encrypted"), transaction.atomic():
            ask()


def test_what_belongs_to_nobody_yet_is_not_sealed(north):
    with pytest.raises(ValueError, match="one row"):
        Patient(clinic=north, uuid=None, family_name="Quince").save()


# In its own place alone


def sealed_for(value, clinic, *place):
    return keys.opened(value, clinic, place)


@pytest.mark.parametrize(
    "place",
    [
        (1, "patient", "family_name", "b"),
        (1, "patient", "given_name", "a"),
        (1, "other", "family_name", "a"),
        (2, "patient", "family_name", "a"),
        (1, "patient", "family_name"),
    ],
)
def test_a_value_does_not_open_elsewhere(place):
    value = keys.seal("Quince", 1, ("patient", "family_name", "a"))
    assert sealed_for(value, 1, "patient", "family_name", "a") == "Quince"
    assert sealed_for(value, *place) is None


def test_a_changed_byte_is_noticed_wherever_it_is():
    key_id, body = keys.seal("Quince", 1, ("a",)).split(":")
    whole = b64decode(body)
    for at, byte in enumerate(whole):
        changed = whole[:at] + bytes([byte ^ 1]) + whole[at + 1 :]
        assert sealed_for(f"{key_id}:{b64encode(changed).decode()}", 1, "a") is None
    for cut in (f"{key_id}:{body[:-4]}", f"{key_id}:", "", ":", f"{key_id}:AAAA", f"{key_id}:ü", "Quince"):
        assert sealed_for(cut, 1, "a") is None


def test_no_key_opens_what_another_sealed(settings):
    value = keys.seal("Quince", 1, ("a",))
    settings.AFOOT_ENCRYPTION_KEYS = {keys.current_key(): OTHER_KEY}
    assert sealed_for(value, 1, "a") is None
    settings.AFOOT_ENCRYPTION_KEYS = {"other": OTHER_KEY}
    assert sealed_for(value, 1, "a") is None


def test_a_value_moved_between_rows_columns_or_clinics_does_not_open(bo, dee, caplog):
    nora, kim = patient(bo, "Quince", "Nora"), patient(bo, "Pear", "Kim")
    with within(dee.actor.clinic):
        theirs = Patient.objects.create(
            clinic=dee.actor.clinic,
            uuid=kim.uuid,
            created_at=nora.created_at,
            family_name="Far",
            given_name="Away",
        )
        (far,) = Patient.objects.filter(pk=theirs.pk).values_list("family_name", flat=True)
    family = Patient.objects.values_list("family_name", flat=True).get(pk=nora.pk)
    given = Patient.objects.values_list("given_name", flat=True).get(pk=kim.pk)
    for moved in (family, given, far):
        put(Patient, "family_name", str(moved), id=kim.pk)
        assert Patient.objects.get(pk=kim.pk).family_name == ""
        assert unreadable(Patient.objects.get(pk=kim.pk)) == []  # nobody asked
    assert "Nora" not in caplog.text


# What does not open


def spoil(model, column, **wanted):
    put(model, column, keys.seal("from elsewhere", 0, ()), **wanted)


def test_it_is_an_alarm_in_the_log_that_names_the_row_alone(bo, caplog):
    nora = patient(bo)
    spoil(Patient, "phone")
    with caplog.at_level(logging.ERROR):
        assert Patient.objects.get().phone == ""
    (line,) = caplog.records
    assert line.getMessage() == f"intake.Patient.phone of row {nora.pk} does not open"


def test_saving_its_row_leaves_it_as_it_was(bo):
    patient(bo, phone="1", birth_date=BORN)
    for column in ("phone", "birth_date"):
        spoil(Patient, column)
    before = stored(Patient, "phone"), stored(Patient, "birth_date")

    nora = Patient.objects.get()
    assert not nora.phone
    nora.refresh_from_db()
    nora.version = 2
    nora.save()

    assert (stored(Patient, "phone"), stored(Patient, "birth_date")) == before
    assert Patient.objects.get().version == 2


def test_it_may_be_replaced(bo):
    patient(bo, phone="1")
    spoil(Patient, "phone")
    nora = Patient.objects.get()
    assert isinstance(nora.phone, Unreadable)
    nora.phone = "2"
    nora.save()
    assert Patient.objects.get().phone == "2"


def test_a_patient_is_found_and_corrected_beside_it(bo):
    nora = patient(bo, birth_date=BORN, identifiers=[NUMBER])
    for column in ("family_name", "birth_date"):
        spoil(Patient, column)
    spoil(PatientIdentifier, "value")

    assert list(find_patients(bo.actor, name="quince nora")) == []
    assert list(find_patients(bo.actor, name="quin", birth_date=BORN)) == [nora]
    assert correct_patient(nora.uuid, 1, {"given_name": "Nina"}, None, by=bo.actor).version == 2


def test_an_intake_is_filed_and_linked_beside_it_and_not_amended(ada, bo):
    record = filed(ada, WELL | FREE_TEXTS, identity=Identity("Quince", "Nora", BORN))
    for column in ("work_type", "typed_birth_date", "typed_family_name"):
        spoil(IntakeRecord, column)

    with pytest.raises(OutOfTurn):
        amend(ada, record, {"age_years": 41})

    assert read(ada, record.submission_id).revision == 1
    assert stored(PastRevision, "body") == []


# Built so that a row need not be an instance


def test_a_field_needs_a_row_that_stays():
    field = EncryptedText(row=["uuid"])
    assert field.deconstruct()[3] == {"row": ["uuid"]}
    assert field.clone().row == ["uuid"]
    assert isinstance(field.from_db_value("x", None, None), Sealed)


def test_an_identifier_is_held_to_one_patient_by_its_keyed_hash(bo):
    patient(bo, identifiers=[NUMBER])
    row = PatientIdentifier.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_replay_of_an_intake_is_told_without_its_digest_being_of_use(ada, dee):
    sent = uuid4()
    filed(ada, WELL, sent), filed(dee, WELL, sent)
    assert filed(ada, WELL, sent).revision == 1
    with within(dee.actor.clinic):
        theirs = IntakeRecord.objects.get().content_digest
    assert visible_to(ada.actor, IntakeRecord).get().content_digest != theirs


def test_adding_again_is_told_by_what_opens(bo):
    chosen = uuid4()
    details = {"family_name": "Quince", "given_name": "Nora", "birth_date": BORN}
    add_patient(chosen, details, [NUMBER], by=bo.actor)
    assert add_patient(chosen, details, [NUMBER], by=bo.actor)[1] is False


def test_an_amended_record_keeps_its_free_text(ada):
    record = filed(ada, WELL | FREE_TEXTS)
    amend_intake(record.submission_id, 1, AnswersEnvelope({"age_years": 41}), by=ada.actor)
    assert read(ada, record.submission_id).work_type == FREE_TEXTS["work_type"]
    assert PastRevision.objects.get().body["answers"]["pain_goal"] == FREE_TEXTS["pain_goal"]
