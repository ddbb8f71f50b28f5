"""Whatever the schema allows or forbids is sent to every operation: nothing upsets it, and it answers as it says."""

from contextlib import contextmanager
from zlib import crc32

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection
from schemathesis.core.parameters import ParameterLocation
from schemathesis.pytest.lazy import get_all_tests

from intake.api.documentation import described
from tests.api.addresses import API, OF_THE_API, PARAMETER
from tests.api.furnished import furnish, tag_at, undone
from tests.api.matrix import MAY, ROLE
from tests.conftest import Person, employ

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]

OPERATIONS = [each for each in MAY if each[0] in OF_THE_API and each[0] not in ("schema/", "docs/")]
FORMS = [  # the operations that read a whole form
    ("intakes/<id:submission_id>/", "put"),
    ("intakes/<id:submission_id>/", "patch"),
    ("assessments/", "post"),
]

# What no schema can say: that a follow-up contradicts its parent, that a text holds no NUL, that 3.0 is not how a
# whole number is written, that a minute has 60 seconds, that a version was served, a cursor given out, a zone
# exists, a word is said by who answered, a code is of a flag on the case.
BEYOND_THE_SCHEMA = {"contradiction", "not_json"}
BEYOND_THE_SCHEMA_AT = (
    *("cursor", "from", "to", "before", "received_from", "received_before"),
    *("/questionnaire", "/said_by", "/time_zone", "/outcomes", "/name", "/url", "/parameters"),
)
SPOKEN_OF = {"patient": "patient_id", "into": "again", "outcomes": "outcomes", "code": "code"}


def operation_at(route, method, examples):
    """The bounds of each question are tried one by one at a single form, on one database."""
    spared = FORMS[1:] if connection.vendor == "postgresql" else FORMS
    config = {
        "seed": 20261122,
        "generation": {
            "deterministic": True,
            "max-examples": examples,
            "allow-x00": True,
            "with-security-parameters": False,
        },
        "phases": {"coverage": {"enabled": (route, method) not in spared}},
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 400, 401, 404, 409, 412]},
            "negative_data_rejection": {"expected-statuses": [400, 401, 404, 405, 406, 409, 412, 415, 428]},
            "missing_required_header": {"expected-statuses": [401, 404, 428]},
        },
    }
    schema = schemathesis.openapi.from_dict(described(), config=schemathesis.Config.from_dict(config))
    schema.app = WSGIHandler()
    return schema.include(path=f"/{API}" + PARAMETER.sub(r"{\1}", route), method=method.upper())


@pytest.fixture
def own(north):
    return furnish(north)


@pytest.fixture
def people(north, tablet, own, settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1_000_000)
    staff = {role: employ(north, f"a {role}", role) for role in ("front_desk", "clinician", "manager")}
    return staff | {"device": tablet, "public": Person(None, "")}


@contextmanager
def connected():
    """Keep the connection, which holds the test's transaction: a server closes it between requests."""
    between = (signals.request_started, signals.request_finished)
    for signal in between:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in between:
            signal.connect(close_old_connections)


def aim(case, own):
    """Point every second case at what is there, and at its version, unless a wrong address is what it tries."""
    is_spared = crc32(f"{case.path_parameters} {case.body}".encode(errors="replace")) % 2
    if is_spared or case.meta.is_negative_at(ParameterLocation.PATH):
        return
    for name in own.keys() & case.path_parameters.keys():
        case.path_parameters[name] = own[name]
    if "If-Match" in case.headers:
        case.headers["If-Match"] = tag_at(case.path)
    if case.meta.generation.mode.is_positive:
        case.query.pop("cursor", None)
        if isinstance(case.body, dict):
            # another body, for this one may be an example of the document itself
            case.body = case.body | {
                name: own[SPOKEN_OF[name]] for name in SPOKEN_OF.keys() & case.body.keys()
            }


def signed(person):
    return {"Authorization": f"Bearer {person.token}"} if person.token else {}


def is_beyond_the_schema(fault, body):
    is_one_of_those = fault["kind"] in BEYOND_THE_SCHEMA or fault["pointer"].startswith(BEYOND_THE_SCHEMA_AT)
    return is_one_of_those or is_a_fraction(body, fault["pointer"].split("/")[1:])


def is_a_fraction(value, steps):
    """Whether 3.0 stands at the end of the steps, or right behind it."""
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return any(isinstance(each, float) for each in (value.values() if isinstance(value, dict) else [value]))


@pytest.mark.parametrize("examples", [40, pytest.param(1_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(("route", "method"), OPERATIONS)
def test_no_input_upsets_an_operation(route, method, examples, people, own):
    who = MAY[route, method]
    person = people["clinician" if "C" in who else ROLE.get(who[0], who[0])]

    def send(case):
        aim(case, own)
        with undone(), connected():
            answer = case.call_and_validate(headers=signed(person))
        if answer.status_code == 400 and case.meta.generation.mode.is_positive:
            faults = answer.json()["errors"]
            assert [fault for fault in faults if not is_beyond_the_schema(fault, case.body)] == []

    # not `schema.parametrize`, which makes every case when tests are collected, wanted or not
    (made,) = get_all_tests(
        schema=operation_at(route, method, examples), test_func=send, settings=None, given_kwargs={}
    )
    _, send_all = made.ok()
    send_all()
