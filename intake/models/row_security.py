"""PostgreSQL's own wall between clinics: a transaction names the clinics whose rows are there for it.

Tables are found by their column `clinic_id`, so one that is made later needs not be remembered. SQLite has no such
wall: there the manager and the composite keys hold alone.
"""

from collections.abc import Iterable

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

TABLES = """
    SELECT t.relname,
           t.relrowsecurity AND t.relforcerowsecurity
             AND ARRAY[%s] = ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = t.oid),
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
    """Put up the wall around each table that lacks it; as the owner."""
    for table, is_apart, _ in _tables():
        if not is_apart:
            _run(
                f"DROP POLICY IF EXISTS {POLICY} ON {table}",
                f"CREATE POLICY {POLICY} ON {table} USING ({IS_ENTERED}) WITH CHECK ({IS_ENTERED})",
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            )


def unprotect() -> None:
    for table, _, _ in _tables():
        _run(
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {POLICY} ON {table}",
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
    if any(is_owned for _, _, is_owned in tables):
        wrong.append("The database role owns the tables, or may become their owner.")
    bare = [table for table, is_apart, _ in tables if not is_apart]
    if bare:
        wrong.append(f"Tables without forced row security: {', '.join(bare)}. Run `manage.py migrate`.")
    return wrong


def _tables() -> list[tuple[str, bool, bool]]:
    """Each table that is kept by clinic: whether its wall is up, and whether who is connected may take it down."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [POLICY, list(OUTSIDE)])
        return cursor.fetchall()


def _run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
