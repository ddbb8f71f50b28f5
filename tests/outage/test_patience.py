"""How long PostgreSQL is waited for: by a worker as briefly as by a server, by what takes long as long as it takes."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from clinic.roles import as_owner
from intake.access import within
from intake.models import Review
from tests.actions.given import SADDLE, file
from tests.clinic.given import postgresql_limited_to
from tests.outage.given import stopped
from tests.starting import address_of_the_test

LIMIT = 200  # milliseconds
SOON = 30  # seconds on a busy machine; a day would be too long

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to wait for")


@contextmanager
def one_slow_statement():
    """The next look into a table takes twice as long as the server lets one take."""
    is_slow = iter([True])

    def slowly(execute, sql, params, many, context):
        if " FROM " in sql and next(is_slow, False):
            context["cursor"].execute(f"SELECT pg_sleep({2 * LIMIT / 1_000})")
        return execute(sql, params, many, context)

    with postgresql_limited_to(statement_timeout=LIMIT), connection.execute_wrapper(slowly):
        yield


@pytest.mark.parametrize(
    "command",
    [
        ["migrate", "--verbosity", "0"],
        ["rescreen", "--dry-run"],
        ["retain", "--dry-run"],
        ["rotate_keys"],
        ["verify_audit"],
    ],
    ids=lambda command: command[0],
)
def test_what_goes_through_the_whole_history_takes_as_long_as_it_takes(north, command):
    with one_slow_statement():
        call_command(*command)

        with connection.cursor() as cursor:  # and afterwards the limit holds again
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == (f"{LIMIT}ms",)


@pytest.mark.parametrize("worker", ["deliver", "reconcile"])
def test_a_worker_does_not(north, worker):
    with one_slow_statement(), pytest.raises(OperationalError):
        call_command(worker, once=True)


@contextmanager
def delivering():
    """`manage.py deliver` as the operator runs it, with a second's patience; the backend that serves it."""
    address = address_of_the_test()
    named = f"{'&' if '?' in address else '?'}application_name=deliverer"
    environment = os.environ | {
        "AFOOT_DATABASE": address + named,
        "AFOOT_DATABASE_PATIENCE": "1",
        "AFOOT_LOG_LEVEL": "ERROR",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "deliver"], cwd=settings.BASE_DIR, env=environment
    )
    try:
        yield once_there_is(backend_of_the_deliverer)
    finally:
        process.terminate()
        process.wait(SOON)


def backend_of_the_deliverer():
    with as_owner(), connection.cursor() as cursor:  # the application may not see it
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'deliverer' AND query <> ''"
        )
        return cursor.fetchone()


def once_there_is(look):
    """What a look finds, which is made until it finds something."""
    until = time.monotonic() + SOON
    while not (found := look()):
        assert time.monotonic() < until, "nothing came of it"
        time.sleep(0.05)
    return found


def test_a_deliverer_escalates_though_its_backend_stands_still(ada, north):
    with delivering() as backend, stopped(*backend):
        file(ada, SADDLE)
        with within(north):
            Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))

        def is_escalated():
            with within(north):
                return Review.objects.get().escalated_at

        once_there_is(is_escalated)
