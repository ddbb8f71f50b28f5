"""Names, numbers and free text are encrypted, and found by keyed hashes.

First the columns become text, then what they hold is sealed, then what nobody needs any more goes. In one transaction,
row by row: a stop on the way leaves everything as it was. Backwards too; only the digests that tell a replay stay
keyed, so that an intake filed before and sent again after going back is set aside for staff instead of recognised.
"""

import django.db.models.deletion
from django.db import migrations, models

import intake.models.tenancy
from intake.models.encrypted import EncryptedDate, EncryptedJSON, EncryptedText, Sealed, encrypted_fields
from intake.models.keys import keyed_hash, opened, seal
from intake.models.patient import folded

BATCH = 1_000
SEALED = [
    *("patient", "patientidentifier", "intakerecord", "pastrevision", "setaside"),
    *("review", "referral", "webhookreceiver"),
]
KEYED = ["intakerecord", "setaside"]
PLAIN_DIGEST = 16  # characters; a keyed one has 32


def wipe_what_is_freed(apps, schema_editor):
    """Leave no clear text in the free pages of an SQLite file."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")


def seal_all(apps, schema_editor):
    for name in KEYED:
        each_row(apps, name, ["clinic_id", "content_digest"], with_keyed_digest)
    each_row(
        apps, "patientidentifier", ["clinic_id", "patient_id", "system", "value"], with_identifier_hash(apps)
    )
    each_row(
        apps, "patient", ["clinic_id", "family_name", "given_name", "birth_date"], with_search_hashes(apps)
    )
    for name in SEALED:
        change_texts(apps, name, lambda text, clinic, place: seal(text, clinic, place))
    settle_references(schema_editor)


def open_all(apps, schema_editor):
    for name in SEALED:
        change_texts(apps, name, opened_or_stop)
    each_row(apps, "patient", ["family_name", "given_name"], with_folded_name("folded_name"))
    each_row(
        apps,
        "intakerecord",
        ["typed_family_name", "typed_given_name"],
        with_folded_name("typed_folded_name", "typed_"),
    )
    settle_references(schema_editor)


def opened_or_stop(text, clinic, place):
    plain = opened(text, clinic, place)
    if plain is None:
        raise ValueError(f"a value of {place[0]} does not open: going back would lose it")
    return plain


def each_row(apps, name, columns, changed):
    """Let `changed` say what to write into each row, by primary key."""
    rows, last = apps.get_model("intake", name).objects, 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values("pk", *columns)[:BATCH]):
        for row in batch:
            if change := changed(row):
                rows.filter(pk=row["pk"]).update(**change)
        last = batch[-1]["pk"]


def change_texts(apps, name, change):
    """Seal or open every value of a table's encrypted columns, each for its own place."""
    fields = encrypted_fields(apps.get_model("intake", name))
    needed = {field.attname for field in fields} | {
        owner.attname for field in fields for owner in field.owners
    }

    def changed(row):
        return {
            field.name: Sealed(change(str(row[field.attname]), *place_of(field, row)))
            for field in fields
            if row[field.attname]
        }

    each_row(apps, name, sorted(needed), changed)


def place_of(field, row):
    return field.place(row[owner.attname] for owner in field.owners)


def with_keyed_digest(row):
    digest = row["content_digest"]
    return (
        {"content_digest": keyed_hash(row["clinic_id"], "content", digest)}
        if len(digest) == PLAIN_DIGEST
        else {}
    )


def with_identifier_hash(apps):
    search_hashes = apps.get_model("intake", "SearchHash").objects

    def changed(row):
        clinic, value = row["clinic_id"], row["value"]
        number = keyed_hash(clinic, "number", value)
        search_hashes.get_or_create(clinic_id=clinic, patient_id=row["patient_id"], hash=number)
        return {"value_hash": keyed_hash(clinic, "identifier", f"{row['system']}\0{value}")}

    return changed


def with_search_hashes(apps):
    search_hash = apps.get_model("intake", "SearchHash")

    def changed(row):
        clinic, name = row["clinic_id"], folded(row["family_name"], row["given_name"])
        found_by = [("name", name)]
        found_by += [("beginning", name[:letters]) for letters in range(3, min(8, len(name)) + 1)]
        if row["birth_date"]:
            found_by.append(("birth date", row["birth_date"]))
        search_hash.objects.bulk_create(
            search_hash(clinic_id=clinic, patient_id=row["pk"], hash=keyed_hash(clinic, kind, text))
            for kind, text in found_by
        )

    return changed


def with_folded_name(column, prefix=""):
    return lambda row: {column: folded(row[f"{prefix}family_name"], row[f"{prefix}given_name"])[:250]}


def settle_references(schema_editor):
    """PostgreSQL alters no table whose written rows still wait for their references to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def encrypted(model, kind, row, *names, **options):
    return [migrations.AlterField(model, name, kind(row=row, **options)) for name in names]


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_receivers")]

    operations = [
        migrations.RunPython(wipe_what_is_freed, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SearchHash",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.CharField(max_length=32)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_hashes",
                        to="intake.patient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "hash", "patient"), name="search_hash_once"),
                    intake.models.tenancy.SameClinic(
                        column="patient_id",
                        name="search_hash_patient_same_clinic",
                        table="intake_patient",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("patientidentifier", "identifier_once"),
        migrations.RemoveIndex("patient", "patient_by_name"),
        migrations.RemoveIndex("patient", "patient_by_birth_date"),
        migrations.AddField(
            "patientidentifier",
            "value_hash",
            models.CharField(max_length=32, default=""),
            preserve_default=False,
        ),
        *encrypted("patientidentifier", EncryptedText, ["patient", "value_hash"], "value"),
        *encrypted("patient", EncryptedText, ["uuid"], "family_name", "given_name"),
        *encrypted("patient", EncryptedText, ["uuid"], "phone", "email", default=""),
        *encrypted("patient", EncryptedDate, ["uuid"], "birth_date", null=True),
        *encrypted(
            *("intakerecord", EncryptedText, ["submission_id"]),
            *("typed_family_name", "typed_given_name", "typed_identifier_system", "typed_identifier_value"),
            default="",
        ),
        *encrypted("intakerecord", EncryptedDate, ["submission_id"], "typed_birth_date", null=True),
        *encrypted("intakerecord", EncryptedText, ["submission_id"], "work_type", "pain_goal", null=True),
        *encrypted("pastrevision", EncryptedJSON, ["record", "revision"], "body"),
        *encrypted("setaside", EncryptedJSON, ["submission_id", "content_digest"], "body"),
        *encrypted("review", EncryptedText, ["uuid"], "note", default=""),
        *encrypted("referral", EncryptedText, ["uuid"], "note", default=""),
        *encrypted("webhookreceiver", EncryptedText, ["uuid"], "secret"),
        *encrypted("webhookreceiver", EncryptedText, ["uuid"], "old_secret", default=""),
        # with a default, so that going back can put the column there before it is filled
        migrations.AlterField("patient", "folded_name", models.CharField(max_length=250, default="")),
        migrations.RunPython(seal_all, open_all),
        migrations.AddConstraint(
            "patientidentifier",
            models.UniqueConstraint(fields=("clinic", "value_hash"), name="identifier_once"),
        ),
        migrations.RemoveField("patient", "folded_name"),
        migrations.RemoveField("intakerecord", "typed_folded_name"),
    ]
