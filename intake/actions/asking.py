"""An emergency that hangs on a question which nobody asks: no flag shows it, so it calls for help by itself."""

from datetime import timedelta

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from intake import alarms, audit, outbox
from intake.access import system, within
from intake.clock import is_late
from intake.models import AskNowTask, Assessment, Clinic
from intake.triage.rules import RULE_BY_CODE

NOT_READABLE = "?"  # in place of a rule's code


class Undecided(msgspec.Struct):
    rule: str
    ask: list[str]


class Findings(msgspec.Struct):
    """What of the findings says whom to ask what."""

    undecided: list[Undecided]


def escalate_unasked(clinic: Clinic) -> int:
    """Tell people, once, of each task on which an emergency hangs for longer than the clinic lets one wait."""
    by = system(clinic, "escalation")
    with within(clinic):
        now = timezone.now()
        limit = now - timedelta(minutes=clinic.emergency_minutes)
        tasks = [task for task in _late(now, limit) if emergencies_waiting(task.findings, task.questions)]
        for task in tasks:
            submission_id = task.record.submission_id
            task.escalated_at = now
            task.save(update_fields=["escalated_at"])
            audit.record(by, "undecided-escalated", submission_id)
            outbox.announce(outbox.UNDECIDED, submission_id, clinic)
            alarms.sound("emergency-undecided", submission_id, clinic)
    return len(tasks)


def _late(now, limit) -> QuerySet[AskNowTask]:
    """One that somebody holds is perhaps being answered: it comes up again."""
    tasks = AskNowTask.objects.filter(is_late("opened_at", now, limit), settled_at=None, escalated_at=None)
    shown = with_open_emergencies(tasks).only("questions", "escalated_at", "record__submission_id")
    return shown.select_related("record").select_for_update(of=("self",), skip_locked=True)


def with_open_emergencies(rows: QuerySet) -> QuerySet:
    """Those for whose record an emergency rule is undecided, each with the `findings` that say so."""
    latest = Assessment.objects.filter(record=OuterRef("record")).order_by("-pk")
    undecided = rows.alias(emergencies=Subquery(latest.values("open_emergencies")[:1])).filter(
        emergencies__gt=0
    )
    return undecided.annotate(findings=Subquery(latest.values("findings")[:1]))


def emergencies_waiting(findings: object, questions: object) -> set[str]:
    """The codes of the emergency rules that wait for one of the questions; what cannot be read may be one."""
    try:
        found = msgspec.convert(findings, Findings)
        asked = {*msgspec.convert(questions, list[str])}
    except msgspec.ValidationError:
        return {NOT_READABLE}
    return {
        each.rule for each in found.undecided if _is_emergency(each.rule) and not asked.isdisjoint(each.ask)
    }


def _is_emergency(code) -> bool:
    """A rule that is no longer judged may have been one."""
    return code not in RULE_BY_CODE or RULE_BY_CODE[code].tier == "emergency"
