"""Who this process is to PostgreSQL: the application, which row security holds, or the owner of the tables.

The owner migrates, backs up, restores and proves. Anything else, whatever it is, connects as the application: the first
connection of a process is asked, so that no server or worker has to remember to.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.signals import connection_created
from django.db.models import QuerySet

from intake.errors import OneClinicAlone
from intake.models import Clinic, row_security

log = logging.getLogger(__name__)

_is_owner: ContextVar[bool] = ContextVar("is_owner", default=False)


@contextmanager
def as_owner() -> Iterator[None]:
    """Act as who logged in, for migrations, backups and what else the application may not do."""
    if connection.vendor != "postgresql":
        yield
        return
    entered = _is_owner.set(True)
    connection_created.connect(_become_owner)
    if connection.connection is not None:
        _become_owner(connection)
    try:
        yield
    finally:
        connection_created.disconnect(_become_owner)
        _is_owner.reset(entered)
        _become_application()


def _become_owner(connection, **_):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        # Where the owner does not bypass row security, PostgreSQL then refuses instead of hiding rows.
        cursor.execute("SET row_security = off")


def _become_application():
    from psycopg.pq import TransactionStatus  # need not be there for SQLite

    if connection.connection is None:
        connection.close_pool()  # what was put back there may still be the owner's
        return
    if connection.connection.info.transaction_status == TransactionStatus.INERROR:
        return  # rolling back takes the role back too
    with connection.cursor() as cursor:
        cursor.execute("RESET row_security")
        cursor.execute("RESET ROLE")


def watch() -> None:
    """Ask at the first connection whether clinics are held apart, and whether all of them are real."""
    connection_created.connect(_at_first_connection, dispatch_uid="clinic.roles")


def _at_first_connection(connection, **_):
    if _is_owner.get() or connection.alias != DEFAULT_DB_ALIAS:
        return
    try:
        refuse_demo()
        refuse_mixed_clinics()
    except BaseException:
        connection.close()  # nothing more is asked on it
        raise
    connection_created.disconnect(dispatch_uid="clinic.roles")


def refuse_demo() -> None:
    """Stop production on a database that was tried out: whoever tried it has passwords and tokens that work."""
    if settings.PRODUCTION and _clinics().filter(is_demo=True).exists():
        raise ImproperlyConfigured(
            "Production refuses to start on a database with the demo clinic, whose sign-ins and tokens work. "
            "Name a new database in AFOOT_DATABASE, migrate it, and make its clinic with `manage.py clinic`."
        )


def refuse_mixed_clinics() -> None:
    """Stop where one clinic's rows could reach another's; development without roles is only told so."""
    wrong = faults()
    if wrong and (settings.PRODUCTION or settings.AFOOT_DATABASE_ROLE):
        raise ImproperlyConfigured("Afoot refuses to start. " + " ".join(wrong))
    if wrong:
        log.warning("Clinics are held apart by code alone. %s", " ".join(wrong))


def faults() -> list[str]:
    """Why the database does not hold clinics apart, a sentence each."""
    if connection.vendor == "postgresql":
        return row_security.faults()
    if settings.PRODUCTION and _clinics().count() > 1:
        return [OneClinicAlone.sentence]
    return []


def _clinics() -> QuerySet[Clinic]:
    """None before the first migration."""
    is_there = Clinic._meta.db_table in connection.introspection.table_names()
    return Clinic.objects.all() if is_there else Clinic.objects.none()
