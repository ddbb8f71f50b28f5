"""Who may knock: staff accounts, bearer tokens and one-time codes, all found before the clinic is known."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

from intake.models.clinic import ROLES
from intake.models.tenancy import ClinicOwned, SameClinic, addressable, one_of, parent, referable

CREDENTIAL_ROLES = (*ROLES, "device")
KINDS = ("token", "enrolment_code")


class User(AbstractUser):
    """A member of staff; `is_superuser` is the operator."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)


class Device(ClinicOwned):
    """A front-desk tablet that the clinic enrolled; it reads the form and puts intakes, nothing else."""

    uuid = models.UUIDField()
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [addressable("uuid", "device_address"), referable("device_referable")]

    def __str__(self):
        return f"device {self.uuid}"


class Credential(models.Model):
    """A secret, kept as its SHA-256: a bearer token, or a code that enrols a device once."""

    kind = models.CharField(max_length=20)
    secret_hash = models.CharField(max_length=64, unique=True)
    clinic = models.ForeignKey("intake.Clinic", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    membership = models.ForeignKey("intake.Membership", on_delete=models.CASCADE, null=True, related_name="+")
    device = parent(Device, null=True, related_name="+")
    holder = models.UUIDField(null=True)  # the person's or the tablet's address; a script has none
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("kind", KINDS, "credential_kind_allowed"),
            one_of("role", CREDENTIAL_ROLES, "credential_role_allowed"),
            SameClinic(column="device_id", table="intake_device", name="credential_device_same_clinic"),
            SameClinic(
                column="membership_id", table="intake_membership", name="credential_membership_same_clinic"
            ),
        ]

    def __str__(self):
        return f"{self.kind} of {self.role}"


class LimitCounter(models.Model):
    """Calls of one caller, or tries of something, within a while that begins with the first, by a keyed hash.

    Whoever empties the table forgets misses at sign-in, and that a code was used.
    """

    caller = models.CharField(max_length=32, unique=True)
    calls_in = models.BigIntegerField()  # the second, since 1970, of the first
    calls = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.calls} calls"
