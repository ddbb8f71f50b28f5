"""Databases to restore into, and a server that has less patience."""

from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

from clinic.roles import as_owner


@contextmanager
def an_empty_database():
    """The connection leads to a database of its own, and back again."""
    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        new = Path(before).with_name(f"{Path(before).name}-restored")
        new.unlink(missing_ok=True)
    else:
        new = f"{before}_restored"
        run_outside(f'DROP DATABASE IF EXISTS "{new}"', f'CREATE DATABASE "{new}"')
    lead_to(new)
    try:
        yield new
    finally:
        lead_to(before)
        if connection.vendor == "postgresql":
            run_outside(f'DROP DATABASE "{new}"')
        else:
            new.unlink(missing_ok=True)


def lead_to(name):
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def run_outside(*statements):
    with as_owner(), connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def postgresql_limited_to(**milliseconds):
    """Its limits by their names, on every connection; SQLite has none such."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    if connection.vendor == "postgresql":
        options["options"] += "".join(f" -c {name}={limit}" for name, limit in milliseconds.items())
    lead_to(connection.settings_dict["NAME"])
    try:
        yield
    finally:
        options.update(before)
        lead_to(connection.settings_dict["NAME"])
