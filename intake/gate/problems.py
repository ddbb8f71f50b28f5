"""Every error as problem+json (RFC 9457): a stable `type`, a title, and for what was sent a pointer per fault."""

import logging
import re
import sys

import msgspec
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
)
from django.http import Http404, HttpResponse, UnreadablePostError
from rest_framework import exceptions, status
from rest_framework.response import Response

from intake import access, audit, errors
from intake.gate import calls
from intake.models.tenancy import refers_to_nothing

log = logging.getLogger(__name__)

TYPE = "urn:afoot:problem:"
CONTENT_TYPE = "application/problem+json"
RETRY_SECONDS = 5
RETRY_WHEN_SETTLED = 60  # by a person

STATUS_OF: dict[type[errors.AfootError], int] = {
    errors.TooLarge: 413,
    errors.Refused: 400,
    errors.Stale: 412,
    errors.Conflict: 409,
    errors.NotThere: 404,
    errors.Erased: 410,
    errors.TooManyWaiting: 429,
    errors.NotAllowed: 403,
    errors.NoCredential: 401,
    errors.SignInRefused: 401,
    errors.SecondFactorRequired: 403,
    errors.MatchRequired: 428,
    errors.Unreachable: 503,
}
OURS = {  # what the framework raises, in the clinic's words
    SuspiciousOperation: errors.QueryRefused,  # more query parameters than anybody has
    UnreadablePostError: errors.BodyRefused,  # the caller hung up in the middle
    Http404: errors.NotThere,
    PermissionDenied: errors.NotAllowed,
    exceptions.NotFound: errors.NotThere,
    exceptions.PermissionDenied: errors.NotAllowed,
    exceptions.NotAuthenticated: errors.NoCredential,
    exceptions.AuthenticationFailed: errors.NoCredential,
    OperationalError: errors.Unreachable,  # away, slow, locked, full, read-only
    InterfaceError: errors.Unreachable,
}
# What PostgreSQL says of a standby, of a transaction that it ended for nobody went on with it, and of what ails itself:
# a quota that is used up, a table that is being rebuilt.
PASSING = {"25006", "25P03", "XX000"}
# What it says once, on each open connection, of a column that a migration gave another type.
PREPARED_BEFORE = "cached plan must not change result type"
OUTCOMES = {403: "denied", 404: "not-there", 410: "erased"}  # in the audit trail
SENTENCES = {
    405: "This address does not take that method. `Allow` names those that it takes.",
    406: "Answers here are application/json.",
    415: "Bodies here are application/json.",
}


def answer(error, context) -> Response:
    """REST framework's exception handler: any error becomes a problem, and a denial an audit line."""
    error = _in_our_words(error)
    code, body, headers = _problem(error)
    try:
        _audit_denial(code, context)
    except (DatabaseError, InterfaceError):
        code, body, headers = _problem(errors.Unreachable())
    response = Response(body, status=code, headers=headers, content_type=CONTENT_TYPE)
    response.exception = True
    return response


def _in_our_words(error):
    if isinstance(error, InternalError) and getattr(error.__cause__, "sqlstate", None) in PASSING:
        return errors.Unreachable()
    if isinstance(error, NotSupportedError) and PREPARED_BEFORE in str(error):
        return errors.Unreachable()
    if isinstance(error, IntegrityError) and refers_to_nothing(error):
        log.error("an act refers to what is not there; told to come back")
        return errors.Overtaken()
    return next((ours() for theirs, ours in OURS.items() if isinstance(error, theirs)), error)


def _problem(error) -> tuple[int, dict, dict[str, str]]:
    if isinstance(error, errors.AfootError):
        return _of_ours(error)
    if isinstance(error, exceptions.Throttled):
        seconds = str(int(error.wait or 1))
        return 429, describe("too-many-calls", 429, "Too many calls in a minute."), {"Retry-After": seconds}
    if isinstance(error, exceptions.APIException):
        code = error.status_code
        title = SENTENCES.get(code) or str(error.default_detail)
        return code, describe(_slug(type(error).__name__), code, title), {}
    log.error("unforeseen %s", type(error).__name__, exc_info=not isinstance(error, DatabaseError))
    return 500, describe("unforeseen", 500, "Something went wrong here. Nothing was stored."), {}


def _of_ours(error):
    code = next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), 500)
    body = describe(_slug(type(error).__name__), code, str(error))
    if isinstance(error, errors.Refused):
        body["errors"] = error.faults
    headers = {"WWW-Authenticate": "Bearer"} if code == 401 else {}
    if code == status.HTTP_503_SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if code == status.HTTP_429_TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(RETRY_WHEN_SETTLED)
    return code, body, headers


def describe(slug: str, code: int, title: str) -> dict:
    return {"type": TYPE + slug, "title": title, "status": code}


def _slug(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _audit_denial(code, context):
    """403, 404 and 410 of a known caller are looks at what is not theirs: they leave a line too."""
    request, view = context.get("request"), context.get("view")
    caller = getattr(request, "_user", None)
    if code not in OUTCOMES or not isinstance(caller, access.Actor):
        return
    act, subject = calls.told(request, view, context.get("kwargs", {}))
    with access.within(caller.clinic):
        audit.record(caller, act, subject, outcome=OUTCOMES[code])


def plain(*, code: int, slug: str, title: str) -> HttpResponse:
    """The same for what fails before any view: unknown addresses, bad requests, faults."""
    body = msgspec.json.encode(describe(slug, code, title))
    return HttpResponse(body, status=code, content_type=CONTENT_TYPE)


def not_found(request, exception=None):
    return plain(code=404, slug="not-there", title=str(errors.NotThere()))


def bad_request(request, exception=None):
    return plain(code=400, slug="bad-request", title="This request cannot be read.")


def server_error(request):
    """Whatever fails outside of REST framework: a session, a page, the operator's."""
    if isinstance(_in_our_words(sys.exception()), errors.Unreachable):
        answer = plain(code=503, slug="unreachable", title=str(errors.Unreachable()))
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return plain(code=500, slug="unforeseen", title="Something went wrong here. Nothing was stored.")
