"""A row of another clinic cannot be seen even by a query that forgot to ask; tables made later join at each migrate."""

from django.db import migrations

from intake.models import row_security


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        row_security.protect()


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        row_security.unprotect()


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_judged_again")]

    operations = [migrations.RunPython(protect, unprotect)]
