"""A task to ask now says whether it called for help."""

from django.db import migrations, models

from intake.models.expanding import ValidateConstraint


class Migration(migrations.Migration):
    dependencies = [("intake", "0014_an_emergency_that_is_undecided")]

    operations = [
        ValidateConstraint("intake_alarm", "alarm_kind_allowed"),
        migrations.AddField("asknowtask", "escalated_at", models.DateTimeField(null=True)),
    ]
