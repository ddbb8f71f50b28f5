"""Work without the limits that keep callers from waiting: backups, proofs, an index made beside those who write.

A transaction that holds a snapshot for `pg_dump` stands still meanwhile, which is limited as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.signals import connection_created

PATIENCE = ("statement_timeout", "idle_in_transaction_session_timeout")


@contextmanager
def unhurried() -> Iterator[None]:
    """Nobody at a desk waits for what is done here, so it may take as long as it takes."""
    if connection.vendor != "postgresql" or _has_time():
        yield
        return
    connection_created.connect(_take_time)
    if connection.connection is not None:
        _take_time(connection)
    try:
        yield
    finally:
        connection_created.disconnect(_take_time)
        if connection.connection is None:
            connection.close_pool()  # what was put back there would still have all the time
        else:
            _hurry_again()


def _has_time():
    return connection.connection is not None and connection.connection.patience is None


def _take_time(connection, **_):
    connection.connection.patience = None
    with connection.cursor() as cursor:
        for limit in PATIENCE:
            cursor.execute(f"SET {limit} = 0")


def _hurry_again():
    del connection.connection.patience
    with connection.cursor() as cursor:
        for limit in PATIENCE:
            cursor.execute(f"RESET {limit}")
