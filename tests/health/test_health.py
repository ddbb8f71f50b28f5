"""`/livez`, `/readyz` and `manage.py selfcheck`: what is not well is named, and nothing else is told."""

import os
import time
from datetime import timedelta
from io import StringIO
from threading import Event
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from intake import durability
from intake.access import within
from intake.actions.reconciling import reconcile
from intake.audit import heads
from intake.audit.sealing import seal
from intake.health import checks, latest, views
from intake.health.checks import Finding, findings
from intake.models import AuditEntry, Clinic, OutboxMessage
from intake.questionnaire import QUESTIONS
from tests.actions.given import SADDLE, file
from tests.at_once import at_once
from tests.audit.given import write
from tests.audit.tampering import as_its_owner
from tests.outage.given import ask, database_away


@pytest.fixture
def fresh(monkeypatch):
    """No findings are kept from before, and those of now are waited for, however slow the machine."""
    monkeypatch.setattr(views, "LATEST", latest.Latest())
    monkeypatch.setattr(latest, "PATIENCE", 60)


@pytest.fixture(autouse=True)
def _room_on_the_disk(monkeypatch):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda path: SimpleNamespace(total=100, free=50))


def failing():
    return {finding.name for finding in findings() if not finding.ok}


def test_all_is_well_in_a_new_clinic(north):
    assert failing() == set()


def test_a_rule_book_that_misses_an_emergency_is_not(north, monkeypatch):
    monkeypatch.setattr(checks, "assess", lambda form, parameters: SimpleNamespace(tier="routine"))

    assert failing() == {"judgement"}


def test_nor_is_one_that_throws(north, monkeypatch):
    monkeypatch.setattr(checks, "assess", lambda form, parameters: 1 / 0)

    assert failing() == {"judgement"}


@pytest.mark.parametrize(("free", "is_enough"), [(14, False), (15, True)])
def test_fifteen_hundredths_of_the_disk_are_free(north, monkeypatch, free, is_enough):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda path: SimpleNamespace(total=100, free=free))

    assert failing() == (set() if is_enough else {"disk"})


@pytest.mark.parametrize("setting", ["AFOOT_STOLEN_PASSWORDS", "AFOOT_TOMBSTONES"])
def test_a_file_of_the_operator_that_is_out_of_reach(north, settings, tmp_path, setting):
    setattr(settings, setting, str(tmp_path / "file"))
    (tmp_path / "file").touch()
    assert failing() == set()

    setattr(settings, setting, str(tmp_path / "gone" / "file"))
    assert failing() == {"files"}


def test_a_database_that_may_only_be_read(north):
    if connection.vendor != "postgresql":
        pytest.skip("a read-only file refuses every transaction")
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")

    assert "database" in failing()


def test_a_database_that_became_undurable_under_a_running_server(north, settings, monkeypatch):
    monkeypatch.setattr(
        durability, "faults", lambda: ["PostgreSQL has fsync = off: a power cut loses intakes."]
    )
    assert failing() == set()

    settings.PRODUCTION = True
    assert failing() == {"durability"}


def test_a_migration_that_was_not_run(north, monkeypatch):
    monkeypatch.setattr(checks, "_known_migrations", lambda: {("intake", "9999_of_tomorrow")})

    assert failing() == {"migrations"}


@pytest.mark.parametrize(("minutes", "is_well"), [(1, True), (3, False)])
def test_an_outbox_that_nobody_empties(ada, north, minutes, is_well):
    file(ada, SADDLE)
    seal(north)
    with within(north):
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))

    assert failing() == (set() if is_well else {"outbox"})


@pytest.mark.parametrize(("ahead", "is_well"), [(timedelta(seconds=45), True), (timedelta(hours=1), False)])
def test_nobody_knows_the_age_of_what_was_written_before_the_clock_was_set_back(ada, north, ahead, is_well):
    file(ada, SADDLE)
    seal(north)
    then = timezone.now() + ahead
    with within(north):
        OutboxMessage.objects.update(created_at=then)
    Clinic.objects.update(reconciled_at=then)

    assert failing() == (set() if is_well else {"outbox", "reconciled"})


def test_a_trail_that_nobody_seals(north):
    write(north, 1, since=timezone.now() - timedelta(seconds=30))
    assert failing() == set()
    write(north, 1, since=timezone.now() - timedelta(seconds=90))
    seal(north)
    assert failing() == set()
    write(north, 1, since=timezone.now() - timedelta(seconds=90))
    assert failing() == {"audit_tail"}


def test_a_chain_whose_end_was_changed(north):
    write(north, 3)
    seal(north)
    with as_its_owner():
        with within(north):
            last = AuditEntry.objects.latest("pk").pk
        AuditEntry._base_manager.filter(pk=last).update(actor="staff:nobody")

        assert failing() == {"audit_head"}


def test_records_that_nobody_judges_once_more(north, south):
    assert failing() == set()
    Clinic.objects.filter(pk=north.pk).update(reconciled_at=timezone.now() - timedelta(minutes=61))
    assert failing() == {"reconciled"}
    list(reconcile(hours=1))  # looks at some of them
    assert failing() == {"reconciled"}
    list(reconcile())
    assert failing() == set()


def test_heads_that_are_not_told_any_more(north, settings, tmp_path):
    # given a new installation, in which there is nothing to tell
    told = tmp_path / "heads"
    settings.AFOOT_AUDIT_HEADS = str(told)
    assert failing() == set()

    # when something is sealed, its head is missed
    write(north, 1)
    seal(north)
    assert failing() == {"audit_head"}
    told.touch()
    assert failing() == set()

    # and so are those that should have followed
    long_ago = time.time() - 3 * 3_600
    os.utime(told, (long_ago, long_ago))
    assert failing() == {"audit_head"}


@pytest.mark.django_db
def test_a_new_installation_becomes_ready_by_itself(settings, tmp_path):
    settings.AFOOT_AUDIT_HEADS = str(tmp_path / "heads")
    settings.AFOOT_AUDIT_KEY = heads.new_key()
    assert failing() == set()

    call_command("clinic", "east", name="East Street", manager="mo", stdout=StringIO())
    call_command("seal", once=True)

    assert failing() == set()
    assert (tmp_path / "heads").read_text().count("\n") == 1


def test_the_end_of_the_outbox_and_the_trail_are_told_by_their_age(north):
    write(north, 1, since=timezone.now() - timedelta(seconds=90))

    (tail,) = (finding for finding in findings() if finding.name == "audit_tail")

    assert 89 <= tail.seconds <= 100


@pytest.mark.django_db(transaction=True)
def test_ready_is_200_and_names_the_checks(north, fresh):
    answer = ask("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert list(answer.json()["checks"]) == list(checks.CHECKS)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
def test_not_ready_is_503_and_heals_by_itself(north, fresh, monkeypatch):
    monkeypatch.setattr(latest, "KEPT", 0)
    with database_away():
        away = ask("/readyz")
    assert (away.status_code, away.json()["ready"]) == (503, False)
    assert away.headers["Retry-After"]
    assert {name for name, told in away.json()["checks"].items() if told["ok"]} == {
        "judgement",
        "disk",
        "files",
    }

    assert ask("/readyz").status_code == 200


@pytest.mark.django_db
def test_alive_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask("/livez").json() == {"alive": True}


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_patient_or_a_clinic_is_told(ada, fresh):
    file(ada, SADDLE)

    told = ask("/readyz").body.decode()

    assert not any(word in told for word in ("north", ada.actor.id, *QUESTIONS))


def test_however_many_ask_one_looks(monkeypatch):
    looked = []

    def look():
        looked.append(1)
        yield Finding("judgement", True)

    monkeypatch.setattr(latest, "findings", look)
    monkeypatch.setattr(latest, "CHECKS", {"judgement": None})
    shared = latest.Latest()

    told = at_once(8, lambda _: shared.findings())

    assert (len(looked), told) == (1, [[Finding("judgement", True)]] * 8)


def test_nobody_waits_for_a_check_that_hangs(monkeypatch):
    hangs = Event()

    def look():
        yield Finding("judgement", True)
        hangs.wait(10)

    monkeypatch.setattr(latest, "findings", look)
    monkeypatch.setattr(latest, "PATIENCE", 0.1)
    monkeypatch.setattr(latest, "CHECKS", {"judgement": None, "database": None})
    shared = latest.Latest()

    began = time.monotonic()
    told = [shared.findings() for _ in range(50)]

    assert told == [[Finding("judgement", True), Finding("database", False)]] * 50
    assert time.monotonic() - began < 5
    hangs.set()


def test_selfcheck_prints_the_same(north):
    out = StringIO()
    call_command("selfcheck", stdout=out)

    assert [line.split(":")[0] for line in out.getvalue().splitlines()] == list(checks.CHECKS)
    assert "FAILING" not in out.getvalue()


def test_selfcheck_ends_with_an_error_where_something_is_not_well(north):
    write(north, 1, since=timezone.now() - timedelta(hours=1))

    with pytest.raises(CommandError, match="audit_tail"):
        call_command("selfcheck", stdout=StringIO())
