"""Where one arrives after signing in: who one is, the second factor, and the way out."""

from allauth.account.signals import password_changed
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.views.generic import RedirectView, TemplateView

from intake.actions import sign_ins
from intake.gate import sessions, sign_in


class Home(LoginRequiredMixin, TemplateView):
    template_name = "desk/home.html"


class ToTheDesk(RedirectView):
    """For who types the name of the host alone."""

    pattern_name = "desk"
    http_method_names = ["get", "head"]


def watch() -> None:
    """Begin the session, forgive the misses and tell the trail, whichever page somebody signs in by."""
    user_logged_in.connect(_signed_in, dispatch_uid="intake.desk")
    user_logged_out.connect(_signed_out, dispatch_uid="intake.desk")
    password_changed.connect(_password_changed, dispatch_uid="intake.desk")


def _signed_in(sender, request, user, **_):
    sessions.begin(request)
    sign_in.forgive(request, user)
    sign_ins.audit_person(user, "signed-in")


def _signed_out(sender, request, user, **_):
    if user is not None:
        sign_ins.audit_person(user, "signed-out")


def _password_changed(sender, request, user, **_):
    sign_ins.password_changed(user, request.session.session_key)
