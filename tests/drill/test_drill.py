"""The operator's drill: backed up while the clinic works, somebody erased, restored, proven."""

import subprocess
import sys

import pytest

from tests.benchmarks.serving import ROOT


def run(database, intakes):
    """In processes of its own, on durable databases of its own; the figures are for docs/operations.md."""
    command = [sys.executable, "-m", "tests.drill", database, "--intakes", str(intakes)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(ran.stdout, ran.stderr[-2_000:])
    return ran


@pytest.fixture
def database(request):
    return request.config.getoption("database")


@pytest.mark.long
def test_a_hundred_thousand_intakes_are_restored_in_time(database, capsys):
    ran = run(database, 100_000)
    with capsys.disabled():
        print(f"\n{ran.stdout}")
    assert ran.returncode == 0
    assert "all there or erased" in ran.stdout
