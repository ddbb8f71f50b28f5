"""What every test may use: the people who appear throughout, and a trail that a test may sweep away."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.conf import settings
from django.db.backends.postgresql.base import DatabaseOperations as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test.client import Client, ClientHandler
from django.utils import timezone

from clinic.roles import as_owner
from intake.access import Actor, within
from intake.actions.clinics import add_staff, make_clinic
from intake.actions.credentials import issue_token
from intake.models import Device, Membership, append_only


def pytest_configure():
    # a slow hash is wasted on tests
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _sweepable_trail():
    """SQLite is emptied between transactional tests by DELETE, which the trail's triggers rightly refuse."""
    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(self, statements):
        for table in (append_only.SEALS, append_only.LINES):
            append_only.unprotect(self.connection, table)
        flush(self, statements)
        for table in (append_only.LINES, append_only.SEALS):
            append_only.protect(self.connection, table)

    DatabaseOperations.execute_sql_flush = without_triggers
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(autouse=True, scope="session")
def _tables_emptied_by_their_owner():
    """PostgreSQL is emptied between transactional tests by TRUNCATE, which the application may not."""
    flush = PostgreSQL.execute_sql_flush

    def as_their_owner(self, statements):
        with as_owner():
            flush(self, statements)

    PostgreSQL.execute_sql_flush = as_their_owner
    yield
    PostgreSQL.execute_sql_flush = flush


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The owner makes the test database and migrates it."""
    with ExitStack() as acting:
        acting.enter_context(as_owner())
        yield acting


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_setup, django_db_blocker):
    """All that follows is done as the application, until the owner takes the database away."""
    with django_db_blocker.unblock():
        django_db_modify_db_settings.close()
    yield
    with django_db_blocker.unblock():
        django_db_modify_db_settings.enter_context(as_owner())


_handler = ClientHandler(enforce_csrf_checks=False)


def calling(**more) -> Client:
    """A client of the one application, which has loaded its middleware and looked through the static files once."""
    client = Client(**more)
    client.handler = _handler
    return client


@dataclass(frozen=True)
class Person:
    """Someone who works with Afoot: acts directly as `actor`, or over the API by its verbs."""

    actor: Actor
    token: str
    address: str = "/api/v1"

    def call(self, method, path, body=None, **headers):
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        auth = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return calling(headers=auth | headers).generic(method.upper(), f"{self.address}{path}", **sent)

    def get(self, path, **headers):
        return self.call("get", path, **headers)

    def put(self, path, body=None, **headers):
        return self.call("put", path, {} if body is None else body, **headers)

    def post(self, path, body=None, **headers):
        return self.call("post", path, {} if body is None else body, **headers)

    def patch(self, path, body, **headers):
        return self.call("patch", path, body, **headers)


@pytest.fixture
def north(db):
    """Ada's, Bo's and Cy's clinic."""
    return make_clinic("north", "North Street")


@pytest.fixture
def south(db):
    """Dee's clinic, which nobody from the north may look into."""
    return make_clinic("south", "South Street")


def employ(clinic, name, role):
    user = add_staff(clinic, name, role, "a long enough phrase")
    place = Membership.objects.get(user=user, clinic=clinic, role=role)
    return Person(Actor("staff", str(user.uuid), role, clinic), issue_token(clinic, role, membership=place))


@pytest.fixture
def ada(north):
    """A clinician in the north."""
    return employ(north, "ada", "clinician")


@pytest.fixture
def bo(north):
    """Sits at the north's front desk."""
    return employ(north, "bo", "front_desk")


@pytest.fixture
def cy(north):
    """Manages the north."""
    return employ(north, "cy", "manager")


@pytest.fixture
def dee(south):
    """A clinician in the south."""
    return employ(south, "dee", "clinician")


@pytest.fixture
def tablet(north):
    """A tablet enrolled in the north."""
    with within(north):
        device = Device.objects.create(
            clinic=north, uuid=uuid4(), name="Front desk", created_at=timezone.now()
        )
    actor = Actor("device", str(device.uuid), "device", north)
    return Person(actor, issue_token(north, "device", device=device))


@pytest.fixture
def nobody():
    """A caller without a token."""
    return Person(None, "")


@pytest.fixture
def pages_of_three(monkeypatch):
    """Lists in pages of three, so that one of several pages need not be long."""
    monkeypatch.setattr("intake.gate.paging.PAGE", 3)


@pytest.fixture
def in_north(north):
    """Inside the north, where its rows may be asked for."""
    with within(north):
        yield north
