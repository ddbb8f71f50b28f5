"""Open tasks are looked through every two seconds."""

from django.db import migrations, models

from intake.models.expanding import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("intake", "0015_ask_now_escalates")]

    operations = [
        AddIndexConcurrently(
            "asknowtask",
            models.Index(
                fields=["clinic", "opened_at"], name="ask_now_open", condition=models.Q(settled_at=None)
            ),
        )
    ]
