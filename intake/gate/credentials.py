"""Who is asking: the bearer token of a request, and nothing else (no cookie, no basic sign-in)."""

import re

from rest_framework.authentication import BaseAuthentication

from intake.actions.credentials import actor_of, audit_refused_credential, known
from intake.errors import NoCredential
from intake.gate.limits import AN_HOUR, count, count_guess

TOKEN = re.compile(r"[A-Za-z0-9_\-]{20,100}\Z")


def audit_refusal_hourly(kind: str, secret: str) -> None:
    """Tell the clinic whose secret this was, once an hour: a screen that was left open asks every other second.

    A secret that is nobody's names no clinic: it stands in the log alone.
    """
    credential = known(kind, secret)
    if credential is not None and count(f"refused:{credential.pk}", AN_HOUR).calls == 1:
        audit_refused_credential(credential)


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
            audit_refusal_hourly("token", token)
            raise

    def authenticate_header(self, request):
        return "Bearer"
