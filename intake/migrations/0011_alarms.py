"""What must not stay unseen has a row that somebody answers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_erasure")]

    operations = []
