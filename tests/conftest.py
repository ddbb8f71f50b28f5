"""What every test may use: the people who appear throughout, and a trail that a test may sweep away."""

import pytest
from django.conf import settings
from django.db.backends.sqlite3.base import DatabaseOperations

from intake.models import append_only


def pytest_configure():
    # a slow hash is wasted on tests
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _sweepable_trail():
    """SQLite is emptied between transactional tests by DELETE, which the trail's triggers rightly refuse."""
    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(self, statements):
        append_only.unprotect(self)
        flush(self, statements)
        append_only.protect(self)

    DatabaseOperations.execute_sql_flush = without_triggers
    yield
    DatabaseOperations.execute_sql_flush = flush
