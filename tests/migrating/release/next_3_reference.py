"""What it refers to must be there."""

from django.db import migrations

from intake.models.expanding import AddConstraintNotValid
from intake.models.tenancy import SameClinic


class Migration(migrations.Migration):
    dependencies = [("intake", "next_2_assessment")]

    operations = [
        AddConstraintNotValid(
            "assessment",
            SameClinic(
                column="compared_with_id", table="intake_intakerecord", name="assessment_compared_same_clinic"
            ),
        ),
    ]
