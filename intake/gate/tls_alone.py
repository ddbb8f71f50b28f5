"""A program that calls over plain HTTP is refused and not led on: its token was readable, and nobody would notice.

People at the pages are led to TLS by Django itself.
"""

from django.conf import settings
from django.urls import Resolver404, resolve

from intake.gate import problems
from intake.gate.door import Door


def tls_alone(get_response):
    """Middleware."""

    def respond(request):
        if not settings.SECURE_SSL_REDIRECT or request.is_secure() or not _is_of_a_program(request):
            return get_response(request)
        return problems.plain(
            code=403,
            slug="tls-required",
            title="Only https is answered here. What was sent could be read on the way: get a new token.",
        )

    return respond


def _is_of_a_program(request) -> bool:
    """It calls a door, wherever that is, or brings a token to where nothing is."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return "Authorization" in request.headers
    return issubclass(getattr(view, "view_class", object), Door)
