"""Triggers that refuse to change or remove a line of the audit trail, in both databases."""

TABLE = "intake_auditentry"
REFUSAL = "the audit trail is append-only"

# SQLite's REPLACE removes the old row without asking a trigger for DELETE.
SQLITE_REFUSED = {
    "audit_no_update": f"UPDATE ON {TABLE}",
    "audit_no_delete": f"DELETE ON {TABLE}",
    "audit_no_replace": f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",  # noqa: S608
}
SQLITE = tuple(
    f"CREATE TRIGGER {name} BEFORE {act} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for name, act in SQLITE_REFUSED.items()
)
SQLITE_DROP = tuple(f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE_REFUSED)
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
