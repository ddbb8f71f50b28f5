"""Every act leaves one line in the trail, in its own transaction, and no line says anything of a patient."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from intake import alarms, audit
from intake.access import Actor, within
from intake.actions import (
    amending,
    clinics,
    credentials,
    erasing,
    exporting,
    filing,
    patients,
    receivers,
    rescreening,
    reviews,
    rotating_keys,
    set_aside,
)
from intake.errors import AlreadyRecorded, BodyRefused, NotAllowed, OutsideClinic, Unreachable
from intake.models import Alarm, Assessment, AuditEntry, Delivery, Review, SetAside, User
from intake.questionnaire import QUESTIONS
from intake.questionnaire.envelope import AnswersEnvelope, Identifier, Identity
from intake.triage.rules import RULES
from tests.actions.given import (
    SADDLE,
    WELL,
    acknowledge,
    close,
    envelope,
    filed,
    flags,
    patient,
    refer,
    review_of,
)

CANARY = "Canaryquince"


@dataclass(frozen=True)
class Act:
    """One act: the line it leaves, and how it is done on what `prepared` made ready."""

    line: str
    do: Callable
    acknowledged: bool = False
    outcome: str = "done"


def rotated(it):
    with override_settings(
        AFOOT_ENCRYPTION_KEYS={"next": bytes(range(32)), **settings.AFOOT_ENCRYPTION_KEYS}
    ):
        rotating_keys.rotate(it.ada.clinic)


def rescreened(it):
    for _ in rescreening.rescreen([it.ada.clinic]):
        pass


# Each function that changes something in a clinic.
ACTS = {
    filing.record_intake: Act(
        "intake-filed", lambda it: filing.record_intake(uuid4(), envelope(SADDLE), by=it.ada)
    ),
    amending.amend_intake: Act(
        "intake-amended",
        lambda it: amending.amend_intake(
            it.record.submission_id, 1, AnswersEnvelope({"age_years": 41}), by=it.ada
        ),
    ),
    amending.link_intake: Act(
        "intake-linked",
        lambda it: amending.link_intake(it.record.submission_id, it.patient.uuid, by=it.bo),
    ),
    patients.add_patient: Act(
        "patient-added", lambda it: patients.add_patient(uuid4(), DETAILS, [NUMBER], by=it.bo)
    ),
    patients.correct_patient: Act(
        "patient-corrected",
        lambda it: patients.correct_patient(it.patient.uuid, 1, {"phone": CANARY}, [NUMBER], by=it.bo),
    ),
    patients.merge_patient: Act(
        "patient-merged",
        lambda it: patients.merge_patient(it.patient.uuid, it.double.uuid, by=it.bo),
    ),
    patients.unmerge_patient: Act(
        "patient-unmerged", lambda it: patients.unmerge_patient(it.merged.uuid, by=it.bo)
    ),
    erasing.erase_patient: Act(
        "patient-erased",
        lambda it: erasing.erase_patient(it.patient.uuid, it.patient.uuid, "asked_by_patient", by=it.cy),
    ),
    erasing.hold_patient: Act("patient-held", lambda it: erasing.hold_patient(it.patient.uuid, by=it.cy)),
    erasing.release_patient: Act(
        "patient-released", lambda it: erasing.release_patient(it.held.uuid, by=it.cy)
    ),
    exporting.export_patient: Act(
        "patient-exported", lambda it: exporting.export_patient(it.patient.uuid, by=it.ada)
    ),
    reviews.acknowledge_review: Act(
        "review-acknowledged", lambda it: reviews.acknowledge_review(it.review.uuid, 1, by=it.ada)
    ),
    reviews.refer_review: Act(
        "spinal-evaluation-requested",
        lambda it: reviews.refer_review(it.review.uuid, 2, CANARY, by=it.ada),
        acknowledged=True,
    ),
    reviews.close_review: Act(
        "review-closed",
        lambda it: reviews.close_review(
            it.review.uuid, 2, dict.fromkeys(flags(it.record), "confirmed"), CANARY, by=it.ada
        ),
        acknowledged=True,
    ),
    reviews.escalate_emergencies: Act("emergency-escalated", lambda it: reviews.escalate_emergencies()),
    alarms.say_seen: Act("alarm-seen", lambda it: alarms.say_seen(it.alarm.uuid, by=it.ada)),
    set_aside.keep_refused: Act(
        "intake-set-aside",
        lambda it: set_aside.keep_refused(uuid4(), CANARY.encode(), BodyRefused(), by=it.tablet),
        outcome="set-aside",
    ),
    set_aside.settle: Act("set-aside-settled", lambda it: set_aside.settle(it.copy.pk, by=it.ada)),
    rescreening.compare_with: Act(
        "rescreening-tried", lambda it: rescreening.compare_with({"ces_recent_days": 30}, by=it.cy)
    ),
    rescreening.rescreen: Act("intake-rescreened", rescreened),
    rotating_keys.rotate: Act("keys-rotated", rotated),
    rotating_keys.index_again: Act("patients-indexed", lambda it: rotating_keys.index_again(it.ada.clinic)),
    clinics.set_clinic: Act("clinic-set", lambda it: clinics.set_clinic(1, {"name": "Renamed"}, by=it.cy)),
    receivers.add_receiver: Act(
        "receiver-added", lambda it: receivers.add_receiver(uuid4(), RECEIVER, by=it.cy)
    ),
    receivers.change_receiver: Act(
        "receiver-changed",
        lambda it: receivers.change_receiver(it.receiver.uuid, 1, {"is_active": True}, by=it.cy),
    ),
    receivers.rotate_secret: Act(
        "receiver-secret-rotated", lambda it: receivers.rotate_secret(it.receiver.uuid, by=it.cy)
    ),
    receivers.try_receiver: Act(
        "receiver-tried", lambda it: receivers.try_receiver(it.receiver.uuid, by=it.cy)
    ),
    receivers.resend: Act("delivery-resent", lambda it: receivers.resend(it.dead.uuid, by=it.cy)),
    credentials.sign_in: Act(
        "signed-in", lambda it: credentials.sign_in(User.objects.get(username="ada"), "north", "")
    ),
    credentials.sign_out: Act("signed-out", lambda it: credentials.sign_out(it.token, by=it.ada)),
    credentials.add_device: Act(
        "device-announced", lambda it: credentials.add_device(uuid4(), "Front desk", by=it.bo)
    ),
    credentials.enrol_device: Act("device-enrolled", lambda it: credentials.enrol_device(it.code)),
    credentials.revoke_device: Act(
        "device-revoked", lambda it: credentials.revoke_device(it.device.uuid, by=it.bo)
    ),
}
# Made at the command line, before anybody has a place in the clinic.
BEFORE_ANYBODY = {clinics.make_clinic, clinics.add_clinic, clinics.add_staff, credentials.issue_token}
# What was not done leaves a line too: tests/api/test_sign_in.py, tests/gate/test_credentials.py.
REFUSALS = {credentials.audit_refused_credential, credentials.audit_refused_sign_in}
# They only look; the door that shows what they found leaves the line.
LOOKS = {
    alarms.was_told,
    alarms.waiting,
    credentials.actor_of,
    credentials.known,
    filing.latest_assessments,
    patients.find_patients,
    receivers.deliveries,
    rescreening.compare,
    patients.candidates,
    patients.entries_of,
    patients.known_by_identifier,
    clinics.require_room,
    reviews.worklist,
    set_aside.waiting,
}
# They happen within another act.
PARTS = {erasing.refuse_on_hold, alarms.sound, alarms.answer, set_aside.keep, clinics.keep_changed}
WORDS = {exporting.name_of, clinics.thresholds, credentials.hashed, set_aside.kept, set_aside.mentions}

RECEIVER = {"url": "https://receiver.example.org/", "events": ["intake.flagged"]}
NUMBER = Identifier("urn:hospital", f"{CANARY}-4711")
DETAILS = {"family_name": CANARY, "given_name": CANARY, "birth_date": date(1970, 5, 1)}


@pytest.fixture
def prepared(ada, bo, cy, tablet, north):
    """A clinic in which each act has something to be done to."""
    with within(north):
        record = filed(ada, SADDLE)
        Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
        Assessment.objects.update(verdicts="?" * len(RULES))  # judged otherwise than it would be today
        with pytest.raises(AlreadyRecorded):
            filed(ada, WELL, record.submission_id)
        nora, double, merged, held = (patient(bo) for _ in range(4))
        patients.merge_patient(merged.uuid, double.uuid, by=bo.actor)
        erasing.hold_patient(held.uuid, by=cy.actor)
        alarms.sound("rule-failed", "R01", north)
        device, _, code = credentials.add_device(uuid4(), "Front desk", by=bo.actor)
        receiver, _ = receivers.add_receiver(uuid4(), RECEIVER, by=cy.actor)
        dead = receivers.try_receiver(receiver.uuid, by=cy.actor)
        Delivery.objects.update(dead_at=timezone.now())
        yield SimpleNamespace(
            ada=ada.actor,
            bo=bo.actor,
            cy=cy.actor,
            tablet=tablet.actor,
            token=ada.token,
            record=record,
            review=review_of(record),
            copy=SetAside.objects.get(),
            patient=nora,
            double=double,
            merged=merged,
            held=held,
            device=device,
            alarm=Alarm.objects.get(),
            code=code,
            receiver=receiver,
            dead=dead,
        )


def everything():
    """Every row of ours, as it stands."""
    return {
        model.__name__: sorted(model._base_manager.values_list(), key=str)
        for model in apps.get_app_config("intake").get_models()
    }


each_act = pytest.mark.parametrize("act", ACTS.values(), ids=[act.line for act in ACTS.values()])


def test_no_act_is_missing_here():
    rooms = (
        alarms,
        amending,
        clinics,
        credentials,
        erasing,
        exporting,
        filing,
        patients,
        receivers,
        rescreening,
        reviews,
        rotating_keys,
        set_aside,
    )
    public = {
        function
        for room in rooms
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert public == ACTS.keys() | BEFORE_ANYBODY | REFUSALS | LOOKS | PARTS | WORDS


@each_act
def test_an_act_leaves_one_line(prepared, ada, act):
    if act.acknowledged:
        acknowledge(ada, prepared.record)
    last = AuditEntry.objects.latest("pk").pk

    act.do(prepared)

    line = AuditEntry.objects.get(pk__gt=last)
    assert (line.act, line.outcome) == (act.line, act.outcome)
    assert line.actor.split(":")[0] in ("staff", "device", "system")
    assert abs(line.at - timezone.now()) < timedelta(minutes=1)


@each_act
def test_an_act_whose_line_cannot_be_written_is_undone(prepared, ada, monkeypatch, act):
    if act.acknowledged:
        acknowledge(ada, prepared.record)
    before = everything()

    def away(*_, **__):
        raise Unreachable

    monkeypatch.setattr(audit, "record", away)

    with pytest.raises(Unreachable), transaction.atomic():
        act.do(prepared)

    assert everything() == before


@pytest.mark.django_db
def test_no_line_says_anything_of_a_patient(ada, bo, north, caplog):
    # given a story in which every text and name is a canary
    free_texts = {name: CANARY for name, question in QUESTIONS.items() if question.kind == "text"}
    typed = Identity(CANARY, CANARY, date(1970, 5, 1), NUMBER)
    nora = patient(bo, CANARY, CANARY, identifiers=[NUMBER], phone=CANARY, email=CANARY)
    record = filed(ada, SADDLE | free_texts, identity=typed)
    with within(north):
        with pytest.raises(AlreadyRecorded):
            filed(ada, WELL | free_texts, record.submission_id, identity=typed)
        amending.link_intake(record.submission_id, nora.uuid, by=bo.actor)
        amending.amend_intake(
            record.submission_id, 1, AnswersEnvelope(free_texts | {"temp_c": 41.7}), by=ada.actor
        )
        acknowledge(ada, record)
        refer(ada, record, CANARY)
        close(ada, record, note=CANARY)
        told = [str(row) for row in AuditEntry.objects.values()]
        names = set(flags(record))

    # then neither the trail nor the log holds one, nor an answer, nor a rule
    told = " ".join([*told, caplog.text])
    assert free_texts
    for word in (CANARY, CANARY.lower(), "saddle_numbness", "41.7", "1970", *(f"'{rule}'" for rule in names)):
        assert word not in told


@pytest.mark.django_db
def test_a_line_names_its_record_by_its_address(ada, bo, north):
    record = filed(ada, SADDLE)
    nora = patient(bo)
    with within(north):
        amending.link_intake(record.submission_id, nora.uuid, by=bo.actor)
        line = AuditEntry.objects.get(act="intake-linked")
    assert (line.subject, line.subjects) == (str(record.submission_id), [str(nora.uuid)])
    assert (line.actor, line.clinic_id) == (str(bo.actor), north.pk)


@pytest.mark.django_db
def test_a_manager_reads_the_trail_of_the_own_clinic_alone(ada, cy, dee, north, south):
    ours, theirs = filed(ada, WELL), filed(dee, WELL)
    with within(north):
        assert [line.subject for line in audit.trail(cy.actor)] == [str(ours.submission_id)]
        with pytest.raises(NotAllowed):
            audit.trail(ada.actor)
    manager = Actor("staff", "x", "manager", south)
    with within(south):
        assert [line.subject for line in audit.trail(manager)] == [str(theirs.submission_id)]
        with pytest.raises(NotAllowed):
            audit.trail(cy.actor)


@pytest.mark.django_db
def test_no_line_is_written_or_read_outside_of_a_clinic(cy):
    for ask in (lambda: audit.record(cy.actor, "looked", "nothing"), AuditEntry.objects.count):
        with pytest.raises(OutsideClinic):
            ask()
