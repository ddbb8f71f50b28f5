"""A clinic with one of everything, and what makes sense to send to each of its addresses."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import transaction

from intake import alarms, questionnaire
from intake.access import within
from intake.api.examples import EXAMPLES
from intake.models import Alarm
from intake.triage.rules import RULESET_VERSION
from tests.api.addresses import PARAMETER
from tests.api.given import HALF_ASKED, SADDLE, WELL, file, flagged, patient
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
RECEIVER = EXAMPLES["ReceiverDetails"]["The clinic's integration engine"]
PASSWORD = "a long enough phrase"


def furnish(clinic):
    """One of everything in the clinic: the ids that addresses name, and what bodies speak of."""
    desk = employ(clinic, f"desk {clinic}", "front_desk")
    doctor = employ(clinic, f"doctor {clinic}", "clinician")
    sent, nora, again = file(doctor, HALF_ASKED), patient(desk), patient(desk, "Pear")
    doctor.put(f"/intakes/{sent}/", {"answers": WELL})
    review = flagged(doctor, SADDLE)
    doctor.post(f"/reviews/{review}/acknowledge/")
    unanswered = doctor.post(f"/reviews/{review}/close/", {"outcomes": {}}).json()["errors"]
    manager, receiver, device = employ(clinic, f"chief {clinic}", "manager"), str(uuid4()), str(uuid4())
    manager.put(f"/receivers/{receiver}/", RECEIVER)
    return {
        "submission_id": sent,
        "patient_id": nora,
        "review_id": review,
        "copy_id": doctor.get("/set-aside/").json()["results"][0]["id"],
        "device_id": device,
        "alarm_id": an_alarm(clinic),
        "code": desk.put(f"/devices/{device}/", {"name": "Tablet"}).json()["code"],
        "receiver_id": receiver,
        "delivery_id": manager.post(f"/receivers/{receiver}/test/").json()["uuid"],
        "again": again,
        "outcomes": {fault["pointer"].rpartition("/")[2]: "confirmed" for fault in unanswered},
        "sign_in": {"username": f"doctor {clinic}", "password": PASSWORD, "clinic": str(clinic)},
    }


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
    """The path at which `things` are; the released version, where none is named, is today's."""
    released = questionnaire.VERSION if route.startswith("questionnaire") else RULESET_VERSION
    values = {"version": released} | things
    return "/" + PARAMETER.sub(lambda match: str(values[match[1]]), route)


def call(person, route, method, things, body=None):
    """Call an address by its route, at the first version of whatever is there."""
    return person.call(
        method, path_to(route, things), None if method == "get" else body, **{"If-Match": '"1"'}
    )


@contextmanager
def undone():
    """Whatever is done inside is undone, so that each call begins alike."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
