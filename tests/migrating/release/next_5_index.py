"""An index over all intakes."""

from django.db import migrations, models

from intake.models.expanding import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("intake", "next_4_trail")]

    operations = [
        AddIndexConcurrently(
            "intakerecord",
            models.Index(fields=["clinic", "is_walk_in", "received_at"], name="intake_by_walk_in"),
        ),
    ]
