"""A clinic knows when its records were judged once more; those that are there are given the time until the next round."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("intake", "0020_place_of_a_credential")]

    operations = [migrations.AddField("clinic", "reconciled_at", models.DateTimeField(db_default=Now()))]
