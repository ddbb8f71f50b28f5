"""The one Django app of the project."""

from django.apps import AppConfig
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"

    def ready(self):
        from clinic import roles
        from intake.desk import home

        roles.watch()
        home.watch()
        post_migrate.connect(_hold_clinics_apart, sender=self)
        post_migrate.connect(_put_triggers_back, sender=self)
        post_migrate.connect(_release_current, sender=self)


def _hold_clinics_apart(plan=None, **_):
    """Whatever tables a migration made stand behind row security from then on, and the application may use them."""
    from intake.models import row_security

    if connection.vendor != "postgresql" or plan is None:  # tables that are emptied send no plan
        return
    if not any(is_backwards for _, is_backwards in plan):
        row_security.protect()
    if settings.AFOOT_DATABASE_ROLE:
        row_security.grant(settings.AFOOT_DATABASE_ROLE)


def _put_triggers_back(plan=None, **_):
    """SQLite loses a table's triggers whenever it rebuilds the table; PostgreSQL would lock busy ones for nothing."""
    from intake.models import Tombstone, append_only, never_again

    if not plan or connection.vendor != "sqlite":
        return
    tables = connection.introspection.table_names()
    if Tombstone._meta.db_table in tables:
        never_again.protect(connection)
    for table in {append_only.LINES, append_only.SEALS} & {*tables}:
        append_only.protect(connection, table)


def _release_current(**_):
    """What this code asks and judges by is in the shared table from the moment the tables are there."""
    from intake.actions.versions import release_current

    release_current()
