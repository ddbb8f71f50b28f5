"""What was judged before names a rule set too."""

from django.db import migrations

from intake.models.expanding import ValidateConstraint


class Migration(migrations.Migration):
    dependencies = [("intake", "0018_judged_by_a_ruleset")]

    operations = [
        ValidateConstraint("intake_assessment", "assessment_ruleset_kind"),
        ValidateConstraint("intake_assessment", "assessment_judged_by_ruleset"),
    ]
