"""Versions over the wire: `ETag`, `If-None-Match` and `If-Match` (RFC 9110, section 13)."""

import re

from rest_framework.response import Response

from intake.errors import MatchRequired, Stale

LISTED = re.compile(r'(?:W/)?"([^"]*)"')


def is_known(request, tag: str) -> bool:
    """Whether the caller holds this version already."""
    held = request.META.get("HTTP_IF_NONE_MATCH", "")
    return held.strip() == "*" or tag in LISTED.findall(held)


def not_modified(tag: str) -> Response:
    return tagged(Response(status=304), tag)


def tagged(response: Response, tag: str) -> Response:
    response["ETag"] = f'"{tag}"'
    return response


def required(request) -> int:
    """The version that a change was made from; 428 where none is said, 412 where it cannot be ours."""
    said = request.META.get("HTTP_IF_MATCH")
    if said is None:
        raise MatchRequired
    match = re.fullmatch(r'"(\d{1,9})"', said.strip())
    if match is None:
        raise Stale
    return int(match[1])
