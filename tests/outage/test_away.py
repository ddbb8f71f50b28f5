"""A database that is away, slow, locked, full or read-only: every door says when to come back, and then works."""

import logging
import os
import signal
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from clinic import database
from intake.access import within
from intake.actions import reviews
from intake.models import IntakeRecord
from tests.actions.given import WELL
from tests.api.addresses import API, EVERYWHERE, PARAMETER
from tests.outage import full_disk
from tests.outage.given import (
    all_connections_new,
    all_connections_taken,
    another_sqlite,
    ask,
    database_away,
    is_told_to_come_back,
    postmaster,
    sqlite_opened_with,
    stopped,
)
from tests.starting import address_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

NEED_NO_DATABASE = {"api/v1/schema/", "api/v1/docs/"}
OF_HEALTH = {"readyz"}  # which answers in words of its own


@pytest.fixture
def sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("what SQLite does")


@pytest.fixture
def postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("what PostgreSQL does")


def file(person):
    sent = str(uuid4())
    answer = ask(f"/api/v1/intakes/{sent}/", person.token, "PUT", {"answers": WELL})
    return sent, answer


@pytest.fixture
def quiet():
    """A hundred refusals are not written down one by one."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def works(person):
    return ask("/api/v1/worklist/", person.token).status_code == 200


def value_of(match):
    """What leads to a question to the database, whatever the address names."""
    return {"copy_id": "7", "uidb64": "MQ", "token": "x-y"}.get(match[1]) or str(uuid4())


def addresses():
    for address in EVERYWHERE:
        path = "/" + PARAMETER.sub(value_of, address.route)
        methods = getattr(address.view, "http_method_names", [])
        for method in {"get", "post", "put", "patch"} & {*methods}:
            if hasattr(address.view, method):
                yield address.route, path, method.upper()


def test_every_address_says_when_to_come_back_and_then_works(ada, quiet):
    with database_away():
        told = {(route, method): ask(path, ada.token, method, {}) for route, path, method in addresses()}

    wrong = {
        each: answer.status_code
        for each, answer in told.items()
        if each[0] not in OF_HEALTH
        and not is_told_to_come_back(answer)
        and (answer.status_code >= 500 or (each[0].startswith(API) and each[0] not in NEED_NO_DATABASE))
    }
    assert wrong == {}
    assert works(ada)


def test_the_operators_pages_do_too(settings):
    settings.ROOT_URLCONF = "tests.outage.with_admin"

    with database_away():
        answer = ask("/admin/", cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345")

    assert is_told_to_come_back(answer)


def test_a_writer_that_holds_the_lock_for_too_long(sqlite, ada):
    with sqlite_opened_with(), another_sqlite("BEGIN IMMEDIATE"):
        _, answer = file(ada)
        assert is_told_to_come_back(answer)
        assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))

    assert works(ada)


def test_a_file_that_may_not_be_written(sqlite, ada):
    with sqlite_opened_with("PRAGMA query_only = ON"):
        _, answer = file(ada)
        assert is_told_to_come_back(answer)
        assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))

    assert works(ada)


def fill_and_free(person):
    """File until the disk is full, then free it; gives what was acknowledged."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    acknowledged = []
    with sqlite_opened_with(f"PRAGMA max_page_count = {pages + 2}"):
        for _ in count():
            sent, answer = file(person)
            if answer.status_code != 201:
                break
            acknowledged.append(sent)
        assert is_told_to_come_back(answer), answer.body
    assert works(person)
    return acknowledged


def are_stored(clinic, acknowledged):
    with within(clinic):
        stored = {str(sent) for sent in IntakeRecord.objects.values_list("submission_id", flat=True)}
    return stored == {*acknowledged}


def test_a_full_disk_loses_nothing_that_was_acknowledged(sqlite, ada, quiet):
    assert are_stored(ada.actor.clinic, fill_and_free(ada))


@pytest.mark.long
def test_fifty_full_disks_lose_nothing_that_was_acknowledged(sqlite, ada):
    acknowledged = [sent for _ in range(50) for sent in fill_and_free(ada)]

    assert are_stored(ada.actor.clinic, acknowledged)


WAYS = {
    "no space left": lambda clinic: full_disk.tables_on_a_small_disk(),
    "file too large": full_disk.files_of_limited_size,
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
MOST = 500  # calls until a page more is needed


def until_told(call):
    """The answers to the same call over and over, until there is one that says when to come back."""
    answers = []
    while not answers or not is_told_to_come_back(answers[-1]):
        assert len(answers) < MOST, "never full"
        answers.append(call())
        assert answers[-1].status_code in (200, 201, 503), answers[-1].body
    return answers


def filed_until_full(person, full):
    """What was acknowledged until nothing fits any more; then there is room again, and all goes on by itself."""
    sent = []

    def call():
        submission_id, answer = file(person)
        sent.append(submission_id)
        return answer

    with full():
        until_told(call)
    acknowledged = sent[:-1]
    submission_id, answer = file(person)
    assert answer.status_code == 201, answer.body
    assert works(person)
    return [*acknowledged, submission_id]


@each_way
def test_a_postgresql_without_room_loses_nothing_that_was_acknowledged(postgresql, ada, north, quiet, way):
    with way(north) as full:
        acknowledged = [sent for _ in range(3) for sent in filed_until_full(ada, full)]

        assert are_stored(north, acknowledged)


@each_way
def test_without_room_for_its_line_in_the_trail_nothing_is_read_and_the_rest_is(
    postgresql, ada, north, quiet, way
):
    with way(north) as full:
        assert works(ada)  # the counter of calls has its place
        with full():
            until_told(lambda: ask("/api/v1/worklist/", ada.token))
            assert ask("/api/v1/me/", ada.token).status_code == 200
            assert ask("/api/v1/questionnaire/", ada.token).status_code == 200
        assert works(ada)


@pytest.mark.long
@each_way
def test_fifty_times_without_room_lose_nothing_that_was_acknowledged(postgresql, ada, north, quiet, way):
    with way(north) as full:
        acknowledged = [sent for _ in range(50) for sent in filed_until_full(ada, full)]

        assert are_stored(north, acknowledged)


def test_a_backend_that_ends_in_the_middle_of_a_call(postgresql, ada, monkeypatch):
    def ended(by):
        os.kill(connection.connection.info.backend_pid, signal.SIGTERM)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(2)")

    monkeypatch.setattr(reviews, "worklist", ended)
    assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))
    monkeypatch.undo()

    assert works(ada)


def test_a_statement_prepared_before_a_migration_gave_a_column_another_type(postgresql, ada):
    sent, _ = file(ada)

    def read():
        return ask(f"/api/v1/intakes/{sent}/", ada.token)

    with all_connections_new():  # one or two, which all calls then share
        for _ in range(4 * connection.settings_dict["OPTIONS"]["prepare_threshold"]):
            assert read().status_code == 200

        with a_column_of_another_type():
            assert is_told_to_come_back(read())
            until_good = [read() for _ in range(3)]

    assert all(each.status_code == 200 or is_told_to_come_back(each) for each in until_good)
    assert until_good[-1].status_code == 200


@contextmanager
def a_column_of_another_type():
    """Altered by somebody else, as a migration does."""
    import psycopg

    with psycopg.connect(address_of_the_test(), autocommit=True) as owner:
        owner.execute("ALTER TABLE intake_intakerecord ALTER COLUMN filed_by TYPE varchar(99)")
        yield
        owner.execute("ALTER TABLE intake_intakerecord ALTER COLUMN filed_by TYPE varchar(80)")


def test_backends_that_ended_between_calls_are_replaced_unnoticed(postgresql, ada):
    assert works(ada)
    connection.close()
    with connection.pool.connection() as one:
        pid = one.info.backend_pid
    os.kill(pid, signal.SIGTERM)

    assert works(ada)


def test_a_pool_of_which_all_is_taken(postgresql, ada):
    with all_connections_taken():
        assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))

    assert works(ada)


@contextmanager
def patience(seconds):
    """Wait for no statement longer than this, as the setting AFOOT_DATABASE_PATIENCE says it."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    described = database.describe(
        settings.AFOOT_DATABASE,
        base=settings.BASE_DIR,
        connections=before["pool"]["max_size"],
        role=settings.AFOOT_DATABASE_ROLE,
        patience=seconds,
    )
    options.update({name: described["OPTIONS"][name] for name in ("options", "pool")})
    try:
        with all_connections_new():
            yield
    finally:
        options.update(before)


def test_a_statement_that_takes_too_long(postgresql, ada, monkeypatch):
    def slow(by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    with patience(1):
        monkeypatch.setattr(reviews, "worklist", slow)
        assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))
        monkeypatch.undo()
        assert works(ada)


def test_a_backend_that_stands_still(postgresql, ada):
    with patience(1):
        assert works(ada)
        connection.close()
        with connection.pool.connection() as one:
            pid = one.info.backend_pid
        with stopped(pid):
            answer = ask("/api/v1/worklist/", ada.token)
            assert answer.status_code == 200 or is_told_to_come_back(answer)
            assert works(ada)  # by a new connection

        assert works(ada)


def whole_server():
    """The postmaster and all that it started."""
    parent = postmaster()
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *map(int, children)]


@pytest.mark.long
def test_a_server_that_stands_still_for_ten_seconds(postgresql, ada):
    with patience(2):
        assert works(ada)
        pids = whole_server()
        connection.close()
        began = time.monotonic()
        told = []
        with stopped(*pids):
            while time.monotonic() < began + 10:
                told.append(ask("/api/v1/worklist/", ada.token))
            ready = ask("/readyz")
        assert told
        assert all(map(is_told_to_come_back, told))
        assert ready.status_code == 503
        healed = time.monotonic()
        while not works(ada):
            assert time.monotonic() < healed + 10


@pytest.mark.long
def test_fifty_servers_full_of_ended_backends(postgresql, ada):
    for _ in range(50):
        assert works(ada)
        connection.close()
        with connection.pool.connection() as one:
            backends = one.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchall()
        for (pid,) in backends:
            os.kill(pid, signal.SIGTERM)
        answers = [ask("/api/v1/worklist/", ada.token) for _ in range(3)]
        assert all(answer.status_code == 200 or is_told_to_come_back(answer) for answer in answers)
        assert answers[-1].status_code == 200
