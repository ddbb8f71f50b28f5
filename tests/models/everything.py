"""A clinic with at least one row of everything that belongs to a clinic."""

from contextlib import suppress
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.utils import timezone

from intake import alarms, outbox
from intake.access import CLINICIAN, FRONT_DESK, MANAGER, Actor, within
from intake.actions.amending import amend_intake
from intake.actions.credentials import issue_token
from intake.actions.erasing import erase_patient
from intake.actions.filing import record_intake
from intake.actions.patients import add_patient
from intake.actions.receivers import add_receiver, try_receiver
from intake.actions.reviews import acknowledge_review, refer_review
from intake.audit.sealing import seal
from intake.errors import AlreadyRecorded
from intake.models import Device, IntakeRecord, Review
from intake.models.tenancy import ClinicManager
from intake.questionnaire.envelope import AnswersEnvelope, Identifier
from tests.actions.given import SCIATICA, envelope

INJURED = SCIATICA | {"trauma_recent": True, "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 3}]}


def kept_by_clinic() -> list[type[models.Model]]:
    """The models whose rows are asked for inside a clinic only."""
    return [model for model in apps.get_models() if isinstance(model._default_manager, ClinicManager)]


def fill(clinic) -> dict[type[models.Model], int]:
    """Let everything happen once in the clinic; gives the key of the first row of each of its models."""
    clinician, desk = (Actor("staff", role, role, clinic) for role in (CLINICIAN, FRONT_DESK))
    details = {"family_name": "Quince", "given_name": "Nora"}
    with within(clinic):
        gone, _ = add_patient(uuid4(), details, [], by=desk)
        erase_patient(gone.uuid, gone.uuid, "entered_in_error", by=Actor("staff", MANAGER, MANAGER, clinic))
        patient, _ = add_patient(uuid4(), details, [Identifier("urn:hospital", "4711")], by=desk)
        filed = record_intake(uuid4(), envelope(INJURED, patient=patient.uuid), by=clinician).record
        record = IntakeRecord.objects.get(pk=filed.pk)
        amend_intake(record.submission_id, 1, AnswersEnvelope({"age_years": 41}), by=clinician)
        with suppress(AlreadyRecorded):
            record_intake(record.submission_id, envelope({}), by=clinician)
        review = Review.objects.get(record=record)
        seen = acknowledge_review(review.uuid, review.version, by=clinician)
        refer_review(review.uuid, seen.version, "", by=clinician)
        manager, receiver = Actor("staff", MANAGER, MANAGER, clinic), uuid4()
        details = {"url": "https://receiver.example.org/", "events": [outbox.FLAGGED]}
        add_receiver(receiver, details, by=manager)
        try_receiver(receiver, by=manager)
        outbox.fan_out()
        device = Device.objects.create(clinic=clinic, uuid=uuid4(), name="Desk", created_at=timezone.now())
        issue_token(clinic, "device", device=device)
        alarms.sound("rule-failed", "R01", clinic)
        seal(clinic)
        return {model: model.objects.order_by("pk").first().pk for model in kept_by_clinic()}
