"""A backup is whole or is none; a restore proves itself, and nobody who was erased comes back with it."""

import json
import stat
import subprocess
import time
from io import StringIO
from threading import Event, Thread

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from clinic.backups import making, postgresql, restoring, sqlite
from clinic.backups.manifest import NotWhole
from clinic.roles import as_owner
from intake.access import within
from intake.actions.belonging import rows_of
from intake.actions.erasing import erase_patient, tombstone_file
from intake.models import (
    Alarm,
    Assessment,
    AuditSeal,
    Clinic,
    Flag,
    IntakeRecord,
    Patient,
    Tombstone,
    append_only,
)
from tests.actions.given import SADDLE, SCIATICA, WELL, file, filed, patient
from tests.clinic.given import an_empty_database, postgresql_limited_to
from tests.conftest import employ

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_tools")]


def content(clinic):
    with within(clinic):
        return {
            "intakes": sorted(map(str, IntakeRecord.objects.values_list())),
            "names": sorted((each.family_name, each.given_name) for each in Patient.objects.all()),
            "assessments": sorted(map(str, Assessment.objects.values_list())),
            "heads": list(AuditSeal.objects.order_by("position").values_list("position", "hash")),
        }


def test_what_is_restored_is_what_was_backed_up(busy, south, tmp_path):
    before = content(busy), content(south)
    made = making.back_up(tmp_path / "backups")

    with an_empty_database():
        told = restoring.restore(made.folder, tmp_path / "backups" / "tombstones")
        after = content(busy), content(south)
        assert file_one_more(busy)  # and it works

    assert after == before
    assert told.rows == sum(made.manifest.tables.values()) > 100
    assert told.sealed == sum(position for position, _ in made.manifest.heads.values()) > 10
    assert told.filed == 6
    assert told.judged_again == 2
    assert told.erased_again == 0
    assert [*made.steps] == ["copied", "verified"]
    assert [*told.steps] == [
        *("copy verified", "loaded", "rows", "migrated", "trail", "intakes", "verdicts", "erased again")
    ]


def file_one_more(clinic):
    return file(employ(clinic, "eve", "clinician"), WELL).is_new


def test_only_its_owner_may_read_a_backup(busy, tmp_path):
    made = making.back_up(tmp_path / "backups")

    for path in (made.folder, *made.folder.iterdir(), tmp_path / "backups" / "tombstones"):
        assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700), path
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [made.folder.name, "tombstones"]


def test_names_stay_sealed_in_a_backup(ada, bo, north, tmp_path):
    nora = patient(bo, "Canaryquince", "Nora", phone="Canaryphone")
    file(ada, SCIATICA, patient=nora.uuid)

    made = making.back_up(tmp_path)

    copy = made.folder / made.manifest.file
    text = copy.read_bytes() if connection.vendor == "sqlite" else dumped(copy)
    assert b"intake_patient" in text
    assert b"Canary" not in text


def dumped(path):
    command = [postgresql._tool("pg_restore"), "--file=-", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_who_was_erased_after_the_backup_stays_erased(ada, bo, cy, busy, tmp_path, monkeypatch):
    # given a backup, then an erasure, whose tombstones are written beside it
    nora = patient(bo, "Canaryquince")
    record = filed(ada, SADDLE, patient=nora.uuid)
    made = making.back_up(tmp_path)
    monkeypatch.setattr(settings, "AFOOT_TOMBSTONES", str(tmp_path / "tombstones"))
    with within(busy):
        erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor)
    lines = [line.uuid for line in listed(tmp_path / "tombstones") if line.clinic == "north"]
    assert {nora.uuid, record.submission_id} <= {*lines}

    # when the backup is restored
    with an_empty_database():
        told = restoring.restore(made.folder, tmp_path / "tombstones")

        # then she is not there, and cannot come back
        assert told.erased_again == 2
        with within(busy):
            assert not Patient.objects.filter(uuid=nora.uuid).exists()
            assert not IntakeRecord.objects.filter(submission_id=record.submission_id).exists()
            assert Tombstone.objects.filter(uuid__in=lines).count() == len(lines)
            assert Alarm.objects.count() == 1  # the one of nobody


def test_tombstones_that_did_not_reach_the_list_are_written_by_the_next_backup(bo, cy, north, tmp_path):
    nora = patient(bo)
    with within(north):
        erase_patient(nora.uuid, nora.uuid, "entered_in_error", by=cy.actor)

    for _ in range(2):
        making.back_up(tmp_path)

    (line,) = listed(tmp_path / "tombstones")
    assert (line.clinic, line.kind, line.uuid, line.reason) == (
        "north",
        "patient",
        nora.uuid,
        "entered_in_error",
    )
    assert tombstone_file.buried(north, stone(north)) == line


def stone(clinic):
    with within(clinic):
        return Tombstone.objects.get()


def listed(path):
    lines, unreadable = tombstone_file.read(path)
    assert unreadable == []
    return lines


@pytest.fixture
def nora(ada, bo, cy, busy, tmp_path):
    """A backup with her in it, and then she was erased."""
    person = patient(bo, "Canaryquince")
    filed(ada, SADDLE, patient=person.uuid)
    made = making.back_up(tmp_path / "backups")
    with within(busy):
        erase_patient(person.uuid, person.uuid, "asked_by_patient", by=cy.actor)
    return made


@pytest.mark.parametrize("is_in_the_setting", [True, False])
def test_the_list_is_found_where_the_setting_says_or_beside_the_backup(
    nora, tmp_path, monkeypatch, is_in_the_setting
):
    if is_in_the_setting:
        monkeypatch.setattr(settings, "AFOOT_TOMBSTONES", str(tmp_path / "elsewhere"))
    making.back_up(tmp_path / "backups")  # which adds her to the list
    out = StringIO()

    with an_empty_database():
        call_command("restore", nora.folder, stdout=out)

    assert "2 erased again" in out.getvalue()


def nothing(path):
    path.unlink()


def another_file(path):
    path.write_text("root:x:0:0\n")


def a_list_of_lists(path):
    path.write_text("[1]\n")


def no_text(path):
    path.write_bytes(b"\xff\xfe\n")


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-30])


@pytest.mark.parametrize("spoil", [nothing, another_file, a_list_of_lists, no_text, cut_short])
def test_without_a_whole_list_nobody_comes_back(nora, tmp_path, spoil):
    making.back_up(tmp_path / "backups")
    spoil(tmp_path / "backups" / "tombstones")

    with an_empty_database():
        with pytest.raises(CommandError, match=r"there is no|name nobody"):
            call_command("restore", nora.folder)
        assert connection.introspection.table_names() == []
    with pytest.raises(CommandError, match=r"there is no|name nobody"):
        call_command("prove", tombstones=tmp_path / "backups" / "tombstones")


def test_a_line_that_a_crash_cut_short_is_whole_once_it_is_written_again(nora, tmp_path):
    path = tmp_path / "backups" / "tombstones"
    making.back_up(tmp_path / "backups")
    before = listed(path)
    cut_short(path)

    making.back_up(tmp_path / "backups")

    assert {line.uuid for line in listed(path)} == {line.uuid for line in before}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda made: flip(made.folder / made.manifest.file), "not what was written"),
        (lambda made: (made.folder / made.manifest.file).unlink(), "No such file"),
        (lambda made: (made.folder / "manifest.json").write_text("{"), "manifest cannot be read"),
        (lambda made: recount(made), "rows are missing"),
    ],
)
def test_a_backup_that_is_not_whole_is_not_restored(north, tmp_path, spoil, said):
    made = making.back_up(tmp_path)
    spoil(made)

    with an_empty_database():
        with pytest.raises(CommandError, match=said):
            call_command("restore", made.folder)
        assert connection.introspection.table_names() == []


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def recount(made):
    path = made.folder / "manifest.json"
    said = json.loads(path.read_text())
    said["tables"]["intake_clinic"] += 1
    path.write_text(json.dumps(said))


def test_a_backup_goes_into_an_empty_database_only(north, tmp_path):
    made = making.back_up(tmp_path)

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", made.folder)
    assert Clinic.objects.get() == north


def lose_a_flag(clinic):
    with within(clinic):
        Flag.objects.filter(tier="emergency").delete()


def lose_an_intake(clinic):
    with within(clinic):
        for model, rows in rows_of(intakes=IntakeRecord.objects.order_by("pk")[:1]).items():
            model.objects.filter(pk__in=[row.pk for row in rows]).delete()


def rechain(clinic):
    """One line changed, as only the owner of the tables can once the triggers are gone."""
    with as_owner():
        for table in (append_only.SEALS, append_only.LINES):
            append_only.unprotect(connection, table)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE intake_auditentry SET actor = 'nobody' WHERE clinic_id = %s", [clinic.pk])
        for table in (append_only.LINES, append_only.SEALS):
            append_only.protect(connection, table)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lose_a_flag, "judged otherwise"),
        (lose_an_intake, "^Not restored: 1 intakes that the trail of north names"),
        (rechain, "not what was sealed"),
    ],
)
def test_what_was_changed_behind_its_back_shows_when_it_is_restored(busy, tmp_path, damage, said):
    damage(busy)
    made = making.back_up(tmp_path)

    with an_empty_database(), pytest.raises(CommandError, match=said):
        call_command("restore", made.folder)


def test_a_dump_may_take_longer_than_the_server_lets_a_transaction_stand_still(north, tmp_path):
    with postgresql_limited_to(idle_in_transaction_session_timeout=100):
        made = making.back_up(tmp_path)
        with an_empty_database():
            told = restoring.restore(made.folder, tmp_path / "tombstones")

        assert told.rows
        if connection.vendor == "postgresql":  # and afterwards the limits hold again
            with connection.cursor() as cursor:
                cursor.execute("SHOW idle_in_transaction_session_timeout")
                assert cursor.fetchone() == ("100ms",)


def test_it_is_told_where_the_tools_of_postgresql_are_missing(north, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "AFOOT_PG_BIN", "/nowhere")
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match="AFOOT_PG_BIN"):
            call_command("backup", tmp_path)
    else:
        out = StringIO()
        call_command("backup", tmp_path, stdout=out)
        assert "verified" in out.getvalue()


@pytest.mark.parametrize(
    ("says", "told"),
    [("echo no such role >&2; echo and more >&2", "no such role"), ("true", "no reason given")],
)
def test_it_is_told_why_a_tool_of_postgresql_failed(tmp_path, monkeypatch, says, told):
    tool = tmp_path / "pg_dump"
    tool.write_text(f"#!/bin/sh\n{says}\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setattr(settings, "AFOOT_PG_BIN", str(tmp_path))

    with pytest.raises(NotWhole, match=f"^pg_dump ended with an error: {told}$"):
        postgresql.dump(tmp_path / "copy", "a-snapshot")


def test_it_is_made_while_intakes_are_filed(ada, north, tmp_path, monkeypatch):
    stopped, filings, copying = Event(), [], Copying(monkeypatch)

    def keep_filing():
        while not stopped.is_set():
            began = time.monotonic()
            file(ada, WELL)
            filings.append((began, time.monotonic()))
            copying.is_on.wait(0.05)
        connections.close_all()

    # given a clinic that files now and then, and at once where a copying begins
    filing = Thread(target=keep_filing)
    filing.start()
    made, until = [], time.monotonic() + 60
    try:
        # when backups are made until an intake began to be filed while one was copied: it may take 5 ms
        while not copying.saw_any(filings) and time.monotonic() < until:
            began = time.monotonic()
            made.append((began, making.back_up(tmp_path).manifest.tables))
    finally:
        stopped.set()
        filing.join()

    # then it was filed, and each copy has whole intakes, all that were filed before it among them
    assert copying.saw_any(filings)
    for began, tables in made:
        assert sum(ended < began for _, ended in filings) <= tables["intake_intakerecord"] <= len(filings)
        assert tables["intake_intakerecord"] == tables["intake_assessment"]


class Copying:
    """Whether a backup's copying goes on, and when each began and ended."""

    def __init__(self, monkeypatch):
        room, name = (postgresql, "dump") if connection.vendor == "postgresql" else (sqlite, "copy")
        self.is_on, self.times, self._copy = Event(), [], getattr(room, name)
        monkeypatch.setattr(room, name, self._noted)

    def _noted(self, *args):
        began = time.monotonic()
        self.is_on.set()
        self._copy(*args)
        self.is_on.clear()
        self.times.append((began, time.monotonic()))

    def saw_any(self, filings):
        return any(began < filed < ended for filed, _ in filings for began, ended in self.times)
