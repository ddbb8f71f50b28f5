"""PostgreSQL itself keeps clinics apart, also where a query forgot to ask; and nothing serves where it does not."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from clinic.roles import as_owner, refuse_demo, refuse_mixed_clinics
from intake.access import across_clinics, among, within
from intake.actions.clinics import make_clinic
from intake.errors import OneClinicAlone
from intake.models import AuditEntry, Clinic, Flag, IntakeRecord, Patient, row_security
from tests.actions.given import WELL, file
from tests.database import APPLICATION
from tests.models.everything import fill, kept_by_clinic
from tests.starting import SAFE, address_of_the_test, run

only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row security")
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL holds clinics apart")
each_model = pytest.mark.parametrize("model", kept_by_clinic(), ids=lambda model: model.__name__)

WRITTEN_ONCE = ("intake_auditentry", "intake_auditseal")


def ask(statement, *values):
    """The rows of one statement that no manager has seen; of a change, how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def count(model, where="TRUE", *values):
    ((rows,),) = ask(f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {where}', *values)
    return rows


def is_refused(statement, *values, saying="row-level security"):
    try:
        with transaction.atomic():
            ask(statement, *values)
    except ProgrammingError as error:
        return saying in str(error)
    return False


@pytest.fixture
def two(north, south):
    """The north and the south with a row of everything each, and its key."""
    return {clinic: fill(clinic) for clinic in (north, south)}


# Every table


@only_postgresql
@each_model
@pytest.mark.django_db
def test_every_model_of_a_clinic_stands_behind_a_forced_policy(model):
    forced = ask(
        "SELECT relrowsecurity, relforcerowsecurity, (SELECT array_agg(polname::text) FROM pg_policy "
        "WHERE polrelid = c.oid) FROM pg_class AS c WHERE relname = %s",
        model._meta.db_table,
    )
    assert forced == [(True, True, [row_security.POLICY])]


@only_postgresql
@pytest.mark.django_db
def test_no_table_says_whose_clinic_it_is_without_a_policy_but_what_sign_in_reads():
    carrying = ask(
        "SELECT table_name FROM information_schema.columns "
        "WHERE column_name = 'clinic_id' AND table_schema = 'public'"
    )
    apart = {model._meta.db_table for model in kept_by_clinic()}
    assert {table for (table,) in carrying} == apart | set(row_security.OUTSIDE)


@only_postgresql
@pytest.mark.django_db
def test_no_row_of_another_clinic_is_seen_changed_removed_or_made(two, north, south):
    for model in kept_by_clinic():
        table, key = f'"{model._meta.db_table}"', f'"{model._meta.pk.column}"'
        with within(south):
            assert count(model) == count(model, "clinic_id = %s", south.pk) > 0
            assert count(model, f"{key} = %s", two[north][model]) == 0
            if model._meta.db_table not in WRITTEN_ONCE:
                assert ask(f"UPDATE {table} SET clinic_id = clinic_id WHERE clinic_id = %s", north.pk) == 0
                assert ask(f"DELETE FROM {table} WHERE clinic_id = %s", north.pk) == 0
                assert is_refused(f"UPDATE {table} SET clinic_id = %s", north.pk)
            columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
            names = ", ".join(f'"{name}"' for name in columns)
            copied = ", ".join("%s" if name == "clinic_id" else f'"{name}"' for name in columns)
            assert is_refused(f"INSERT INTO {table} ({names}) SELECT {copied} FROM {table}", north.pk)


@only_postgresql
@pytest.mark.django_db
def test_outside_of_any_clinic_there_is_no_row_and_none_can_be_made(two, north):
    assert [model for model in kept_by_clinic() if count(model)] == []
    assert is_refused("INSERT INTO intake_device (clinic_id, uuid, name, created_at) "
                      "VALUES (%s, gen_random_uuid(), '', now())", north.pk)  # fmt: skip


# How long it lasts


@only_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_undone", [False, True])
def test_a_connection_carries_no_clinic_from_one_transaction_to_the_next(ada, north, is_undone):
    file(ada, WELL)
    connection.close()  # so that one is taken from the pool
    with within(north):
        server = connection.connection.info.backend_pid
        assert count(IntakeRecord) == 1
        transaction.set_rollback(is_undone)

    assert count(IntakeRecord) == 0
    taken = set()
    while server not in taken:
        connection.close()  # back to the pool, which gives out each in turn
        assert count(IntakeRecord) == 0
        with transaction.atomic():
            assert count(IntakeRecord) == 0
        taken.add(connection.connection.info.backend_pid)


@only_postgresql
@pytest.mark.django_db
def test_what_was_entered_before_is_there_again_afterwards(two, north, south):
    with within(north):
        ours = count(AuditEntry)
        with within(south):
            assert count(AuditEntry, "clinic_id = %s", north.pk) == 0
        assert count(AuditEntry) == ours
        with pytest.raises(ZeroDivisionError), within(south):
            raise ZeroDivisionError
        assert count(AuditEntry) == ours
        with among([south]), within(south):
            pass
        assert count(AuditEntry) == ours
    assert count(AuditEntry) == 0


@only_postgresql
@pytest.mark.django_db
def test_a_task_of_the_service_enters_several_clinics_and_no_other(two, north, south):
    third = make_clinic("third", "Third Street")
    fill(third)
    with among([north, south]):
        assert set(ask("SELECT clinic_id FROM intake_patient")) == {(north.pk,), (south.pk,)}
        assert across_clinics(Patient).count() == 2
    with among([]):
        assert count(Patient) == 0
    with among(Clinic.objects.all()):
        assert count(Patient) == 3


# Found by index


@only_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("intake_review", "clinic_id = 1 AND status = 'open' ORDER BY place, id LIMIT 50"),
        ("intake_auditentry", "clinic_id = 1 ORDER BY id DESC LIMIT 50"),
        ("intake_intakerecord", "id > 10 AND id <= 20 AND clinic_id IN (1, 2, 3)"),
    ],
)
def test_the_wall_stands_in_the_way_of_no_index(north, table, where):
    with within(north):
        ask("SET LOCAL enable_seqscan = off")
        ask("SET LOCAL enable_bitmapscan = off")
        ask("SET LOCAL enable_sort = off")  # of a table of few rows it costs as little as an index
        plan = "\n".join(line for (line,) in ask(f"EXPLAIN SELECT id FROM {table} WHERE {where}"))
    assert "Index" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan


# The application's role


@only_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE intake_patient DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE intake_patient NO FORCE ROW LEVEL SECURITY",
        f"DROP POLICY {row_security.POLICY} ON intake_patient",
        "CREATE POLICY all_of_them ON intake_patient USING (true)",
        "ALTER TABLE intake_auditentry DISABLE TRIGGER ALL",
        "UPDATE intake_auditentry SET at = at",
        "DELETE FROM intake_auditentry",
        "TRUNCATE intake_auditentry",
        "UPDATE intake_auditseal SET hash = hash",
        "DELETE FROM intake_auditseal",
        "DELETE FROM intake_releasedversion",
        "DELETE FROM django_migrations",
        "CREATE TABLE ours (id int)",
        "DROP TABLE intake_patient",
    ],
)
def test_the_application_can_neither_lower_the_wall_nor_touch_the_trail(north, statement):
    with within(north):
        assert is_refused(statement, saying="permission denied") or is_refused(
            statement, saying="must be owner"
        )


@only_postgresql
@pytest.mark.django_db
def test_the_tests_themselves_are_run_as_the_application(settings):
    assert ask("SELECT current_user") == [(APPLICATION,)]
    settings.PRODUCTION = True
    refuse_mixed_clinics()


# Made later


@only_postgresql
@pytest.mark.django_db
def test_a_table_made_later_stands_behind_the_wall_once_it_is_migrated(north, south):
    # given a table that nobody thought of
    with as_owner():
        ask("CREATE TABLE intake_later (id bigint, clinic_id bigint)")
        ask("INSERT INTO intake_later VALUES (1, %s), (2, %s)", north.pk, south.pk)
        assert "intake_later" in " ".join(row_security.faults())

        # when a release migrates
        call_command("migrate", verbosity=0)

    # then the application may use it, and sees one clinic
    assert ask("SELECT current_user") == [(APPLICATION,)]
    assert row_security.faults() == []
    with within(north):
        assert ask("SELECT id FROM intake_later") == [(1,)]
        assert is_refused("INSERT INTO intake_later VALUES (3, %s)", south.pk)


@only_postgresql
@pytest.mark.django_db
def test_row_security_can_be_taken_back_and_put_up_again():
    with as_owner():
        row_security.unprotect()
        assert Flag._meta.db_table in " ".join(row_security.faults())
        row_security.protect()
        row_security.protect()
    assert row_security.faults() == []


LET_THROUGH = {  # policies of the right name, by what is wrong with them
    "all is seen": "USING (true) WITH CHECK ({entered})",
    "all is written": "USING ({entered}) WITH CHECK (true)",
    "what is written is not said": "USING ({entered})",
    "also this": "USING ({entered} OR clinic_id = 1) WITH CHECK ({entered})",
    "looks alone": "FOR SELECT USING ({entered})",
    "this role alone": f"TO {APPLICATION} USING ({{entered}}) WITH CHECK ({{entered}})",
    "on top alone": "AS RESTRICTIVE USING ({entered}) WITH CHECK ({entered})",
    "another setting": "USING ({other}) WITH CHECK ({other})",
}


@only_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("wrong", LET_THROUGH)
def test_a_policy_of_the_right_name_that_says_something_else_is_found_and_made_anew(wrong):
    entered = row_security.IS_ENTERED
    said = LET_THROUGH[wrong].format(entered=entered, other=entered.replace("afoot.", "other."))
    with as_owner():
        ask(f"DROP POLICY {row_security.POLICY} ON intake_flag")
        ask(f"CREATE POLICY {row_security.POLICY} ON intake_flag {said}")
    with pytest.raises(ImproperlyConfigured, match="Tables without forced row security: intake_flag"):
        refuse_mixed_clinics()

    with as_owner():
        row_security.protect()
    assert row_security.faults() == []


@only_postgresql
@pytest.mark.django_db
def test_a_policy_beside_ours_goes_and_one_as_it_should_be_stays():
    kept = "SELECT oid FROM pg_policy WHERE polname = %s AND polrelid <> 'intake_flag'::regclass ORDER BY oid"
    before = ask(kept, row_security.POLICY)
    with as_owner():
        ask('CREATE POLICY "All of them" ON intake_flag USING (true)')
        row_security.protect()

    assert row_security.faults() == []
    assert ask(kept, row_security.POLICY) == before != []


@only_postgresql
@pytest.mark.django_db
def test_from_an_owner_who_does_not_bypass_the_wall_no_row_is_hidden_in_silence(two):
    ask("SET LOCAL row_security = off")  # as `as_owner` does
    assert is_refused("SELECT * FROM intake_patient", saying="affected by row-level security")


# Nothing serves without it


@only_postgresql
@pytest.mark.django_db
def test_the_owner_does_not_serve():
    with as_owner(), pytest.raises(ImproperlyConfigured) as refused:
        refuse_mixed_clinics()
    assert "bypasses row security" in str(refused.value)
    assert "owns the tables" in str(refused.value)


@only_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE intake_flag NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE intake_flag DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY all_of_them ON intake_flag USING (true)",
        f"DROP POLICY {row_security.POLICY} ON intake_flag",
    ],
)
def test_nothing_serves_where_a_table_stands_open(statement):
    with as_owner():
        ask(statement)
    with pytest.raises(ImproperlyConfigured, match="Tables without forced row security: intake_flag"):
        refuse_mixed_clinics()


@only_postgresql
@pytest.mark.django_db
def test_in_development_without_roles_it_is_only_said(settings, caplog):
    settings.AFOOT_DATABASE_ROLE = ""
    with as_owner():
        refuse_mixed_clinics()
    assert "Clinics are held apart by code alone." in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("start", [["-c", "import clinic.wsgi"], ["manage.py", "deliver", "--once"]])
def test_neither_a_server_nor_a_worker_starts_in_production_without_it(north, south, start):
    refused = run(*start, **SAFE, AFOOT_DATABASE=address_of_the_test())
    assert refused.returncode != 0
    assert "Afoot refuses to start." in refused.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("start", [["-c", "import clinic.wsgi"], ["manage.py", "deliver", "--once"]])
def test_production_does_not_start_where_the_demo_s_tokens_work(start):
    make_clinic("demo", "Demo clinic", is_demo=True)

    refused = run(*start, **SAFE, AFOOT_DATABASE=address_of_the_test())

    assert refused.returncode != 0
    assert "Production refuses to start on a database with the demo clinic" in refused.stderr


@pytest.mark.django_db
def test_a_demo_is_served_in_development_and_any_other_clinic_in_production(north, settings):
    settings.PRODUCTION = True
    refuse_demo()
    Clinic.objects.update(is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="AFOOT_DATABASE"):
        refuse_demo()
    settings.PRODUCTION = False
    refuse_demo()


@only_sqlite
@pytest.mark.django_db
def test_on_sqlite_production_serves_one_clinic_and_no_second_is_made(north, settings):
    refuse_mixed_clinics()
    settings.PRODUCTION = True
    refuse_mixed_clinics()

    with pytest.raises(CommandError, match="The clinic was not made"):
        call_command("clinic", "second", name="Second Street", manager="max", address="https://afoot.example")
    assert list(Clinic.objects.values_list("slug", flat=True)) == ["north"]

    with pytest.raises(OneClinicAlone):
        make_clinic("second", "Second Street")

    settings.PRODUCTION = False
    make_clinic("second", "Second Street")
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="one clinic"):
        refuse_mixed_clinics()
