"""A one-time link by which a member of staff chooses a password: Django's own, over once it is used."""

from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    PasswordResetCompleteView,
    PasswordResetConfirmView,
)
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
        """Once, also where two choose at the same moment: who comes second finds the link over."""
        form.user = self.user = sign_ins.held(self.user)
        if not self.token_generator.check_token(self.user, self._token()):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        saved = super().form_valid(form)
        sign_ins.password_changed(self.user)
        return saved

    def _token(self):
        return self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)


class WelcomeDone(PasswordResetCompleteView):
    template_name = "desk/welcome_done.html"


def welcome_path(user: User) -> str:
    """The path of the one-time link; it is over once a password is chosen, or after three days."""
    name = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("welcome", args=[name, default_token_generator.make_token(user)])
