"""Acknowledged means on disk, whole and once, whatever is killed; long runs by `make test-long`."""

import subprocess
import sys

import pytest

from tests.benchmarks.serving import ROOT


def run(database, *more):
    """The crash test in a process of its own, on a durable database of its own."""
    command = [sys.executable, "-m", "tests.crash", database, *more]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(ran.stdout, ran.stderr[-2_000:])
    return ran


@pytest.fixture
def database(request):
    return request.config.getoption("database")


def test_nothing_acknowledged_is_lost_to_a_few_kills(database):
    assert run(database, "--kills", "3").returncode == 0


@pytest.mark.long
def test_nothing_acknowledged_is_lost_to_two_hundred_kills(database, capsys):
    ran = run(database, "--kills", "200")
    with capsys.disabled():
        print(f"\n{ran.stdout}")
    assert ran.returncode == 0


@pytest.mark.long
def test_commits_that_wait_for_no_disk_are_found(database):
    ran = run(database, "--kills", "0", "--careless")
    if "cannot trace" in ran.stdout:
        pytest.skip("strace cannot trace here")
    assert ran.returncode == 1
    assert "30 of 30" in ran.stdout or database == "postgresql"


@pytest.mark.long
def test_a_soak_of_minutes_loses_nothing_and_says_what_it_cannot_tell(database, capsys):
    ran = run(database, "--hours", "0.05", "--kill-every", "18")
    with capsys.disabled():
        print(f"\n{ran.stdout}")
    assert "10 of 10 with bite" in ran.stdout
    assert "all stored once and whole" in ran.stdout
    assert "not known" in ran.stdout
    assert ran.returncode in (1, 2)  # waits may drift on a machine that has other things to do
