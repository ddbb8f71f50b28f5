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
