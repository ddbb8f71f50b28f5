"""However often, from wherever and through whatever failure an intake is sent, it is filed once."""

import os
import signal
import subprocess
import sys
from uuid import uuid4

import pytest

from intake.access import within
from intake.errors import AlreadyRecorded, Stale
from intake.models import (
    Assessment,
    AuditEntry,
    Clinic,
    Flag,
    Injury,
    IntakeRecord,
    OutboxMessage,
    Review,
    SetAside,
)
from tests.actions.given import FALL, SADDLE, amend, file, read
from tests.at_once import at_once
from tests.starting import address_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)


def left_behind(clinic):
    """What one submission left in the clinic."""
    with within(clinic):
        return {
            "records": IntakeRecord.objects.count(),
            "injuries": Injury.objects.count(),
            "assessments": Assessment.objects.count(),
            "flags": Flag.objects.count() == len({*Flag.objects.values_list("rule", flat=True)}),
            "reviews": Review.objects.count(),
            "set aside": SetAside.objects.count(),
            "audit": list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)),
            "messages": list(OutboxMessage.objects.order_by("pk").values_list("event", flat=True)),
        }


ONCE = {
    "records": 1,
    "injuries": 1,
    "assessments": 1,
    "flags": True,
    "reviews": 1,
    "set aside": 0,
    "audit": ["intake-filed"],
    "messages": ["intake.flagged"],
}
NOTHING = ONCE | dict.fromkeys(("records", "injuries", "assessments", "reviews"), 0)
NOTHING |= {"audit": [], "messages": []}


def test_sixteen_clients_sending_the_same_at_the_same_moment_file_it_once(ada):
    sent = uuid4()

    results = at_once(16, lambda _: file(ada, FALL, sent))

    assert sorted(result.is_new for result in results) == [False] * 15 + [True]
    assert len({result.record.pk for result in results}) == 1
    assert left_behind(ada.actor.clinic) == ONCE


def test_sixteen_requests_of_a_tablet_at_the_same_moment_are_answered_alike(tablet):
    sent = uuid4()

    answers = at_once(16, lambda _: tablet.put(f"/intakes/{sent}/", {"answers": FALL}))

    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert left_behind(tablet.actor.clinic) == ONCE


def test_of_different_content_under_one_id_at_the_same_moment_one_is_filed_and_each_other_kept(ada):
    # given four clients, two of them with the same content
    sent, ages = uuid4(), [51, 52, 53, 53]

    # when they send it at the same moment
    results = at_once(4, lambda number: file(ada, FALL | {"age_years": ages[number]}, sent))

    # then one content stands, and each other content was set aside once
    refused = [result for result in results if isinstance(result, AlreadyRecorded)]
    with within(ada.actor.clinic):
        stands = IntakeRecord.objects.get().age_years
        kept = {copy.body["answers"]["age_years"] for copy in SetAside.objects.all()}
    assert len(refused) == (2 if stands == 53 else 3)
    assert kept == {51, 52, 53} - {stands}
    assert len(kept) == left_behind(ada.actor.clinic)["set aside"]


KILLED = """
import os, signal, sys, uuid
import django
django.setup()
from intake.access import Actor, within
from intake.actions.filing import record_intake
from intake.models import Clinic
from tests.actions.given import FALL, envelope
clinic = Clinic.objects.get(slug="north")
with within(clinic):
    record_intake(uuid.UUID(sys.argv[1]), envelope(FALL), by=Actor("device", "x", "device", clinic))
    if sys.argv[2] == "before the commit":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


def file_and_die(sent, when):
    env = os.environ | {
        "AFOOT_DATABASE": address_of_the_test(),
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
    }
    died = subprocess.run([sys.executable, "-c", KILLED, str(sent), when], env=env, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()


def test_a_client_killed_before_the_commit_leaves_nothing_and_may_send_again(ada):
    sent = uuid4()

    file_and_die(sent, "before the commit")
    assert left_behind(ada.actor.clinic) == NOTHING

    assert file(ada, FALL, sent).is_new
    assert left_behind(ada.actor.clinic) == ONCE


def test_a_client_killed_between_commit_and_answer_may_send_again_and_it_is_filed_once(ada):
    sent = uuid4()

    file_and_die(sent, "after the commit")
    assert left_behind(ada.actor.clinic) == ONCE

    assert not file(ada, FALL, sent).is_new
    assert left_behind(ada.actor.clinic) == ONCE


def test_sixteen_amendments_of_one_revision_at_the_same_moment_make_one_new_one(ada):
    record = file(ada, SADDLE).record

    results = at_once(16, lambda number: amend(ada, record, {"age_years": 50 + number}, revision=1))

    made = [result for result in results if isinstance(result, IntakeRecord)]
    assert [len(made), *{type(result) for result in results if result not in made}] == [1, Stale]
    assert read(ada, record.submission_id).revision == 2
    assert left_behind(ada.actor.clinic)["audit"] == ["intake-filed", "intake-amended"]


def test_two_clinics_may_send_the_same_id_at_the_same_moment(ada, dee):
    sent = uuid4()

    results = at_once(2, lambda number: file((ada, dee)[number], FALL, sent))

    assert [result.is_new for result in results] == [True, True]
    assert Clinic.objects.count() == 2
    for person in (ada, dee):
        assert left_behind(person.actor.clinic) == ONCE
