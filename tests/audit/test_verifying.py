"""Verifying: whatever is done to a sealed trail shows, and nothing shows where nothing was done."""

from datetime import timedelta
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
from tests.audit.given import write
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
    verdict = verify(north, [sealed])

    assert (verdict.sealed, verdict.waiting, verdict.findings) == (LINES, 0, [])


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

    verdict = verify(north, [sealed])

    assert (verdict.sealed, verdict.waiting, verdict.is_whole) == (LINES, 3, True)


def test_a_trail_that_nobody_seals_is_not_whole(north):
    write(north, 3)

    assert {finding.kind for finding in verify(north).findings} == {"planted"}


def test_a_finding_says_where_and_what_kind(north, south, sealed):
    with as_its_owner(), transaction.atomic():
        with within(north):
            entry = AuditSeal.objects.get(position=17).entry_id
        AuditEntry._base_manager.filter(pk=entry).update(actor="staff:nobody")
        (found,) = verify(north, [sealed]).findings
        transaction.set_rollback(True)

    assert found.kind == "changed"
    assert f"position 17: line {entry}" in found.sentence


def test_values_that_cannot_be_read_are_found_too(north, sealed):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    for column, value in (("at", "'yesterday'"), ("at", "'2026-99-99'"), ("subjects", "'{'"), ("actor", "7")):
        with as_its_owner(), transaction.atomic():
            with connection.cursor() as cursor, within(north):
                key = AuditSeal.objects.get(position=5).entry_id
                cursor.execute("PRAGMA ignore_check_constraints = ON")
                cursor.execute(f"UPDATE intake_auditentry SET {column} = {value} WHERE id = {key}")
            verdict = verify(north, [sealed])
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")  # a rollback does not
            transaction.set_rollback(True)
        assert len(verdict.findings) == 1, (column, value)


def test_without_a_head_a_trail_sealed_anew_does_not_show_and_with_one_it_does(north, south, sealed):
    anew = next(way for way in WAYS if way.__name__ == "seal_an_edit_anew")
    with as_its_owner(), transaction.atomic():
        anew(Trail(north, south, Random(1)))
        assert verify(north).is_whole
        assert [finding.kind for finding in verify(north, [sealed]).findings] == ["head"]
        transaction.set_rollback(True)


def test_another_clinics_head_says_nothing(north, south, sealed):
    assert verify(south, [sealed]).is_whole


@pytest.mark.long
def test_a_hundred_thousand_lines_are_verified_in_their_part_of_a_minute(north):
    write(north, 100_000, apart=timedelta(seconds=3))
    assert seal(north, thorough=True) == 100_000

    began = timezone.now()
    assert verify(north).sealed == 100_000

    assert timezone.now() - began < timedelta(seconds=6)  # a minute for a million


def test_where_the_sealer_looks_back_to(north, sealed):
    with within(north):
        assert sealing.looked_at() < newest()[2]
        assert sealing.oldest_unsealed() is None
