"""A program that calls over plain HTTP is refused and not led on: its token was readable, and nobody would notice.

People at the pages are led to TLS by Django itself.
"""

from django.conf import settings

from intake.gate import problems

OF_PROGRAMS = "/api/"


def tls_alone(get_response):
    """Middleware."""

    def respond(request):
        is_led_on = not request.path_info.startswith(OF_PROGRAMS)
        if not settings.SECURE_SSL_REDIRECT or is_led_on or request.is_secure():
            return get_response(request)
        return problems.plain(
            code=403,
            slug="tls-required",
            title="Only https is answered here. What was sent could be read on the way: get a new token.",
        )

    return respond
