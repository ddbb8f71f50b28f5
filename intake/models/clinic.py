"""A clinic, and what it may set."""

from django.db import models
from django.db.models.functions import Now

from intake.models.tenancy import one_of, referable

LEAST_RETENTION = 6  # years; where a law asks for longer, or for children, a clinic sets more
ROLES = ("front_desk", "clinician", "manager")


class Clinic(models.Model):
    """`parameters` holds only the thresholds that the clinic set itself; the others stand at their default."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")  # IANA; *today* is the clinic's
    languages = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    emergency_minutes = models.PositiveSmallIntegerField(default=5)
    retention_years = models.PositiveSmallIntegerField(default=6, db_default=6)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)
    reconciled_at = models.DateTimeField(db_default=Now())  # when its records were judged once more

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retention_years__gte=LEAST_RETENTION), name="clinic_keeps_long_enough"
            )
        ]

    def __str__(self):
        return self.slug


class Membership(models.Model):
    """A person's place in a clinic. A person may work in several clinics, and a token is for one of them."""

    user = models.ForeignKey("intake.User", on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "clinic", "role"], name="membership_once"),
            referable("membership_referable"),
            one_of("role", ROLES, "membership_role_allowed"),
        ]

    def __str__(self):
        return f"{self.user} as {self.role} at {self.clinic}"
