"""What is shown after too many tries, of a name or from an address: how long to wait, and nothing of who tried."""

from django.shortcuts import render

from intake.gate import limits
from intake.gate.sign_in import COOL_OFF, MOST_TRIES

COUNTED = {  # by address, wherever a miss costs a hash or leaves a line in the trail
    "account_login": "password",
    "account_reauthenticate": "password",
    "account_change_password": "password",
    "mfa_authenticate": "second_factor",
    "mfa_reauthenticate": "second_factor",
    "mfa_reauthenticate_webauthn": "second_factor",
}


def how_often_and_how_long(request) -> dict[str, int]:
    """Told by each page that may be tried too often."""
    return {"most_tries": MOST_TRIES, "minutes_locked": COOL_OFF // 60}


def locked_out(request, answer=None, credentials=None):
    """In place of django-axes' own page, which gives the name back and opens it to other origins."""
    return _come_back(request, "account/locked.html", COOL_OFF)


def tries_by_address(get_response):
    """Middleware: past the limit no page looks at what was typed."""

    def respond(request):
        return get_response(request)

    respond.process_view = _refuse_past_limit
    return respond


def _refuse_past_limit(request, view, args, kwargs):
    kind = COUNTED.get(request.resolver_match.view_name)
    if kind is None or request.method != "POST":
        return None
    seconds = limits.seconds_to_wait(request, kind)
    return _come_back(request, "account/too_many.html", seconds) if seconds else None


def _come_back(request, template, seconds):
    answer = render(request, template, {"seconds": seconds}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
