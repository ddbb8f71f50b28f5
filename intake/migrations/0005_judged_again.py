"""A record may be judged twice by the same rules: a clinic that goes back to its earlier thresholds rescreens."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_reports")]

    operations = [
        migrations.RemoveConstraint(model_name="assessment", name="assessment_once"),
    ]
