"""`manage.py migrate`: Django's own, as the owner of the tables, and never long in anybody's way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.commands import migrate
from django.db import connection

from clinic.roles import as_owner

LOCK_TIMEOUT = (
    "2s"  # whoever waits for a table makes all others wait behind; better to be told, and to try again
)


class Command(migrate.Command):
    def handle(self, *args, **options):
        with as_owner(), waiting_briefly():
            return super().handle(*args, **options)


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """Where a table is busy the migration fails and leaves everything as it was."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
