"""The script that keeps PostgreSQL's log: once, whole, and never something else under the same name."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "archive_log"


@pytest.fixture
def keep(tmp_path):
    (tmp_path / "wal").mkdir()

    def keep(content, name="000000010000000000000001"):
        (tmp_path / name).write_bytes(content)
        command = [SCRIPT, tmp_path / name, tmp_path / "wal" / name]
        return subprocess.run(command, capture_output=True, check=False).returncode

    return keep


def kept(tmp_path):
    return [
        subprocess.run(["gunzip"], input=path.read_bytes(), capture_output=True, check=True).stdout
        for path in (tmp_path / "wal").iterdir()
    ]


def test_a_file_is_kept_once_however_often_it_is_brought(keep, tmp_path):
    assert keep(b"log" * 1000) == 0
    assert keep(b"log" * 1000) == 0
    assert kept(tmp_path) == [b"log" * 1000]


def test_another_file_of_the_same_name_is_refused(keep, tmp_path):
    keep(b"log")

    assert keep(b"other") != 0
    assert kept(tmp_path) == [b"log"]


def test_what_was_cut_short_is_brought_again(keep, tmp_path):
    (tmp_path / "wal" / "000000010000000000000001.unfinished").write_bytes(b"lo")

    assert keep(b"log") == 0
    assert kept(tmp_path) == [b"log"]


def test_where_it_cannot_be_kept_it_says_so(keep, tmp_path):
    (tmp_path / "wal").rmdir()

    assert keep(b"log") != 0
