"""How long staff stay signed in at the pages: the server knows, and a page that refreshes itself renews nothing.

Who proves once more who they are goes on under a new session key, and when a session ends the browser forgets what
it was shown. Where a second factor is demanded, one who has none yet reaches the pages that enrol one and no other.
"""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as PROOFS
from allauth.mfa.adapter import get_adapter as mfa
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect

from intake.actions.sign_ins import SEEN, SIGNED_IN

NOTED_EVERY = 30  # seconds, so that not every page is a write
FREE = ("account_logout", "account_reauthenticate")
ENROLLING = "mfa_"


def staff_session(get_response):
    """Middleware, inside of Django's sessions and users."""

    def respond(request):
        if not _is_signed_in(request):
            return get_response(request)
        if _is_over(request.session):
            request.session.flush()
            request.user = AnonymousUser()
        proofs = _proofs(request)
        response = get_response(request)
        if not _is_signed_in(request):
            # so the way back shows nothing; not "storage", where a tablet of this origin keeps what is not yet sent
            response["Clear-Site-Data"] = '"cache"'
            return response
        if _proofs(request) > proofs and response.status_code < 500:  # with which Django sends no key
            request.session.cycle_key()
        _note(request)
        return response

    respond.process_view = _demand_second_factor
    return respond


def begin(request) -> None:
    """A person has signed in."""
    request.session[SIGNED_IN] = request.session[SEEN] = int(time.time())


def _is_signed_in(request) -> bool:
    return "_auth_user_id" in request.session


def _proofs(request) -> int:
    """How often this session proved who it is."""
    return len(request.session.get(PROOFS, ()))


def _is_over(session) -> bool:
    now = time.time()
    idle, shift = settings.STAFF_IDLE_SECONDS, settings.SESSION_COOKIE_AGE
    return now - session.get(SEEN, 0) > idle or now - session.get(SIGNED_IN, 0) > shift


def _note(request) -> None:
    """A page that somebody asked for, not one that refreshes itself (`is_live` on its view)."""
    match = request.resolver_match
    view = getattr(match and match.func, "view_class", None)
    now = int(time.time())
    if getattr(view, "is_live", False) or now - request.session.get(SEEN, now) < NOTED_EVERY:
        return
    request.session[SEEN] = now


def _demand_second_factor(request, view, args, kwargs):
    if not settings.MFA_REQUIRED or not _is_signed_in(request):
        return None
    name = request.resolver_match.url_name or ""
    if name in FREE or name.startswith(ENROLLING) or mfa().is_mfa_enabled(request.user):
        return None
    return redirect("mfa_index")
