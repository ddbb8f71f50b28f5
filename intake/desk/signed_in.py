"""Where one is signed in, and the end of it everywhere else: shown to who has just proved who they are."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from intake.actions import sign_ins


@method_decorator(reauthentication_required, name="get")
@method_decorator(reauthentication_required, name="post")
class SignedIn(LoginRequiredMixin, TemplateView):
    template_name = "desk/signed_in.html"

    def get_context_data(self, **kwargs):
        here = self.request.session.session_key
        return super().get_context_data(
            sessions=sign_ins.sessions_of(self.request.user, here),
            tokens=sign_ins.tokens_of(self.request.user).order_by("-created_at"),
            **kwargs,
        )

    def get(self, request):
        return super().get(request)

    def post(self, request):
        sign_ins.end_elsewhere(request.user, request.session.session_key)
        messages.success(request, "You are signed in here alone.")
        return redirect("signed-in")
