"""Statements that make or drop triggers, each database by its own."""

from collections.abc import Iterable


def execute(connection, *, postgresql: Iterable[str], sqlite: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
