"""A trail to seal and to tamper with: lines of a past month, written as the doors write them."""

from datetime import UTC, datetime, timedelta

from django.db.models import Max

from intake.access import Actor, within
from intake.audit import chain
from intake.models import AuditEntry, AuditSeal

BEGAN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
APART = timedelta(minutes=37)


AT_ONCE = 5_000


def write(clinic, count, *, since=BEGAN, apart=APART):
    """Lines of some variety, oldest first."""
    with within(clinic):
        AuditEntry.objects.bulk_create(
            line(clinic, number, at=since + number * apart) for number in range(count)
        )


def line(clinic, number, **more):
    return AuditEntry(
        clinic_id=clinic.pk,
        actor=str(Actor("staff", f"ada-{number % 3}", "clinician", clinic)),
        act=("intake-filed", "intake-read", "worklist-read")[number % 3],
        subject=f"record-{number % 7}",
        subjects=[f"record-{number}", f"record-{number + 1}"] if number % 3 == 2 else [],
        outcome="done" if number % 5 else "denied",
        **more,
    )


def write_sealed(clinic, count):
    """Many lines, a second apart, each with its seal: what writing and sealing one by one would leave."""
    position, previous, key = 0, chain.BEGINNING, 0
    with within(clinic):
        key = AuditEntry._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
        while position < count:
            lines, seals = [], []
            for _ in range(min(AT_ONCE, count - position)):
                at = BEGAN + timedelta(seconds=position)
                lines.append(line(clinic, position, pk=key + 1, at=at))
                position, key = position + 1, key + 1
                values = [getattr(lines[-1], name) for name in chain.COLUMNS]
                previous = chain.link(previous, position, values)
                seals.append(AuditSeal(entry_id=key, clinic_id=clinic.pk, position=position, hash=previous))
            AuditEntry.objects.bulk_create(lines)
            AuditSeal.objects.bulk_create(seals)
