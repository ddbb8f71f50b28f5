"""Who may do what at every address, with the own clinic's things, others', and what does not exist.

Of three clinics the caller's is the middle one: a lookup that forgets the clinic and takes the first row, the last
one or the only one is wrong in each case.
"""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from clinic.roles import as_owner
from intake import access
from intake.actions import sign_ins
from intake.actions.clinics import make_clinic
from intake.actions.credentials import hashed, issue_token
from intake.gate.permissions import PUBLIC
from intake.models import AuditEntry, Clinic, Credential, IntakeRecord, Membership, Patient, Review
from tests.api.addresses import DOORS, ELSEWHERE, METHODS, PARAMETER
from tests.api.furnished import (
    CHOSEN,
    MISSING,
    NOTHING,
    body_of,
    call,
    furnish,
    path_to,
    put_beside,
    undone,
)
from tests.api.matrix import MAY, ROLE
from tests.conftest import Person, employ

HEALTH = {"livez", "readyz"}  # public: names and ages of checks, nothing else
TO_THE_DESK = {"", "desk"}  # public: they lead to the desk, and say nothing
OTHER_ROWS = {"desk/welcome/done/", "desk/welcome/<uidb64>/<token>/"}  # public: by a one-time link
SIGNED_IN = {  # to whoever is signed in at the pages, about themselves alone
    "desk/",
    "desk/sign-out/",
    "desk/password/",
    "desk/signed-in/",
    "desk/password-again/",
    "desk/second-factor/",
    "desk/second-factor/reauthenticate/",
    "desk/second-factor/totp/activate/",
    "desk/second-factor/totp/deactivate/",
    "desk/second-factor/recovery-codes/",
    "desk/second-factor/recovery-codes/generate/",
    "desk/second-factor/recovery-codes/download/",
    "desk/second-factor/webauthn/",
    "desk/second-factor/webauthn/add/",
    "desk/second-factor/webauthn/reauthenticate/",
    "desk/second-factor/webauthn/keys/<int:pk>/remove/",
    "desk/second-factor/webauthn/keys/<int:pk>/edit/",
}
SIGNING_IN = {"desk/sign-in/": 200, "desk/second-factor/authenticate/": 302}

CALLERS = ("front_desk", "clinician", "manager", "device", "anonymous", "revoked", "moved")
OVER = ("anonymous", "revoked", "moved")
SHARED = {"version"}  # released texts belong to no clinic
TABLES = {Clinic._meta.db_table: "id"} | {
    model._meta.db_table: "clinic_id"
    for model in apps.get_models()
    if any(field.column == "clinic_id" for field in model._meta.concrete_fields)
}


def test_every_address_and_method_has_a_row_and_every_row_an_address():
    found = {(route, method) for route, address in DOORS.items() for method in address.methods}

    assert found == MAY.keys()
    assert ELSEWHERE.keys() == TO_THE_DESK | OTHER_ROWS | HEALTH | SIGNED_IN | SIGNING_IN.keys()


def test_every_method_of_a_door_names_the_act_that_its_row_tells():
    for route, method in MAY:
        act = DOORS[route].view.acts[method]
        roles = {*access.MAY[act]} if act != PUBLIC else {PUBLIC}
        assert roles == {ROLE.get(who, who) for who in MAY[route, method]}, (route, method)


@pytest.fixture
def west(db):
    return make_clinic("west", "West Street")


@pytest.fixture
def north(west, north):
    """Made between the two others, as are all rows in it."""
    return north


@pytest.fixture
def own(north):
    return furnish(north)


@pytest.fixture
def first(west):
    return furnish(west)


@pytest.fixture
def things(first, own, west, south):
    """What is at each address. Ids that callers choose, the two others have in common, ours among them."""
    last = furnish(south, {name: first[name] for name in CHOSEN})
    for clinic in (west, south):
        put_beside(clinic, own)
    return {"own": own, "missing": own | MISSING, "west": own | first, "south": own | last}


@pytest.fixture
def caller(north, south, tablet):
    def person(kind):
        if kind == "anonymous":
            return Person(None, "")
        if kind == "device":
            return tablet
        if kind == "moved":
            return moved(employ(north, "max", "clinician"), south)
        if kind != "revoked":
            return employ(north, f"a {kind}", kind)
        gone = issue_token(north, "clinician", membership=Membership.objects.filter(clinic=north).first())
        Credential.objects.filter(secret_hash=hashed(gone)).update(revoked_at=timezone.now())
        return Person(None, gone)

    return person


def moved(person, clinic):
    """Works in another clinic from now on."""
    place = Membership.objects.get(user__uuid=person.actor.id)
    sign_ins.end_tokens_of(place)
    place.clinic = clinic
    place.save()
    return person


def everything_of(*clinics):
    """All rows of the clinics in every table that tells clinics apart, as they are stored, the trail with them."""
    ids = [clinic.pk for clinic in clinics]
    marks = ", ".join(["%s"] * len(ids))
    with as_owner(), connection.cursor() as cursor:
        rows = {}
        for table, column in TABLES.items():
            cursor.execute(f'SELECT * FROM "{table}" WHERE {column} IN ({marks})', ids)
            rows[table] = {*map(str, cursor.fetchall())}
    return rows


def expected(route, method, whose, kind):
    who = MAY[route, method]
    if who != ["public"]:
        if kind in OVER:
            return 401
        if kind not in {ROLE[letter] for letter in who}:
            return 403
    if whose == "own":
        return 200
    return 201 if method == "put" else 404


def combinations():
    for route, method in MAY:
        parameters = DOORS[route].parameters
        yield route, method, "own"
        if parameters:
            yield route, method, "missing"
        if parameters - SHARED:
            yield route, method, "west"
        if parameters - SHARED - CHOSEN:
            yield route, method, "south"


def told(answer):
    """All that leaves with an answer."""
    return answer.status_code, sorted(answer.items()), answer.content


@pytest.mark.parametrize("kind", CALLERS)
def test_every_caller_at_every_address(kind, things, west, south, caller):
    person, own, before = caller(kind), things["own"], everything_of(west, south)
    answers = {}
    assert all(before[model._meta.db_table] for model in (Clinic, Patient, IntakeRecord, Review, AuditEntry))

    for route, method, whose in combinations():
        with undone():
            body = body_of(route, method, own)
            answers[route, method, whose] = call(person, route, method, things[whose], body)
            # nothing of the other clinics is touched
            assert whose == "missing" or everything_of(west, south) == before, (route, method, whose)

    # each is answered as the table says
    assert {each: answer.status_code for each, answer in answers.items()} == {
        each: expected(*each, kind) for each in answers
    }
    # and another clinic's thing is told from a missing one by no byte
    for (route, method, whose), answer in answers.items():
        if whose in ("west", "south") and answer.status_code != 201:
            assert told(answer) == told(answers[route, method, "missing"]), (route, method, whose)


def test_another_clinics_ids_in_a_body_are_not_there(things, west, south, caller):
    clinician, desk, manager = caller("clinician"), caller("front_desk"), caller("manager")
    own, theirs = things["own"], things["west"]["patient_id"]  # which the south has too
    mine = f"/patients/{own['patient_id']}"
    erasing = {"reason": "asked_by_patient"}
    smuggled = [
        (clinician, "put", f"/intakes/{uuid4()}/", "patient", {"answers": {}}, 404),
        (clinician, "post", f"/intakes/{own['submission_id']}/patient/", "patient", {}, 404),
        (desk, "post", f"{mine}/merge/", "into", {}, 404),
        (manager, "post", f"{mine}/erase/", "patient", erasing, 400),
    ]
    before = everything_of(west, south)

    for person, method, path, name, body, code in smuggled:
        foreign = person.call(method, path, body | {name: theirs})
        missing = person.call(method, path, body | {name: NOTHING})
        assert foreign.status_code == code, path
        assert told(foreign) == told(missing), path
    asked = [clinician.get(f"/intakes/?patient={patient}") for patient in (theirs, NOTHING)]
    assert told(asked[0]) == told(asked[1])
    assert everything_of(west, south) == before


def test_no_body_says_for_which_clinic_or_as_whom(own, caller):
    people = {letter: caller(role) for letter, role in ROLE.items()} | {"public": Person(None, "")}

    for route, method in MAY:
        if method == "get":
            continue
        for name in ("clinic_id", "id", "filed_by", "acknowledged_by"):
            with undone():
                body = body_of(route, method, own) | {name: "1"}
                answer = call(people[MAY[route, method][0]], route, method, own, body)
            assert answer.status_code == 400, (route, name)
            assert answer.json()["errors"][0]["pointer"] == f"/{name}"


@pytest.mark.parametrize("address", DOORS.values(), ids=lambda address: address.route)
def test_a_method_that_an_address_does_not_have_is_refused(address, nobody, db):
    for method in {*METHODS, "options"} - {*address.methods}:
        answer = replace(nobody, address="").call(method, path_to(address.route, MISSING))
        assert answer.status_code == 405
        assert {name.lower() for name in answer["Allow"].split(", ")} - {"head"} == {*address.methods}


def test_the_host_alone_leads_whoever_looks_to_the_desk(client, db):
    for route in TO_THE_DESK:
        looked, sent = client.get(f"/{route}?name=Quince"), client.post(f"/{route}")
        assert (looked.status_code, looked["Location"], looked.content) == (302, "/desk/", b"")
        assert (sent.status_code, sent["Allow"]) == (405, "GET, HEAD")


def test_pages_about_oneself_send_whoever_is_not_signed_in_to_sign_in(client, db):
    for route in SIGNED_IN:
        path = "/" + PARAMETER.sub("1", route)
        for answer in (client.get(path), client.post(path)):
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/desk/sign-in/"), path
    assert {route: client.get(f"/{route}").status_code for route in SIGNING_IN} == SIGNING_IN


def test_the_pages_of_a_one_time_link_are_open_to_nobody_without_it(client, db):
    for route in OTHER_ROWS:
        path = "/" + PARAMETER.sub("nonsense", route)
        assert client.get(path).status_code == 200
        assert client.post(path, {"new_password1": "a long enough phrase"}).status_code in (200, 405)
