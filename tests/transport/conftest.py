"""Afoot behind its own server at a real socket, on the database of the test."""

import pytest

from tests.benchmarks.serving import serving
from tests.starting import address_of_the_test


@pytest.fixture
def server(transactional_db):
    """One worker with its four threads, as `make run` starts it."""
    with serving(
        "clinic.wsgi:application", settings="clinic.settings", address=address_of_the_test()
    ) as started:
        yield started
