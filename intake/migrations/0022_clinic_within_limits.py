"""What a clinic sets is within its limits, by whatever way it is set; what was outside is brought to the nearer one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

from intake.models.clinic import refuse_unknown_zone
from intake.models.expanding import AddConstraintNotValid

BROUGHT_WITHIN = """
    UPDATE intake_clinic SET version = version + 1,
        emergency_minutes = CASE WHEN emergency_minutes < 1 THEN 1 ELSE 240 END
    WHERE emergency_minutes NOT BETWEEN 1 AND 240
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0021_reconciled_at")]

    operations = [
        migrations.AlterField(
            "clinic",
            "time_zone",
            models.CharField(default="UTC", max_length=64, validators=[refuse_unknown_zone]),
        ),
        migrations.AlterField(
            "clinic",
            "emergency_minutes",
            models.PositiveSmallIntegerField(
                default=5, validators=[MinValueValidator(1), MaxValueValidator(240)]
            ),
        ),
        migrations.AlterField(
            "clinic",
            "retention_years",
            models.PositiveSmallIntegerField(
                db_default=6, default=6, validators=[MinValueValidator(6), MaxValueValidator(100)]
            ),
        ),
        migrations.RunSQL(BROUGHT_WITHIN, migrations.RunSQL.noop),
        AddConstraintNotValid(
            "clinic",
            models.CheckConstraint(
                condition=models.Q(emergency_minutes__range=(1, 240)), name="clinic_escalates_in_time"
            ),
        ),
    ]
