"""What the rules said of a record, and the flags that came of it."""

from django.db import models
from django.db.models import Q

from intake.models.composite_key import CompositeKey
from intake.models.intake_record import IntakeRecord
from intake.models.released_version import by_digest
from intake.models.tenancy import ClinicOwned, SameClinic, one_of, parent, referable
from intake.triage.assess import FAILED
from intake.triage.rules.rule import PATHWAYS, TIERS

STATES = ("needs_review", "flagged", "clear")
OUTCOMES = ("confirmed", "not_confirmed", "other_cause", "referred")


class Assessment(ClinicOwned):
    """One row per judging: of each revision, and anew where rules or thresholds changed.

    `ruleset_kind` is there for a key that takes a rule set alone, and no thresholds, for what judged.
    `verdicts` has a sign per rule (y, n, ?, ! = it failed). `state` is *needs review* unless the judging came
    to an end and says otherwise.
    """

    record = parent(IntakeRecord, db_index=False, related_name="assessments")
    revision = models.PositiveIntegerField()
    ruleset = by_digest()
    ruleset_kind = models.CharField(max_length=16, default="ruleset", db_default="ruleset", editable=False)
    parameters = by_digest()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=20, default="needs_review", db_default="needs_review")
    tier = models.CharField(max_length=10)
    spinal_evaluation = models.CharField(max_length=10)
    verdicts = models.CharField(max_length=400)
    # emergency rules that a patient's answer would settle
    open_emergencies = models.PositiveSmallIntegerField()
    findings = models.JSONField()

    class Meta:
        constraints = [
            referable("assessment_referable"),
            SameClinic(column="record_id", table="intake_intakerecord", name="assessment_record_same_clinic"),
            one_of("ruleset_kind", ["ruleset"], "assessment_ruleset_kind"),
            CompositeKey(
                columns=["ruleset_id", "ruleset_kind"],
                table="intake_releasedversion",
                referred=["digest", "kind"],
                name="assessment_judged_by_ruleset",
            ),
            one_of("tier", TIERS, "assessment_tier_allowed"),
            one_of("spinal_evaluation", TIERS, "assessment_spinal_allowed"),
            one_of("state", STATES, "assessment_state_allowed"),
            models.CheckConstraint(
                condition=~Q(state="clear") | Q(open_emergencies=0), name="assessment_clear_is_decided"
            ),
            models.CheckConstraint(
                condition=~Q(state="clear")
                | ~Q(verdicts="") & ~Q(verdicts__contains=FAILED) & Q(spinal_evaluation="none"),
                name="assessment_clear_is_judged",
            ),
            models.CheckConstraint(
                condition=~Q(state="clear") | ~Q(tier__in=("emergency", "urgent", "soon")),
                name="assessment_clear_is_calm",
            ),
        ]
        indexes = [models.Index(fields=["record", "-id"], name="assessment_latest")]

    def __str__(self):
        return f"assessment of intake {self.record_id}"


class Flag(ClinicOwned):
    """A rule that holds, or held: `is_current` says whether it still does. A person gives its outcome."""

    record = parent(IntakeRecord, db_index=False, related_name="flags")
    assessment = parent(Assessment, related_name="flags")
    rule = models.CharField(max_length=10)
    rule_version = models.CharField(max_length=16)
    tier = models.CharField(max_length=10)
    pathway = models.CharField(max_length=12)
    raised_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    outcome = models.CharField(max_length=20, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "record", "rule"], name="flag_once"),
            SameClinic(column="record_id", table="intake_intakerecord", name="flag_record_same_clinic"),
            SameClinic(column="assessment_id", table="intake_assessment", name="flag_assessment_same_clinic"),
            one_of("tier", TIERS, "flag_tier_allowed"),
            one_of("pathway", PATHWAYS, "flag_pathway_allowed"),
            one_of("outcome", OUTCOMES, "flag_outcome_allowed"),
        ]
        indexes = [
            models.Index(fields=["record"], name="flag_by_record"),
            models.Index(fields=["clinic", "raised_at"], name="flag_by_day"),
        ]

    def __str__(self):
        return f"flag {self.rule} on intake {self.record_id}"
