"""A line for each request: which address in the words of its route, how it ended and how long it took.

Neither the path nor the query is told: a mistyped address may hold anything. Ids in the path are.
"""

import time
from uuid import UUID, uuid4

import structlog

log = structlog.get_logger(__name__)


def request_line(get_response):
    """Middleware. Every other line of the request carries its number too."""

    def respond(request):
        begun = time.perf_counter()
        structlog.contextvars.bind_contextvars(request=uuid4().hex[:12])
        try:
            response = get_response(request)
            ms = round((time.perf_counter() - begun) * 1000, 1)
            log.info("request", method=request.method, status=response.status_code, ms=ms, **_whose(request))
        finally:
            structlog.contextvars.clear_contextvars()
        return response

    return respond


def _whose(request) -> dict:
    """The route, the ids in the path, and who asked, where the API knows."""
    matched = request.resolver_match
    if matched is None:
        return {"route": "-"}
    ids = {name: value for name, value in matched.kwargs.items() if isinstance(value, UUID | int)}
    told = {"route": matched.route, **ids}
    actor = request.__dict__.get("user")
    if type(actor).__name__ == "Actor":
        told |= {"actor": str(actor), "clinic": actor.clinic.slug}
    return told
