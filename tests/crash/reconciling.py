"""What was acknowledged against what is stored: everything once, with all that belongs to it, and nothing else."""

from collections import Counter
from uuid import UUID

from intake import outbox
from intake.access import within
from intake.models import Assessment, AuditEntry, Clinic, Flag, IntakeRecord, OutboxMessage, Review


def differences(clinic: Clinic, acknowledged: dict[UUID, dict]) -> dict[str, int]:
    """How many intakes are wrong in which way; every figure is to be 0."""
    with within(clinic):
        records = dict(IntakeRecord.objects.values_list("submission_id", "pk"))
        rows = Counter(IntakeRecord.objects.values_list("submission_id", flat=True))
        judged = {row.record_id: row for row in Assessment.objects.defer("findings")}
        assessments = Counter(Assessment.objects.values_list("record", flat=True))
        lines = Counter(AuditEntry.objects.filter(act="intake-filed").values_list("subject", flat=True))
        events = OutboxMessage.objects.filter(event=outbox.FLAGGED)
        messages = Counter(events.values_list("subject", flat=True))
        reviews = Counter(Review.objects.values_list("record", flat=True))
        flags = Counter(Flag.objects.values_list("record", flat=True))
    stored = acknowledged.keys() & records.keys()
    flagged = {each for each in stored if acknowledged[each]["assessment"]["flags"]}
    announced = {each for each in stored if acknowledged[each]["assessment"]["state"] == "flagged"}
    return {
        "lost": len(acknowledged.keys() - records.keys()),
        "never sent": len(records.keys() - acknowledged.keys()),
        "doubled": sum(count > 1 for count in rows.values()),
        "without their one assessment": sum(assessments[records[each]] != 1 for each in stored),
        "judged otherwise than they were told": sum(
            judged[records[each]].tier != acknowledged[each]["assessment"]["tier"]
            for each in stored
            if records[each] in judged
        ),
        "without their one audit line": sum(lines[str(each)] != 1 for each in stored),
        "flagged without their flags": sum(
            flags[records[each]] != len(acknowledged[each]["assessment"]["flags"]) for each in flagged
        ),
        "flagged without their one message": sum(messages[each] != 1 for each in announced),
        "flagged without their one review": sum(reviews[records[each]] != 1 for each in announced),
        "announced though not flagged": len(messages.keys() - announced),
    }
