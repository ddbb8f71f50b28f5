"""What the terminal says where a command cannot work at all: one sentence in place of a traceback."""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError

from clinic import database

WHOLE = "--traceback"


def run(argv: list[str]) -> None:
    try:
        execute_from_command_line(argv)
    except (ImproperlyConfigured, OperationalError, ProgrammingError) as error:
        if WHOLE in argv:
            raise
        sys.exit(_sentence(error))


def _sentence(error) -> str:
    """Without the words of the database: they may repeat what a row holds."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    return (
        f"The database {database.named(settings.DATABASES[DEFAULT_DB_ALIAS])} does not answer, or was not migrated: "
        f"run manage.py migrate. {WHOLE} says more ({type(error).__name__})."
    )
