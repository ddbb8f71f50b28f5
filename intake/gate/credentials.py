"""Who is asking: the bearer token of a request, and nothing else (no cookie, no basic sign-in)."""

import re

from rest_framework.authentication import BaseAuthentication

from intake.actions.credentials import actor_of
from intake.errors import NoCredential
from intake.gate.limits import count_guess

TOKEN = re.compile(r"[A-Za-z0-9_\-]{20,100}\Z")


class BearerToken(BaseAuthentication):
    """RFC 6750, section 2.1: `Authorization: Bearer …`."""

    def authenticate(self, request):
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not TOKEN.match(token):
            raise NoCredential
        try:
            return actor_of(token), token
        except NoCredential:
            count_guess(request)
            raise

    def authenticate_header(self, request):
        return "Bearer"
