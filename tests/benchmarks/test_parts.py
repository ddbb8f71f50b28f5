"""Each part that needs no server of its own measures what it says, on next to nothing."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.benchmarks import loading
from tests.benchmarks.parts import history, judging, mutation, reports, worklist
from tests.benchmarks.scale import SCALES

TINY = replace(SCALES["small"], records=60, records_on_sqlite=60, clinics=3, forms=5)


def test_judging_is_measured_on_forms_and_on_the_core_form(db):
    rows = list(judging.measured(TINY))

    assert [row.most for row in rows] == [150, 20, 150, 20]
    assert all(row.figure > 0 and row.ratio > 0 for row in rows)


def test_the_score_counts_what_the_tables_miss_and_no_form_could_show(monkeypatch):
    score, coverage = mutation.mutation_score(("R05", "sexual_change")), mutation.coverage(("R05",))
    assert score.figure == coverage.figure == 100
    assert (score.is_held, coverage.is_held) == (True, True)

    # where nobody has agreed that no form could show it, it counts as missed
    monkeypatch.setattr(mutation, "EQUIVALENT", {})
    monkeypatch.setattr(mutation, "CANNOT_MATTER", {})
    assert 95 < mutation.mutation_score(("R05", "sexual_change")).figure < 100
    assert mutation.coverage(("R05",)).is_held is False


@pytest.mark.django_db(transaction=True)
def test_a_history_is_measured_by_what_its_endpoints_ask(monkeypatch):
    monkeypatch.setattr(loading, "POOL", 30)
    monkeypatch.setattr(history, "TIMES", 1)

    rows = [*worklist.measured(TINY), *reports.measured(TINY)]
    if connection.vendor == "postgresql":
        rows += history.measured(TINY)

    assert all(row.figure > 0 for row in rows)
    assert {row.most for row in rows} >= {2, 1000}
