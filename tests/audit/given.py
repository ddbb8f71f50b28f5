"""A trail to seal and to tamper with: lines of a past month, written as the doors write them."""

from datetime import UTC, datetime, timedelta

from intake.access import Actor, within
from intake.models import AuditEntry

BEGAN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
APART = timedelta(minutes=37)


def write(clinic, count, *, since=BEGAN, apart=APART):
    """Lines of some variety, oldest first."""
    with within(clinic):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                clinic_id=clinic.pk,
                at=since + number * apart,
                actor=str(Actor("staff", f"ada-{number % 3}", "clinician", clinic)),
                act=("intake-filed", "intake-read", "worklist-read")[number % 3],
                subject=f"record-{number % 7}",
                subjects=[f"record-{number}", f"record-{number + 1}"] if number % 3 == 2 else [],
                outcome="done" if number % 5 else "denied",
            )
            for number in range(count)
        )
