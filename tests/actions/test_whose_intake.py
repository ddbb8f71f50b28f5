"""Whose an intake is when it is filed, and how old that patient is."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from intake.actions.erasing import erase_patient
from intake.actions.exporting import export_patient
from intake.actions.patients import entries_of, merge_patient, unmerge_patient
from intake.errors import NotAllowed, NotThere
from intake.models import (
    Clinic,
)
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import (
    SADDLE,
    WELL,
    file,
    filed,
    latest,
    patient,
    read,
    years_before_today,
)

pytestmark = pytest.mark.usefixtures("in_north")

NUMBER = Identifier("urn:hospital", "4711")


# Whose it is


def test_an_intake_may_come_before_its_patient_is_known(tablet):
    typed = Identity("O’Brien-Ström", "Søren", date(1970, 5, 1))
    record = filed(tablet, SADDLE, identity=typed)

    assert record.patient is None
    assert (record.typed_family_name, record.typed_birth_date) == ("O’Brien-Ström", date(1970, 5, 1))
    assert latest(record).tier == "emergency"


def test_an_equal_identifier_matches_by_itself(tablet, bo):
    nora = patient(bo, identifiers=[NUMBER])

    record = filed(tablet, WELL, identity=Identity("Someone", "Else", identifier=NUMBER))

    assert record.patient == nora


@pytest.mark.parametrize(
    "similar",
    [
        Identifier("urn:hospital", "4711 "),
        Identifier("urn:hospital", "04711"),
        Identifier("urn:other-hospital", "4711"),
        Identifier("URN:HOSPITAL", "4711"),
    ],
)
def test_a_similar_identifier_or_the_same_name_matches_nobody(tablet, bo, similar):
    patient(bo, identifiers=[NUMBER], birth_date=date(1970, 5, 1))

    record = filed(tablet, WELL, identity=Identity("Quince", "Nora", date(1970, 5, 1), similar))

    assert record.patient is None


def test_an_identifier_of_another_clinic_matches_nobody(dee, bo):
    patient(bo, identifiers=[NUMBER])
    assert filed(dee, WELL, identity=Identity(identifier=NUMBER)).patient_id is None


@pytest.fixture
def merged(ada, bo):
    """Two entries of one person: the number is the one's, the birth date and a visit are the other's."""
    double = patient(bo, identifiers=[NUMBER])
    nora = patient(bo, birth_date=years_before_today(60))
    filed(ada, WELL, patient=nora.uuid)
    merge_patient(double.uuid, nora.uuid, by=bo.actor)
    return SimpleNamespace(double=double, nora=nora)


BY = pytest.mark.parametrize("by", ["number", "id"])


def filed_for_double(ada, merged, by):
    how = {"identity": Identity(identifier=NUMBER)} if by == "number" else {"patient": merged.double.uuid}
    return filed(ada, {name: value for name, value in WELL.items() if name != "age_years"}, **how)


@BY
def test_what_is_filed_for_a_merged_entry_is_of_the_same_person(ada, cy, merged, by):
    record = filed_for_double(ada, merged, by)

    assert (record.age_years, record.days_since_last_visit) == (60, 0)
    for entry in (merged.nora, merged.double):
        told = export_patient(entry.uuid, by=ada.actor)[1]
        assert record.submission_id in [each["submission_id"] for each in told["intakes"]]
        assert set(entries_of(entry.uuid, ada.actor)) == {merged.nora, merged.double}
    erased = erase_patient(merged.nora.uuid, merged.nora.uuid, "asked_by_patient", by=cy.actor)
    assert record.submission_id in erased.intakes


@BY
def test_what_was_filed_for_a_merged_entry_parts_with_it(ada, bo, cy, merged, by):
    record = filed_for_double(ada, merged, by)

    unmerge_patient(merged.double.uuid, by=bo.actor)

    assert read(ada, record.submission_id).patient == merged.double
    assert set(entries_of(merged.double.uuid, ada.actor)) == {merged.double}
    erased = erase_patient(merged.nora.uuid, merged.nora.uuid, "asked_by_patient", by=cy.actor)
    assert record.submission_id not in erased.intakes
    assert read(ada, record.submission_id).patient == merged.double


def test_staff_may_name_the_patient_and_a_tablet_may_not(ada, bo, tablet):
    nora = patient(bo)
    assert filed(ada, WELL, patient=nora.uuid).patient == nora
    with pytest.raises(NotAllowed):
        file(tablet, WELL, patient=nora.uuid)


def test_a_patient_of_another_clinic_is_not_there(dee, bo):
    nora = patient(bo)
    with pytest.raises(NotThere):
        file(dee, WELL, patient=nora.uuid)


# Age


def without_age(answers):
    return {name: value for name, value in answers.items() if name != "age_years"}


def test_age_comes_from_the_birth_date_as_the_records_word(ada, bo):
    nora = patient(bo, birth_date=years_before_today(62))

    for record in (
        filed(ada, without_age(WELL), patient=nora.uuid),
        filed(ada, without_age(WELL), identity=Identity(birth_date=years_before_today(62))),
        filed(
            ada,
            without_age(WELL),
            patient=patient(bo).uuid,
            identity=Identity(birth_date=years_before_today(62)),
        ),
    ):
        assert record.age_years == 62
        assert record.said_by == {"age_years": "record"}


def test_age_as_stated_stands(ada):
    record = filed(ada, WELL, identity=Identity(birth_date=years_before_today(41)))
    assert record.age_years == WELL["age_years"]
    assert record.said_by == {}


@pytest.mark.parametrize(("years", "is_maybe_another"), [(38, True), (39, False), (41, False), (42, True)])
def test_an_age_more_than_a_year_off_may_be_another_person(ada, years, is_maybe_another):
    record = filed(ada, WELL, identity=Identity(birth_date=years_before_today(years)))
    assert record.is_maybe_another_person is is_maybe_another


@pytest.mark.parametrize(
    "mistyped", [date(1, 1, 1), date(1850, 5, 5), date(2999, 12, 31), date(9999, 12, 31)]
)
def test_a_birth_date_that_cannot_be_says_nothing_of_the_age(ada, mistyped):
    assert filed(ada, without_age(WELL), identity=Identity(birth_date=mistyped)).age_years is None
    assert filed(ada, WELL, identity=Identity(birth_date=mistyped)).is_maybe_another_person


def test_the_clinics_own_day_counts_for_a_birthday(ada, north, monkeypatch):
    # given a clinic where it is tomorrow already
    Clinic.objects.filter(pk=north.pk).update(time_zone="Pacific/Kiritimati")
    north.refresh_from_db()
    late = timezone.now().replace(hour=20, minute=0)
    monkeypatch.setattr("intake.actions.filing.timezone.now", lambda: late)
    tomorrow = (late + timedelta(days=1)).date()
    ada.actor.clinic.time_zone = north.time_zone

    # when somebody files on the birthday
    record = filed(ada, without_age(WELL), identity=Identity(birth_date=tomorrow.replace(year=1984)))

    # then the patient is a year older
    assert record.age_years == tomorrow.year - 1984
