"""What is left of what was erased: its address, so that it cannot come back, and nothing of the patient."""

from django.db import models

from intake.models.tenancy import ClinicOwned, one_of

KINDS = ("patient", "intake")
REASONS = ("asked_by_patient", "entered_in_error", "retention_over")


class Tombstone(ClinicOwned):
    """`uuid` is the patient's id or the submission id; `erased_by` kind and id, never a name."""

    kind = models.CharField(max_length=8)
    uuid = models.UUIDField()
    erased_at = models.DateTimeField()
    erased_by = models.CharField(max_length=80)
    reason = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "uuid", "kind"], name="tombstone_once"),
            one_of("kind", KINDS, "tombstone_kind_allowed"),
            one_of("reason", REASONS, "tombstone_reason_allowed"),
        ]

    def __str__(self):
        return f"tombstone of {self.kind} {self.uuid}"
