"""The rows that were there before are held to it too."""

from django.db import migrations

from intake.models.expanding import ValidateConstraint


class Migration(migrations.Migration):
    dependencies = [("intake", "next_5_index")]

    operations = [
        ValidateConstraint("intake_intakerecord", "intake_arrival_allowed"),
        ValidateConstraint("intake_assessment", "assessment_compared_same_clinic"),
        ValidateConstraint("intake_auditentry", "audit_door_allowed"),
    ]
