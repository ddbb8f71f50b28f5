"""What can be wrong with a record, planted by hand: what was filed, the fault, and the parts that then differ."""

from django.utils import timezone

from intake.models import AskNowTask, Assessment, Flag, Injury, IntakeRecord, Review
from intake.triage.rules import RULE_BY_CODE
from tests.actions.given import SADDLE, SCIATICA, WELL, latest
from tests.reconciling.given import DECLINED, HALF_ASKED, INJURED, PLAIN, edit, find, find_of_each_flag, lose


def misspell_verdicts(record):
    verdicts = latest(record).verdicts
    Assessment.objects.filter(record=record).update(verdicts=verdicts.replace("y", "n", 1))


def empty_verdicts(record):
    Assessment.objects.filter(record=record).update(verdicts="")


def lose_assessment(record):
    Flag.objects.filter(record=record).delete()
    Assessment.objects.filter(record=record).delete()


def add_flag(record):
    rule = RULE_BY_CODE["R26"]
    Flag.objects.create(
        clinic_id=record.clinic_id,
        record=record,
        assessment=latest(record),
        rule="R26",
        rule_version=rule.version,
        tier=rule.tier,
        pathway=rule.pathway,
        raised_at=timezone.now(),
    )


def forget_findings(record):
    kept = latest(record).findings | {"flags": []}
    Assessment.objects.filter(record=record).update(findings=kept)


def close_by_hand(record):
    """Signed, but with no outcome for any flag."""
    now, ada = timezone.now(), "staff:1"
    signed = {"acknowledged_at": now, "acknowledged_by": ada, "closed_at": now, "closed_by": ada}
    edit(Review, status="closed", **signed)(record)


def answer(**change):
    return lambda record: IntakeRecord.objects.filter(pk=record.pk).update(**change)


PLANTED = {
    "a flag that got lost": (SADDLE, lose(Flag, rule="R01"), ["flags"]),
    "a flag that is not current": (SADDLE, edit(Flag, is_current=False), ["flags"]),
    "a flag that was calmed": (SADDLE, edit(Flag, tier="routine"), ["flags"]),
    "a flag of another pathway": (SADDLE, edit(Flag, pathway="foot"), ["flags"]),
    "a flag of another version": (SADDLE, edit(Flag, rule_version="0"), ["flags"]),
    "a flag of a rule that does not hold": (SADDLE, add_flag, ["flags"]),
    "verdicts that were changed": (SADDLE, misspell_verdicts, ["verdicts"]),
    "verdicts that are gone": (SADDLE, empty_verdicts, ["verdicts"]),
    "a tier that was lowered": (SADDLE, edit(Assessment, tier="soon"), ["tier"]),
    "a spinal evaluation that was lowered": (
        SADDLE,
        edit(Assessment, spinal_evaluation="none"),
        ["spinal_evaluation"],
    ),
    "a state that was changed": (SADDLE, edit(Assessment, state="needs_review"), ["state"]),
    "findings that were emptied": (SADDLE, forget_findings, ["findings"]),
    "an assessment that is missing": (SADDLE, lose_assessment, ["assessment"]),
    "an assessment of another revision": (SADDLE, edit(Assessment, revision=7), ["assessment"]),
    "undecided rules that were emptied": (HALF_ASKED, find(undecided=[]), ["findings"]),
    "an undecided rule that asks for nothing": (
        HALF_ASKED,
        find(undecided=[{"rule": "R01", "ask": []}]),
        ["findings"],
    ),
    "questions that were emptied": (HALF_ASKED, find(ask_now=[]), ["findings"]),
    "what to ask in private, emptied": (DECLINED, find(ask_in_private=[]), ["findings"]),
    "what to examine, added to": (SADDLE, find(to_examine=["slr_left"]), ["findings"]),
    "a rule said to have failed": (SADDLE, find(failed=["R01"]), ["findings"]),
    "flags of another tier as found": (SADDLE, find_of_each_flag(tier="none"), ["findings"]),
    "flags of another title": (SADDLE, find_of_each_flag(title="Nothing"), ["findings"]),
    "flags of which none is shown": (SADDLE, find_of_each_flag(is_shown=False), ["findings"]),
    "flags of another version as found": (SADDLE, find_of_each_flag(version="0"), ["findings"]),
    "flags without their reasons": (SADDLE, find_of_each_flag(reasons=[]), ["findings"]),
    "flags because of nothing": (SADDLE, find_of_each_flag(because=[]), ["findings"]),
    "flags that anything may quieten": (SADDLE, find_of_each_flag(may_quieten=["age_years"]), ["findings"]),
    "findings that lack a part": (SADDLE, edit(Assessment, findings={}), ["judging"]),
    "emergencies that are no longer counted": (
        HALF_ASKED,
        edit(Assessment, open_emergencies=0),
        ["open_emergencies"],
    ),
    "an outcome that nobody gave": (SADDLE, edit(Flag, outcome="not_confirmed"), ["review"]),
    "an outcome of what has no review": (PLAIN, edit(Flag, outcome="not_confirmed"), ["review"]),
    "a review that was closed": (SADDLE, edit(Review, status="closed"), ["review"]),
    "a review that was closed and signed": (SADDLE, close_by_hand, ["review"]),
    "a review that was acknowledged by nobody": (
        SADDLE,
        edit(Review, status="acknowledged", acknowledged_at=timezone.now()),
        ["review"],
    ),
    "a review of an urgency that no judging gave": (SCIATICA, edit(Review, tier="soon"), ["review"]),
    "a review that no longer asks in private": (DECLINED, edit(Review, ask_in_private=[]), ["review"]),
    "a review that got lost": (SADDLE, lose(Review), ["review"]),
    "a review that was calmed": (SADDLE, edit(Review, tier="routine"), ["review"]),
    "a review that was put last": (SADDLE, edit(Review, place=2**60), ["review"]),
    "a review that says it was not judged": (SADDLE, edit(Review, is_fully_assessed=False), ["review"]),
    "a task that got lost": (HALF_ASKED, lose(AskNowTask), ["ask_now"]),
    "a task with fewer questions": (HALF_ASKED, edit(AskNowTask, questions=[]), ["ask_now"]),
    "a task that was settled": (HALF_ASKED, edit(AskNowTask, settled_at=timezone.now()), ["ask_now"]),
    "an answer that was edited": (SADDLE, answer(saddle_numbness=False), ["verdicts"]),
    "an answer that was added": (WELL, answer(saddle_numbness=True, back_pain_status="now"), ["verdicts"]),
    "an answer that was lost": (WELL, answer(foot_wound=None), ["verdicts"]),
    "an injury that got lost": (INJURED, lose(Injury), ["verdicts"]),
    "an injury that was edited": (INJURED, edit(Injury, trauma_days_ago=400), ["verdicts"]),
}
