"""The OpenAPI schema and a page to read it, both public, without any outside script."""

from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from intake import questionnaire
from intake.api import shapes
from intake.gate import etag
from intake.gate.door import Door
from intake.gate.permissions import PUBLIC
from intake.gate.rendering import JSON
from intake.questionnaire import INJURY, NONE, QUESTIONS, reading
from intake.questionnaire.envelope import SENDERS, IntakeEnvelope
from intake.triage.logic import digest
from intake.triage.parameters import PARAMETERS

FORMS = (IntakeEnvelope, shapes.Answered, shapes.Amendment)  # what holds answers
# Redoc shows its maker's mark from a host of theirs, unless nothing from outside is let in.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; worker-src blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
OVERVIEW = """\
Afoot takes a patient's intake, judges it by published rules, and flags the case for spinal evaluation with an
urgency, the reasons and the sources. It supports clinicians and decides nothing for them.

**Who is asking.** Send `Authorization: Bearer …`. `POST /api/v1/sign-in/` trades a password and, where one is needed,
a second factor's code for a token of one clinic and role; `manage.py token` prints one for scripts. What belongs to
another clinic does not exist for you: 404.

**Filing.** Choose a UUID, `PUT` the answers under it, and retry until you get an answer: sending the same again is
harmless. Leave out an answer that was not given; where the patient is not sure, or would rather not say, name the
question in `unsure` or `declined`. None of these is ever taken for a *no*. Every question is described under `Answers`.
A tablet keeps what it sent until it is answered 200, 201 or 410; whatever else was refused is also set aside for a
clinician.

**Changing.** `PATCH` needs `If-Match` with the `ETag` that you read, and so does every act on a review: nobody can
acknowledge or close what they were not shown. Sending the same again, with the same `If-Match`, is harmless.

**Lists** answer with `results` and `next`, the address of the next page, or null on the last.

**Errors** are `application/problem+json` (RFC 9457) with a stable `type`. Where the request itself is at fault,
`errors` has a `pointer` to each place and says what must stand there. No error repeats what was sent.
"""


class OpenAPI(JSON):
    """The schema's own media type, for who asks for it."""

    media_type = "application/vnd.oai.openapi+json"
    format = "openapi"


class Schema(Door):
    acts = {"get": PUBLIC}
    authentication_classes = []
    renderer_classes = [JSON, OpenAPI]

    @extend_schema(exclude=True)
    def get(self, request):
        """This document."""
        tag = _version()
        if etag.is_known(request, tag):
            return etag.not_modified(tag)
        return etag.tagged(Response(described()), tag)


@cache
def described() -> dict:
    """The OpenAPI document; it changes with the code alone."""
    return SchemaGenerator().get_schema(public=True)


@cache
def _version() -> str:
    return digest(described())


class Docs(TemplateView):
    acts = {"get": PUBLIC}
    http_method_names = ["get", "head"]
    template_name = "api/docs.html"

    def render_to_response(self, context, **more):
        return super().render_to_response(context, headers={"Content-Security-Policy": POLICY}, **more)


def add_components(result: dict, **_: Any) -> dict:
    """Put every shape into the schema, and the answers as the questionnaire has them."""
    result["info"]["description"] = OVERVIEW
    _, components = msgspec.json.schema_components(_shapes(), ref_template="#/components/schemas/{name}")
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas.update({name: _unindented(schema) for name, schema in components.items()})
    _put_answers(schemas)
    schemas["ClinicChange"]["properties"]["parameters"] = _thresholds()
    for body in _bodies(result["paths"]):
        shape = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        body["required"] = bool(schemas[shape]["required"])
    return result


def _shapes():
    named = (getattr(shapes, name) for name in shapes.__all__)
    return [IntakeEnvelope, *(shape for shape in named if shape not in (shapes.Asked, shapes.Shown))]


def _unindented(schema):
    """As the docstring reads: a paragraph that keeps its indent is code to who shows it."""
    return schema | {"description": cleandoc(schema["description"])} if "description" in schema else schema


def _bodies(paths):
    operations = (operation for methods in paths.values() for operation in methods.values())
    return [operation["requestBody"] for operation in operations if "requestBody" in operation]


def _put_answers(schemas):
    """In place of *any answers*: every question, and who may be said to have answered it."""
    schemas["Answers"] = _answers(questionnaire.QUESTIONS, injuries=True)
    schemas["AmendedAnswers"] = _withdrawable(schemas["Answers"])
    schemas["Injury"] = _answers(INJURY, injuries=False)
    for form in FORMS:
        properties = schemas[form.__name__]["properties"]
        amended = "Amended" if form is shapes.Amendment else ""
        properties["answers"] = {"$ref": f"#/components/schemas/{amended}Answers"}
        for silence in reading.SILENCES:
            properties[silence] = _silence()
        if "said_by" in properties:
            properties["said_by"]["additionalProperties"] = {"enum": [*SENDERS]}


def _silence():
    names = [name for name in (*QUESTIONS, "injuries") if reading.is_asked(name)]
    return {"type": "array", "items": {"enum": names}, "uniqueItems": True, "default": []}


def _answers(questions, *, injuries) -> dict:
    """The schema of answers: each question with its wording and when it is shown."""
    properties = {
        name: _answer(question)
        for name, question in questions.items()
        if question.of_injury != injuries and question.who != ("record",)
    }
    if injuries:
        rows = {"type": "array", "items": {"$ref": "#/components/schemas/Injury"}}
        properties["injuries"] = rows | {"maxItems": questionnaire.MOST_INJURIES}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _answer(question) -> dict:
    schema = msgspec.json.schema(reading.type_of(question))
    if question.kind in ("many_of", "checklist"):
        choices = [name for name in question.option_names if name != NONE]
        several = {"type": "array", "items": {"enum": choices}, "uniqueItems": True}
        schema = {"anyOf": [several, {"const": [NONE]}]}
    shown = f" Shown if: {question.shown_if}." if question.shown_if else ""
    return schema | {"description": f"{question.wording} {question.help}{shown}".strip()}


def _withdrawable(answers) -> dict:
    """Answers of which each may also be null: it is then withdrawn."""
    either = {
        name: {"anyOf": [{"$ref": f"#/components/schemas/Answers/properties/{name}"}, {"type": "null"}]}
        for name in answers["properties"]
    }
    return answers | {"properties": either}


def _thresholds() -> dict:
    properties = {
        name: {
            "anyOf": [
                {"type": _number(spec.default), "minimum": spec.low, "maximum": spec.high},
                {"type": "null"},
            ],
            "default": spec.default,
            "description": f"In {spec.unit}. {spec.trade_off}",
        }
        for name, spec in PARAMETERS.items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _number(default):
    return "integer" if isinstance(default, int) else "number"
