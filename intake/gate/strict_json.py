"""Read a JSON body strictly, before anything else sees it: size, depth, keys, digits, duplicates, text.

What the standard library would let through is refused here: a key given twice, NaN and Infinity, NUL and
halves of surrogate pairs (PostgreSQL and every reader after us would choke on them), numbers without end.
"""

import json
import math
import re
from typing import Any, TypeVar

import msgspec
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from intake.errors import BodyRefused, Fault, TooLarge
from intake.questionnaire.reading import NAME

MOST_BYTES = 256 * 1024
MOST_KEYS = 2_000
MOST_DEPTH = 32
MOST_DIGITS = 30
STEP = re.compile(r"\.(\w+)|\[(?:(\d+)|\.\.\.)\]")  # of msgspec's path: a field, a place in a list, some key
IN_JSON = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "array": "list"}

Shape = TypeVar("Shape")


class StrictJSON(BaseParser):
    """REST framework's parser for `application/json`, whatever charset it claims."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        body = parser_context["request"].received = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge(message=f"A body must have at most {MOST_BYTES} bytes.")
        return loads(body)


def received(request: Request) -> bytes:
    """The body as it came, whether or not anybody read it before; of one that is too large, nothing."""
    if not hasattr(request, "received"):
        request.received = request.stream.read(MOST_BYTES + 1) if request.stream else b""
    return request.received if len(request.received) <= MOST_BYTES else b""


def loads(body: bytes) -> Any:
    """The value of a strict JSON text, or BodyRefused saying what it must be."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_Counted(),
            parse_constant=_no_constant,
            parse_int=_whole,
            parse_float=_finite,
        )
    except UnicodeDecodeError:
        raise _refused("be UTF-8") from None
    except RecursionError:
        raise _refused(f"be nested at most {MOST_DEPTH} deep") from None
    except json.JSONDecodeError:
        raise _refused("be one JSON value") from None
    _check_depth(value)
    if b"\\u" in body:
        _check_texts(value)
    return value


def read(content: Any, shape: type[Shape]) -> Shape:
    """Fit a parsed body into a msgspec shape; BodyRefused points at what does not fit, repeating no value."""
    if type(content) is not dict:
        raise BodyRefused([Fault("", "wrong_type", "the body must be a JSON object")])
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise BodyRefused([_fault(str(error))]) from None


class _Counted:
    """Builds objects, refusing a key given twice and more keys than any form has."""

    def __init__(self):
        self.keys = 0

    def __call__(self, pairs):
        built = dict(pairs)
        self.keys += len(pairs)
        if len(built) != len(pairs):
            raise _refused("give no key twice")
        if self.keys > MOST_KEYS:
            raise _refused(f"have at most {MOST_KEYS} keys")
        return built


def _no_constant(_):
    raise _refused("hold no NaN or Infinity")


def _whole(digits):
    if len(digits) > MOST_DIGITS:
        raise _refused(f"hold no number of more than {MOST_DIGITS} digits")
    return int(digits)


def _finite(digits):
    number = float(digits)
    if len(digits) > MOST_DIGITS or not math.isfinite(number):
        raise _refused(f"hold only finite numbers of at most {MOST_DIGITS} digits")
    return number


def _check_depth(value, depth=1):
    if depth > MOST_DEPTH:
        raise _refused(f"be nested at most {MOST_DEPTH} deep")
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, dict | list):
                _check_depth(inner, depth + 1)


def _check_texts(value):
    if isinstance(value, str):
        if "\x00" in value or (not value.isprintable() and _has_half_pair(value)):
            raise _refused("hold no NUL and no half of a surrogate pair")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_texts(key)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)


def _has_half_pair(text):
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _refused(rule) -> BodyRefused:
    return BodyRefused([Fault("", "not_json", f"the body must {rule}")])


def _fault(message) -> Fault:
    """msgspec's complaint as a fault: its path as a pointer, its sentence without what was sent."""
    complaint, _, path = message.partition(" - at ")
    pointer = "".join(f"/{field or row or '?'}" for field, row in STEP.findall(path))
    if complaint.startswith("Object contains unknown field"):
        name = complaint.split("`")[1]
        shown = name if NAME.match(name) else "?"
        return Fault(f"{pointer}/{shown}", "unknown_name", "there is no such field here")
    if complaint.startswith("Object missing required field"):
        return Fault(pointer, "missing", complaint.replace("Object missing", "missing"))
    if complaint.startswith("Invalid enum value"):
        return Fault(pointer, "not_allowed", "this must be one of the values that the schema names")
    said = re.sub(r"\w+", lambda word: IN_JSON.get(word[0], word[0]), complaint.replace("`", ""))
    return Fault(pointer, "not_allowed", said[:1].lower() + said[1:])
