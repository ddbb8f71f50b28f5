"""What of a record is no longer as its rules judge it: the parts that differ, and in what.

Compared with what it judges itself, and with what a review and its flags say of each other.
"""

from collections.abc import Iterator
from typing import Any

from intake.actions.judging import place_on_worklist
from intake.actions.reconciling.judged import Judged, expected, judge, kept
from intake.actions.reconciling.released import rules_of
from intake.models import Flag, IntakeRecord, Review
from intake.triage.rules.rule import TIERS

Difference = tuple[str, Any]  # a part and what differs in it

# What a comparison reads of a record.
WITH_THEM = ("injuries", "assessments", "flags", "reviews", "ask_now_tasks")


def differing(record: IntakeRecord) -> dict[str, list]:
    """The parts of the record that differ, each with what does; none where all is as it was judged.

    Best with them prefetched.
    """
    assessments = {each.pk: each for each in record.assessments.all()}
    latest = assessments[max(assessments)] if assessments else None
    if latest is None or latest.revision != record.revision:
        return {"assessment": [latest and latest.revision]}
    judged = judge(record, latest)
    is_first = sum(each.revision == latest.revision for each in assessments.values()) == 1
    found = {}
    for part, what in (
        *_of_assessment(latest, judged),
        *_of_flags(record, assessments, judged),
        *_of_review(record, assessments, judged),
        *_of_ask_now(record, judged, is_first),
    ):
        found.setdefault(part, []).append(what)
    return found


def _of_assessment(latest, judged) -> Iterator[Difference]:
    columns = {
        "verdicts": judged.verdicts,
        "tier": judged.most_urgent(),
        "spinal_evaluation": judged.most_urgent("spine"),
        "state": judged.state,
        "open_emergencies": judged.open_emergencies,
    }
    for name, wanted in columns.items():
        if getattr(latest, name) != wanted:
            yield name, getattr(latest, name)
    found = kept(latest.findings)
    for name, wanted in expected(judged).items():
        if found[name] != wanted:
            yield "findings", (name, found[name])


def _of_flags(record, assessments, judged) -> Iterator[Difference]:
    flags = {flag.rule: flag for flag in record.flags.all()}
    current = {code for code, flag in flags.items() if flag.is_current}
    holding = {rule.code for rule in judged.holding}
    held = {flag["rule"] for each in assessments.values() for flag in each.findings["flags"]}
    if lost := (holding - current) | (held - flags.keys()):
        yield "flags", lost
    if not judged.failed and (added := current - holding):
        yield "flags", added
    for code, flag in flags.items():
        then = {rule.code: rule for rule in rules_of(assessments[flag.assessment_id])}.get(code)
        said = (flag.rule_version, flag.tier, flag.pathway)
        if then is None or said != (then.version, then.tier, then.pathway):
            yield "flags", (code, said)


def _of_review(record, assessments, judged) -> Iterator[Difference]:
    review = next(iter(record.reviews.all()), None)
    if review is None:
        if judged.is_flagged or judged.failed or judged.ask_in_private:
            yield "review", "lost"
    else:
        yield from (("review", what) for what in _of_its_columns(review, assessments, judged))
    for flag in record.flags.all():
        if _has_wrong_outcome(flag, review, assessments):
            yield "review", (flag.rule, flag.outcome)


def _of_its_columns(review, assessments, judged: Judged) -> Iterator[Any]:
    """A review may be more urgent than the outcome of now, for a quieter one calms nothing."""
    tiers = {each.tier for each in assessments.values()}
    is_calmer = TIERS.index(review.tier) > TIERS.index(judged.most_urgent())
    if is_calmer or review.tier not in tiers:
        yield "tier", review.tier
    if review.is_fully_assessed is bool(judged.failed):
        yield "is_fully_assessed"
    if review.place != place_on_worklist(review.tier, review.is_fully_assessed, review.opened_at):
        yield "place", review.place
    if {*review.ask_in_private} != judged.ask_in_private:
        yield "ask_in_private", review.ask_in_private
    if not _is_signed(review):
        yield "status", review.status


def _is_signed(review: Review) -> bool:
    """Whether the review says when and by whom it came to stand where it stands, and nothing of what follows."""
    acknowledged = (review.acknowledged_at is not None, review.acknowledged_by != "")
    closed = (review.closed_at is not None, review.closed_by != "")
    is_seen, is_closed = review.status != "open", review.status == "closed"
    return acknowledged == (is_seen, is_seen) and closed == (is_closed, is_closed)


def _has_wrong_outcome(flag: Flag, review: Review | None, assessments) -> bool:
    """A closing gives every flag an outcome, and nothing else does.

    What was raised before a case was opened again may have one or not: when it was closed before is not kept with it.
    """
    if review is None:
        return flag.outcome is not None
    if review.closed_at is not None:
        return (flag.outcome is not None) != (flag.raised_at <= review.closed_at)
    times = (each.made_at for each in assessments.values())
    opened_by = max((at for at in times if at <= review.opened_at), default=review.opened_at)
    return flag.outcome is not None and flag.raised_at >= opened_by


def _of_ask_now(record, judged, is_first) -> Iterator[Difference]:
    """A rescreening asks nobody at the desk, so it alone may leave questions without an open task."""
    task = next(iter(record.ask_now_tasks.all()), None)
    if task is None:
        if judged.ask_now and is_first:
            yield "ask_now", "lost"
    elif not judged.failed and (is_first or task.settled_at is None):
        if {*task.questions} != judged.ask_now:
            yield "ask_now", task.questions
        if (task.settled_at is None) != bool(judged.ask_now):
            yield "ask_now", task.settled_at
