"""What must not stay unseen has a row that somebody answers; and *clear* is said only of what was judged."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

CLEAR = models.Q(state="clear")
ALARMS = [
    "dead-message",
    "differs-on-reconciling",
    "emergency-unacknowledged",
    "emergency-undelivered",
    "judging-failed",
    "rule-failed",
    "thresholds-unfit",
]


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_erasure")]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("detail", models.CharField(default="", max_length=200)),
                ("raised_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen_by", models.CharField(default="", max_length=80)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.clinic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "uuid"), name="alarm_address"),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=ALARMS), name="alarm_kind_allowed"
                    ),
                    models.UniqueConstraint(
                        fields=("clinic", "kind", "subject"),
                        condition=models.Q(seen_at=None),
                        name="alarm_open_once",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="intakerecord",
            index=models.Index(
                fields=["clinic", "revised_at"],
                name="intake_amended_by_day",
                condition=models.Q(revision__gt=1),
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=~CLEAR
                | ~models.Q(verdicts="")
                & ~models.Q(verdicts__contains="!")
                & models.Q(spinal_evaluation="none"),
                name="assessment_clear_is_judged",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=~CLEAR | ~models.Q(tier__in=("emergency", "urgent", "soon")),
                name="assessment_clear_is_calm",
            ),
        ),
    ]
