"""The short INSERT: only the columns that are given, their text made once."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from django.db import DEFAULT_DB_ALIAS, connections, models

from intake.errors import OutsideClinic
from intake.models.encrypted import sealed
from intake.models.tenancy import current_clinic

# Their checked Python values are what both databases take.
AS_IT_IS = {
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.BigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.SmallIntegerField,
    models.TextField,
}


def insert(model: type[models.Model], columns: Mapping[str, Any], *, once: str = "") -> int | None:
    """INSERT the given columns alone; the ORM's `create()` on some 190 columns costs five times as much.

    With `once` (the columns of a unique constraint) a row that is already there is left alone and None returned.
    """
    keys = insert_all(model, [columns], once=once)
    return keys[0] if keys else None


def insert_all(model: type[models.Model], rows: Sequence[Mapping[str, Any]], *, once: str = "") -> list[int]:
    """INSERT rows that give the same columns, in one statement; their keys in the same order."""
    if not rows:
        return []
    _refuse_other_clinics(rows)
    connection = connections[DEFAULT_DB_ALIAS]
    named = _columns(model)
    columns = [named[name] for name in rows[0]]
    values = [
        as_stored(value, connection) if as_stored else value
        for row in rows
        for value, (_, as_stored) in zip(sealed(model, row).values(), columns, strict=True)
    ]
    names = ", ".join([quoted for quoted, _ in columns])
    marks = _marks(len(columns), len(rows), connection.vendor)
    conflict = f" ON CONFLICT ({once}) DO NOTHING" if once else ""
    into = f'"{model._meta.db_table}" ({names})'
    with _cursor(connection) as cursor:
        cursor.execute(f"INSERT INTO {into} VALUES {marks}{conflict} RETURNING id", values)  # noqa: S608, our own names only
        return [key for (key,) in cursor.fetchall()]


def _refuse_other_clinics(rows):
    """What the default manager does for queries: no row goes anywhere but into the clinic that was entered."""
    entered = current_clinic.get()
    if entered is None or any(entered not in (row.get("clinic"), row.get("clinic_id")) for row in rows):
        raise OutsideClinic


@cache
def _columns(model) -> dict[str, tuple[str, Any]]:
    """By name: the column, quoted, and how to store a value of it; None where it is taken as it is."""
    return {field.name: (f'"{field.column}"', _as_stored(field)) for field in model._meta.concrete_fields}


def _as_stored(field):
    if type(field) in AS_IT_IS:
        return None
    return _json if type(field) is models.JSONField else field.get_db_prep_save


def _json(value, connection):
    return msgspec.json.encode(value).decode()


@cache
def _marks(columns: int, rows: int, vendor: str) -> str:
    """Where the values go: `($1, $2), ($3, $4)` on PostgreSQL."""
    numbers = range(1, rows * columns + 1)
    marks = iter([f"${number}" if vendor == "postgresql" else "%s" for number in numbers])
    return ", ".join(f"({', '.join(row)})" for row in zip(*[marks] * columns, strict=True))


def _cursor(connection):
    """On PostgreSQL one that takes `$1`, as the server does: psycopg would read a hundred `%s` at each INSERT anew."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from psycopg import RawCursor  # need not be there for SQLite

    connection.ensure_connection()
    return connection.make_cursor(RawCursor(connection.connection))
