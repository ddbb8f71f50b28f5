"""Acknowledged means on disk, whole and once, whatever is killed; long runs by `make test-long`."""

import pytest


def test_nothing_acknowledged_is_lost_to_a_few_kills(apart):
    assert apart.run("crash", "--kills", 3).returncode == 0


@pytest.mark.long
def test_nothing_acknowledged_is_lost_to_two_hundred_kills(apart):
    assert apart.run("crash", "--kills", 200).returncode == 0


@pytest.mark.long
def test_commits_that_wait_for_no_disk_are_found(apart):
    ran = apart.run("crash", "--kills", 0, "--careless")
    if "cannot trace" in ran.stdout:
        pytest.skip("strace cannot trace here")
    assert ran.returncode == 1
    assert "30 of 30" in ran.stdout or apart.database == "postgresql"


@pytest.mark.long
def test_a_soak_of_minutes_loses_nothing_and_says_what_it_cannot_tell(apart):
    ran = apart.run("crash", "--hours", 0.05, "--kill-every", 18)
    assert "10 of 10 with bite" in ran.stdout
    assert "all stored once and whole" in ran.stdout
    assert "not known" in ran.stdout
    assert ran.returncode in (1, 2)  # waits may drift on a machine that has other things to do
