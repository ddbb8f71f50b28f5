"""What was erased leaves a tombstone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_encrypted")]

    operations = []
