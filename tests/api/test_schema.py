"""The OpenAPI document is valid and true: it names every address, its examples work, and answers are as it says."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from intake.actions.credentials import CODE_LIFE, hashed
from intake.api.examples import EXAMPLES
from intake.models import Credential
from tests.api.addresses import API, OF_THE_API, PARAMETER
from tests.api.furnished import MISSING, body_of, call, furnish, undone
from tests.api.given import SADDLE, act_on, flagged, patient
from tests.conftest import Person, employ

UNDESCRIBED = {"schema/", "docs/"}  # the document and the page to read it
OPERATIONS = [
    (route, method)
    for route, address in OF_THE_API.items()
    if route not in UNDESCRIBED
    for method in address.methods
]


@pytest.fixture
def document(client, db):
    return client.get("/api/v1/schema/").json()


def operation(document, route, method):
    return document["paths"][f"/{API}" + PARAMETER.sub(r"{\1}", route)][method]


def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    validate_schema(document)
    for shape in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


def test_every_reference_leads_somewhere(document):
    def references(part):
        if isinstance(part, dict):
            yield from [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            part = list(part.values())
        if isinstance(part, list):
            for inner in part:
                yield from references(inner)

    for reference in {*references(document)}:
        target = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_the_document_names_every_address_and_method_and_no_other(document):
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}

    assert told == {(f"/{API}" + PARAMETER.sub(r"{\1}", route), method) for route, method in OPERATIONS}


def test_every_operation_is_named_summed_up_and_says_who_may_call_it(document):
    told = [operation(document, route, method) for route, method in OPERATIONS]

    assert len({each["operationId"] for each in told}) == len(told)
    assert all(each["summary"] for each in told)
    open_to_all = {each["operationId"] for each in told if not each.get("security")}
    assert open_to_all == {"post_SignIn", "post_EnrolDevice"}


def test_the_document_is_not_sent_again_to_who_has_it(client, db):
    tag = client.get("/api/v1/schema/")["ETag"]

    assert client.get("/api/v1/schema/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("media_type", ["application/json", "application/vnd.oai.openapi+json"])
def test_the_document_comes_as_either_kind_of_json(client, db, media_type):
    answer = client.get("/api/v1/schema/", headers={"Accept": media_type})

    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)


def test_the_document_has_no_parameters(client, db):
    assert client.get("/api/v1/schema/?lang=de").status_code == 400


@pytest.fixture
def own(north):
    return furnish(north)


@pytest.fixture
def people(north, tablet, own):
    staff = [employ(north, f"a {role}", role) for role in ("front_desk", "clinician", "manager")]
    return [*staff, tablet, Person(None, "")]


def misfits(document, answer, route, method):
    """What in a body is not as the document says of this operation and status."""
    told = operation(document, route, method)["responses"][str(answer.status_code)]
    shape = told["content"][answer["Content-Type"]]["schema"] | {"components": document["components"]}
    found = Draft202012Validator(shape, format_checker=FormatChecker()).iter_errors(answer.json())
    return [f"{method} {route} {answer.status_code}: {error.message}" for error in found]


def test_every_answer_is_as_the_document_says_and_each_good_one_is_had(document, people, own):
    found, had = [], set()

    for route, method in OPERATIONS:
        for things in (own, own | MISSING):
            for person in people:
                with undone():
                    answer = call(person, route, method, things, body_of(route, method, own))
                found += misfits(document, answer, route, method)
                had.add((route, method, str(answer.status_code)))

    assert found == []
    told = {(*each, code) for each in OPERATIONS for code in operation(document, *each)["responses"]}
    assert {each for each in told - had if each[2].startswith("2")} == set()


def test_a_list_of_many_things_is_as_the_document_says(document, ada, bo, cy):
    for answers in (SADDLE, {"age_years": 40}):
        flagged(ada, answers | {"back_pain_status": "now", "saddle_numbness": True}, patient=patient(bo))

    for person, route in (
        (ada, "intakes/"),
        (ada, "worklist/"),
        (bo, "queue/"),
        (bo, "patients/"),
        (cy, "audit/"),
    ):
        answer = person.get(f"/{route}")
        assert len(answer.json()["results"]) >= 2
        assert misfits(document, answer, route, "get") == []


ALL_EXAMPLES = [
    pytest.param(shape, body, id=f"{shape}: {title}")
    for shape, told in EXAMPLES.items()
    for title, body in told.items()
]


def taking(document, shape):
    """The operations whose body is of this shape."""
    for route, method in OPERATIONS:
        body = operation(document, route, method).get("requestBody")
        if body and body["content"]["application/json"]["schema"]["$ref"].endswith(f"/{shape}"):
            yield route, method


def spoken_of(body, desk, clinic, device_id):
    """What the examples speak of: two patients, staff of a clinic, an enrolment code."""
    named = body.get("patient") or body.get("into")
    if named:
        desk.put(f"/patients/{named}/", {"family_name": "Example", "given_name": "Ada"})
    if "password" in body:
        clinic.slug = body["clinic"]
        clinic.save()
        employ(clinic, body["username"], body["role"])
        user = clinic.memberships.get(user__username=body["username"]).user
        user.set_password(body["password"])
        user.save()
    if "code" in body:
        Credential.objects.filter(holder=device_id, kind="enrolment_code").update(
            secret_hash=hashed(body["code"]), expires_at=timezone.now() + CODE_LIFE
        )


def acknowledged_crash(clinician):
    """The review of the example that the example of closing speaks of."""
    sent = uuid4()
    crash = EXAMPLES["IntakeEnvelope"]["A foot that drops after a car crash"]
    review = clinician.put(f"/intakes/{sent}/", crash).json()["review"]
    act_on(clinician, review, "acknowledge")
    return review


@pytest.mark.parametrize(("shape", "body"), ALL_EXAMPLES)
def test_every_example_is_accepted(document, people, own, north, shape, body):
    desk, clinician, *_ = people
    spoken_of(body, desk, north, own["device_id"])
    review = acknowledged_crash(clinician)
    called = [*taking(document, shape)]
    assert called

    for route, method in called:
        new = {"submission_id": uuid4(), "patient_id": uuid4()} if method == "put" else {}
        new |= {"patient_id": body["patient"]} if shape == "Erasure" else {}  # said twice
        codes = set()
        for person in people:
            with undone():
                answer = call(person, route, method, own | {"review_id": review} | new, body)
            codes.add(answer.status_code)
        assert codes <= {200, 201, 401, 403}
        assert codes & {200, 201}


def test_every_example_stands_in_the_document(document):
    told = [
        each["value"]
        for route, method in OPERATIONS
        for each in operation(document, route, method)
        .get("requestBody", {"content": {"application/json": {}}})["content"]["application/json"]
        .get("examples", {})
        .values()
    ]

    assert {json.dumps(body) for each in EXAMPLES.values() for body in each.values()} == {
        json.dumps(body) for body in told
    }


def test_every_shape_says_what_its_names_do_not_but_pages_and_forms(document):
    schemas = document["components"]["schemas"]
    silent = {
        name: schema.get("properties", {}) for name, schema in schemas.items() if "description" not in schema
    }

    others = {name for name, fields in silent.items() if not fields.keys() <= {"results", "next"}}
    assert others == {"Answers", "AmendedAnswers", "Injury"}  # there each question speaks for itself


def test_no_paragraph_of_a_description_is_indented(document):
    schemas = document["components"]["schemas"]
    told = {name: schema["description"] for name, schema in schemas.items() if "description" in schema}

    assert any("\n\n" in text for text in told.values())
    assert [name for name, text in told.items() if "\n " in text] == []
