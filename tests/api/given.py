"""What the doors' tests begin with, brought about over the API itself, and how they read an answer."""

from uuid import uuid4

from intake.access import within
from intake.models import AuditEntry
from tests.actions.given import HOT_FOOT, SADDLE, SCIATICA, WELL

__all__ = ["HOT_FOOT", "SADDLE", "SCIATICA", "WELL"]

# An emergency rule hangs on what nobody asked yet, so the desk is to ask now.
HALF_ASKED = {"age_years": 52, "back_pain_status": "now", "leg_pain_below_knee": True}


def file(person, answers=SADDLE, **more):
    """File an intake and give back its id."""
    sent = str(uuid4())
    answer = person.put(f"/intakes/{sent}/", {"answers": answers, **more})
    assert answer.status_code == 201, answer.content
    return sent


def flagged(clinician, answers=SADDLE, **more):
    """File an intake that is flagged and give back the id of its review."""
    return clinician.get(f"/intakes/{file(clinician, answers, **more)}/").json()["review"]


def act_on(clinician, review, act, body=None):
    """Acknowledge, refer or close a case as it stands now."""
    seen = clinician.get(f"/reviews/{review}/")
    return clinician.post(f"/reviews/{review}/{act}/", body, **{"If-Match": seen["ETag"]})


def patient(desk, family_name="Quince", given_name="Nora", **more):
    """Add a patient and give back the id."""
    uuid = str(uuid4())
    details = {"family_name": family_name, "given_name": given_name, **more}
    answer = desk.put(f"/patients/{uuid}/", details)
    assert answer.status_code == 201, answer.content
    return uuid


def refused(answer, code, slug):
    """The problem of a refusal, which must be of this status and type."""
    assert answer.status_code == code, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == (f"urn:afoot:problem:{slug}", code)
    return problem


def pointers(problem):
    return [fault["pointer"] for fault in problem["errors"]]


def trail(clinic):
    """The acts in the clinic's audit trail, the first one first."""
    with within(clinic):
        return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


def pages_of(person, address):
    """Every page of a list, following `next`."""
    while address:
        page = person.get(address).json()
        yield page["results"]
        address = page["next"] and page["next"].removeprefix(person.address)
