"""Who outside the clinic is told of events, and what became of each telling."""

import uuid

from django.db import models
from django.db.models import Q

from intake.models.encrypted import EncryptedText
from intake.models.journal import OutboxMessage
from intake.models.tenancy import ClinicOwned, SameClinic, addressable, parent, referable

WAITING = Q(delivered_at=None, dead_at=None)


class WebhookReceiver(ClinicOwned):
    """An address that the clinic wants told of some events, and the secret by which it knows us.

    `old_secret` signs too until `old_secret_until`. Before `rests_until` nothing is sent: it was silent or slow.
    """

    uuid = models.UUIDField()
    url = models.CharField(max_length=500)
    events = models.JSONField()
    is_active = models.BooleanField(default=True)
    secret = EncryptedText(row=["uuid"])
    old_secret = EncryptedText(row=["uuid"], default="")
    old_secret_until = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [addressable("uuid", "receiver_address"), referable("receiver_referable")]

    def __str__(self):
        return f"receiver {self.uuid}"


class Delivery(ClinicOwned):
    """One message for one receiver: waiting, delivered, or dead, which is given up until a person sends it again.

    `record` is the intake that it is about: what waits for one receiver goes out in order per record.
    """

    uuid = models.UUIDField(default=uuid.uuid4)
    message = parent(OutboxMessage, related_name="deliveries")
    receiver = parent(WebhookReceiver, related_name="deliveries", db_index=False)
    record = models.UUIDField()
    is_urgent = models.BooleanField(default=False)
    waiting_since = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=24, default="")  # a word on the last attempt
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            addressable("uuid", "delivery_address"),
            models.UniqueConstraint(fields=["clinic", "message", "receiver"], name="delivery_once"),
            SameClinic(
                column="message_id", table="intake_outboxmessage", name="delivery_message_same_clinic"
            ),
            SameClinic(
                column="receiver_id", table="intake_webhookreceiver", name="delivery_receiver_same_clinic"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(dead_at=None), name="delivery_is_not_both"
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "id"], name="delivery_by_receiver"),
            models.Index(
                fields=["receiver", "-is_urgent", "message"], name="delivery_next", condition=WAITING
            ),
            models.Index(
                fields=["receiver", "record", "message"], name="delivery_in_order", condition=WAITING
            ),
        ]

    def __str__(self):
        return f"delivery {self.uuid}"

    @property
    def state(self) -> str:
        if self.delivered_at is not None:
            return "delivered"
        return "waiting" if self.dead_at is None else "dead"
