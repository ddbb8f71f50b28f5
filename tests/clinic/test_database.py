"""How the address of the database is read."""

from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from clinic import database
from clinic.backups.postgresql import guarded_as
from tests.database import APPLICATION
from tests.starting import SAFE, address_of_the_test, run

BASE = Path("/srv/afoot")


def describe(address, **more):
    return database.describe(address, base=BASE, connections=7, **more)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:////var/lib/afoot/clinic.sqlite3", Path("/var/lib/afoot/clinic.sqlite3")),
        ("sqlite:///clinic.sqlite3", BASE / "clinic.sqlite3"),
        ("sqlite:////var/lib/foot%20clinic.sqlite3", Path("/var/lib/foot clinic.sqlite3")),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_sqlite_path(address, name):
    assert describe(address)["NAME"] == name


def test_a_postgresql_server():
    described = describe("postgresql://ada:s%2Fcret@db.example.org:5433/afoot?sslmode=verify-full")
    said = {name: described[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert said == {
        "NAME": "afoot",
        "USER": "ada",
        "PASSWORD": "s/cret",
        "HOST": "db.example.org",
        "PORT": "5433",
    }
    assert described["OPTIONS"]["sslmode"] == "verify-full"
    assert described["OPTIONS"]["pool"]["max_size"] == 7


def test_a_postgresql_socket():
    described = describe("postgresql://postgres:@/afoot?host=/run/postgresql")
    assert (described["HOST"], described["PORT"], described["PASSWORD"]) == ("/run/postgresql", "", "")
    assert "host" not in described["OPTIONS"]


@pytest.mark.parametrize(
    ("address", "sslmode"),
    [
        ("postgresql://ada@db.internal/afoot", "verify-full"),
        ("postgresql://ada@10.0.0.7:5433/afoot?sslrootcert=/etc/afoot/ca.pem", "verify-full"),
        ("postgresql://ada@db.internal/afoot?sslmode=verify-ca", "verify-ca"),
        ("postgresql://ada@db.internal/afoot?sslmode=disable", "disable"),
        ("postgresql://ada@localhost/afoot", None),
        ("postgresql://ada@[::1]:5433/afoot", None),
        ("postgresql://ada@/afoot?host=/run/postgresql", None),
        ("postgresql://ada@/afoot?host=/run/postgresql,/run/other", None),
        ("postgresql://ada@/afoot?hostaddr=127.0.0.1", None),
        ("postgresql://ada@/afoot?host=/run/postgresql,db.internal", "verify-full"),
        ("postgresql://ada@localhost,db.internal/afoot", "verify-full"),
        ("postgresql://ada@/afoot?hostaddr=10.0.0.5", "verify-full"),
        ("postgresql://ada@localhost/afoot?hostaddr=10.0.0.5", "verify-full"),
        ("postgresql://ada@/afoot?host=/run/postgresql&hostaddr=10.0.0.5", "verify-full"),
        ("postgresql://ada@/afoot?host=localhost,", "verify-full"),
        ("postgresql://ada@/afoot", "verify-full"),
    ],
)
def test_over_a_network_production_speaks_tls_to_a_server_that_proves_its_name(address, sslmode):
    assert describe(address, is_guarded=True)["OPTIONS"].get("sslmode") == sslmode
    assert "sslmode" in address or "sslmode" not in describe(address)["OPTIONS"]


def test_the_tools_of_backups_speak_tls_as_afoot_does():
    address = "postgresql://ada@db.internal/afoot?sslrootcert=/etc/afoot/ca.pem"

    assert guarded_as(describe(address, is_guarded=True)["OPTIONS"]) == {
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "/etc/afoot/ca.pem",
    }


def test_production_is_guarded():
    told = run(
        "-c",
        "from clinic import settings; print(settings.DATABASES['default']['OPTIONS']['sslmode'])",
        **SAFE | {"AFOOT_DATABASE": "postgresql://ada@db.internal/afoot"},
    )

    assert told.stdout == "verify-full\n"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "afoot.sqlite3",
        "sqlite://afoot.sqlite3",
        "sqlite:///",
        "postgresql://ada:secret@db",
        "postgresql://ada:secret@db:port/afoot",
        "postgresql://ada:12/secret@db/afoot",
        "mysql://ada:secret@db/afoot",
        "postgresql://ada:secret@/afoot?service=elsewhere",
        "postgresql://ada:secret@db/afoot?sslmode=verify-full&servicefile=/srv/secret",
    ],
)
def test_any_other_address_is_refused_without_repeating_its_password(address):
    with pytest.raises(ImproperlyConfigured, match="AFOOT_DATABASE must be") as refused:
        describe(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:///clinic.sqlite3", "/srv/afoot/clinic.sqlite3"),
        ("postgresql://ada:secret@db.internal/afoot", "afoot at db.internal"),
        ("postgresql://ada:secret@db.internal:5433/afoot", "afoot at db.internal:5433"),
        ("postgresql://ada:secret@/afoot", "afoot at this machine"),
    ],
)
def test_a_database_is_named_without_its_password(address, told):
    assert database.named(describe(address)) == told


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for(request):
    assert connection.vendor == request.config.getoption("database")


@pytest.mark.django_db
def test_sqlite_is_durable_and_holds_references():
    if connection.vendor != "sqlite":
        pytest.skip("what SQLite is told when it opens")
    told = {}
    with connection.cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            told[pragma] = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
    assert told == {"journal_mode": "truncate", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1}


def test_a_role_is_assumed_from_the_first_moment_of_each_connection():
    address = "postgresql://owner@db.internal/afoot"
    assert "-c role=afoot_app" in describe(address, role="afoot_app")["OPTIONS"]["options"]
    assert "role" not in describe(address)["OPTIONS"]["options"]
    assert "role" not in str(describe("sqlite:///clinic.sqlite3", role="afoot_app"))


def test_no_option_of_the_address_takes_role_or_limits_away():
    address = "postgresql://owner@db.internal/afoot?options=-c%20statement_timeout%3D0%20-c%20work_mem%3D8MB"
    options = describe(address, role="afoot_app", patience=3)["OPTIONS"]["options"]

    assert options.startswith("-c statement_timeout=0 -c work_mem=8MB ")
    assert "-c role=afoot_app" in options
    assert options.rindex("statement_timeout=") == options.index("statement_timeout=3000")


@pytest.mark.django_db(transaction=True)
def test_on_a_connection_ours_holds_and_the_address_adds_to_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no options")
    owner = connection.settings_dict["USER"]
    address = f"{address_of_the_test()}&options=-c%20role%3D{owner}%20-c%20work_mem%3D8MB"
    described = database.describe(address, base=BASE, connections=1, role=APPLICATION, is_guarded=True)
    assert described["OPTIONS"]["options"].count("role=") == 2
    wanted = {name: value for name, value in described["OPTIONS"].items() if name in ("options", "sslmode")}

    with psycopg.connect(
        dbname=described["NAME"], user=described["USER"], host=described["HOST"], **wanted
    ) as opened:
        shown = opened.execute("SELECT current_user, current_setting('work_mem')").fetchone()

    assert shown == (APPLICATION, "8MB")
