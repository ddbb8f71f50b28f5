"""What happened and what is to be told: the audit trail, its seals, and the outbox."""

import uuid

from django.db import models

from intake.models.tenancy import ClinicManager, ClinicOwned, addressable, referable


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


class AuditSeal(models.Model):
    """One link of a clinic's chain: a line of the trail, its place, and the hash over it and all before it.

    Places are given in the order of sealing, 1 and up without a gap. Append-only, and like the lines without
    foreign keys in the database. The line itself is the key, so no column could change unnoticed.
    """

    entry = models.OneToOneField(
        AuditEntry, on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="seal"
    )
    clinic_id = models.BigIntegerField()
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    objects = ClinicManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic_id", "position"], name="seal_position")]

    def __str__(self):
        return f"seal {self.position}"


class OutboxMessage(ClinicOwned):
    """An event to hand on, at least once, under a stable id; names the record and nothing clinical.

    `delivered_at`: handed to the clinic's receivers, each of which has a Delivery of its own. What has none
    waits for a deliverer, so the age of the oldest says whether one is at work.
    """

    uuid = models.UUIDField(default=uuid.uuid4)
    event = models.CharField(max_length=40)
    subject = models.UUIDField()
    created_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)  # this and `attempts` are a Delivery's now;
    attempts = models.PositiveSmallIntegerField(default=0)  # here they go one release later
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [addressable("uuid", "outbox_address"), referable("outbox_referable")]
        indexes = [models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(delivered_at=None))]

    def __str__(self):
        return f"{self.event} {self.uuid}"
