"""The migrations of a next release expand the tables under the feet of this code, and are taken back."""

from io import StringIO
from threading import Timer
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from clinic.roles import as_owner
from intake.access import within
from intake.errors import Erased
from intake.management.commands import migrate
from intake.models import AuditEntry, IntakeRecord, Tombstone
from tests.actions.given import SADDLE, WELL, amend, file, filed
from tests.clinic.given import postgresql_limited_to
from tests.migrating.release import OURS
from tests.models.hurting import faults, sql_of, stopped
from tests.starting import address_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

NEXT = [
    *("next_1_intake", "next_2_assessment", "next_3_reference", "next_4_trail", "next_5_index"),
    "next_6_validated",
]


@pytest.fixture
def go_to(settings):
    """Migrate to where a next release, or this one, has the tables; what is said of it."""
    settings.MIGRATION_MODULES = {"intake": "tests.migrating.release"}
    at_first = max(
        name for app, name in MigrationRecorder(connection).applied_migrations() if app == "intake"
    )

    def go(name):
        said = StringIO()
        call_command("migrate", "intake", name, verbosity=0, stderr=said)
        return said.getvalue()

    yield go
    go(at_first)


@pytest.fixture
def postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock for everything")


def test_this_code_works_on_the_tables_of_the_next_release(ada, north, go_to):
    before = filed(ada, SADDLE)

    for name in (NEXT[-1], OURS[-1]):
        go_to(name)

        amend(ada, filed(ada, WELL), {"back_pain_status": "now", "saddle_numbness": True})
        with within(north):
            assert IntakeRecord.objects.get(pk=before.pk).saddle_numbness is True
        assert not unchecked()
        assert trail_refuses_change(north)
    with within(north):
        assert IntakeRecord.objects.count() == 3


def unchecked():
    """What was left half done."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        constraints = cursor.fetchall()
        cursor.execute("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid")
        return constraints + cursor.fetchall()


def trail_refuses_change(clinic):
    try:
        with within(clinic), as_owner():
            AuditEntry.objects.update(act="nothing")
    except DatabaseError:
        return True
    return False


def test_what_was_erased_is_refused_on_the_tables_of_the_next_release(ada, north, go_to):
    erased = uuid4()
    with within(north):
        Tombstone.objects.create(
            clinic=north, kind="intake", uuid=erased, erased_at=timezone.now(), reason="retention_over"
        )

    go_to(NEXT[0])

    with pytest.raises(Erased):
        file(ada, WELL, erased)


def test_a_release_that_expands_hurts_no_table_with_rows(go_to, postgresql):
    for name in NEXT:
        assert faults(sql_of(name)) == set()
        assert len(stopped(sql_of(name))) <= 1


def test_a_busy_table_is_tried_again(go_to, postgresql, monkeypatch):
    look = a_long_look()
    monkeypatch.setattr(migrate, "time", SimpleNamespace(sleep=lambda seconds: look.close()))

    assert "busy" in go_to(NEXT[0])


def test_a_table_that_is_busy_all_the_time_is_left_as_it_was(go_to, postgresql, monkeypatch):
    monkeypatch.setattr(migrate, "PAUSE", 0.2)
    monkeypatch.setattr(migrate, "TRIES", 2)

    with a_long_look(), pytest.raises(CommandError, match="busy all the time"):
        go_to(NEXT[0])
    assert ("intake", NEXT[0]) not in MigrationRecorder(connection).applied_migrations()


def test_an_index_waits_for_a_long_look_without_being_in_its_way(ada, go_to, postgresql):
    go_to(NEXT[3])
    look = a_long_look()
    Timer(2, look.close).start()

    with postgresql_limited_to(statement_timeout=300):  # a caller's, which an index need not keep to
        assert go_to(NEXT[4]) == ""


def test_an_index_that_was_stopped_half_way_is_made_anew(go_to, postgresql):
    go_to(NEXT[3])
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE INDEX intake_by_walk_in ON intake_intakerecord (id)")

    go_to(NEXT[4])

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'intake_by_walk_in'")
        ((definition,),) = cursor.fetchall()
    assert "is_walk_in" in definition


def a_long_look():
    """Somebody else reads intakes and does not come to an end."""
    import psycopg

    look = psycopg.connect(address_of_the_test())
    look.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # as a backup does
    look.execute("SELECT FROM intake_intakerecord LIMIT 1")
    return look
