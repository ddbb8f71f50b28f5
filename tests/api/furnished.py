"""A clinic with one of everything, and what makes sense to send to each of its addresses."""

from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from django.db import transaction

from intake import alarms, questionnaire
from intake.access import within
from intake.api.examples import EXAMPLES
from intake.models import Alarm
from intake.triage.rules import RULESET_VERSION
from tests.api.addresses import PARAMETER, from_the_root
from tests.api.given import HALF_ASKED, SADDLE, WELL, act_on, flagged, patient
from tests.conftest import employ

NOTHING = "0190a000-0000-4000-8000-00000000a0a0"  # an id that nothing has, anywhere
MISSING = {
    "submission_id": NOTHING,
    "patient_id": NOTHING,
    "review_id": NOTHING,
    "copy_id": 2**40,
    "device_id": NOTHING,
    "alarm_id": NOTHING,
    "receiver_id": NOTHING,
    "delivery_id": NOTHING,
    "version": "0" * 16,
}
CHOSEN = {"submission_id", "patient_id", "device_id", "receiver_id"}  # ids that callers make up themselves
RECEIVER = EXAMPLES["ReceiverDetails"]["The clinic's integration engine"]
PASSWORD = "a long enough phrase"


def chosen():
    """An id for each kind of thing whose id the caller chooses."""
    return {name: str(uuid4()) for name in CHOSEN}


def furnish(clinic, ids=None):
    """One of everything in the clinic: the ids that addresses name, and what bodies speak of."""
    desk = employ(clinic, f"desk {clinic}", "front_desk")
    doctor = employ(clinic, f"doctor {clinic}", "clinician")
    manager = employ(clinic, f"chief {clinic}", "manager")
    ids = ids or chosen()
    code = put(ids, desk, doctor, manager)
    sent, again = ids["submission_id"], patient(desk, "Pear")
    doctor.put(f"/intakes/{sent}/", {"answers": WELL})
    review = flagged(doctor, SADDLE)
    act_on(doctor, review, "acknowledge")
    unanswered = act_on(doctor, review, "close", {"outcomes": {}}).json()["errors"]
    return ids | {
        "review_id": review,
        "copy_id": doctor.get("/set-aside/").json()["results"][0]["id"],
        "alarm_id": an_alarm(clinic),
        "code": code,
        "delivery_id": manager.post(f"/receivers/{ids['receiver_id']}/test/").json()["uuid"],
        "again": again,
        "outcomes": {fault["pointer"].rpartition("/")[2]: "confirmed" for fault in unanswered},
        "sign_in": {"username": f"doctor {clinic}", "password": PASSWORD, "clinic": str(clinic)},
    }


def put(ids, desk, doctor, manager):
    """Something under each of the ids; gives the code by which the tablet is enrolled."""
    nora = {"family_name": "Quince", "given_name": "Nora"}
    answers = [
        doctor.put(f"/intakes/{ids['submission_id']}/", {"answers": HALF_ASKED}),
        desk.put(f"/patients/{ids['patient_id']}/", nora),
        manager.put(f"/receivers/{ids['receiver_id']}/", RECEIVER),
        desk.put(f"/devices/{ids['device_id']}/", {"name": "Tablet"}),
    ]
    assert [answer.status_code for answer in answers] == [201] * 4
    return answers[-1].json()["code"]


def put_beside(clinic, ids):
    """In this clinic too, something under each of the ids that another's people chose."""
    put(ids, *(employ(clinic, f"{role} {uuid4()}", role) for role in ("front_desk", "clinician", "manager")))


def an_alarm(clinic):
    with within(clinic):
        alarms.sound("rule-failed", "R01", clinic)
        return str(Alarm.objects.get(kind="rule-failed", subject="R01").uuid)


def body_of(route, method, own):
    """What makes sense at an address where everything is one's own."""
    return {
        ("sign-in/", "post"): own["sign_in"],
        ("assessments/", "post"): {"answers": {}},
        ("intakes/<id:submission_id>/", "put"): {"answers": HALF_ASKED},
        ("intakes/<id:submission_id>/", "patch"): {"answers": {"saddle_numbness": False}},
        ("intakes/<id:submission_id>/patient/", "post"): {"patient": own["patient_id"]},
        ("patients/<id:patient_id>/", "put"): {"family_name": "Quince", "given_name": "Nora"},
        ("patients/<id:patient_id>/", "patch"): {"phone": "1"},
        ("patients/<id:patient_id>/merge/", "post"): {"into": own["again"]},
        ("patients/<id:patient_id>/erase/", "post"): {
            "patient": own["patient_id"],
            "reason": "asked_by_patient",
        },
        ("rescreenings/", "post"): {"parameters": {}},
        ("reviews/<id:review_id>/close/", "post"): {"outcomes": own["outcomes"]},
        ("devices/enrol/", "post"): {"code": own["code"]},
        ("devices/<id:device_id>/", "put"): {"name": "Tablet"},
        ("receivers/<id:receiver_id>/", "put"): RECEIVER,
        ("receivers/<id:receiver_id>/", "patch"): {"is_active": True},
        ("clinic/", "patch"): {"name": "North"},
    }.get((route, method), {})


def path_to(route, things):
    """The path of the host at which `things` are; the released version, where none is named, is today's."""
    released = questionnaire.VERSION if route.startswith("questionnaire") else RULESET_VERSION
    values = {"version": released} | things
    return PARAMETER.sub(lambda match: str(values[match[1]]), from_the_root(route))


def call(person, route, method, things, body=None):
    """Call an address by its route, at the version of whatever is there."""
    body = None if method == "get" else body
    at_the_host = replace(person, address="")
    return at_the_host.call(method, path_to(route, things), body, **{"If-Match": tag_at(route)})


def tag_at(route):
    """The review was acknowledged; all else is as it was made."""
    return '"2"' if "reviews/" in route else '"1"'


@contextmanager
def undone():
    """Whatever is done inside is undone, so that each call begins alike."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
