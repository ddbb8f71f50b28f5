"""The pages of second factors, which are django-allauth's: what one changes and its line in the trail are one act."""

from functools import wraps

from allauth.mfa import urls
from django.urls import URLPattern, URLResolver

from intake.actions import second_factors

PROOFS = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}  # change nothing, and a miss stays counted


def pages(patterns=urls.urlpatterns) -> list[URLPattern | URLResolver]:
    """The addresses of all of them, also of those that allauth adds later."""
    return [_whole(each) for each in patterns]


def _whole(page):
    if isinstance(page, URLResolver):
        inner = pages(page.url_patterns)
        return URLResolver(page.pattern, inner, page.default_kwargs, page.app_name, page.namespace)
    view = page.callback if page.name in PROOFS else _with_its_line(page.callback)
    return URLPattern(page.pattern, view, page.default_args, page.name)


def _with_its_line(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with second_factors.changing(request.user):
            return view(request, *args, **kwargs)

    return answer
