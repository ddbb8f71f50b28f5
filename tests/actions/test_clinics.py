"""A clinic sets its own name, hours and thresholds, within limits."""

import pytest
from django.db import IntegrityError, transaction

from intake.actions.clinics import add_staff, make_clinic, set_clinic
from intake.errors import NotAllowed, ParametersRefused, Stale, TimeZoneRefused
from intake.models import AuditEntry, Clinic, Membership, ReleasedVersion
from intake.triage.logic import digest
from intake.triage.parameters import PARAMETERS, defaults
from tests.actions.given import SADDLE, filed, latest

pytestmark = pytest.mark.usefixtures("in_north")

FEVER = PARAMETERS["fever_c"]


def change(by, version=1, **changes):
    return set_clinic(version, changes, by=by.actor)


def test_a_manager_changes_the_settings_of_the_own_clinic(cy, south):
    clinic = change(cy, name="North Square", time_zone="Europe/Oslo", emergency_minutes=3)

    assert clinic.slug == "north"
    assert (clinic.name, clinic.time_zone, clinic.emergency_minutes) == ("North Square", "Europe/Oslo", 3)
    assert clinic.version == 2
    assert Clinic.objects.get(slug="south").version == 1
    assert AuditEntry.objects.get().act == "clinic-set"


def test_a_change_of_an_older_version_is_stale(cy):
    change(cy, name="North Square")
    with pytest.raises(Stale):
        change(cy, name="North Circus")


@pytest.mark.parametrize("value", [FEVER.low, FEVER.default, FEVER.high])
def test_a_threshold_is_set_up_to_its_limits_and_its_version_kept(cy, value):
    clinic = change(cy, parameters={"fever_c": value})
    assert clinic.parameters == {"fever_c": value}
    version = digest(defaults() | {"fever_c": value})
    assert ReleasedVersion.objects.get(digest=version).body["fever_c"] == value


def test_thresholds_are_set_one_by_one_and_null_goes_back_to_the_default(cy):
    change(cy, parameters={"fever_c": FEVER.low})
    change(cy, version=2, parameters={"pvr_ml": 100})
    assert Clinic.objects.get(slug="north").parameters == {"fever_c": FEVER.low, "pvr_ml": 100}
    assert change(cy, version=3, parameters={"fever_c": None}).parameters == {"pvr_ml": 100}


@pytest.mark.parametrize(
    "changes",
    [
        {"parameters": {"fever_c": FEVER.low - 0.1}},
        {"parameters": {"fever_c": FEVER.high + 0.1}},
        {"parameters": {"fever_c": "38"}},
        {"parameters": {"fever_c": True}},
        {"parameters": {"pvr_ml": 100.5}},
        {"parameters": {"no_such_threshold": 1}},
        {"parameters": {"no_such_threshold": None}},
        {"parameters": {"fever_c": FEVER.low, "pvr_ml": -1}},
        {"time_zone": "Oslo"},
        {"time_zone": "../etc/localtime"},
    ],
)
def test_what_lies_outside_the_limits_changes_nothing(cy, changes):
    with pytest.raises(TimeZoneRefused if "time_zone" in changes else ParametersRefused):
        change(cy, **changes)
    clinic = Clinic.objects.get(slug="north")
    assert (clinic.parameters, clinic.time_zone, clinic.version) == ({}, "UTC", 1)


@pytest.mark.parametrize("minutes", [0, 241, 30_000])
def test_no_emergency_waits_longer_by_a_hand_at_the_database(north, minutes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Clinic.objects.filter(pk=north.pk).update(emergency_minutes=minutes)


def test_past_verdicts_stay_when_a_threshold_changes(ada, cy):
    record = filed(ada, SADDLE)
    before = latest(record)
    change(cy, parameters={"ces_recent_days": 90})
    assert latest(record) == before
    assert ReleasedVersion.objects.get(digest=before.parameters_id).body == defaults()


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_nobody_but_a_manager_changes_them(request, who):
    with pytest.raises(NotAllowed):
        change(request.getfixturevalue(who), name="Mine")


def test_a_person_has_each_place_once(north):
    first = add_staff(north, "eve", "clinician", "a long enough phrase")
    again = add_staff(north, "eve", "clinician")
    assert first == again
    assert again.check_password("a long enough phrase")
    assert Membership.objects.filter(user=first).count() == 1


def test_the_thresholds_of_a_new_clinic_are_released(north):
    clinic = make_clinic("east", "East Street", "Europe/Oslo")
    assert clinic.parameters == {}
    assert ReleasedVersion.objects.filter(kind="parameters", digest=digest(defaults())).exists()
