"""The short INSERT: only the columns that are given, their text made once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from django.db import connection, models

from intake.models.encrypted import sealed

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
    statement, prepare = _statement(model, tuple(rows[0]), len(rows), once, connection.vendor)
    values = [
        as_stored(value, connection) if as_stored else value
        for row in rows
        for value, as_stored in zip(sealed(model, row).values(), prepare, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]


@lru_cache(maxsize=1024)
def _statement(model, columns, rows, once, vendor):
    """The text for these columns, and how to store the value of each: None where it is taken as it is."""
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * rows)
    conflict = f" ON CONFLICT ({once}) DO NOTHING" if once else ""
    into = f"{quote(model._meta.db_table)} ({names})"
    statement = f"INSERT INTO {into} VALUES {marks}{conflict} RETURNING id"  # noqa: S608, our own names only
    return statement, [_as_stored(field) for field in fields]


def _as_stored(field):
    if type(field) in AS_IT_IS:
        return None
    return _json if type(field) is models.JSONField else field.get_db_prep_save


def _json(value, connection):
    return msgspec.json.encode(value).decode()
