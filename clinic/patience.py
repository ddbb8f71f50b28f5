"""Connections to PostgreSQL that stop waiting, also where the server stands still and says nothing.

The server's own `statement_timeout` is kept by the very process that may be frozen or unreachable.
"""

import psycopg

GRACE = 1  # second in which a server that is well ends the statement by itself


def impatient_for(seconds: float) -> type[psycopg.Connection]:
    """A kind of connection on which no statement is waited for much longer than this."""

    class Impatient(psycopg.Connection):
        patience: float | None = seconds + GRACE

        def wait(self, gen, interval=0.1, timeout=None):
            try:
                return super().wait(gen, interval, timeout=timeout or self.patience)
            except psycopg.OperationalError:
                if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                    self.pgconn.finish()  # an answer that came now would be taken for the next one's
                raise

    return Impatient
