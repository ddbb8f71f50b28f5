"""The trail's lines are sealed into a chain for each clinic."""

import django.db.models.deletion
from django.db import migrations, models

from intake.models import append_only


def protect_seals(apps, schema_editor):
    append_only.protect(schema_editor.connection, append_only.SEALS)


def unprotect_seals(apps, schema_editor):
    append_only.unprotect(schema_editor.connection, append_only.SEALS)


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_row_security")]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="intake.auditentry",
                    ),
                ),
                ("clinic_id", models.BigIntegerField()),
                ("position", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic_id", "position"), name="seal_position")
                ],
            },
        ),
        migrations.RunPython(protect_seals, unprotect_seals),
    ]
