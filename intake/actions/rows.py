"""Answers to columns and back, and the short INSERT that names only the columns that were given."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models

from intake import questionnaire
from intake.models import Injury, IntakeRecord
from intake.questionnaire import INJURY, QUESTIONS, STORED
from intake.questionnaire.reading import Answers, from_storage


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as column values; a many-of answer becomes its bits."""
    return {
        name: questionnaire.mask(name, value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def answers_of(record: IntakeRecord) -> Answers:
    """The current revision as it was read, from its columns and its injuries."""
    injuries = None
    if record.injury_count is not None:
        rows = record.injuries.order_by("position")
        injuries = tuple(_values_of(row, INJURY) for row in rows)
    return from_storage(_values_of(record, STORED), injuries, record.unsure, record.declined)


def _values_of(row, questions):
    values = ((name, getattr(row, name)) for name in questions)
    return {
        name: tuple(questionnaire.ticked(name, value)) if QUESTIONS[name].kind == "many_of" else value
        for name, value in values
        if value is not None
    }


def insert(model: type[models.Model], columns: Mapping[str, Any], *, once: str = "") -> int | None:
    """INSERT the given columns alone; the ORM's `create()` on some 190 columns costs five times as much.

    With `once` (the columns of a unique constraint) a row that is already there is left alone and None returned.
    """
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in columns]
    values = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, columns.values(), strict=True)
    ]
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    conflict = f" ON CONFLICT ({once}) DO NOTHING" if once else ""
    into = f"{quote(model._meta.db_table)} ({names})"
    statement = f"INSERT INTO {into} VALUES ({marks}){conflict} RETURNING id"  # noqa: S608, our own names only
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None


def insert_injuries(record: IntakeRecord, injuries) -> None:
    for position, row in enumerate(injuries or ()):
        insert(
            Injury,
            {"clinic": record.clinic_id, "record": record.pk, "position": position, **columns_of(row)},
        )
