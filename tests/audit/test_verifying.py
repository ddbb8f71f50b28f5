"""Verifying: whatever is done to a sealed trail shows, and nothing shows where nothing was done."""

import base64
import os
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from intake.access import within
from intake.audit import sealing, verifying
from intake.audit.heads import Head
from intake.audit.sealing import newest, seal
from intake.audit.verifying import verify
from intake.models import AuditEntry, AuditSeal
from tests.audit.given import write, write_sealed
from tests.audit.tampering import WAYS, Trail, as_its_owner

LINES = 40


@pytest.fixture
def sealed(north, south):
    """Forty sealed lines in the north, a few in the south; gives the north's signed head."""
    write(north, LINES), write(south, 5)
    seal(north), seal(south)
    with within(north):
        position, hashed, _ = newest()
    return Head(north.pk, position, hashed, "2026-04-01T00:00:00Z")


def tampered_and_unseen(north, south, head, count, heads=None):
    """The tamperings, of so many random ones, that verifying does not find."""
    unseen = []
    with as_its_owner():
        assert verify(north, [head]).is_whole
        for number in range(count):
            tamper = WAYS[number % len(WAYS)]
            with transaction.atomic():
                tamper(Trail(north, south, Random(number)))
                if verify(north, [head]).is_whole:
                    unseen.append((number, tamper.__name__))
                transaction.set_rollback(True)
        assert verify(north, [head]).is_whole
    return unseen


def test_what_was_sealed_and_left_alone_is_whole(north, sealed):
    verification = verify(north, [sealed])

    assert (verification.sealed, verification.waiting, verification.discrepancies) == (LINES, 0, [])


def test_sixty_random_tamperings_are_all_found(north, south, sealed):
    assert tampered_and_unseen(north, south, sealed, 60) == []


@pytest.mark.long
def test_a_thousand_random_tamperings_are_all_found(north, south, sealed):
    assert tampered_and_unseen(north, south, sealed, 1_000) == []


def test_the_chain_is_walked_page_by_page(north, sealed, monkeypatch):
    monkeypatch.setattr(verifying, "PAGE", 7)

    assert verify(north, [sealed]).sealed == LINES


def test_lines_that_are_young_wait(north, sealed):
    write(north, 3, since=timezone.now(), apart=timedelta(seconds=1))

    verification = verify(north, [sealed])

    assert (verification.sealed, verification.waiting, verification.is_whole) == (LINES, 3, True)


def test_a_trail_that_nobody_seals_is_not_whole(north):
    write(north, 3)

    assert {each.kind for each in verify(north).discrepancies} == {"planted"}


def test_a_discrepancy_says_where_and_what_kind(north, south, sealed):
    with as_its_owner(), transaction.atomic():
        with within(north):
            entry = AuditSeal.objects.get(position=17).entry_id
        AuditEntry._base_manager.filter(pk=entry).update(actor="staff:nobody")
        (found,) = verify(north, [sealed]).discrepancies
        transaction.set_rollback(True)

    assert found.kind == "changed"
    assert f"position 17: line {entry}" in found.sentence


def test_values_that_cannot_be_read_are_found_too(north, sealed):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    values = [("at", "'yesterday'"), ("at", "'2026-99-99'"), ("subjects", "'{'"), ("actor", "7")]
    values += [("outcome", f"x'{base64.b64decode('done').hex()}'")]  # bytes for a text that is their Base64
    for column, value in values:
        with as_its_owner(), transaction.atomic():
            with connection.cursor() as cursor, within(north):
                key = AuditSeal.objects.get(position=5).entry_id
                cursor.execute("PRAGMA ignore_check_constraints = ON")
                cursor.execute(f"UPDATE intake_auditentry SET {column} = {value} WHERE id = {key}")
            verification = verify(north, [sealed])
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")  # a rollback does not
            transaction.set_rollback(True)
        assert len(verification.discrepancies) == 1, (column, value)


def test_a_place_that_is_no_number_is_found_wherever_it_stands(north, sealed, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    monkeypatch.setattr(verifying, "PAGE", 7)
    with as_its_owner(), transaction.atomic():
        with connection.cursor() as cursor, within(north):
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("UPDATE intake_auditseal SET position = 'x' WHERE position = 5")
        verification = verify(north)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        transaction.set_rollback(True)

    assert {"gap", "changed"} <= {each.kind for each in verification.discrepancies}


def test_without_a_head_a_trail_sealed_anew_does_not_show_and_with_one_it_does(north, south, sealed):
    anew = next(way for way in WAYS if way.__name__ == "seal_an_edit_anew")
    with as_its_owner(), transaction.atomic():
        anew(Trail(north, south, Random(1)))
        assert verify(north).is_whole
        assert [each.kind for each in verify(north, [sealed]).discrepancies] == ["head"]
        transaction.set_rollback(True)


def test_another_clinics_head_says_nothing(north, south, sealed):
    assert verify(south, [sealed]).is_whole


@pytest.mark.long
def test_a_million_lines_are_verified_within_a_minute_of_computing(north, capsys):
    write_sealed(north, 1_000_000)

    began = seconds_computed()
    verification = verify(north)
    took = seconds_computed() - began

    with capsys.disabled():
        print(
            f" {verification.sealed:,} lines verified in {took:.0f} s of computing ({connection.vendor}) ",
            end="",
        )
    assert (verification.sealed, verification.waiting, verification.discrepancies) == (1_000_000, 0, [])
    assert took <= 60


def seconds_computed():
    """By this process, and by the backend that it asks."""
    if connection.vendor != "postgresql":
        return time.process_time()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def test_a_trail_that_was_written_sealed_is_as_the_sealer_would_leave_it(north, south):
    write(north, LINES), seal(north)
    write_sealed(south, LINES)
    assert verify(south).is_whole

    for clinic in (north, south):
        with within(clinic):
            assert AuditSeal.objects.count() == AuditEntry.objects.count() == LINES
    with as_its_owner(), transaction.atomic():
        with within(south):
            AuditEntry.objects.filter(seal__position=7).update(act="x")
        assert [each.kind for each in verify(south).discrepancies] == ["changed"]
        transaction.set_rollback(True)


def test_where_the_sealer_looks_back_to(north, sealed):
    with within(north):
        assert sealing.looked_at() < newest()[2]
        assert sealing.oldest_unsealed() is None
