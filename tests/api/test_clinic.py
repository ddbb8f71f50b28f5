"""`/clinic/`: what a clinic sets for itself, each threshold inside its limits."""

import pytest

from intake.models import Clinic
from tests.api.given import SADDLE, file, pointers, refused, trail

FIRST = {"If-Match": '"1"'}


def parameter(person, name):
    return next(each for each in person.get("/clinic/").json()["parameters"] if each["name"] == name)


def test_a_manager_sees_every_threshold_with_its_limits(cy):
    shown = cy.get("/clinic/").json()

    assert (shown["slug"], shown["name"], shown["time_zone"], shown["version"]) == (
        "north",
        "North Street",
        "UTC",
        1,
    )
    assert all(
        each["low"] <= each["default"] == each["value"] <= each["high"] and each["trade_off"]
        for each in shown["parameters"]
    )


def test_a_manager_changes_what_the_clinic_may_set(cy):
    change = {"name": "North", "time_zone": "Europe/Rome", "emergency_minutes": 3}
    answer = cy.patch("/clinic/", change | {"parameters": {"ces_recent_days": 21}}, **FIRST)

    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in change} == change
    assert answer["ETag"] == cy.get("/clinic/")["ETag"] == '"2"'
    assert parameter(cy, "ces_recent_days")["value"] == 21
    assert trail(cy.actor.clinic) == ["clinic-set"]


def test_a_threshold_sent_as_null_goes_back_to_its_default(cy):
    cy.patch("/clinic/", {"parameters": {"ces_recent_days": 21, "pvr_ml": 150}}, **FIRST)

    cy.patch("/clinic/", {"parameters": {"ces_recent_days": None}}, **{"If-Match": '"2"'})

    assert parameter(cy, "ces_recent_days")["value"] == 14
    assert parameter(cy, "pvr_ml")["value"] == 150


def test_later_intakes_are_judged_by_what_was_set(ada, cy):
    answers = SADDLE | {"ces_onset_days": 20, "ces_course": "same"}
    before = file(ada, answers)
    cy.patch("/clinic/", {"parameters": {"ces_recent_days": 30}}, **FIRST)
    after = file(ada, answers)

    def tier(sent):
        return ada.get(f"/intakes/{sent}/").json()["assessment"]["tier"]

    assert (tier(before), tier(after)) == ("urgent", "emergency")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"parameters": {"ces_recent_days": 13}}, "/parameters"),
        ({"parameters": {"ces_recent_days": 91}}, "/parameters"),
        ({"parameters": {"ces_recent_days": 14.5}}, "/parameters"),
        ({"parameters": {"ces_recent_days": True}}, "/parameters/?"),
        ({"parameters": {"ces_recent_days": "21"}}, "/parameters/?"),
        ({"parameters": {"pvr_ml": 10**29}}, "/parameters"),
        ({"parameters": {"nope": 1}}, "/parameters"),
        ({"parameters": {"nope": None}}, "/parameters"),
        ({"parameters": None}, "/parameters"),
        ({"time_zone": "../etc/passwd"}, "/time_zone"),
        ({"time_zone": ""}, "/time_zone"),
        ({"emergency_minutes": 0}, "/emergency_minutes"),
        ({"emergency_minutes": 241}, "/emergency_minutes"),
        ({"name": ""}, "/name"),
        ({"slug": "south"}, "/slug"),
        ({"is_demo": True}, "/is_demo"),
        ({"version": 7}, "/version"),
    ],
)
def test_what_lies_outside_its_limits_is_refused_whole(cy, change, pointer):
    before = cy.get("/clinic/").json()

    answer = cy.patch("/clinic/", {"name": "Changed"} | change, **FIRST)

    assert answer.status_code == 400
    assert pointers(answer.json()) == [pointer]
    assert cy.get("/clinic/").json() == before


def test_a_time_zone_that_does_not_exist_is_not_told_to_be_a_threshold(cy):
    problem = refused(cy.patch("/clinic/", {"time_zone": "Oslo"}, **FIRST), 400, "time-zone-refused")

    assert (problem["title"], pointers(problem)) == ("There is no such time zone.", ["/time_zone"])


def test_a_change_names_the_version_that_it_changes(cy):
    refused(cy.patch("/clinic/", {"name": "A"}), 428, "match-required")
    refused(cy.patch("/clinic/", {"name": "A"}, **{"If-Match": '"2"'}), 412, "stale")


def test_what_is_known_already_is_not_sent_again(cy):
    tag = cy.get("/clinic/")["ETag"]

    again = cy.get("/clinic/", **{"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_only_a_manager_sees_and_sets_it(who, request):
    person = request.getfixturevalue(who)

    refused(person.get("/clinic/"), 403, "not-allowed")
    refused(person.patch("/clinic/", {"name": "A"}, **FIRST), 403, "not-allowed")


def test_another_clinic_stays_as_it_is(cy, south):
    cy.patch("/clinic/", {"name": "Changed", "parameters": {"ces_recent_days": 90}}, **FIRST)

    assert Clinic.objects.get(pk=south.pk).parameters == {}
    assert Clinic.objects.get(pk=south.pk).name == "South Street"
