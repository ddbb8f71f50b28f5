"""A version can be referred to as one of its kind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0016_ask_now_open")]

    operations = [
        migrations.AddConstraint(
            "releasedversion",
            models.UniqueConstraint(fields=["digest", "kind"], name="released_of_its_kind"),
        )
    ]
