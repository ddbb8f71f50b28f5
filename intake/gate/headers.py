"""What every answer says to browsers and to those on the way: run nothing foreign, show it nowhere else, keep nothing.

A view that needs another policy (the API's docs) or may be kept (static files) says so itself.
"""

from django.conf import settings

NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in UNUSED),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


def on_every_answer(get_response):
    """Middleware, the outermost, so that refusals, redirects and static files pass it too."""

    def respond(request):
        response = get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", "no-store")  # nobody on the way keeps a patient's answers
        kind = headers.get("Content-Type", "")
        # which of them name their charset is left to chance
        if kind.startswith("text/") or kind.endswith("+xml"):
            headers["Content-Type"] = kind if "charset" in kind else f"{kind}; charset=utf-8"
        if not (settings.DEBUG and response.status_code >= 400):  # the debugger's pages style themselves
            headers.setdefault("Content-Security-Policy", _policy(kind))
        return response

    return respond


def _policy(content_type: str) -> str:
    """JSON does nothing; a script may be a worker, which obeys the policy that it came with."""
    return NOTHING if "json" in content_type else PAGE
