"""A release comes, and is taken back, while a clinic works: nobody is refused and nobody waits long."""

import pytest

RECORDS = {"postgresql": 1_000_000, "sqlite": 100_000}


@pytest.mark.long
def test_a_clinic_works_while_its_tables_are_migrated_forward_and_back(apart):
    assert apart.run("migrating", "--records", RECORDS[apart.database]).returncode == 0
