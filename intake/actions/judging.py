"""Judge a revision and keep what follows: assessment, flags, review, ask-now task. Fails safe, never silent."""

import logging
from typing import Any
from uuid import uuid4

from django.utils import timezone

from intake import alarms, outbox
from intake.access import Actor
from intake.actions.asking import emergencies_waiting
from intake.actions.versions import parameters_version, parameters_version_of
from intake.models import AskNowTask, Assessment, Flag, IntakeRecord, Review
from intake.models.insert import insert, insert_all
from intake.questionnaire import PATIENT_MAY_ANSWER
from intake.questionnaire.reading import Answers
from intake.triage.assess import ASKS_NOW, FAILED, Finding, Outcome, assess
from intake.triage.parameters import checked
from intake.triage.rules import RULES, RULESET_VERSION
from intake.triage.rules.rule import TIERS, Rule, most_urgent
from intake.triage.scores.counting import Count
from intake.triage.scores.spoken import NOT_KNOWN

log = logging.getLogger(__name__)

SPELT = {True: "yes", False: "no", None: NOT_KNOWN}

NEVER_JUDGED = Outcome(
    tier="none",
    spinal_evaluation="none",
    flags=(),
    shown=(),
    undecided=(),
    failed=("all",),
    verdicts="",
    ruleset=RULESET_VERSION,
    ask_now=(),
    ask_in_private=(),
    to_examine=(),
)


def triage(record: IntakeRecord, form: Answers, by: Actor, *, is_new: bool, at_desk: bool = True) -> None:
    """Judge the record's current revision by the clinic's rules and open what people must do about it.

    `is_new` spares the look for what an earlier judging left; `at_desk` says whether the patient can be asked now:
    else no task is opened, and none that was settled opens again.
    The caller holds the record. Its review is taken next and the flags after it, as by whoever closes or erases it.
    """
    outcome, findings = _judged(form, by)
    before = None if is_new else record.assessments.order_by("-pk").first()
    review = None if is_new else Review.objects.select_for_update().filter(record=record).first()
    flags = {} if is_new else {flag.rule: flag for flag in record.flags.all()}
    task = None if is_new else AskNowTask.objects.select_for_update().filter(record=record).first()
    now = timezone.now()
    assessment = _keep(record, outcome, findings, now, by)
    newly = _raise_flags(record, assessment, outcome, flags, now)
    if review:
        _look_again(review, outcome, findings, before, newly)
    elif outcome.is_flagged or outcome.failed or outcome.ask_in_private:
        _open_review(record, outcome, now)
    if task is None and at_desk and outcome.ask_now:
        _ask_now(record, outcome, now)
    elif task and (at_desk or task.settled_at is None):
        _ask_again(record, task, outcome, findings, before, by)
    if outcome.is_flagged or outcome.failed:
        outbox.announce(outbox.FLAGGED, record.submission_id, by.clinic)


def _judged(form, by) -> tuple[Outcome, dict]:
    """The outcome with its findings as JSON. Whatever fails on the way is an alarm, and nobody is taken for well."""
    try:
        outcome = assess(form, by.clinic.parameters)
        _check_whole(outcome)
        findings = findings_as_json(outcome)
    except Exception as error:
        log.error("judging failed as a whole: %s", type(error).__name__)
        alarms.sound(*_what_failed(by), by.clinic)
        return NEVER_JUDGED, findings_as_json(NEVER_JUDGED)
    for code in outcome.failed:
        alarms.sound("rule-failed", code, by.clinic)
    return outcome, findings


def _check_whole(outcome: Outcome) -> None:
    """Refuse an outcome in which a verdict is missing or its flag got lost."""
    verdicts, flagged = outcome.verdicts, sum(finding.verdict is True for finding in outcome.flags)
    counted = (len(verdicts), verdicts.count("y"), verdicts.count(FAILED))
    if counted != (len(RULES), flagged, len(outcome.failed)):
        raise ValueError("the verdicts say otherwise than the flags")


def _what_failed(by) -> tuple[str, str]:
    try:
        checked(by.clinic.parameters)
    except Exception:
        return "thresholds-unfit", by.clinic.slug
    return "judging-failed", RULESET_VERSION


def _keep(record, outcome, findings, now, by) -> int:
    """Store the assessment; its key."""
    return insert(
        Assessment,
        {
            "clinic": record.clinic_id,
            "record": record.pk,
            "revision": record.revision,
            "ruleset": outcome.ruleset,
            "parameters": _parameters_used(by),
            "made_at": now,
            "state": _state(outcome),
            "tier": outcome.tier,
            "spinal_evaluation": outcome.spinal_evaluation,
            "verdicts": outcome.verdicts,
            "open_emergencies": _open_emergencies(outcome),
            "findings": findings,
        },
    )


def _parameters_used(by) -> str:
    """The version of the clinic's thresholds; where they no longer fit this code nothing was judged by any."""
    try:
        return parameters_version(by.clinic)
    except ValueError:
        return parameters_version_of({})


def _state(outcome):
    if outcome.failed:
        return "needs_review"
    if outcome.is_flagged:
        return "flagged"
    return "needs_review" if _open_emergencies(outcome) else "clear"


def _open_emergencies(outcome):
    return sum(
        finding.rule.tier == "emergency" and not PATIENT_MAY_ANSWER.isdisjoint(finding.ask)
        for finding in outcome.undecided
    )


def findings_as_json(outcome: Outcome) -> dict:
    """The findings as kept with the assessment and shown by every door."""
    return {
        "flags": [_flag_as_json(finding, finding in outcome.shown) for finding in outcome.flags],
        "undecided": [{"rule": finding.rule.code, "ask": list(finding.ask)} for finding in outcome.undecided],
        "failed": list(outcome.failed),
        "ask_now": list(outcome.ask_now),
        "ask_in_private": list(outcome.ask_in_private),
        "to_examine": list(outcome.to_examine),
        "scores": [_score_as_json(count) for count in outcome.scores],
    }


def _flag_as_json(finding: Finding, is_shown: bool) -> dict:
    rule = finding.rule
    return {
        "rule": rule.code,
        "version": rule.version,
        "tier": rule.tier,
        "pathway": rule.pathway,
        "title": rule.title,
        "is_shown": is_shown,
        "because": list(dict.fromkeys(reason.name for reason in finding.because)),
        "reasons": [
            {"name": reason.name, "value": reason.value}
            | ({} if reason.injury is None else {"injury": reason.injury})
            for reason in finding.because
        ],
        "may_quieten": list(finding.may_quieten),
    }


def _score_as_json(count: Count) -> dict:
    """What was found only; the words are of the definition, by its code."""
    sides = zip(count.score.cutoffs, count.verdicts, strict=True)
    return {
        "score": count.score.code,
        "lowest": count.lowest,
        "highest": count.highest,
        "verdicts": {cutoff.name: SPELT[verdict] for cutoff, verdict in sides},
        "counted": list(count.counted),
        "missing": list(count.missing),
        "limits": dict(count.limits),
    }


def _raise_flags(record, assessment, outcome, before, now) -> list[Rule]:
    """A flag per rule that holds; one that held before and no longer does says so and waits for a person.

    Gives the rules that did not hold when the record was judged last.
    """
    holding = {finding.rule.code: finding.rule for finding in outcome.flags}
    newly = [rule for code, rule in holding.items() if code not in before or not before[code].is_current]
    for code, flag in before.items():
        is_current = code in holding or bool(outcome.failed)
        if flag.is_current != is_current:
            Flag.objects.filter(pk=flag.pk).update(is_current=is_current)
    insert_all(
        Flag,
        [
            {
                "clinic": record.clinic_id,
                "record": record.pk,
                "assessment": assessment,
                "rule": code,
                "rule_version": rule.version,
                "tier": rule.tier,
                "pathway": rule.pathway,
                "raised_at": now,
                "is_current": True,
            }
            for code, rule in holding.items()
            if code not in before
        ],
    )
    return newly


def place_on_worklist(tier: str, is_fully_assessed: bool, opened_at) -> int:
    """What could not be fully assessed first, then by tier, then by how long it waits (milliseconds)."""
    rank = TIERS.index(tier) + 1 if is_fully_assessed else 0
    return (rank << 48) + int(opened_at.timestamp() * 1000)


def _open_review(record, outcome, now):
    is_fully_assessed = not outcome.failed
    insert(
        Review,
        {
            "clinic": record.clinic_id,
            "uuid": uuid4(),
            "record": record.pk,
            "status": "open",
            "tier": outcome.tier,
            "is_fully_assessed": is_fully_assessed,
            "place": place_on_worklist(outcome.tier, is_fully_assessed, now),
            "ask_in_private": outcome.ask_in_private,
            "opened_at": now,
            "acknowledged_by": "",
            "closed_by": "",
            "note": "",
            "version": 1,
        },
    )


def _look_again(review, outcome, findings, before, newly):
    """After an amendment: what is more urgent than it was, failed, or cannot wait and is new, reopens.

    So does an emergency that has come to hang on what the patient declined. A quieter outcome closes nothing.
    """
    newly_failed = bool(outcome.failed) and (review.is_fully_assessed or review.status != "open")
    newly_pressing = any(rule.tier in ASKS_NOW for rule in newly)
    newly_private = not set(outcome.ask_in_private) <= set(review.ask_in_private)
    hanging = emergencies_waiting(findings, outcome.ask_in_private)
    newly_hanging = hanging - _waited(before, review.ask_in_private)
    newly_urgent = is_more_urgent(_urgencies(outcome), _urgencies(before))
    changes = {"ask_in_private": list(outcome.ask_in_private), "is_fully_assessed": not outcome.failed}
    asks_after_closing = newly_private and review.status == "closed"
    if newly_urgent or newly_pressing or newly_failed or newly_hanging or asks_after_closing:
        changes |= _reopened(review, outcome)
    change_review(review, **changes)


def change_review(review: Review, **fields: Any) -> None:
    """A new version of a review that the caller holds: these fields are written, with its place, and no others."""
    for name, value in fields.items():
        setattr(review, name, value)
    review.version += 1
    review.place = place_on_worklist(review.tier, review.is_fully_assessed, review.opened_at)
    review.save(update_fields=["version", "place", *fields])


def _urgencies(judged: Outcome | Assessment | None) -> tuple[str, str]:
    return (judged.tier, judged.spinal_evaluation) if judged else ("none", "none")


def is_more_urgent(now: tuple[str, str], before: tuple[str, str]) -> bool:
    """Whether tier or spinal evaluation (in this order) is."""
    return any(TIERS.index(one) < TIERS.index(other) for one, other in zip(now, before, strict=True))


def _reopened(review, outcome) -> dict[str, Any]:
    """Open again, and to be escalated anew; one that waits at this urgency already keeps waiting from then."""
    if review.status == "closed" and not outcome.failed:
        tier = outcome.tier
    else:
        tier = most_urgent((review.tier, outcome.tier))
    if review.status == "open" and tier == review.tier:
        return {}
    return {
        "tier": tier,
        "status": "open",
        "opened_at": timezone.now(),
        **dict.fromkeys(("acknowledged_at", "escalated_at", "closed_at")),
        **dict.fromkeys(("acknowledged_by", "closed_by"), ""),
    }


def _ask_now(record, outcome, now):
    """One task a record."""
    insert(
        AskNowTask,
        {
            "clinic": record.clinic_id,
            "record": record.pk,
            "questions": list(outcome.ask_now),
            "opened_at": now,
        },
    )


def _ask_again(record, task, outcome, findings, before, by):
    """It settles by itself once nothing is left to ask, and its call for help once no emergency is."""
    if outcome.failed:
        return
    questions, now = list(outcome.ask_now), timezone.now()
    waiting = emergencies_waiting(findings, questions)
    newly_waiting = waiting - _waited(before, task.questions)
    if questions and (task.settled_at or newly_waiting):
        task.opened_at, task.escalated_at = now, None
    task.questions = questions
    task.settled_at = None if questions else task.settled_at or now
    if not waiting:
        task.escalated_at = None
        alarms.answer("emergency-undecided", record.submission_id, by=by)
    task.save()


def _waited(before: Assessment | None, asked) -> set[str]:
    """The emergency rules that waited for one of the questions asked, when the record was judged before."""
    return emergencies_waiting(before.findings, asked) if before else set()
