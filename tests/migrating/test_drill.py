"""A release comes, and is taken back, while a clinic works: nobody is refused and nobody waits long."""

import subprocess
import sys

import pytest

from tests.benchmarks.serving import ROOT

RECORDS = {"postgresql": 1_000_000, "sqlite": 100_000}


@pytest.mark.long
def test_a_clinic_works_while_its_tables_are_migrated_forward_and_back(request, capsys):
    database = request.config.getoption("database")
    command = [sys.executable, "-m", "tests.migrating", database, "--records", str(RECORDS[database])]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    with capsys.disabled():
        print(f"\n{ran.stdout}{ran.stderr[-2_000:]}")
    assert ran.returncode == 0
