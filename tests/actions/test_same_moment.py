"""Acts that meet at the same moment: each is done once, whoever comes first."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from intake import alarms
from intake.access import Actor, within
from intake.actions import credentials, judging, reviews
from intake.actions.credentials import actor_of, add_device, enrol_device, revoke_device
from intake.actions.erasing import erase_patient
from intake.actions.patients import add_patient
from intake.actions.reviews import acknowledge_review, close_review, escalate_emergencies, refer_review
from intake.errors import NoCredential, NotThere, Stale
from intake.models import (
    Alarm,
    AskNowTask,
    AuditEntry,
    Credential,
    Device,
    IntakeRecord,
    OutboxMessage,
    PastRevision,
    Patient,
    Referral,
    Review,
)
from intake.questionnaire.envelope import Identifier
from tests.actions.given import (
    SADDLE,
    WELL,
    acknowledge,
    amend,
    close,
    file,
    flags,
    link,
    patient,
    review_of,
)
from tests.at_once import at_once, meeting
from tests.conftest import calling

pytestmark = pytest.mark.django_db(transaction=True)


def inside(person, act):
    """The act in a transaction of the person's clinic."""

    def entered(_=None):
        with within(person.actor.clinic):
            return act()

    return entered


@pytest.fixture
def case(ada):
    record = file(ada, SADDLE).record
    with within(ada.actor.clinic):
        return Review.objects.select_related("record").get(record=record)


def count(clinic, model, **wanted):
    with within(clinic):
        return model.objects.filter(**wanted).count()


def test_eight_requests_for_a_spinal_evaluation_are_one(ada, case):
    acknowledge(ada, case.record)

    results = at_once(8, inside(ada, lambda: refer_review(case.uuid, 2, "Please see.", by=ada.actor).uuid))

    assert len(set(results)) == 1
    assert count(ada.actor.clinic, Referral) == 1
    assert count(ada.actor.clinic, AuditEntry, act="spinal-evaluation-requested") == 1


def test_eight_acknowledgements_are_one(ada, case):
    at_once(8, inside(ada, lambda: acknowledge_review(case.uuid, 1, by=ada.actor)))
    assert count(ada.actor.clinic, AuditEntry, act="review-acknowledged") == 1


def test_eight_closings_alike_are_one(ada, case):
    acknowledge(ada, case.record)
    with within(ada.actor.clinic):
        outcomes = dict.fromkeys(flags(case.record), "confirmed")

    results = at_once(8, inside(ada, lambda: close_review(case.uuid, 2, outcomes, "Seen.", by=ada.actor)))

    assert {result.status for result in results} == {"closed"}
    assert count(ada.actor.clinic, AuditEntry, act="review-closed") == 1
    assert count(ada.actor.clinic, OutboxMessage, event="review.closed") == 1


def test_four_workers_escalate_an_emergency_once(ada, case):
    overdue(case)

    assert sum(at_once(4, lambda _: escalate_emergencies())) == 1

    assert count(ada.actor.clinic, OutboxMessage, event="emergency.unacknowledged") == 1
    assert count(ada.actor.clinic, AuditEntry, act="emergency-escalated") == 1


def test_four_workers_call_once_for_an_undecided_emergency(ada):
    file(ada, {name: value for name, value in WELL.items() if name != "foot_cold_pale_blue"})
    with within(ada.actor.clinic):
        AskNowTask.objects.update(opened_at=timezone.now() - timedelta(hours=1))

    assert sum(at_once(4, lambda _: escalate_emergencies())) == 1

    assert count(ada.actor.clinic, OutboxMessage, event="emergency.undecided") == 1


def test_a_call_and_the_answer_that_ends_it_at_the_same_moment_leave_no_call(ada):
    record = file(ada, {name: value for name, value in WELL.items() if name != "foot_cold_pale_blue"}).record
    with within(ada.actor.clinic):
        AskNowTask.objects.update(opened_at=timezone.now() - timedelta(hours=1))

    acts = [escalate_emergencies, lambda: amend(ada, record, {"foot_cold_pale_blue": False})]
    at_once(2, lambda number: acts[number]())

    escalate_emergencies()
    assert count(ada.actor.clinic, Alarm, kind="emergency-undecided", seen_at=None) == 0


def overdue(case):
    with within(case.clinic):
        Review.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(hours=1))


def amended(ada, case, **answers):
    return lambda: amend(ada, case.record, answers).revision


def as_it_stands(case):
    with within(case.clinic):
        return Review.objects.get(pk=case.pk)


def test_an_amendment_during_an_acknowledgement_leaves_it_standing(ada, case):
    meeting(lambda: acknowledge(ada, case.record), (alarms, "answer"), amended(ada, case, age_years=41))

    seen = as_it_stands(case)
    assert (seen.status, seen.acknowledged_by, seen.version) == ("acknowledged", str(ada.actor), 3)
    assert count(ada.actor.clinic, AuditEntry, act="review-acknowledged") == 1


def test_an_acknowledgement_during_an_amendment_is_refused_and_leaves_nothing(ada, case):
    revision, told = meeting(
        amended(ada, case, age_years=41),
        (judging, "_keep"),
        inside(ada, lambda: acknowledge_review(case.uuid, 1, by=ada.actor)),
    )

    assert (revision, type(told)) == (2, Stale)
    assert as_it_stands(case).status == "open"
    assert count(ada.actor.clinic, AuditEntry, act="review-acknowledged") == 0


def test_a_closing_during_an_amendment_is_refused_and_tells_nobody(ada, case):
    acknowledge(ada, case.record)
    with within(ada.actor.clinic):
        outcomes = dict.fromkeys(flags(case.record), "confirmed")

    revision, told = meeting(
        amended(ada, case, age_years=41),
        (judging, "_keep"),
        inside(ada, lambda: close_review(case.uuid, 2, outcomes, "Seen.", by=ada.actor)),
    )

    assert (revision, type(told)) == (2, Stale)
    assert as_it_stands(case).status == "acknowledged"
    assert count(ada.actor.clinic, OutboxMessage, event="review.closed") == 0


def test_an_emergency_escalates_once_also_during_an_amendment(ada, case):
    overdue(case)

    _, escalated = meeting(amended(ada, case, age_years=41), (judging, "_keep"), escalate_emergencies)

    assert escalated + escalate_emergencies() == 1
    assert as_it_stands(case).escalated_at is not None
    assert count(ada.actor.clinic, OutboxMessage, event="emergency.unacknowledged") == 1
    assert count(ada.actor.clinic, AuditEntry, act="emergency-escalated") == 1


def test_an_amendment_during_an_escalation_leaves_it_standing(ada, case):
    overdue(case)

    escalated, revision = meeting(escalate_emergencies, (alarms, "sound"), amended(ada, case, age_years=41))

    assert (escalated, revision, escalate_emergencies()) == (1, 2, 0)


def test_an_amendment_during_a_closing_waits_for_it(ada, case):
    """Both are at the review and at its flags, so they take them in the same order."""
    acknowledge(ada, case.record)
    no_saddle = {"saddle_numbness": False, "ces_onset_days": None}

    _, revision = meeting(
        lambda: close(ada, case.record, note="Operated."),
        (reviews, "_check_outcomes"),
        amended(ada, case, **no_saddle),
    )

    closed = as_it_stands(case)
    assert (closed.status, closed.closed_by, closed.note) == ("closed", str(ada.actor), "Operated.")
    assert revision == 2
    with within(case.clinic):
        assert "R01" in flags(case.record, is_current=False, outcome="confirmed")


def test_an_erasure_during_a_closing_waits_for_it(ada, bo, cy, case):
    nora = patient(bo)
    link(ada, case.record, nora)
    acknowledge(ada, case.record)

    def erased():
        with within(case.clinic):
            return erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor).intakes

    met = meeting(lambda: close(ada, case.record).status, (reviews, "_check_outcomes"), erased)

    assert met == ["closed", [case.record.submission_id]]


def test_eight_additions_of_one_patient_are_one(bo):
    patient_id, details = uuid4(), {"family_name": "Quince", "given_name": "Nora"}
    number = [Identifier("urn:hospital", "4711")]

    results = at_once(8, inside(bo, lambda: add_patient(patient_id, details, number, by=bo.actor)))

    assert sorted(is_new for _, is_new in results) == [False] * 7 + [True]
    assert count(bo.actor.clinic, Patient) == 1
    assert count(bo.actor.clinic, AuditEntry, act="patient-added") == 1


def test_of_thirty_two_that_trade_one_code_one_wins(bo):
    with within(bo.actor.clinic):
        _, _, code = add_device(uuid4(), "Front desk", by=bo.actor)

    results = at_once(32, lambda _: enrol_device(code))

    won = [result for result in results if not isinstance(result, NoCredential)]
    assert [type(result) for result in won] == [tuple]
    (token, device), *_ = won
    assert actor_of(token) == Actor("device", str(device.uuid), "device", bo.actor.clinic)
    assert Credential.objects.filter(kind="token", device=device).count() == 1
    assert count(bo.actor.clinic, Device) == 1
    assert count(bo.actor.clinic, AuditEntry, act="device-enrolled") == 1


@pytest.mark.parametrize("act", ["announced", "enrolled"])
def test_a_tablet_that_is_revoked_meanwhile_is_over(bo, act):
    device_id = uuid4()
    announce = inside(bo, lambda: add_device(device_id, "Front desk", by=bo.actor))
    revoke = inside(bo, lambda: revoke_device(device_id, by=bo.actor))
    _, _, code = announce()
    first, step = {
        "announced": (announce, (credentials, "_issue")),
        "enrolled": (lambda: enrol_device(code), (credentials, "issue_token")),
    }[act]

    results = meeting(first, step, revoke)

    assert not [result for result in results if isinstance(result, Exception)]
    assert not Credential.objects.filter(holder=device_id, revoked_at=None).exists()


@pytest.mark.parametrize("act", ["announced", "enrolled"])
def test_a_tablet_is_neither_announced_nor_enrolled_while_it_is_revoked(bo, act):
    device_id = uuid4()
    announce = inside(bo, lambda: add_device(device_id, "Front desk", by=bo.actor))
    _, _, code = announce()
    second, refusal = {
        "announced": (announce, NotThere),
        "enrolled": (lambda: enrol_device(code), NoCredential),
    }[act]
    revoke = inside(bo, lambda: revoke_device(device_id, by=bo.actor))

    _, refused = meeting(revoke, (credentials.audit, "record"), second)

    assert isinstance(refused, refusal)
    assert not Credential.objects.filter(holder=device_id, revoked_at=None).exists()


def amended_in_rounds(ada, rounds):
    """Thirty-two that amend the same version of one record at once, round after round: what each was answered."""
    submission_id = file(ada, SADDLE).record.submission_id
    address, auth = f"{ada.address}/intakes/{submission_id}/", {"Authorization": f"Bearer {ada.token}"}
    clients = [calling(headers=auth) for _ in range(32)]
    told = []
    for number in range(rounds):
        tag = clients[0].get(address)["ETag"]
        body = [json.dumps({"answers": {"age_years": 20 + number % 40 + client}}) for client in range(32)]
        told.append(
            at_once(
                32,
                lambda each, tag=tag, body=body: clients[each].patch(
                    address, body[each], content_type="application/json", headers={"If-Match": tag}
                ),
            )
        )
    with within(ada.actor.clinic):
        record = IntakeRecord.objects.get(submission_id=submission_id)
        revisions = list(PastRevision.objects.order_by("revision").values_list("revision", flat=True))
    return told, [*revisions, record.revision]


def assert_one_wins_each(ada, rounds):
    told, revisions = amended_in_rounds(ada, rounds)

    for answers in told:
        codes = [answer.status_code for answer in answers]
        assert codes.count(200) == 1, codes
        assert {*codes} <= {200, 412, 409, 503}
        assert all("Retry-After" in answer for answer in answers if answer.status_code == 503)
    assert revisions == list(range(1, rounds + 2))
    assert count(ada.actor.clinic, AuditEntry, act="intake-amended") == rounds


def test_of_thirty_two_that_amend_one_version_one_wins(ada, settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    assert_one_wins_each(ada, 3)


@pytest.mark.long
def test_of_thirty_two_that_amend_one_version_one_wins_five_hundred_times(ada, settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    assert_one_wins_each(ada, 500)


def acknowledged_while_amended(ada):
    """Sixteen that amend a new case and sixteen that acknowledge it, all at once and all as it was read."""
    record = file(ada, SADDLE).record
    with within(ada.actor.clinic):
        review = review_of(record).uuid
    first = {"If-Match": '"1"'}

    def act(number):
        if number % 2:
            return ada.post(f"/reviews/{review}/acknowledge/", **first)
        change = {"answers": {"age_years": 41 + number}}
        return ada.patch(f"/intakes/{record.submission_id}/", change, **first)

    codes = [answer.status_code for answer in at_once(32, act)]
    with within(ada.actor.clinic):
        return codes[::2], codes[1::2], review_of(record)


@pytest.mark.parametrize("rounds", [3, pytest.param(500, marks=pytest.mark.long)])
def test_an_acknowledgement_among_amendments_is_refused_or_stays(ada, settings, rounds):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    for _ in range(rounds):
        amended, acknowledged, review = acknowledged_while_amended(ada)

        is_seen = 200 in acknowledged
        assert {*amended, *acknowledged} <= {200, 412, 503}
        assert amended.count(200) == 1
        assert review.status == ("acknowledged" if is_seen else "open")
        assert bool(review.acknowledged_by) == is_seen
        lines = count(ada.actor.clinic, AuditEntry, act="review-acknowledged", subject=str(review.uuid))
        assert lines == is_seen
