"""`/devices/`: a tablet is announced, enrolled with a one-time code, and refused from the moment it is revoked."""

from datetime import timedelta
from time import time
from uuid import uuid4

import pytest
from django.utils import timezone

from intake.access import within
from intake.models import AuditEntry, Credential
from tests.api.given import SADDLE, file, pages_of, pointers, refused, trail
from tests.at_once import at_once
from tests.conftest import Person, employ


def announced(person, name="Front desk, left"):
    """Announce a tablet: its id and its code."""
    uuid = str(uuid4())
    answer = person.put(f"/devices/{uuid}/", {"name": name})
    assert answer.status_code == 201
    return uuid, answer.json()["code"]


@pytest.mark.parametrize("who", ["bo", "cy"])
def test_a_tablet_is_enrolled_with_its_code_and_files_intakes(who, nobody, request):
    person = request.getfixturevalue(who)
    uuid, code = announced(person)

    answer = nobody.post("/devices/enrol/", {"code": code})

    assert answer.status_code == 200
    assert (answer.json()["clinic"], answer.json()["role"]) == ("north", "device")
    enrolled = Person(None, answer.json()["token"])
    assert enrolled.get("/questionnaire/").status_code == 200
    file(enrolled, SADDLE)
    assert person.get(f"/devices/{uuid}/").json()["enrolled_at"]
    assert trail(person.actor.clinic)[:2] == ["device-announced", "device-enrolled"]


def test_a_code_works_once(bo, nobody):
    _, code = announced(bo)
    assert nobody.post("/devices/enrol/", {"code": code}).status_code == 200

    refused(nobody.post("/devices/enrol/", {"code": code}), 401, "no-credential")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_the_code_at_the_same_moment_one_is_enrolled(bo, nobody, settings):
    settings.LIMITS = settings.LIMITS | {"code": 100}
    _, code = announced(bo)

    answers = at_once(8, lambda _: nobody.post("/devices/enrol/", {"code": code}))

    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7


def test_a_repeated_announcement_gives_a_new_code_and_ends_the_old_one(bo, nobody):
    uuid, old = announced(bo)

    again = bo.put(f"/devices/{uuid}/", {"name": "Front desk, left"})

    assert again.status_code == 200
    refused(nobody.post("/devices/enrol/", {"code": old}), 401, "no-credential")
    assert nobody.post("/devices/enrol/", {"code": again.json()["code"]}).status_code == 200


def test_a_tablet_that_is_enrolled_again_has_its_new_token_alone(bo, nobody, tablet):
    uuid, code = announced(bo)
    old = Person(None, nobody.post("/devices/enrol/", {"code": code}).json()["token"])

    # announcing alone, which may be in vain, ends nothing
    code = bo.put(f"/devices/{uuid}/", {"name": "Front desk, left"}).json()["code"]
    assert old.get("/questionnaire/").status_code == 200

    new = Person(None, nobody.post("/devices/enrol/", {"code": code}).json()["token"])
    refused(old.get("/questionnaire/"), 401, "no-credential")
    for enrolled in (new, tablet):
        assert enrolled.get("/questionnaire/").status_code == 200


def test_a_code_is_over_after_ten_minutes(bo, nobody):
    _, code = announced(bo)
    assert Credential.objects.get(kind="enrolment_code").expires_at <= timezone.now() + timedelta(minutes=10)
    Credential.objects.update(expires_at=timezone.now())

    refused(nobody.post("/devices/enrol/", {"code": code}), 401, "no-credential")


def refusals(clinic):
    with within(clinic):
        lines = AuditEntry.objects.filter(outcome="refused").order_by("pk")
        return list(lines.values_list("actor", "act", "subject", "subjects"))


@pytest.mark.parametrize("why", ["used", "over", "replaced", "revoked"])
def test_a_code_that_is_no_longer_good_is_told_to_its_clinic_and_not_its_text(cy, dee, nobody, why):
    uuid, code = announced(cy)
    if why == "used":
        nobody.post("/devices/enrol/", {"code": code})
    elif why == "over":
        Credential.objects.filter(kind="enrolment_code").update(expires_at=timezone.now())
    elif why == "replaced":
        cy.put(f"/devices/{uuid}/", {"name": "Front desk, left"})
    else:
        cy.post(f"/devices/{uuid}/revoke/")

    for _ in range(3):
        refused(nobody.post("/devices/enrol/", {"code": code}), 401, "no-credential")

    assert refusals(cy.actor.clinic) == [("nobody:unknown", "device-enrolled", uuid, [])]
    assert refusals(dee.actor.clinic) == []
    assert code not in cy.get("/audit/").content.decode()


def test_a_code_that_is_nobodys_is_in_no_trail(cy, dee, nobody):
    announced(cy)
    for code in ("ABCDEFGH2345", cy.token[:40]):
        refused(nobody.post("/devices/enrol/", {"code": code}), 401, "no-credential")

    assert refusals(cy.actor.clinic) == refusals(dee.actor.clinic) == []


@pytest.mark.django_db(transaction=True)
def test_a_flood_of_one_code_is_one_line_an_hour(cy, nobody, settings, monkeypatch):
    settings.LIMITS = settings.LIMITS | {"code": 1_000}
    uuid, code = announced(cy)
    cy.post(f"/devices/{uuid}/revoke/")

    at_once(8, lambda _: nobody.post("/devices/enrol/", {"code": code}))
    assert len(refusals(cy.actor.clinic)) == 1

    monkeypatch.setattr("intake.gate.limits.time.time", lambda: time() + 3_601)
    nobody.post("/devices/enrol/", {"code": code})
    assert len(refusals(cy.actor.clinic)) == 2


def test_a_code_is_shown_once_and_is_no_token(bo):
    uuid, code = announced(bo)

    assert "code" not in bo.get(f"/devices/{uuid}/").json()
    assert code not in bo.get("/devices/").content.decode()
    refused(Person(None, code).get("/me/"), 401, "no-credential")
    refused(Person(None, code * 3).get("/me/"), 401, "no-credential")


def test_a_token_enrols_nobody(tablet, nobody):
    refused(nobody.post("/devices/enrol/", {"code": tablet.token[:40]}), 401, "no-credential")


def test_a_revoked_tablet_is_refused_from_the_next_request_on(cy, nobody):
    uuid, code = announced(cy)
    enrolled = Person(None, nobody.post("/devices/enrol/", {"code": code}).json()["token"])
    assert enrolled.get("/questionnaire/").status_code == 200

    for _ in range(2):
        assert cy.post(f"/devices/{uuid}/revoke/").json()["revoked_at"]

    refused(enrolled.get("/questionnaire/"), 401, "no-credential")
    refused(enrolled.put(f"/intakes/{uuid4()}/", {"answers": SADDLE}), 401, "no-credential")
    assert trail(cy.actor.clinic).count("device-revoked") == 1


def test_a_revoked_tablet_is_neither_enrolled_nor_announced_again(cy, nobody):
    uuid, code = announced(cy)
    cy.post(f"/devices/{uuid}/revoke/")

    refused(nobody.post("/devices/enrol/", {"code": code}), 401, "no-credential")
    assert cy.put(f"/devices/{uuid}/", {"name": "Again"}).status_code >= 400


def test_tablets_are_listed_page_by_page(bo, pages_of_three):
    added = [announced(bo)[0] for _ in range(7)]

    pages = list(pages_of(bo, "/devices/"))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["uuid"] for page in pages for row in page] == added


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, ""), ({"name": ""}, "/name"), ({"name": "x" * 81}, "/name"), ({"name": "a", "code": "b"}, "/code")],
)
def test_a_name_that_does_not_fit_is_refused(bo, body, pointer):
    assert pointers(refused(bo.put(f"/devices/{uuid4()}/", body), 400, "body-refused")) == [pointer]


def test_neither_a_clinician_nor_a_tablet_enrols_tablets(ada, tablet):
    for person in (ada, tablet):
        refused(person.get("/devices/"), 403, "not-allowed")
        refused(person.put(f"/devices/{uuid4()}/", {"name": "Mine"}), 403, "not-allowed")
        refused(person.post(f"/devices/{tablet.actor.id}/revoke/"), 403, "not-allowed")


def test_another_clinics_tablet_is_not_there(bo, south):
    uuid = announced(bo)[0]
    manager = employ(south, "max", "manager")

    assert manager.get("/devices/").json()["results"] == []
    foreign, missing = manager.get(f"/devices/{uuid}/"), manager.get(f"/devices/{uuid4()}/")
    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
    refused(manager.post(f"/devices/{uuid}/revoke/"), 404, "not-there")
    assert bo.get(f"/devices/{uuid}/").json()["revoked_at"] is None


def test_a_tablet_that_is_announced_again_takes_its_new_name(bo):
    uuid, _ = announced(bo, "Left")
    bo.put(f"/devices/{uuid}/", {"name": "Right"})
    assert bo.get(f"/devices/{uuid}/").json()["name"] == "Right"
