"""The audit trail refuses changes, and losing the counters of limits in a crash loses nothing."""

from django.db import migrations

from intake.models import append_only


def protect_audit(apps, schema_editor):
    append_only.protect(schema_editor.connection)


def unprotect_audit(apps, schema_editor):
    append_only.unprotect(schema_editor.connection)


def unlog_counters(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE intake_limitcounter SET UNLOGGED")


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_flags_reviews_and_journal")]

    operations = [
        migrations.RunPython(protect_audit, unprotect_audit),
        migrations.RunPython(unlog_counters, migrations.RunPython.noop),
    ]
