"""Triggers that refuse to change or remove a line of the audit trail, in both databases."""

TABLE = "intake_auditentry"
REFUSAL = "the audit trail is append-only"

SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act in ("UPDATE", "DELETE")
)
SQLITE_DROP = ("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete")
POSTGRESQL = (
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
)
POSTGRESQL_DROP = (
    f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
    "DROP FUNCTION IF EXISTS audit_is_append_only()",
)


def protect(schema_editor) -> None:
    _run(schema_editor.connection, POSTGRESQL, SQLITE)


def unprotect(schema_editor) -> None:
    _run(schema_editor.connection, POSTGRESQL_DROP, SQLITE_DROP)


def _run(connection, postgresql, sqlite):
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
