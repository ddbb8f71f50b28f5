"""How staff prove who they are: a password, tried five times at most, and a second factor that they enrolled.

django-axes locks after the fifth miss that it has seen, so of sixteen threads at once it lets up to sixteen through;
here each try is counted before the password is looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as PasswordsForm
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as mfa
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from axes import utils as axes
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intake.actions import second_factors, sign_ins
from intake.errors import SecondFactorRequired, SignInRefused
from intake.gate import limits
from intake.gate.misses import hidden
from intake.models import User

MOST_TRIES = settings.AXES_FAILURE_LIMIT
COOL_OFF = int(settings.AXES_COOLOFF_TIME.total_seconds())


class FiveTries(ModelBackend):
    """The first of the backends: past the fifth try of a name from an address no password is looked at.

    It knows users, since allauth takes the first backend for the one that a person signed in by.
    """

    def authenticate(self, request, username=None, password=None, **credentials):
        if limits.count(_password_of(_address_of(request), username), COOL_OFF).calls > MOST_TRIES:
            raise PermissionDenied
        return None


def _address_of(request) -> str:
    return request.META.get("REMOTE_ADDR", "") if request else ""


def _password_of(address: str, username: str) -> str:
    return f"password:{address}:{username}"


def _second_factor_of(user: User) -> str:
    return f"second factor:{user.pk}"


def forgive(request, user: User) -> None:
    """A success forgives the misses before it, those that django-axes counted too."""
    address, name = _address_of(request), user.get_username()
    limits.forget(_password_of(address, name), _second_factor_of(user))
    axes.reset(ip=address, username=hidden(name))


def unlock(user: User) -> None:
    """Forget all misses of a person, at whatever address and of whatever step; django-axes knows the addresses."""
    name = user.get_username()
    missed = AccessAttempt.objects.filter(username=hidden(name)).values_list("ip_address", flat=True)
    limits.forget(*(_password_of(address or "", name) for address in missed), _second_factor_of(user))
    axes.reset(username=hidden(name))
    sign_ins.audit_unlocked(user)


def require_second_factor(user: User, code: str) -> None:
    """Where a second factor is enrolled, or demanded of everybody, a password alone is no sign-in."""
    is_enrolled = mfa().is_mfa_enabled(user)
    if not is_enrolled and not settings.MFA_REQUIRED:
        return
    if (
        not is_enrolled
        or limits.count(_second_factor_of(user), COOL_OFF).calls > MOST_TRIES
        or not _fits(user, code)
    ):
        sign_ins.audit_password_alone(user)
        raise SignInRefused if is_enrolled else SecondFactorRequired


def _fits(user, code) -> bool:
    typed = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    for factor in typed if code else ():
        if factor.wrap().validate_code(code):
            factor.record_usage()
            return True
    return False


@contextmanager
def _one_of_five(counter: str, user: User, refusal: ValidationError) -> Iterator[None]:
    """One try; the sixth is refused like a miss, and a miss is a line in the trail."""
    try:
        if limits.count(counter, COOL_OFF).calls > MOST_TRIES:
            raise refusal
        yield
    except ValidationError:
        sign_ins.audit_missed_sign_in(user.get_username())
        raise


@contextmanager
def one_try(user: User) -> Iterator[None]:
    """Of a second factor, whatever it is and by whatever page."""
    counter = _second_factor_of(user)
    with _one_of_five(counter, user, mfa().validation_error("incorrect_code")):
        yield
    limits.forget(counter)


class _Counted:
    def clean_code(self):
        with one_try(self.user):
            return super().clean_code()


class AuthenticateForm(_Counted, forms.AuthenticateForm):
    """At sign-in."""


class ReauthenticateForm(_Counted, forms.ReauthenticateForm):
    """Before a change of what one signs in with."""


class ChangePasswordForm(PasswordsForm):
    """The password of now is tried as often as at sign-in."""

    def clean_oldpassword(self):
        counter = _password_of(_address_of(context.request), self.user.get_username())
        with _one_of_five(counter, self.user, Accounts().validation_error("enter_current_password")):
            typed = super().clean_oldpassword()
        forgive(context.request, self.user)
        return typed


class Accounts(DefaultAccountAdapter):
    """Accounts are made by the operator and by managers, and nobody is written to."""

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("desk")

    def pre_login(self, request, user, **login):
        """The password was right; who has no second factor to show is told of as signed in."""
        if mfa().is_mfa_enabled(user):
            sign_ins.audit_password_alone(user)
        return super().pre_login(request, user, **login)

    def authentication_failed(self, request, **credentials):
        """A wrong password at the pages, also where it is asked again."""
        sign_ins.audit_missed_sign_in(credentials.get("username", ""))

    def reauthenticate(self, user, password):
        """The password again, before a change of what one signs in with: tried as often as at sign-in."""
        is_right = super().reauthenticate(user, password)
        if is_right:
            forgive(context.request, user)
        return is_right

    def send_mail(self, template_prefix, email, context):
        """No mail: Afoot knows of no mail server."""


class SecondFactors(DefaultMFAAdapter):
    """Secrets are encrypted where they are kept."""

    def encrypt(self, text):
        return second_factors.seal(text)

    def decrypt(self, encrypted_text):
        return second_factors.opened(encrypted_text)
