"""A credential says whose it is, so that a request finds out who asks before any clinic is entered."""

from django.db import migrations, models

HOLDERS = """
    UPDATE intake_credential SET holder = COALESCE(
        (SELECT u.uuid FROM intake_membership AS m JOIN intake_user AS u ON u.id = m.user_id
         WHERE m.id = intake_credential.membership_id),
        (SELECT d.uuid FROM intake_device AS d WHERE d.id = intake_credential.device_id))
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0011_alarms")]

    operations = [
        migrations.AddField(
            model_name="credential",
            name="holder",
            field=models.UUIDField(null=True),
        ),
        migrations.RunSQL(HOLDERS, migrations.RunSQL.noop),
    ]
