"""Every view names its act, enters the caller's clinic, and leaves it."""

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from rest_framework.response import Response

from intake import audit
from intake.gate.door import Door
from intake.gate.permissions import PUBLIC
from intake.models import Patient
from intake.models.tenancy import current_clinic
from tests.api.given import patient, trail


class Forgotten(Door):
    """Names no act."""

    def get(self, request):
        return Response({})


class Inside(Door):
    acts = {"get": "read_patient"}

    def get(self, request):
        return Response({"clinic": current_clinic.get(), "patients": Patient.objects.count()})


class Open(Door):
    acts = {"get": PUBLIC}
    authentication_classes = []

    def get(self, request):
        return Response({"clinic": current_clinic.get()})


class Silent(Inside):
    of_no_patient = {"get"}

    def get(self, request):
        return Response({})


class Telling(Inside):
    def get(self, request):
        audit.record(request.user, "looked-at-all", "all")
        audit.look(request.user, "looked-again", "all")
        return Response({})


class Unchanged(Inside):
    def get(self, request):
        return Response(status=304)


def get(view, person, method="get"):
    headers = {"Authorization": f"Bearer {person.token}"} if person.token else {}
    return view.as_view()(RequestFactory().generic(method.upper(), "/", headers=headers))


@pytest.mark.parametrize("who", ["ada", "bo", "cy", "tablet", "nobody"])
def test_a_view_that_names_no_act_refuses_everyone(who, db, request):
    assert get(Forgotten, request.getfixturevalue(who)).status_code in (401, 403)


def test_a_view_runs_inside_its_callers_clinic_and_leaves_it(ada, bo, dee):
    patient(bo)

    assert get(Inside, ada).data == {"clinic": ada.actor.clinic.pk, "patients": 1}
    assert get(Inside, dee).data == {"clinic": dee.actor.clinic.pk, "patients": 0}
    assert current_clinic.get() is None


def test_a_head_may_what_a_get_may(ada, cy):
    assert get(Inside, ada, "head").status_code == 200
    assert get(Inside, cy, "head").status_code == 403


def test_a_public_view_is_inside_no_clinic(ada, nobody, db):
    assert get(Open, ada).data == get(Open, nobody).data == {"clinic": None}


def test_nobody_on_the_way_keeps_an_answer(ada, nobody):
    assert ada.get("/me/")["Cache-Control"] == "no-store"
    assert nobody.get("/me/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("view", "line"),
    [(Inside, ["GET Inside"]), (Silent, []), (Telling, ["looked-at-all"]), (Unchanged, [])],
)
def test_a_view_leaves_the_line_that_it_forgot_and_no_second_one(ada, view, line):
    get(view, ada)

    assert trail(ada.actor.clinic) == line


def test_a_look_at_the_head_of_a_forgetful_view_is_told_too(ada):
    get(Inside, ada, "head")

    assert trail(ada.actor.clinic) == ["HEAD Inside"]


def test_without_its_line_nothing_is_shown(ada, monkeypatch):
    def away(*args, **more):
        raise DatabaseError("the trail is away")

    monkeypatch.setattr(audit, "insert", away)

    assert get(Inside, ada).status_code == 503
