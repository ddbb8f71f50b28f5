"""What was acknowledged against what is stored: everything once, with all that belongs to it, and nothing else."""

from collections import Counter
from uuid import UUID

from intake import outbox
from intake.access import within
from intake.models import Assessment, AuditEntry, Clinic, Flag, IntakeRecord, OutboxMessage, Review
from tests.crash.clients import Verdict


def differences(clinic: Clinic, acknowledged: dict[UUID, Verdict]) -> dict[str, int]:
    """How many intakes are wrong in which way; every figure is to be 0."""
    with within(clinic):
        records = dict(IntakeRecord.objects.values_list("submission_id", "pk").iterator())
        rows = _counted(IntakeRecord.objects, "submission_id")
        tiers = dict(Assessment.objects.values_list("record", "tier").iterator())
        assessments = _counted(Assessment.objects, "record")
        lines = _counted(AuditEntry.objects.filter(act="intake-filed"), "subject")
        messages = _counted(OutboxMessage.objects.filter(event=outbox.FLAGGED), "subject")
        reviews = _counted(Review.objects, "record")
        flags = _counted(Flag.objects, "record")
    stored = acknowledged.keys() & records.keys()
    flagged = {each for each in stored if acknowledged[each].flags}
    announced = {each for each in stored if acknowledged[each].state == "flagged"}
    return {
        "lost": len(acknowledged.keys() - records.keys()),
        "never sent": len(records.keys() - acknowledged.keys()),
        "doubled": sum(count > 1 for count in rows.values()),
        "without their one assessment": sum(assessments[records[each]] != 1 for each in stored),
        "judged otherwise than they were told": sum(
            tiers[records[each]] != acknowledged[each].tier for each in stored if records[each] in tiers
        ),
        "without their one audit line": sum(lines[str(each)] != 1 for each in stored),
        "flagged without their flags": sum(
            flags[records[each]] != acknowledged[each].flags for each in flagged
        ),
        "flagged without their one message": sum(messages[each] != 1 for each in announced),
        "flagged without their one review": sum(reviews[records[each]] != 1 for each in announced),
        "announced though not flagged": len(messages.keys() - announced),
    }


def _counted(rows, name) -> Counter:
    """How often each value is there, read row by row, since after a soak there are millions."""
    return Counter(rows.values_list(name, flat=True).iterator())
