"""What a view takes and answers, said once beside it: the OpenAPI schema is read off the shapes."""

from collections.abc import Mapping
from types import UnionType
from typing import get_args

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from intake.api.examples import EXAMPLES
from intake.gate.query import Parameter

NO_FILTERS: Mapping[str, Parameter] = {}
JSON, PROBLEM = "application/json", "application/problem+json"
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of what you read."
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag you hold; 304 where it still stands."
)


class Described(AutoSchema):
    """Names operations by view and method, which is unique where addresses repeat their nouns.

    The first sentence of a method's docstring is its summary, the rest its description.
    """

    def get_summary(self):
        return self._told()[0].rstrip(".")

    def get_description(self):
        return self._told()[2]

    def _told(self):
        """The docstring, parted after its first sentence."""
        return " ".join(super().get_description().split()).partition(". ")

    def get_operation_id(self):
        kind = "_version" if "{version}" in self.path else ""
        return f"{self.method.lower()}_{type(self.view).__name__}{kind}"


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "intake.gate.credentials.BearerToken"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}


def reference(shape: type | UnionType) -> dict:
    """The schema of a shape, by its name; a plain dict where the answer is a document of its own."""
    if isinstance(shape, UnionType):
        return {"anyOf": [reference(each) for each in get_args(shape)]}
    return {"type": "object"} if shape is dict else {"$ref": f"#/components/schemas/{shape.__name__}"}


def describe(
    *,
    answers: type | UnionType,
    takes: type | None = None,
    filters: Mapping[str, Parameter] = NO_FILTERS,
    created: bool = False,
    tagged: bool = False,
    matched: bool = False,
    conflicts: bool = False,
):
    """Describe a method of a view; its docstring is the description, its examples are run in tests."""
    refusals = {400, 401, 403, 404, 406, 410, 429, 503}
    refusals |= {413, 415} if takes else set()
    refusals |= {412, 428} if matched else set()
    refusals |= {409} if conflicts else set()
    responses = {(200, JSON): reference(answers)}
    if created:
        responses[(201, JSON)] = reference(answers)
    if tagged:
        responses[304] = None
    responses |= {(code, PROBLEM): {"$ref": "#/components/schemas/Problem"} for code in sorted(refusals)}
    parameters = [IF_MATCH] * matched + [IF_NONE_MATCH] * tagged
    parameters += [
        OpenApiParameter(name, dict(parameter.schema), OpenApiParameter.QUERY)
        for name, parameter in filters.items()
    ]
    examples = EXAMPLES.get(takes.__name__, {}) if takes else {}
    return extend_schema(
        request={JSON: reference(takes)} if takes else None,
        responses=responses,
        parameters=parameters,
        examples=[
            OpenApiExample(summary, value=value, request_only=True) for summary, value in examples.items()
        ],
    )
