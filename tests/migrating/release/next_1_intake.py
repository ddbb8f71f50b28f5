"""Columns of the busiest table, of which this code knows nothing, and what they are held to from now on."""

from django.db import migrations, models
from django.db.models import Q

from intake.models.expanding import AddConstraintNotValid
from tests.migrating.release import OURS


class Migration(migrations.Migration):
    dependencies = [("intake", OURS[-1])]

    operations = [
        migrations.AddField("intakerecord", "arrival", models.CharField(max_length=10, null=True)),
        migrations.AddField(
            "intakerecord", "is_walk_in", models.BooleanField(default=False, db_default=False)
        ),
        AddConstraintNotValid(
            "intakerecord",
            models.CheckConstraint(
                condition=Q(arrival__in=["walking", "carried"]), name="intake_arrival_allowed"
            ),
        ),
    ]
