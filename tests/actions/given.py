"""What happens in a clinic, a word each: an intake is filed or amended, a patient added, a review found."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from django.utils import timezone

from intake.access import visible_to, within
from intake.actions.amending import amend_intake, link_intake
from intake.actions.clinics import set_clinic
from intake.actions.filing import record_intake
from intake.actions.patients import add_patient
from intake.actions.reviews import acknowledge_review, close_review, refer_review
from intake.models import AuditEntry, IntakeRecord, Review
from intake.questionnaire.envelope import AnswersEnvelope, Identity, IntakeEnvelope

# Nothing holds, and nothing is left to ask.
WELL = {
    "age_years": 40,
    "foot_pain_present": False,
    "foot_hot_red_swollen": False,
    "foot_cold_pale_blue": False,
    "foot_swelling": False,
    "foot_wound": False,
    "back_pain_status": "none",
    "leg_pain_present": False,
    "numbness_present": False,
    "leg_weakness": False,
    "foot_drop_self": False,
    "gait_problem": False,
    "bladder_change": ["none"],
    "bowel_change": ["none"],
    "saddle_numbness": False,
    "trauma_recent": False,
    "fever_chills": False,
    "health_list": ["none"],
    "med_list": ["none"],
}
# The nerves at the base of the spine: an emergency on the spine's pathway.
SADDLE = WELL | {"back_pain_status": "now", "saddle_numbness": True, "ces_onset_days": 1}
# The same for longer, and settled: urgent, unless a clinic's threshold is LONGER.
SETTLED = SADDLE | {"ces_onset_days": 20, "ces_course": "same"}
LONGER = {"ces_recent_days": 30}
FALL = SADDLE | {"trauma_recent": True, "injuries": [{"trauma_type": "fall_standing", "trauma_days_ago": 2}]}
NO_SADDLE = {"saddle_numbness": False, "ces_onset_days": None}  # amends the one above
# Routine on the spine's pathway, and nothing more urgent.
SCIATICA = WELL | {
    "back_pain_status": "now",
    "back_pain_duration_days": 20,
    "back_pain_score": 6,
    "leg_pain_present": True,
    "leg_pain_below_knee": True,
    "leg_pain_side": "right",
    "leg_pain_cough_sneeze": True,
    "leg_symptom_days": 20,
}
# Urgent, and nothing for the spine.
HOT_FOOT = WELL | {"foot_hot_red_swollen": True, "health_list": ["diabetes"]}


def envelope(answers, *, unsure=(), declined=(), said_by=None, patient=None, identity=None, questionnaire=""):
    return IntakeEnvelope(
        answers=answers,
        unsure=list(unsure),
        declined=list(declined),
        said_by=said_by or {},
        patient=patient,
        identity=identity or Identity(),
        questionnaire=questionnaire,
    )


def file(person, answers, submission_id=None, **more):
    """File an intake, in a transaction of its own, and give back its record, and whether it is new."""
    with within(person.actor.clinic):
        found = record_intake(submission_id or uuid4(), envelope(answers, **more), by=person.actor)
        return replace(found, record=IntakeRecord.objects.get(pk=found.record.pk))


def filed(person, answers, submission_id=None, **more):
    """File an intake and read the record."""
    return read(person, file(person, answers, submission_id, **more).record.submission_id)


def read(person, submission_id):
    with within(person.actor.clinic):
        return visible_to(person.actor, IntakeRecord).get(submission_id=submission_id)


def amend(person, record, answers=None, *, revision=None, unsure=(), declined=(), said_by=None):
    """Amend the current revision, unless another is named."""
    change = AnswersEnvelope(answers or {}, list(unsure), list(declined), said_by or {})
    with within(person.actor.clinic):
        now = IntakeRecord.objects.get(submission_id=record.submission_id).revision
        return amend_intake(
            record.submission_id, now if revision is None else revision, change, by=person.actor
        )


def patient(desk, family_name="Quince", given_name="Nora", *, identifiers=(), **details):
    with within(desk.actor.clinic):
        own = {"family_name": family_name, "given_name": given_name, **details}
        return add_patient(uuid4(), own, list(identifiers), by=desk.actor)[0]


def link(person, record, patient):
    with within(person.actor.clinic):
        return link_intake(record.submission_id, patient.uuid, by=person.actor)


def acknowledge(person, record):
    """Of the record's review what stands there now, as is all that follows."""
    with within(person.actor.clinic):
        review = review_of(record)
        return acknowledge_review(review.uuid, review.version, by=person.actor)


def refer(person, record, note=""):
    with within(person.actor.clinic):
        review = review_of(record)
        return refer_review(review.uuid, review.version, note, by=person.actor)


def close(person, record, outcome="confirmed", note="Seen.", **outcomes):
    """Acknowledge and close, each flag with the same outcome but for those that are named."""
    acknowledge(person, record)
    with within(person.actor.clinic):
        review, told = review_of(record), dict.fromkeys(flags(record), outcome) | outcomes
        return close_review(review.uuid, review.version, told, note, by=person.actor)


def set_thresholds(person, parameters):
    with within(person.actor.clinic):
        person.actor.clinic.refresh_from_db()
        set_clinic(person.actor.clinic.version, {"parameters": parameters}, by=person.actor)
    person.actor.clinic.refresh_from_db()


def latest(record):
    """The latest assessment of a record; inside its clinic."""
    return record.assessments.order_by("-pk").first()


def flags(record, **wanted):
    return {flag.rule for flag in record.flags.filter(**wanted)}


def review_of(record):
    return Review.objects.get(record=record)


def acts_on(review):
    """What the trail says was done to a review, in order; inside its clinic."""
    lines = AuditEntry.objects.filter(subject=str(review.uuid)).order_by("pk")
    return [line.act for line in lines]


def years_before_today(years):
    today = timezone.now().date()
    return date(today.year - years, 1, 1)
