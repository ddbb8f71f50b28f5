"""PostgreSQL's own wall between clinics: a transaction names the clinics whose rows are there for it.

Tables are found by their column `clinic_id`, so one that is made later needs not be remembered. SQLite has no such
wall: there the manager and the composite keys hold alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

SETTING = "afoot.clinics"
POLICY = "of_the_clinics_entered"
OUTSIDE = ("intake_credential", "intake_membership")  # read at sign-in, before the clinic is known

# The sub-select is worked out once a statement, not once a row. Within COALESCE it is no more than a filter: the
# queries name their clinic too, and were it taken for a second condition, far too few rows would be planned for.
ENTERED = f"(SELECT NULLIF(current_setting('{SETTING}', true), '')::bigint[])::bigint[]"
IS_ENTERED = f"COALESCE(clinic_id = ANY ({ENTERED}), false)"

# What the application may not do to a table, of SELECT, INSERT, UPDATE and DELETE.
WITHHELD = {
    "django_migrations": "INSERT, UPDATE, DELETE",
    "intake_auditentry": "UPDATE, DELETE",
    "intake_auditseal": "UPDATE, DELETE",
    "intake_releasedversion": "UPDATE, DELETE",
}

# The policy as the server tells it: of every act (*) and role (0), letting through what fits, and how it reads. Where
# spaces and parentheses go, and what it calls a column that has no name, is up to the server's version.
NOISE = re.compile(r'::text|AS "\w+"|[\s()]')
AS_IT_SHOULD_BE = [POLICY, "*", "{0}", "true", *[NOISE.sub("", IS_ENTERED)] * 2]

TABLES = """
    SELECT t.relname,
           t.relrowsecurity AND t.relforcerowsecurity,
           ARRAY(SELECT ARRAY[polname::text, polcmd::text, polroles::text, polpermissive::text,
                              pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)]
                 FROM pg_policy WHERE polrelid = t.oid),
           pg_has_role(t.relowner, 'MEMBER')
    FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attname = 'clinic_id'
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p')
      AND NOT a.attisdropped AND t.relname <> ALL (%s)
    ORDER BY t.relname
"""
ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def show(clinics: Iterable[int], *, at_one_moment: bool = False) -> None:
    """Until this transaction ends, or the next call, only the rows of these clinics (keys) are there.

    `at_one_moment`: all that a transaction which begins here reads is as it stood at its first question.
    """
    if connection.vendor != "postgresql":
        return
    from psycopg import generators, pq  # need not be there for SQLite

    statement = f"SET LOCAL {SETTING} = '{{{','.join(f'{key:d}' for key in clinics)}}}'"
    server = connection.connection.pgconn
    begins = ""
    if server.transaction_status == pq.TransactionStatus.IDLE:  # one trip for both
        begins = f"BEGIN{' ISOLATION LEVEL REPEATABLE READ' if at_one_moment else ''}; "
    with connection.wrap_database_errors:
        server.send_query((begins + statement).encode())
        answer = connection.connection.wait(generators.execute(server))[-1]
    if answer.status != pq.ExecStatus.COMMAND_OK:
        with connection.cursor() as cursor:
            cursor.execute(statement)  # which says what is wrong


def protect() -> None:
    """Put up the wall around each table where it lacks or is another one; as the owner."""
    for table in _tables():
        if not table.is_apart:
            with transaction.atomic():  # who reads meanwhile finds the table as it was, or waits
                _run(
                    *table.without_policies(),
                    f"CREATE POLICY {POLICY} ON {table.name} USING ({IS_ENTERED}) WITH CHECK ({IS_ENTERED})",
                    f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                )


def unprotect() -> None:
    for table in _tables():
        _run(
            f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
            *table.without_policies(),
        )


def grant(role: str) -> None:
    """Let the application's role read and write rows, and nothing else; as the owner."""
    quoted = connection.ops.quote_name(role)
    tables = connection.introspection.table_names()  # not all of them, halfway through the migrations
    with transaction.atomic():
        _run(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}",
            *(
                f"REVOKE {acts} ON {table} FROM {quoted}"
                for table, acts in WITHHELD.items()
                if table in tables
            ),
        )


def faults() -> list[str]:
    """Why the wall does not hold for who is connected, a sentence each; none where it does."""
    tables = _tables()
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        (bypasses,) = cursor.fetchone()
    wrong = []
    if bypasses:
        wrong.append("The database role is a superuser or bypasses row security.")
    if any(table.is_owned for table in tables):
        wrong.append("The database role owns the tables, or may become their owner.")
    bare = [table.name for table in tables if not table.is_apart]
    if bare:
        wrong.append(f"Tables without forced row security: {', '.join(bare)}. Run `manage.py migrate`.")
    return wrong


@dataclass(frozen=True, slots=True)
class Table:
    """One that is kept by clinic."""

    name: str
    is_forced: bool
    policies: list[list[str | None]]
    is_owned: bool  # by who is connected, who may take the wall down

    @property
    def is_apart(self) -> bool:
        """Whether its wall is up: this policy alone, and word for word."""
        return self.is_forced and [_as_compared(policy) for policy in self.policies] == [AS_IT_SHOULD_BE]

    def without_policies(self) -> list[str]:
        quoted = (connection.ops.quote_name(policy[0]) for policy in self.policies)
        return [f"DROP POLICY {name} ON {self.name}" for name in quoted]


def _as_compared(policy):
    name, *rest = policy
    return [name, *(NOISE.sub("", part or "") for part in rest)]


def _tables() -> list[Table]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(OUTSIDE)])
        return [Table(*row) for row in cursor.fetchall()]


def _run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
