"""A column that refers to another busy table."""

import django.db.models.deletion
from django.db import migrations, models

INTAKE = {
    "db_constraint": False,
    "db_index": False,
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": "intake.intakerecord",
}


class Migration(migrations.Migration):
    dependencies = [("intake", "next_1_intake")]

    operations = [migrations.AddField("assessment", "compared_with", models.ForeignKey(**INTAKE))]
