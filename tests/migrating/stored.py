"""What is stored after the drill against what clients were told, and against what was stored before."""

from collections import Counter

from django.db import connection
from django.db.models import Count

from clinic.roles import as_owner
from intake.access import within
from intake.models import Assessment, Clinic, IntakeRecord
from tests.crash import reconciling
from tests.migrating.clients import Told


def verdicts_of_before() -> Counter:
    """How often each verdict stands in the clinics that were loaded."""
    connection.ensure_connection()
    with as_owner():
        judged = Assessment._base_manager.exclude(clinic__slug__startswith="drill-")
        counted = judged.values_list("state", "tier", "verdicts").annotate(Count("pk"))
        return Counter({tuple(verdict): count for *verdict, count in counted})


def faults(told: Told, filing: Clinic, amending: Clinic) -> list[str]:
    """What was acknowledged and is not stored as it was told, a sentence each."""
    found = [f"{n} {what}" for what, n in reconciling.differences(filing, told.filed).items() if n]
    if not told.amended.items() <= revisions(amending).items():
        found.append("an amendment is not stored as it was told")
    if any(len(verdicts) > 1 for verdicts in told.verdicts.values()):
        found.append("the same form was judged in two ways")
    return found


def revisions(clinic: Clinic) -> dict:
    """The revision of each intake, and the tier of its latest assessment."""
    with within(clinic):
        latest = dict(Assessment.objects.order_by("pk").values_list("record", "tier"))
        rows = IntakeRecord.objects.values_list("submission_id", "revision", "pk")
        return {submission_id: (revision, latest[key]) for submission_id, revision, key in rows}
