"""The operator's drill: backed up while the clinic works, somebody erased, restored, proven."""

import pytest


@pytest.mark.long
def test_a_hundred_thousand_intakes_are_restored_in_time(apart):
    ran = apart.run("drill", "--intakes", 100_000)
    assert ran.returncode == 0
    assert "all there or erased" in ran.stdout
