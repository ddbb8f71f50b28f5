"""`manage.py seal` and `manage.py verify_audit`: what the operator runs, and what each says."""

import json
import os
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from intake.access import within
from intake.audit import heads
from intake.audit.sealing import newest
from intake.management.commands import seal as command
from intake.models import AuditEntry, AuditSeal
from tests.audit.given import APART, BEGAN, write
from tests.audit.tampering import Trail, as_its_owner, cut_short, edit_line, seal_an_edit_anew


@pytest.fixture
def key(settings):
    settings.AFOOT_AUDIT_KEY = heads.new_key()
    return settings.AFOOT_AUDIT_KEY


def run(name, **options):
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def test_a_round_seals_every_clinic(north, south):
    write(north, 3), write(south, 2)

    run("seal", once=True)

    for clinic, count in ((north, 3), (south, 2)):
        with within(clinic):
            assert AuditSeal.objects.count() == count


def test_a_clinic_whose_chain_was_tampered_with_holds_up_no_other(north, south):
    # given a seal that claims the place of a line to come
    write(north, 2), run("seal", once=True)
    write(north, 1, since=BEGAN + 5 * APART), write(south, 2)
    with within(north):
        last = AuditEntry.objects.latest("pk").pk
    with as_its_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_auditseal (entry_id, clinic_id, position, hash) VALUES (%s, %s, 9, 'x')",
            [last, south.pk + 99],
        )

    with pytest.raises(CommandError):
        run("seal", once=True)

    with within(south):
        assert AuditSeal.objects.count() == 2


def test_the_head_is_told_signed(north, key, tmp_path):
    write(north, 3)
    run("seal", once=True, head_to=str(tmp_path / "heads"))

    with within(north):
        position, hashed, _ = newest()
    (line,) = (tmp_path / "heads").read_text().splitlines()
    (head,) = heads.read([line], heads.private_key(key).public_key())
    assert (head.clinic, head.position, head.hash) == (north.pk, position, hashed)


def test_the_head_may_go_to_the_output(north, key):
    write(north, 3)

    assert json.loads(run("seal", once=True, head_to="-"))["position"] == 3


def test_a_head_that_did_not_move_is_told_once(north, key, tmp_path):
    path = tmp_path / "heads"
    sealer = command.Sealer(command.Heads(str(path), StringIO()))
    write(north, 3)
    for _ in range(3):
        sealer.one_round()

    assert len(path.read_text().splitlines()) == 1


def test_heads_that_find_no_place_hold_up_no_clinic(north, south, key, tmp_path, caplog):
    write(north, 3), write(south, 2)
    sealer = command.Sealer(command.Heads(str(tmp_path / "gone" / "heads"), StringIO()))

    assert not sealer.one_round()

    for clinic in (north, south):
        with within(clinic):
            assert newest()
    assert caplog.text.count("its head not told: FileNotFoundError") == 2


def test_heads_without_a_key_are_refused(north, settings, tmp_path):
    for wrong in ("", "not base64!", "c2hvcnQ="):
        settings.AFOOT_AUDIT_KEY = wrong
        with pytest.raises(CommandError, match="AFOOT_AUDIT_KEY"):
            run("seal", once=True, head_to=str(tmp_path / "heads"))


def test_a_new_key_comes_with_its_public_half():
    secret, public = run("seal", new_key=True).splitlines()

    made = heads.private_key(secret.removeprefix("AFOOT_AUDIT_KEY="))
    assert public == f"public: {heads.text_of(made.public_key())}"


def test_verifying_says_how_much_and_that_it_is_whole(north, south, key, tmp_path):
    write(north, 3), write(south, 2)
    path = str(tmp_path / "heads")
    run("seal", once=True, head_to=path)
    public = heads.text_of(heads.private_key(key).public_key())

    said = run("verify_audit", heads=path, public_key=public)

    assert said.splitlines() == ["north: 3 sealed, 0 waiting, whole", "south: 2 sealed, 0 waiting, whole"]
    assert run("verify_audit", clinic=["south"], heads=path).startswith("south: 2 sealed")


def test_verifying_without_heads_says_what_it_cannot_see(north):
    assert "Without signed heads" in run("verify_audit")


@pytest.mark.parametrize(
    ("tamper", "word"),
    [
        (edit_line("actor", lambda trail, was: was + "1"), "changed: position"),
        (cut_short, "head: position"),
        (seal_an_edit_anew, "head: position"),
    ],
)
def test_what_was_tampered_with_is_told_and_is_an_error(north, south, key, tmp_path, tamper, word):
    path = str(tmp_path / "heads")
    write(north, 9), run("seal", once=True, head_to=path)
    out = StringIO()
    with as_its_owner():
        tamper(Trail(north, south, Random(3)))
        with pytest.raises(CommandError, match="not what was sealed: north"):
            call_command("verify_audit", heads=path, stdout=out)

    assert word in out.getvalue()


def test_a_clinic_without_any_head_is_told(north, south, key, tmp_path):
    path = tmp_path / "heads"
    write(north, 3), write(south, 3)
    run("seal", once=True, head_to=str(path))
    of_the_north = f'"clinic": {north.pk},'
    path.write_text("".join(line for line in path.read_text().splitlines() if of_the_north in line))

    with pytest.raises(CommandError, match="not what was sealed: south"):
        run("verify_audit", heads=str(path))


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace('"position": 3', '"position": 2'),
        lambda line: "{}",
        lambda line: "[]",
        lambda line: "no JSON",
        lambda line: line.replace('"signature": "', '"signature": "A'),
    ],
)
def test_heads_that_somebody_changed_are_not_trusted(north, key, tmp_path, change):
    path = tmp_path / "heads"
    write(north, 3), run("seal", once=True, head_to=str(path))
    path.write_text(change(path.read_text()))

    with pytest.raises(CommandError, match="cannot be trusted"):
        run("verify_audit", heads=str(path))


def test_heads_signed_by_another_key_are_not_trusted(north, key, tmp_path):
    path = str(tmp_path / "heads")
    write(north, 3), run("seal", once=True, head_to=path)
    other = heads.text_of(heads.private_key(heads.new_key()).public_key())

    with pytest.raises(CommandError, match="cannot be trusted"):
        run("verify_audit", heads=path, public_key=other)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_file_without_heads_proves_nothing(north, key, tmp_path, content):
    (tmp_path / "heads").write_bytes(content)

    with pytest.raises(CommandError, match="cannot be trusted"):
        run("verify_audit", heads=str(tmp_path / "heads"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"public_key": "zzz"}, "--heads"),
        ({"public_key": "zzz", "heads": "of-yesterday"}, "32 bytes in base64"),
        ({"heads": "of-yesterday"}, "AFOOT_AUDIT_KEY"),
    ],
)
def test_what_is_asked_amiss_is_said(north, settings, asked, said):
    settings.AFOOT_AUDIT_KEY = ""
    with pytest.raises(CommandError, match=said):
        run("verify_audit", **asked)


def test_a_clinic_that_is_not_there(db):
    with pytest.raises(CommandError, match="no clinic"):
        run("verify_audit", clinic=["nowhere"])


def test_whole_lines_of_heads_are_added(tmp_path):
    path = tmp_path / "heads"
    for line in ("one", "two"):
        heads.append(line, path)

    assert path.read_text() == "one\ntwo\n"
    assert os.stat(path).st_mode & 0o007 == 0
