"""A one-time link by which a member of staff chooses a password: Django's own, over once it is used."""

from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetCompleteView, PasswordResetConfirmView
from django.db import transaction
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from intake.actions import sign_ins
from intake.models import User


class Welcome(PasswordResetConfirmView):
    template_name = "desk/welcome.html"
    success_url = reverse_lazy("welcome-done")
    title = "Choose a password"

    @transaction.atomic
    def form_valid(self, form):
        saved = super().form_valid(form)
        sign_ins.password_changed(self.user)
        return saved


class WelcomeDone(PasswordResetCompleteView):
    template_name = "desk/welcome_done.html"


def welcome_path(user: User) -> str:
    """The path of the one-time link; it is over once a password is chosen, or after three days."""
    name = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("welcome", args=[name, default_token_generator.make_token(user)])
