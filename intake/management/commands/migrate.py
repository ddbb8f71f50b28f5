"""`manage.py migrate`: Django's own, as the owner of the tables, for as long as it takes, and never long in the way."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from clinic.roles import as_owner
from intake.models.expanding import BRIEFLY
from intake.models.unhurried import unhurried

TRIES = 40
PAUSE = 3  # seconds in which those who waited behind it are served
# A table was busy for too long, or others waited for us while we waited for them.
IN_THE_WAY = {"55P03", "40P01"}


class Command(migrate.Command):
    def handle(self, *args, **options):
        """A migration that finds a table busy leaves everything as it was, and is tried again."""
        with as_owner(), unhurried(), waiting_briefly():
            for _ in range(TRIES):
                try:
                    return super().handle(*args, **options)
                except OperationalError as error:
                    if getattr(error.__cause__, "sqlstate", None) not in IN_THE_WAY:
                        raise
                self.stderr.write(f"A table is busy. Trying again in {PAUSE} seconds.")
                time.sleep(PAUSE)
        raise CommandError(
            "A table was busy all the time. What is said to be OK is done, all else as it was: "
            "run this again once the backup, or whatever it is, has ended."
        )


@contextmanager
def waiting_briefly() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{BRIEFLY}'")
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
