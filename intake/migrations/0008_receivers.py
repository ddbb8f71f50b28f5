"""Who is told of events, and what became of each telling."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_sealed_trail")]

    operations = []
