"""What must not stay unseen: something failed, is late or is not as it was judged, until a person has seen it."""

import uuid

from django.db import models

from intake.models.tenancy import ClinicOwned, addressable, one_of

ALARMS = (
    "dead-message",
    "differs-on-reconciling",
    "emergency-unacknowledged",
    "emergency-undecided",
    "emergency-undelivered",
    "judging-failed",
    "rule-failed",
    "thresholds-unfit",
)


class Alarm(ClinicOwned):
    """`subject` is an id (of an intake, a review or a message), a rule's code, the rule set's version or the clinic's
    short name; `detail` says what, and nothing clinical.

    One is open at a time for a kind and subject, however often it is raised.
    """

    uuid = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    detail = models.CharField(max_length=200, default="")
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            addressable("uuid", "alarm_address"),
            one_of("kind", ALARMS, "alarm_kind_allowed"),
            models.UniqueConstraint(
                fields=["clinic", "kind", "subject"],
                condition=models.Q(seen_at=None),
                name="alarm_open_once",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"
