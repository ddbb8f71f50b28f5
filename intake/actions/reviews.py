"""What clinicians do with a flagged case: acknowledge, refer, close; and what happens when nobody does.

Each act names the version that was seen, for what nobody saw is neither acknowledged nor closed: Stale. An act that
was done already is harmless to repeat under the version that it was done with.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone

from intake import alarms, audit, outbox
from intake.access import Actor, in_each_clinic, one, require, system, visible_to, within
from intake.actions.asking import emergencies_waiting, escalate_unasked, with_open_emergencies
from intake.actions.filing import latest_assessments
from intake.actions.judging import change_review
from intake.clock import is_late
from intake.errors import Fault, OutOfTurn, Refused, Stale
from intake.models import Flag, OutboxMessage, Referral, Review
from intake.models.assessment import OUTCOMES
from intake.models.review import EMERGENCY
from intake.triage.rules.rule import most_urgent

# Of the record its addresses alone: to plan and read its 190 answers takes longer than all the rest.
ON_THE_LIST = (
    *(field.name for field in Review._meta.concrete_fields),
    "record__submission_id",
    "record__patient__uuid",
)


def worklist(by: Actor) -> models.QuerySet:
    """The clinic's reviews with all that a line of the worklist shows."""
    require(by, "see_worklist")
    rows = visible_to(by, Review).select_related("record__patient").only(*ON_THE_LIST)
    return rows.prefetch_related(
        "record__flags",
        "referrals",
        Prefetch("record__assessments", latest_assessments(by), to_attr="judged_last"),
    )


@transaction.atomic
def acknowledge_review(review_id: UUID, version: int, *, by: Actor) -> Review:
    """A clinician has seen it. Harmless to repeat: the first acknowledgement stands."""
    review = _locked(review_id, by)
    if review.status == "open":
        _refuse_unseen(review, version)
        seen = {"acknowledged_at": timezone.now(), "acknowledged_by": str(by)}
        _change(review, "review-acknowledged", by, status="acknowledged", **seen)
        alarms.answer("emergency-unacknowledged", review.uuid, by=by)
    return review


@transaction.atomic
def refer_review(review_id: UUID, version: int, note: str, *, by: Actor) -> Referral:
    """Request a spinal evaluation, once per review however often it is sent; anew where it has become more urgent.

    Then it is no repeat: the one request there is becomes as urgent as the case is now, and keeps what it said before.
    """
    review = _locked(review_id, by)
    urgency = _spinal_urgency(review)
    referral = Referral.objects.filter(review=review).first()
    if referral is not None and referral.urgency == most_urgent((referral.urgency, urgency)):
        return referral
    _refuse_unseen(review, version)
    if review.status != "acknowledged":
        raise OutOfTurn("An evaluation can be requested only for a case that is acknowledged and not closed.")
    asked = {"urgency": urgency, "requested_at": timezone.now(), "requested_by": str(by)}
    if referral is None:
        referral = Referral.objects.create(clinic=by.clinic, review=review, uuid=uuid4(), note=note, **asked)
        _change(review, "spinal-evaluation-requested", by)
    else:
        _hasten(referral, note, asked)
        _change(review, "spinal-evaluation-requested-sooner", by)
    return referral


def _hasten(referral, note, asked):
    for name, value in asked.items():
        setattr(referral, name, value)
    if note not in ("", referral.note):
        referral.note = f"{referral.note}\n\n{note}".lstrip("\n")
    referral.save(update_fields=["note", *asked])


def _spinal_urgency(review):
    latest = review.record.assessments.order_by("-pk").first()
    return latest.spinal_evaluation if latest.spinal_evaluation != "none" else review.tier


@transaction.atomic
def close_review(review_id: UUID, version: int, outcomes: dict[str, str], note: str, *, by: Actor) -> Review:
    """Close with an outcome per flag (by rule code) and a note. Repeating the same closing changes nothing."""
    review = _locked(review_id, by)
    flags = list(Flag.objects.filter(record=review.record_id))
    told = {flag.rule: flag.outcome for flag in flags}
    if review.status == "closed" and (told, review.note) == (outcomes, note):
        return review
    _refuse_unseen(review, version)
    _check_outcomes(outcomes, flags)
    if review.status == "closed":
        raise OutOfTurn("It is closed already, with other outcomes or another note.")
    if review.status != "acknowledged":
        raise OutOfTurn("A case must be acknowledged before it is closed.")
    for flag in flags:
        flag.outcome = outcomes[flag.rule]
    Flag.objects.bulk_update(flags, ["outcome"])
    over = {"closed_at": timezone.now(), "closed_by": str(by)}
    _change(review, "review-closed", by, status="closed", note=note, **over)
    outbox.announce(outbox.CLOSED, review.uuid, by.clinic)
    return review


def _check_outcomes(outcomes, flags):
    codes = {flag.rule for flag in flags}
    faults = [
        Fault(f"/outcomes/{code}", "missing", f"an outcome must be given, one of: {', '.join(OUTCOMES)}")
        for code in sorted(codes - outcomes.keys())
    ]
    faults += [
        Fault("/outcomes", "not_allowed", "outcomes must name only flags that this case has")
        for code in sorted(outcomes.keys() - codes)
    ]
    faults += [
        Fault(f"/outcomes/{code}", "not_allowed", f"an outcome must be one of: {', '.join(OUTCOMES)}")
        for code, outcome in outcomes.items()
        if code in codes and outcome not in OUTCOMES
    ]
    if faults:
        raise Refused(faults)


def _locked(review_id, by) -> Review:
    require(by, "review")
    return one(
        visible_to(by, Review).select_related("record").select_for_update(of=("self",)), uuid=review_id
    )


def _refuse_unseen(review, version):
    if review.version != version:
        raise Stale


def _change(review, act, by, **fields):
    change_review(review, **fields)
    _tell(review, act, by)


def _tell(review, act, by):
    audit.record(by, act, review.uuid, subjects=[review.record.submission_id])


def escalate_emergencies() -> int:
    """In every clinic, escalate each emergency that nobody acknowledged, or asked about, in the clinic's limit.

    What may be one is escalated alike: a case not fully assessed, or hanging on what the patient declined to say.
    """
    return sum(in_each_clinic(_escalate_unacknowledged)) + sum(in_each_clinic(escalate_unasked))


def _escalate_unacknowledged(clinic) -> int:
    by = system(clinic, "escalation")
    with within(clinic):
        now = timezone.now()
        limit = now - timedelta(minutes=clinic.emergency_minutes)
        # one that somebody holds is perhaps being acknowledged: it comes up again, and no other waits for it
        waiting = Review.objects.select_related("record").select_for_update(of=("self",), skip_locked=True)
        late = waiting.filter(is_late("opened_at", now, limit), status="open", escalated_at=None)
        reviews = [*late.filter(EMERGENCY), *_hanging_on_what_was_declined(late.exclude(EMERGENCY))]
        for review in reviews:
            review.escalated_at = timezone.now()
            review.save(update_fields=["escalated_at"])  # no new version: who reads it now may acknowledge it
            _tell(review, "emergency-escalated", by)
            outbox.announce(outbox.UNACKNOWLEDGED, review.uuid, clinic)
            alarms.sound("emergency-unacknowledged", review.uuid, clinic)
        _alarm_of_undelivered(clinic, now, limit)
    return len(reviews)


def _hanging_on_what_was_declined(reviews) -> Iterator[Review]:
    """Those that may be an emergency by an answer which a clinician alone can ask for."""
    private = with_open_emergencies(reviews.exclude(ask_in_private=[]))
    return (review for review in private if emergencies_waiting(review.findings, review.ask_in_private))


def _alarm_of_undelivered(clinic, now, limit) -> None:
    """What was announced of an emergency and not handed on in the same time is an alarm of its own."""
    waiting = OutboxMessage.objects.filter(outbox.of_an_emergency(), delivered_at=None)
    for message in waiting.filter(is_late("created_at", now, limit)):
        if not alarms.was_told("emergency-undelivered", message.uuid):
            alarms.sound("emergency-undelivered", message.uuid, clinic)
