"""A column of the trail, to which every call adds a line."""

from django.db import migrations, models
from django.db.models import Q

from intake.models.expanding import AddConstraintNotValid


class Migration(migrations.Migration):
    dependencies = [("intake", "next_3_reference")]

    operations = [
        migrations.AddField("auditentry", "door", models.CharField(max_length=10, null=True)),
        AddConstraintNotValid(
            "auditentry",
            models.CheckConstraint(condition=Q(door__in=["api", "desk"]), name="audit_door_allowed"),
        ),
    ]
