"""The OpenAPI schema and a page to read it, both public, without any outside script."""

from typing import Any

import msgspec
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView
from rest_framework.permissions import AllowAny

from intake import questionnaire
from intake.api import shapes
from intake.gate.permissions import PUBLIC
from intake.questionnaire import INJURY, QUESTIONS, reading
from intake.questionnaire.envelope import SENDERS, AnswersEnvelope, IntakeEnvelope

OVERVIEW = """\
Afoot takes a patient's intake, judges it by published rules, and flags the case for spinal evaluation with an
urgency, the reasons and the sources. It supports clinicians and decides nothing for them.

**Who is asking.** Send `Authorization: Bearer …`. `POST /api/v1/sign-in/` trades a password for a token of one
clinic and role; `manage.py token` prints one for scripts. What belongs to another clinic does not exist: 404.

**Filing.** Choose a UUID, `PUT` the answers under it, and repeat until you are answered: the same again is harmless.
An answer that was not given is left out; a patient who is not sure, or would rather not say, is named in `unsure`
or `declined`. None of these is ever taken for a *no*. Every question is described under `Answers`.

**Changing.** `PATCH` needs `If-Match` with the `ETag` that you read.

**Lists** answer with `results` and `next`, the address of the following page.

**Errors** are `application/problem+json` (RFC 9457) with a stable `type`, and for what was sent a `pointer` to each
place and what is allowed there. No error repeats what was sent.
"""


class Schema(SpectacularAPIView):
    acts = {"get": PUBLIC}
    authentication_classes = []
    permission_classes = [AllowAny]
    renderer_classes = [OpenApiJsonRenderer]

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class Docs(SpectacularRedocView):
    acts = {"get": PUBLIC}
    authentication_classes = []
    permission_classes = [AllowAny]
    template_name = "api/docs.html"
    url = "../schema/"


def add_components(result: dict, **_: Any) -> dict:
    """Put every shape into the schema, and the answers as the questionnaire has them."""
    result["info"]["description"] = OVERVIEW
    structs = [IntakeEnvelope, AnswersEnvelope, *_shapes()]
    _, components = msgspec.json.schema_components(structs, ref_template="#/components/schemas/{name}")
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(components)
    schemas["Answers"] = _answers(questionnaire.QUESTIONS, injuries=True)
    schemas["Injury"] = _answers(INJURY, injuries=False)
    for envelope in ("IntakeEnvelope", "AnswersEnvelope"):
        properties = schemas[envelope]["properties"]
        properties["answers"] = {"$ref": "#/components/schemas/Answers"}
        for silence in reading.SILENCES:
            properties[silence] = _silence()
        properties["said_by"]["additionalProperties"] = {"enum": [*SENDERS]}
    return result


def _shapes():
    return [
        shape
        for shape in vars(shapes).values()
        if isinstance(shape, type) and issubclass(shape, shapes.Asked | shapes.Shown)
    ]


def _silence():
    names = [
        name for name, question in QUESTIONS.items() if name not in INJURY and question.who != ("record",)
    ]
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
        properties["injuries"] = rows | {"maxItems": reading.MOST_INJURIES}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _answer(question) -> dict:
    schema = msgspec.json.schema(reading.type_of(question))
    if question.kind in ("many_of", "checklist"):
        schema["uniqueItems"] = True
    shown = f" Shown if: {question.shown_if}." if question.shown_if else ""
    return schema | {"description": f"{question.wording} {question.help}{shown}".strip()}
