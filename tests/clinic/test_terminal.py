"""What keeps a command from working at all is told in one line, and whole to who asks for it."""

import os

import pytest

from tests.clinic.given import an_empty_database
from tests.starting import address_of_the_test, run

TOKEN = ("manage.py", "token", "--clinic", "demo", "--role", "clinician")
NOBODY = "postgresql://ada:secret@127.0.0.1:1/nowhere"


@pytest.fixture
def unmigrated(transactional_db):
    """A database without a table, as a mistyped path of SQLite makes one."""
    with an_empty_database() as name:
        role = os.environ.get("AFOOT_DATABASE_ROLE", "")
        yield str(name), {"AFOOT_DATABASE": address_of_the_test(), "AFOOT_DATABASE_ROLE": role}


def test_a_database_that_was_not_migrated_is_named(unmigrated):
    name, environment = unmigrated
    ran = run(*TOKEN, **environment)

    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert f"database {name}" in line
    assert "was not migrated: run manage.py migrate" in line


def test_a_database_that_is_away_is_named_without_its_password():
    ran = run(*TOKEN, AFOOT_DATABASE=NOBODY)

    assert ran.returncode == 1
    assert "The database nowhere at 127.0.0.1:1 does not answer" in ran.stderr.splitlines()[-1]
    assert "Traceback" not in ran.stderr
    assert "secret" not in ran.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AFOOT_ENV": "production"}, "Production refuses to start. AFOOT_"),
        ({"AFOOT_ENV": "prod"}, "AFOOT_ENV must be one of development, production."),
        ({"AFOOT_DATABASE": "afoot.sqlite3"}, "AFOOT_DATABASE must be sqlite:///path"),
    ],
)
def test_a_setting_that_is_refused_is_told_in_its_sentence_alone(environment, sentence):
    ran = run(*TOKEN, **environment)

    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith(sentence)


@pytest.mark.parametrize("environment", [{"AFOOT_ENV": "prod"}, {"AFOOT_DATABASE": NOBODY}])
def test_all_of_it_is_shown_to_who_asks(environment):
    ran = run(*TOKEN, "--traceback", **environment)

    assert ran.returncode == 1
    assert "Traceback (most recent call last)" in ran.stderr
