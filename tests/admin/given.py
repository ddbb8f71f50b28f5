"""What the trail says of the operator, and where the pages are."""

from django.urls import reverse

from intake.access import within
from intake.models import AuditEntry

SETTINGS = {
    "slug": "north",
    "name": "North Street",
    "time_zone": "UTC",
    "emergency_minutes": 5,
    "retention_years": 6,
}


def lines(clinic):
    """Act, subject, subjects and outcome of what the operator did, the first one first; and all were the operator's."""
    with within(clinic):
        told = (
            AuditEntry.objects.filter(actor__startswith="operator:").exclude(act="signed-in").order_by("pk")
        )
        return list(told.values_list("act", "subject", "subjects", "outcome"))


def at(kind, page, *address):
    return reverse(f"admin:{kind}_{page}", args=address)
