"""The baselines take the same bodies as Afoot and keep them, so that a ratio to them means something."""

import json
from itertools import islice
from uuid import uuid4

import pytest
from django.db import connection

from tests.benchmarks.clients import put_load
from tests.benchmarks.databases import beside
from tests.benchmarks.parts.filing import BASELINES, filed_bodies, filings, prepared_baseline
from tests.benchmarks.serving import serving

FILED = 20


@pytest.fixture
def address(tmp_path, settings, db):
    """Of a new database on the server under test, or of a file."""
    if connection.vendor == "postgresql":
        return beside(settings.AFOOT_DATABASE, f"baseline-{uuid4()}")
    return f"sqlite:///{tmp_path}/baseline.sqlite3"


def count(address, *tables):
    if address.startswith("sqlite"):
        import sqlite3

        opened = sqlite3.connect(address.removeprefix("sqlite:///"))
    else:
        import psycopg

        opened = psycopg.connect(address)
    try:
        return [opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("bare", ["bare_intake"]),
        ("nested", ["nested_intake", "nested_auditlog", "nested_flag", "nested_injury"]),
    ],
)
def test_a_baseline_answers_201_and_keeps_what_was_sent(address, name, tables):
    bodies = filed_bodies(FILED)
    settings_of_it = f"{BASELINES}.{name}.settings"
    secret = prepared_baseline(settings_of_it, address)
    with serving(f"{BASELINES}.wsgi:application", settings=settings_of_it, address=address) as server:
        requests = filings(bodies, [secret], path="/intakes/{}/", scheme="Token")
        load = put_load(server.port, requests, at_most=FILED)

        assert load.answered == FILED
        assert server.cpu_seconds() > 0
        assert all(megabytes > 1 for megabytes in server.megabytes())

    intakes, *others = count(address, *tables)
    assert intakes == FILED
    assert all(others)


def test_a_refusal_is_not_counted_as_an_answer(address):
    settings_of_it = f"{BASELINES}.nested.settings"
    prepared_baseline(settings_of_it, address)
    with serving(f"{BASELINES}.wsgi:application", settings=settings_of_it, address=address) as server:
        requests = filings(filed_bodies(1), ["of nobody"], path="/intakes/{}/", scheme="Token")

        with pytest.raises(RuntimeError, match="refused"):
            put_load(server.port, requests, at_most=1)


def test_a_body_is_what_a_tablet_sends():
    bodies = filed_bodies(FILED)

    assert [json.loads(body).keys() for body in bodies] == [{"answers", "unsure", "declined"}] * FILED
    assert len(set(bodies)) == FILED
    assert len(set(islice(filings(bodies, ["token"]), 3 * FILED))) == 3 * FILED
