"""Production starts only on a database whose acknowledged commits survive a power cut."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from intake import durability
from tests.database import APPLICATION
from tests.starting import SAFE

LOSES = "a power cut loses intakes"


@pytest.mark.parametrize(
    ("journal", "synchronous", "version", "wrong"),
    [
        ("truncate", 3, (3, 40, 1), []),
        ("wal", 2, (3, 51, 3), []),
        ("wal", 2, (3, 51, 2), ["before 3.51.3"]),
        ("wal", 1, (3, 52, 0), ["synchronous = 1"]),
        ("truncate", 1, (3, 52, 0), ["synchronous = 1"]),
        ("memory", 3, (3, 52, 0), ["journal_mode = memory"]),
        ("delete", 2, (3, 52, 0), ["journal_mode = delete"]),
        ("off", 0, (3, 40, 1), ["journal_mode = off", "synchronous = 0"]),
    ],
)
def test_what_sqlite_must_say_of_itself(journal, synchronous, version, wrong):
    told = durability.sqlite_faults(journal, synchronous, version)

    assert len(told) == len(wrong)
    for sentence, part in zip(told, wrong, strict=True):
        assert part in sentence


@pytest.mark.django_db
def test_the_database_of_the_tests_is_looked_at_as_it_is():
    # SQLite stands as in production; the tests' PostgreSQL is hurried, which is just what must be refused
    hurried = ["fsync", "full_page_writes", "synchronous_commit"] if connection.vendor == "postgresql" else []

    assert [sentence.split()[2] for sentence in durability.faults()] == hurried


def started(address, **environment):
    """Whether an application server starts on the database, and what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AFOOT_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", "import clinic.wsgi"],
        env=kept | SAFE | {"AFOOT_DATABASE": address} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_refuses_a_database_that_forgets():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is told at every opening, and refuses to open where it cannot comply")
    address = settings.AFOOT_DATABASE.replace("/afoot?", "/postgres?")
    refused = started(address, AFOOT_DATABASE_ROLE=APPLICATION)

    assert refused.returncode != 0
    assert "Production refuses to start. PostgreSQL has fsync = off" in refused.stderr
    assert refused.stderr.count(LOSES) == 3
    assert started(address, AFOOT_ENV="development").returncode == 0
