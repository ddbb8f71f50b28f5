"""Triggers that refuse to change or remove a line of the audit trail or its seal, in both databases."""

from intake.models.triggers import execute

LINES = "intake_auditentry"
SEALS = "intake_auditseal"
REFUSAL = "the audit trail is append-only"
PREFIX = {LINES: "audit", SEALS: "seal"}
# SQLite's REPLACE removes a row with an equal key, by any of them, without asking a trigger for DELETE.
KEYS = {
    LINES: "id = NEW.id",
    SEALS: "entry_id = NEW.entry_id OR (clinic_id = NEW.clinic_id AND position = NEW.position)",
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)


def protect(connection, table: str = LINES) -> None:
    execute(connection, postgresql=_postgresql(table), sqlite=_sqlite(table))


def unprotect(connection, table: str = LINES) -> None:
    """The lines brought the function that both tables use, so theirs goes last."""
    postgresql = [f"DROP TRIGGER IF EXISTS {PREFIX[table]}_no_change ON {table}"]
    if table == LINES:
        postgresql.append("DROP FUNCTION IF EXISTS audit_is_append_only()")
    sqlite = [f"DROP TRIGGER IF EXISTS {name}" for name in _refused(table)]
    execute(connection, postgresql=postgresql, sqlite=sqlite)


def _postgresql(table):
    trigger = f"CREATE TRIGGER {PREFIX[table]}_no_change BEFORE UPDATE OR DELETE ON {table}"
    return [FUNCTION, f"{trigger} FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"]


def _sqlite(table):
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, act in _refused(table).items()
    ]


def _refused(table):
    before = PREFIX[table]
    return {
        f"{before}_no_update": f"UPDATE ON {table}",
        f"{before}_no_delete": f"DELETE ON {table}",
        f"{before}_no_replace": f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]})",  # noqa: S608
    }
