"""What is judged from now on names a rule set, and no other version, as what judged it."""

from django.db import migrations, models

from intake.models.composite_key import CompositeKey
from intake.models.expanding import AddConstraintNotValid


class Migration(migrations.Migration):
    dependencies = [("intake", "0017_versions_by_kind")]

    operations = [
        migrations.AddField(
            "assessment",
            "ruleset_kind",
            models.CharField(db_default="ruleset", default="ruleset", editable=False, max_length=16),
        ),
        AddConstraintNotValid(
            "assessment",
            models.CheckConstraint(
                condition=models.Q(ruleset_kind__in=["ruleset"]), name="assessment_ruleset_kind"
            ),
        ),
        AddConstraintNotValid(
            "assessment",
            CompositeKey(
                columns=["ruleset_id", "ruleset_kind"],
                table="intake_releasedversion",
                referred=["digest", "kind"],
                name="assessment_judged_by_ruleset",
            ),
        ),
    ]
