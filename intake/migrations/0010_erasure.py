"""What was erased leaves a tombstone, and neither a legal hold nor the years that records are kept are forgotten."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from intake.models import never_again


def protect(apps, schema_editor):
    never_again.protect(schema_editor.connection)


def unprotect(apps, schema_editor):
    never_again.unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_encrypted")]

    operations = [
        migrations.AddField("patient", "is_on_hold", models.BooleanField(default=False, db_default=False)),
        migrations.AddField(
            "clinic", "retention_years", models.PositiveSmallIntegerField(default=6, db_default=6)
        ),
        migrations.AddConstraint(
            "clinic", models.CheckConstraint(condition=Q(retention_years__gte=6), name="clinic_keeps_long_enough")
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("uuid", models.UUIDField()),
                ("erased_at", models.DateTimeField()),
                ("erased_by", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=20)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intake.clinic"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "uuid", "kind"), name="tombstone_once"),
                    models.CheckConstraint(
                        condition=Q(kind__in=["patient", "intake"]), name="tombstone_kind_allowed"
                    ),
                    models.CheckConstraint(
                        condition=Q(reason__in=["asked_by_patient", "entered_in_error", "retention_over"]),
                        name="tombstone_reason_allowed",
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
