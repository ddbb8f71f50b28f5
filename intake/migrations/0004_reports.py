"""A report finds the rows of its days by index, however many years lie before them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_what_the_orm_cannot_say")]

    operations = [
        migrations.AddIndex(
            model_name="intakerecord",
            index=models.Index(fields=["clinic", "received_at"], name="intake_by_day"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["clinic", "raised_at"], name="flag_by_day"),
        ),
    ]
