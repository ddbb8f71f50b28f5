"""A trigger that refuses to file under a submission id that was erased, by whatever code, in both databases.

After the insert, so that a replay which waited for the erasure to be over sees the tombstone that it left.
"""

from django.db import IntegrityError

from intake.models.triggers import execute

TABLE = "intake_intakerecord"
NAME = "intake_never_again"
REFUSAL = "this submission was erased"
IS_ERASED = (
    "EXISTS (SELECT 1 FROM intake_tombstone "
    "WHERE clinic_id = NEW.clinic_id AND uuid = NEW.submission_id AND kind = 'intake')"
)

SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {NAME} AFTER INSERT ON {TABLE} WHEN {IS_ERASED} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
SQLITE_DROP = (f"DROP TRIGGER IF EXISTS {NAME}",)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {IS_ERASED} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    "RETURN NULL; END $$",
    f"CREATE OR REPLACE TRIGGER {NAME} AFTER INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
)
POSTGRESQL_DROP = (f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}", f"DROP FUNCTION IF EXISTS {NAME}()")


def protect(connection) -> None:
    """Harmless to repeat: on SQLite each rebuilding of the table takes its triggers along."""
    execute(connection, postgresql=POSTGRESQL, sqlite=SQLITE)


def unprotect(connection) -> None:
    execute(connection, postgresql=POSTGRESQL_DROP, sqlite=SQLITE_DROP)


def is_refusal(error: IntegrityError) -> bool:
    return REFUSAL in str(error)
