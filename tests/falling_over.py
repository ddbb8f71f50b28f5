"""A database that takes some of what it is sent and not the rest."""

from django.db import OperationalError, connection


def without(table):
    """Refuse what is written to one table, as a database that is full or falls over would."""

    def execute(do, sql, params, many, context):
        if sql.startswith("INSERT INTO") and f'"{table}"' in sql:
            raise OperationalError("no space left")
        return do(sql, params, many, context)

    return connection.execute_wrapper(execute)
