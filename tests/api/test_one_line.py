"""Every call that a known caller makes leaves exactly one line in the trail, whatever the address and the role."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.access import within
from intake.models import AuditEntry, Device
from intake.models.tenancy import ClinicOwned
from tests.api.addresses import DOORS
from tests.api.furnished import MISSING, body_of, call, furnish, undone
from tests.api.matrix import MAY, ROLE
from tests.conftest import Person, employ

# They show nothing of patients, and what they do not do leaves no line.
OF_NO_PATIENT = {
    ("schema/", "get"),
    ("docs/", "get"),
    ("me/", "get"),
    ("questionnaire/", "get"),
    ("questionnaire/<slug:version>/", "get"),
    ("rules/", "get"),
    ("rules/<slug:version>/", "get"),
    ("assessments/", "post"),
    ("devices/", "get"),
    ("devices/<id:device_id>/", "get"),
    ("clinic/", "get"),
}
SENT_AGAIN_BY_A_TABLET = ("intakes/<id:submission_id>/", "put")  # which leaves its line when it is filed
TABLES_OF_PATIENTS = {
    model._meta.db_table
    for model in apps.get_app_config("intake").get_models()
    if issubclass(model, ClinicOwned) and model is not Device
}


@pytest.fixture
def own(north):
    return furnish(north)


@pytest.fixture
def people(north, tablet):
    staff = {role: employ(north, f"a {role}", role) for role in ROLE.values() if role != "device"}
    return staff | {"device": tablet, "public": Person(None, "")}


def lines(clinic):
    with within(clinic):
        return AuditEntry.objects.count()


def called(clinic, person, route, method, things, own):
    """The status of one call, how many lines it left, and the statements that it ran."""
    with undone():
        before = lines(clinic)
        with CaptureQueriesContext(connection) as ran:
            answer = call(person, route, method, things, body_of(route, method, own))
        return answer.status_code, lines(clinic) - before, [query["sql"] for query in ran]


def those_who_may(route, method):
    return {ROLE.get(who, who) for who in MAY[route, method]}


def test_what_is_done_or_shown_is_one_line(own, people, north):
    wrong = []
    for route, method in MAY.keys() - {SENT_AGAIN_BY_A_TABLET}:
        due = 0 if (route, method) in OF_NO_PATIENT else 1
        for who in those_who_may(route, method):
            status, left, statements = called(north, people[who], route, method, own, own)
            if (status // 100, left) != (2, due):
                wrong.append((route, method, who, status, left))
            if not due and any(f'"{table}"' in sql for table in TABLES_OF_PATIENTS for sql in statements):
                wrong.append((route, method, who, "reads patients"))
    assert wrong == []


def test_what_is_refused_or_not_there_is_one_line(own, people, north):
    wrong = []
    for route, method in MAY:
        allowed = those_who_may(route, method)
        for who in people.keys() - allowed - {"public"} if "public" not in allowed else ():
            status, left, _ = called(north, people[who], route, method, own, own)
            if (status, left) != (403, 1):
                wrong.append((route, method, who, status, left))
        for who in allowed:
            status, left, _ = called(north, people[who], route, method, own | MISSING, own)
            if status in (403, 404) and left != 1:
                wrong.append((route, method, who, status, left))
    assert wrong == []


def test_the_views_themselves_say_the_same():
    said = {
        (route, method)
        for (route, method), who in MAY.items()
        if who != ["public"] and method in DOORS[route].view.of_no_patient
    }
    public = {("schema/", "get"), ("docs/", "get")}
    assert said | public == OF_NO_PATIENT | {SENT_AGAIN_BY_A_TABLET}


def test_an_intake_that_is_filed_is_one_line_and_one_sent_again_is_a_look_or_none(people, north, own):
    for who, again in (("device", 0), ("front_desk", 0), ("clinician", 1)):
        sent = {"submission_id": str(uuid4())}
        for due in (1, again):
            before = lines(north)
            answer = call(people[who], *SENT_AGAIN_BY_A_TABLET, sent, {"answers": {}})
            assert answer.status_code in (200, 201)
            assert lines(north) - before == due
