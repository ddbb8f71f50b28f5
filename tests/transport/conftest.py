"""Afoot behind its own server at a real socket, on the database of the test."""

import os
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.benchmarks.serving import serving


def address_of_the_test() -> str:
    parts = urlsplit(os.environ["AFOOT_DATABASE"])
    name = connection.settings_dict["NAME"]
    return f"sqlite:///{name}" if parts.scheme == "sqlite" else urlunsplit(parts._replace(path=f"/{name}"))


@pytest.fixture
def server(transactional_db):
    """One worker with its four threads, as `make run` starts it."""
    with serving(
        "clinic.wsgi:application", settings="clinic.settings", address=address_of_the_test()
    ) as started:
        yield started
