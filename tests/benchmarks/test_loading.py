"""What is loaded in bulk stands as if it had been filed one by one."""

from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection

from intake.access import Actor, within
from intake.actions.filing import record_intake
from intake.actions.judging import place_on_worklist
from intake.actions.reconciling.comparison import WITH_THEM, differing
from intake.actions.rows import answers_of
from intake.models import Assessment, Clinic, Flag, IntakeRecord, Patient, Review
from intake.questionnaire.envelope import IntakeEnvelope
from intake.triage.assess import assess
from tests.benchmarks import loading

RECORDS, CLINICS = 120, 3
SEED = 6  # among its first forms are some that leave questions to ask now

pytestmark = pytest.mark.django_db(transaction=True)  # the load commits as it goes, and vacuums


@pytest.fixture(autouse=True)
def loaded(monkeypatch):
    monkeypatch.setattr(loading, "POOL", 40)
    monkeypatch.setattr(loading, "AT_ONCE", 50)
    loading.fill(RECORDS, CLINICS, seed=SEED)


@pytest.fixture
def forms():
    return loading.pool_of(SEED, 40)


def in_each_clinic(look):
    """What `look` finds, clinic by clinic."""
    found = []
    for clinic in Clinic.objects.all():
        with within(clinic):
            found += look()
    return found


def test_each_record_reads_back_as_one_of_the_forms(forms):
    found = in_each_clinic(lambda: [answers_of(record) for record in IntakeRecord.objects.all()])

    assert len(found) == RECORDS
    assert all(form in forms for form in found)


def test_each_record_is_judged_as_the_engine_judges_it():
    judged = in_each_clinic(
        lambda: [(row, assess(answers_of(row.record))) for row in Assessment.objects.all()]
    )

    assert len(judged) == RECORDS
    for row, outcome in judged:
        assert (row.tier, row.spinal_evaluation) == (outcome.tier, outcome.spinal_evaluation)
        assert row.verdicts == outcome.verdicts


def test_flags_and_reviews_hang_on_their_own_record_and_clinic():
    flags = in_each_clinic(lambda: list(Flag.objects.select_related("record", "assessment")))
    reviews = in_each_clinic(lambda: list(Review.objects.select_related("record")))

    assert flags
    assert all(flag.assessment.record_id == flag.record_id for flag in flags)
    assert all(row.clinic_id == row.record.clinic_id for row in [*flags, *reviews])
    for row in reviews:
        assert row.place == place_on_worklist(row.tier, row.is_fully_assessed, row.opened_at)


def test_the_reconciler_finds_nothing_amiss():
    records = in_each_clinic(lambda: list(IntakeRecord.objects.prefetch_related(*WITH_THEM)))

    assert any(record.ask_now_tasks.all() for record in records)
    assert [differing(record) for record in records] == [{}] * RECORDS


def test_records_are_spread_over_clinics_patients_and_years():
    records = in_each_clinic(lambda: list(IntakeRecord.objects.all()))
    received = sorted(record.received_at for record in records)
    per_clinic = Counter(record.clinic_id for record in records)

    assert set(per_clinic.values()) == {RECORDS // CLINICS}
    assert len({record.patient_id for record in records}) == pytest.approx(
        RECORDS / loading.VISITS, abs=CLINICS
    )
    assert len(in_each_clinic(lambda: list(Patient.objects.all()))) == len(
        {each.patient_id for each in records}
    )
    assert received[-1] - received[0] > loading.YEARS * 0.9


def test_every_key_holds_and_filing_goes_on_after_the_last_number(forms):
    connection.check_constraints()
    clinic = Clinic.objects.first()
    with within(clinic):
        by = Actor("script", "1", "clinician", clinic)
        filed = record_intake(uuid4(), IntakeEnvelope(**forms[0].as_sent()), by=by).record

        assert filed.pk > RECORDS
        assert answers_of(IntakeRecord.objects.get(pk=filed.pk)) == forms[0]


def test_a_database_that_is_loaded_is_left_as_it_is():
    loading.fill(RECORDS, CLINICS)

    assert len(in_each_clinic(lambda: list(IntakeRecord.objects.all()))) == RECORDS
