"""The clinics that are there, too, let no emergency wait longer than the limit."""

from django.db import migrations

from intake.models.expanding import ValidateConstraint


class Migration(migrations.Migration):
    dependencies = [("intake", "0022_clinic_within_limits")]

    operations = [ValidateConstraint("intake_clinic", "clinic_escalates_in_time")]
