"""Migrations on a live clinic: no long lock, no rewrite, old code goes on working, and each can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from clinic.roles import as_owner
from intake.access import within
from intake.models import IntakeRecord, Patient
from tests.actions.given import SADDLE, filed
from tests.models.everything import fill
from tests.models.hurting import faults, sql_of, stopped

FROZEN = "0005_judged_again"  # what came before was made for empty databases

# Before the first release there was no clinic whose rows could wait, nor older code beside newer.
BEFORE_THE_FIRST_RELEASE = {
    ("0008_receivers", "intake_outboxmessage"): "a key for its deliveries to refer to",
    (
        "0009_encrypted",
        "intake_patient",
    ): "columns turn into sealed text, which no expansion could carry in halves",
    ("0009_encrypted", "intake_patientidentifier"): "the same",
    ("0009_encrypted", "intake_intakerecord"): "the same",
    ("0009_encrypted", "intake_pastrevision"): "the same",
    ("0009_encrypted", "intake_setaside"): "the same",
    ("0009_encrypted", "intake_review"): "the same",
    ("0009_encrypted", "intake_referral"): "the same",
    ("0011_alarms", "intake_intakerecord"): "an index for the reconciler",
    ("0011_alarms", "intake_assessment"): "what *clear* must not say",
}


def after_the_frozen():
    loader = MigrationLoader(None)
    ours = {name: each for (app, name), each in loader.disk_migrations.items() if app == "intake"}
    return {name: ours[name] for name in sorted(ours) if name > FROZEN}


MIGRATIONS = after_the_frozen()


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ('ALTER TABLE "t" ALTER COLUMN "a" TYPE text USING "a"::text;', "rewrites"),
        ('ALTER TABLE "t" ADD COLUMN "a" integer NOT NULL;', "no value"),
        ('ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;', "older code"),
        ('ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;', "reads the whole"),
        ('ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("a" > 0);', "reads the whole"),
        ('CREATE UNIQUE INDEX "i" ON "t" ("a");', "holds up"),
        ('CREATE INDEX "i" ON "t" ("a") WHERE "a" > 0;', "holds up"),
        ('ALTER TABLE "t" DROP COLUMN "a" CASCADE;', "takes away"),
        ('DROP TABLE "t" CASCADE;', "takes away"),
    ],
)
def test_what_would_hurt_a_table_with_rows_is_found(sql, why):
    ((table, found),) = faults(sql)
    assert (table, why in found) == ("t", True)
    assert faults('CREATE TABLE "t" ("id" bigint);\n' + sql) == set()


@pytest.mark.parametrize(
    "sql",
    [
        'ALTER TABLE "t" ADD COLUMN "a" integer NULL;',
        'ALTER TABLE "t" ADD COLUMN "a" boolean DEFAULT false NOT NULL;',
        'CREATE INDEX CONCURRENTLY "i" ON "t" ("a");',
        'ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("a" > 0) NOT VALID;',
        'ALTER TABLE "t" DROP CONSTRAINT "c";',
    ],
)
def test_what_hurts_nobody_is_let_through(sql):
    assert faults(sql) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_hurts_no_table_with_rows_but_with_a_reason(name):
    if connection.vendor != "postgresql":
        pytest.skip("it is PostgreSQL that a busy clinic runs on; SQLite rebuilds a table for most changes")
    sql = sql_of(name)
    excused = {table for migration, table in BEFORE_THE_FIRST_RELEASE if migration == name}

    assert {(table, why) for table, why in faults(sql) if table not in excused} == set()
    assert len(stopped(sql) - excused) <= 1


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_can_be_taken_back(name):
    one_way = [each for each in MIGRATIONS[name].operations if not each.reversible]
    assert one_way == []
    assert not any(isinstance(each, migrations.DeleteModel) for each in MIGRATIONS[name].operations)


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_may_be_repeated_after_a_stop(name):
    assert MIGRATIONS[name].atomic or len(MIGRATIONS[name].operations) == 1


@pytest.mark.django_db(transaction=True)
def test_a_migration_does_not_wait_long_for_a_busy_table():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock for everything")
    from intake.management.commands.migrate import waiting_briefly

    with as_owner(), waiting_briefly():
        assert setting("lock_timeout") == "500ms"
        # so that of a caller and a migration that wait for each other it is never the caller who is ended
        assert setting("deadlock_timeout") == "1s"
    assert setting("lock_timeout") != "500ms"


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_every_migration_goes_back_and_forward_again_with_rows_in_every_table(ada, north):
    record = filed(ada, SADDLE)
    fill(north)
    before = rows_of(north)
    names = ["0003_what_the_orm_cannot_say", "0004_reports", "0005_judged_again", *MIGRATIONS]
    try:
        for name in reversed(names[:-1]):
            call_command("migrate", "intake", name, verbosity=0)
        for name in names[1:]:
            call_command("migrate", "intake", name, verbosity=0)
    finally:
        call_command("migrate", verbosity=0)

    # what the older tables hold is as it was
    assert rows_of(north) == before
    with within(north):
        assert IntakeRecord.objects.get(pk=record.pk).saddle_numbness is True


def rows_of(clinic):
    with within(clinic):
        names = sorted((each.family_name, each.given_name) for each in Patient.objects.all())
        return names, sorted(IntakeRecord.objects.values_list("submission_id", "revision", "age_years"))
