"""What people do about a record: the review, the referral, and what staff still have to ask."""

from django.db import models

from intake.models.encrypted import EncryptedText
from intake.models.intake_record import IntakeRecord
from intake.models.tenancy import ClinicOwned, SameClinic, addressable, one_of, parent, referable
from intake.triage.rules.rule import TIERS

STATUSES = ("open", "acknowledged", "closed")
EMERGENCY = models.Q(tier="emergency") | models.Q(is_fully_assessed=False)  # the latter may be one


class Review(ClinicOwned):
    """One a record: open, acknowledged, closed with an outcome per flag and a note.

    `place` orders the worklist: what could not be fully assessed first, then by tier, then by waiting.
    """

    uuid = models.UUIDField()
    record = parent(IntakeRecord, related_name="reviews")
    status = models.CharField(max_length=12, default="open")
    tier = models.CharField(max_length=10)
    is_fully_assessed = models.BooleanField()
    place = models.BigIntegerField()
    ask_in_private = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=80, default="")
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, default="")
    note = EncryptedText(row=["uuid"], default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            addressable("uuid", "review_address"),
            referable("review_referable"),
            models.UniqueConstraint(fields=["clinic", "record"], name="review_one_a_record"),
            SameClinic(column="record_id", table="intake_intakerecord", name="review_record_same_clinic"),
            one_of("status", STATUSES, "review_status_allowed"),
            one_of("tier", TIERS, "review_tier_allowed"),
        ]
        indexes = [models.Index(fields=["clinic", "status", "place", "id"], name="review_worklist")]

    def __str__(self):
        return f"review of intake {self.record_id}"

    @property
    def is_emergency(self) -> bool:
        """As `EMERGENCY` asks the database."""
        return self.tier == "emergency" or not self.is_fully_assessed


class Referral(ClinicOwned):
    """A request for spinal evaluation, once per review however often it is sent."""

    review = parent(Review, related_name="referrals")
    uuid = models.UUIDField()
    urgency = models.CharField(max_length=10)
    note = EncryptedText(row=["uuid"], default="")
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "review"], name="referral_once"),
            addressable("uuid", "referral_address"),
            SameClinic(column="review_id", table="intake_review", name="referral_review_same_clinic"),
            one_of("urgency", TIERS, "referral_urgency_allowed"),
        ]

    def __str__(self):
        return f"referral of review {self.review_id}"


class AskNowTask(ClinicOwned):
    """Questions that staff put face to face before the visit; one a record, closed when all is settled."""

    record = parent(IntakeRecord, related_name="ask_now_tasks")
    questions = models.JSONField()
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)  # until no emergency hangs on its questions any more

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "record"], name="ask_now_one_a_record"),
            SameClinic(column="record_id", table="intake_intakerecord", name="ask_now_record_same_clinic"),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "opened_at"], name="ask_now_open", condition=models.Q(settled_at=None)
            )
        ]

    def __str__(self):
        return f"ask now for intake {self.record_id}"
