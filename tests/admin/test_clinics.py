"""What the operator may set of a clinic is what its manager may, and overwrites nothing."""

import pytest
from django.db import connection
from django.utils import timezone

from intake.admin import ClinicForm
from intake.models import Clinic
from tests.admin.given import SETTINGS, at


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("time_zone", "Europe/Lundon"),
        ("time_zone", "../etc/localtime"),
        ("emergency_minutes", 0),
        ("emergency_minutes", 241),
        ("emergency_minutes", 30_000),
        ("retention_years", 5),
        ("retention_years", 101),
        ("name", ""),
        ("name", "n" * 121),
    ],
)
def test_a_clinic_s_settings_have_the_limits_that_its_manager_has(operator, north, setting, value):
    before = Clinic.objects.values().get()

    for page in (at("intake_clinic", "add"), at("intake_clinic", "change", north.pk)):
        answer = operator.post(page, SETTINGS | {"slug": "east", "seen": 1, setting: value})
        assert (answer.status_code, [*answer.context["errors"]] != []) == (200, True)

    assert Clinic.objects.values().get() == before


def test_a_clinic_that_the_operator_changed_is_another_version(operator, cy, north):
    # given a manager who has seen the settings
    tag = cy.get("/clinic/")["ETag"]

    # when the operator changes one of them
    path = at("intake_clinic", "change", north.pk)
    assert operator.post(path, SETTINGS | {"seen": 1, "emergency_minutes": 9}).status_code == 302

    # then what the manager saw is old, and nothing is changed by it
    assert cy.patch("/clinic/", {"name": "Mine"}, **{"If-Match": tag}).status_code == 412
    assert cy.get("/clinic/", **{"If-None-Match": tag}).json()["emergency_minutes"] == 9


def test_the_operator_overwrites_nothing_that_changed_meanwhile(operator, cy, north):
    path = at("intake_clinic", "change", north.pk)
    shown = operator.get(path).context["adminform"].form
    seen = {"seen": shown["seen"].value()}
    assert "reconciled_at" not in shown.fields
    with pytest.MonkeyPatch.context() as patched:
        # a round of the reconciler ends while the page is judged
        as_it_was, now = ClinicForm.clean, timezone.now()
        patched.setattr(
            ClinicForm,
            "clean",
            lambda form: as_it_was(form) and Clinic.objects.update(reconciled_at=now) and form.cleaned_data,
        )
        assert operator.post(path, SETTINGS | seen | {"name": "Other"}).status_code == 302
    assert Clinic.objects.values_list("name", "reconciled_at").get() == ("Other", now)

    cy.patch("/clinic/", {"emergency_minutes": 3}, **{"If-Match": '"2"'})
    for stale in (seen, {"seen": 2}, {}):
        assert operator.post(path, SETTINGS | stale).status_code == 200
    assert Clinic.objects.values_list("name", "emergency_minutes", "version").get() == ("Other", 3, 3)


def test_no_clinic_is_added_that_the_next_start_would_not_serve(operator, north, settings):
    settings.PRODUCTION = True
    answer = operator.post(at("intake_clinic", "add"), SETTINGS | {"slug": "east"}, secure=True)

    if connection.vendor == "sqlite":
        assert "SQLite has no row security: one clinic only." in answer.content.decode()
        assert Clinic.objects.get() == north
    else:
        assert answer.status_code == 302
        assert Clinic.objects.filter(slug="east").exists()


def test_no_clinic_is_deleted(operator, north):
    assert operator.post(at("intake_clinic", "delete", north.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [north.pk], "post": "yes"}
    operator.post(at("intake_clinic", "changelist"), chosen)
    assert Clinic.objects.filter(pk=north.pk).exists()
