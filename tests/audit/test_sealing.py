"""Sealing: every line gets one place in its clinic's chain, however many write and seal at once."""

import json
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction

from intake import audit
from intake.access import system, within
from intake.audit import chain, sealing
from intake.audit.sealing import seal
from intake.audit.verifying import verify
from intake.models import AuditEntry, AuditSeal
from tests.at_once import at_once
from tests.audit.given import APART, BEGAN, write

LINES_EACH = 4
everywhere = pytest.mark.django_db(transaction=True)


def places(clinic):
    with within(clinic):
        return list(AuditSeal.objects.order_by("position").values_list("position", "entry_id"))


def keys(clinic):
    with within(clinic):
        return list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


def test_every_line_is_sealed_in_its_order(north):
    write(north, 5)

    assert seal(north) == 5

    assert places(north) == list(enumerate(keys(north), 1))


def test_a_second_round_seals_what_is_new_and_nothing_else(north):
    write(north, 3)
    seal(north)

    assert seal(north) == 0
    write(north, 2, since=BEGAN + 3 * APART)
    assert seal(north) == 2

    assert places(north) == list(enumerate(keys(north), 1))


def test_each_hash_is_over_the_line_and_the_hash_before_it(north):
    write(north, 3)
    seal(north)

    with within(north):
        lines = list(AuditEntry.objects.order_by("pk").values_list(*chain.COLUMNS))
        hashes = list(AuditSeal.objects.order_by("position").values_list("hash", flat=True))
    previous = chain.BEGINNING
    for position, (line, hashed) in enumerate(zip(lines, hashes, strict=True), 1):
        assert hashed == chain.link(previous, position, line)
        previous = hashed


def test_a_hash_of_today_is_the_same_in_ten_years():
    at = datetime(2026, 3, 1, 9, 0, 0, 120, tzinfo=UTC)
    line = (7, 1, at, "staff:ada", "intake-read", "Straße 1", ["a", "b"], "done")
    assert (
        chain.link(chain.BEGINNING, 1, line)
        == "21697aaf320e7de482f7afb6ca8fe3d7671ef28f7fe753f1caa3db46424b67ba"
    )


def test_every_letter_is_written_as_json_writes_it():
    letters = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    content = {"letters": letters, "before": 1, "list": ["z", "a", -1]}
    assert chain.canonical(content).decode() == json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_many_lines_are_sealed_batch_by_batch(north, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    write(north, 11)

    assert seal(north) == 11

    assert places(north) == list(enumerate(keys(north), 1))


def test_clinics_have_chains_of_their_own(north, south):
    write(north, 3), write(south, 2), write(north, 1, since=BEGAN + 3 * APART)

    assert (seal(north), seal(south)) == (4, 2)

    assert [position for position, _ in places(south)] == [1, 2]
    assert verify(north).is_whole
    assert verify(south).is_whole


def test_what_a_late_transaction_left_behind_is_found_by_a_thorough_round(north, monkeypatch):
    # given lines of which one became visible only after all others of that hour were sealed
    write(north, 30)
    late = keys(north)[2]
    hidden = sealing.unsealed
    monkeypatch.setattr(sealing, "unsealed", lambda: hidden().exclude(pk=late))
    seal(north)
    monkeypatch.undo()

    assert (seal(north), seal(north, thorough=True)) == (0, 1)

    assert places(north)[-1] == (30, late)


def test_a_line_that_is_visible_late_takes_the_next_place(north, monkeypatch):
    with within(north):
        for _ in range(3):
            audit.record(system(north, "test"), "tested", "late")
    early = keys(north)[0]
    hidden = sealing.unsealed
    monkeypatch.setattr(sealing, "unsealed", lambda: hidden().exclude(pk=early))
    seal(north)
    monkeypatch.undo()

    assert seal(north) == 1

    assert places(north)[-1] == (3, early)
    assert verify(north).is_whole


@everywhere
def test_sixteen_writers_and_two_sealers_make_no_fork_and_no_gap(north):
    finished = Event()
    rounds = []

    def write_lines(number):
        for turn in range(LINES_EACH):
            with within(north):
                audit.record(system(north, "test"), "tested", f"{number}-{turn}")
        return 0

    def seal_until_all_wrote(_):
        sealed = 0
        while not finished.is_set():
            sealed += seal(north)
            finished.wait(0.02)
        return sealed

    def one(number):
        if number < 2:
            return seal_until_all_wrote(number)
        try:
            return write_lines(number)
        finally:
            rounds.append(number)
            if len(rounds) == 16:
                finished.set()

    sealed = at_once(18, one)
    assert not [result for result in sealed if isinstance(result, Exception)], sealed

    total = sum(sealed) + seal(north)

    assert total == 16 * LINES_EACH
    assert [position for position, _ in places(north)] == list(range(1, total + 1))
    assert sorted(key for _, key in places(north)) == keys(north)
    assert verify(north).is_whole


@everywhere
def test_a_sealer_leaves_a_clinic_to_the_one_that_is_at_it(north):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one writes at a time anyhow")
    write(north, 2)

    with within(north):
        assert sealing._is_alone(north)
        assert at_once(1, lambda _: seal(north)) == [0]

    assert seal(north) == 2


CHANGES = [
    "UPDATE intake_auditseal SET hash = 'x'",
    "UPDATE intake_auditseal SET position = position + 7",
    "DELETE FROM intake_auditseal",
    "INSERT INTO intake_auditseal (entry_id, clinic_id, position, hash) "
    "SELECT entry_id, clinic_id, position + 9, hash FROM intake_auditseal",
]
REPLACED = [
    "INSERT OR REPLACE INTO intake_auditseal (entry_id, clinic_id, position, hash) "
    "SELECT entry_id, clinic_id, position + 9, hash FROM intake_auditseal",
    "INSERT OR REPLACE INTO intake_auditseal (entry_id, clinic_id, position, hash) "
    "SELECT entry_id + 999, clinic_id, position, hash FROM intake_auditseal",
    "UPDATE OR REPLACE intake_auditseal SET position = 2 WHERE position = 1",
]


@pytest.mark.parametrize("statement", CHANGES + REPLACED)
def test_the_database_refuses_to_change_a_seal(north, statement):
    if "OR REPLACE" in statement and connection.vendor != "sqlite":
        pytest.skip("spoken by SQLite alone")
    write(north, 3)
    seal(north)
    before = places(north)

    with (
        pytest.raises(Exception, match=r"append-only|unique|denied"),
        within(north),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert places(north) == before


def test_no_two_seals_share_a_place(north):
    write(north, 2)
    seal(north)
    with within(north), pytest.raises(IntegrityError), transaction.atomic():
        AuditSeal.objects.create(entry_id=10**9, clinic_id=north.pk, position=1, hash="x")
