"""Indexes that begin another one, or that nobody asks: each costs every filing, and leads the planner astray."""

from django.db import migrations, models

from intake.models.expanding import waiting_in_nobodys_way

OF_A_CLINIC = {  # table: the index of its clinic alone, which begins another one
    "alarm": "6ff82e02",
    "asknowtask": "cd016c46",
    "assessment": "297d5e45",
    "delivery": "aa1934b6",
    "device": "3b38077f",
    "flag": "9738370d",
    "injury": "7c12ce23",
    "intakerecord": "ec0323a5",
    "outboxmessage": "b59dfd66",
    "pastrevision": "c548767f",
    "patient": "dc7d2023",
    "patientidentifier": "6839cff6",
    "referral": "da2277bd",
    "review": "9f746570",
    "searchhash": "819f33e2",
    "setaside": "695c6f09",
    "tombstone": "3909f54a",
    "webhookreceiver": "c6b65f6b",
}
OF_A_RECORD = {"assessment": "cbe48b16", "flag": "f3948f8d", "injury": "6459e684"}
OF_A_VERSION = {
    ("assessment", "parameters"): "8d9994f6",
    ("assessment", "ruleset"): "642758d5",
    ("intakerecord", "questionnaire"): "44e8910a",
}
COLUMNS = (
    {(table, "clinic"): mark for table, mark in OF_A_CLINIC.items()}
    | {(table, "record"): mark for table, mark in OF_A_RECORD.items()}
    | OF_A_VERSION
)
LISTS = {"assessment": "assessments", "flag": "flags", "injury": "injuries"}


def drop(apps, schema_editor):
    for _table, _column, name in needless():
        for each in (name, f"{name}_like"):
            beside_others(schema_editor, f'DROP INDEX CONCURRENTLY IF EXISTS "{each}"')


def make(apps, schema_editor):
    drop(apps, schema_editor)  # what was stopped half-way is there, and no good
    for table, column, name in needless():
        beside_others(schema_editor, f'CREATE INDEX CONCURRENTLY "{name}" ON "{table}" ("{column}")')


def beside_others(schema_editor, statement):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(statement.replace("CONCURRENTLY ", ""))
        return
    with waiting_in_nobodys_way(schema_editor):
        schema_editor.execute(statement)


def needless():
    for (table, field), mark in COLUMNS.items():
        yield f"intake_{table}", f"{field}_id", f"intake_{table}_{field}_id_{mark}"


def without_index(table, field):
    if field == "clinic":
        more = {"to": "intake.clinic", "on_delete": models.PROTECT, "related_name": "+"}
    elif field == "record":
        more = {"to": "intake.intakerecord", "on_delete": models.CASCADE, "related_name": LISTS[table]}
        more |= {"db_constraint": False}
    else:
        more = {"to": "intake.releasedversion", "on_delete": models.PROTECT, "related_name": "+"}
        more |= {"to_field": "digest"}
    return migrations.AlterField(table, field, models.ForeignKey(db_index=False, **more))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("intake", "0012_credential_holder")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[without_index(*column) for column in COLUMNS],
        )
    ]
