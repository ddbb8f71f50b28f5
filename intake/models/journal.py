"""What happened and what is to be told: the audit trail and the outbox."""

import uuid

from django.db import models

from intake.models.tenancy import ClinicManager, ClinicOwned, addressable


class AuditEntry(models.Model):
    """Who did what to which record, when, with what outcome; no clinical content.

    Without foreign keys, so it blocks nothing and outlives what it speaks of; append-only by triggers.
    """

    clinic_id = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    subjects = models.JSONField(default=list)  # of a list: the records it showed
    outcome = models.CharField(max_length=20, default="done")

    objects = ClinicManager()

    class Meta:
        indexes = [models.Index(fields=["clinic_id", "-id"], name="audit_by_clinic")]

    def __str__(self):
        return f"{self.act} {self.subject}"


class OutboxMessage(ClinicOwned):
    """An event to hand on, at least once, under a stable id; names the record and nothing clinical."""

    uuid = models.UUIDField(default=uuid.uuid4)
    event = models.CharField(max_length=40)
    subject = models.UUIDField()
    created_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [addressable("uuid", "outbox_address")]
        indexes = [models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(delivered_at=None))]

    def __str__(self):
        return f"{self.event} {self.uuid}"
