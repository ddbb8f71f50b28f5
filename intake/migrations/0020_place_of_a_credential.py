"""A credential and the place that it was given for are of one clinic; those of people who were moved end."""

from django.db import migrations

from intake.models.tenancy import SameClinic, referable

MOVED = """
    DELETE FROM intake_credential WHERE EXISTS (
        SELECT 1 FROM intake_membership AS m
        WHERE m.id = intake_credential.membership_id AND m.clinic_id <> intake_credential.clinic_id)
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0019_every_ruleset_is_one")]

    operations = [
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
        migrations.AddConstraint("membership", referable("membership_referable")),
        migrations.AddConstraint(
            "credential",
            SameClinic(
                column="membership_id", table="intake_membership", name="credential_membership_same_clinic"
            ),
        ),
    ]
