"""Versions over the wire: `ETag`, `If-None-Match` and `If-Match` (RFC 9110, section 13)."""

import re
from hashlib import sha256

from rest_framework.response import Response

from intake.errors import MatchRequired, Stale

LISTED = re.compile(r'(?:W/)?"([^"]*)"')
OURS = re.compile(r'"(\d{1,9})(?:-[0-9a-f]{8})?"', re.ASCII)


def of(version: int, *besides: object) -> str:
    """The tag of a version, and of what is shown with it though it changes without a new version."""
    return f"{version}-{sha256(repr(besides).encode()).hexdigest()[:8]}"


def is_known(request, tag: object) -> bool:
    """Whether the caller holds this version already."""
    held = request.META.get("HTTP_IF_NONE_MATCH", "")
    return held.strip() == "*" or str(tag) in LISTED.findall(held)


def not_modified(tag: object) -> Response:
    return tagged(Response(status=304), tag)


def tagged(response: Response, tag: object) -> Response:
    response["ETag"] = f'"{tag}"'
    return response


def required(request) -> int:
    """The version that a change was made from; 428 where none is said, 412 where it cannot be ours."""
    said = request.META.get("HTTP_IF_MATCH")
    if said is None:
        raise MatchRequired
    match = OURS.fullmatch(said.strip())
    if match is None:
        raise Stale
    return int(match[1])
