"""A clinic, and what it may set."""

import logging
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now

from intake.models.tenancy import one_of, referable

log = logging.getLogger(__name__)

EMERGENCY_MINUTES = (1, 240)  # that an emergency waits for a clinician before it escalates
RETENTION_YEARS = (6, 100)  # where a law asks for longer, or for children, a clinic sets more
ROLES = ("front_desk", "clinician", "manager")


def within_limits(low: int, high: int) -> list:
    return [MinValueValidator(low), MaxValueValidator(high)]


def refuse_unknown_zone(name: str) -> None:
    """Raise ValidationError."""
    if name not in available_timezones():
        raise ValidationError("time_zone must be an IANA name, such as Europe/London.", code="not_allowed")


class Clinic(models.Model):
    """`parameters` holds only the thresholds that the clinic set itself; the others stand at their default."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    # IANA; *today* is the clinic's
    time_zone = models.CharField(max_length=64, default="UTC", validators=[refuse_unknown_zone])
    languages = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    emergency_minutes = models.PositiveSmallIntegerField(
        default=5, validators=within_limits(*EMERGENCY_MINUTES)
    )
    retention_years = models.PositiveSmallIntegerField(
        default=6, db_default=6, validators=within_limits(*RETENTION_YEARS)
    )
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)
    reconciled_at = models.DateTimeField(db_default=Now())  # when its records were judged once more

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retention_years__gte=RETENTION_YEARS[0]), name="clinic_keeps_long_enough"
            ),
            models.CheckConstraint(
                condition=models.Q(emergency_minutes__range=EMERGENCY_MINUTES),
                name="clinic_escalates_in_time",
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def zone(self) -> tzinfo:
        """The clinic's; UTC where the database holds no such name, since no intake may be refused for that."""
        try:
            return ZoneInfo(self.time_zone)
        except (ValueError, OSError, KeyError):
            log.error("the time zone of clinic %s does not exist; its days are those of UTC", self.slug)
            return UTC


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
