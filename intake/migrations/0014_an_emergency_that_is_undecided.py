"""An alarm of an emergency that hangs on a question which nobody asks."""

from django.db import migrations, models

from intake.models.expanding import AddConstraintNotValid

ALARMS = [
    "dead-message",
    "differs-on-reconciling",
    "emergency-unacknowledged",
    "emergency-undecided",
    "emergency-undelivered",
    "judging-failed",
    "rule-failed",
    "thresholds-unfit",
]


class Migration(migrations.Migration):
    dependencies = [("intake", "0013_no_needless_indexes")]

    operations = [
        migrations.RemoveConstraint("alarm", "alarm_kind_allowed"),
        AddConstraintNotValid(
            "alarm",
            models.CheckConstraint(condition=models.Q(kind__in=ALARMS), name="alarm_kind_allowed"),
        ),
    ]
