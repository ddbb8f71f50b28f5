"""What a browser sends of a security key, strictly: allauth and fido2 stumble over much that no key ever said."""

import struct
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput

from intake.errors import BodyRefused
from intake.gate.sign_in import one_try
from intake.gate.strict_json import MOST_BYTES, loads

NO_ANSWER = "This is no answer of a security key."


class Credential(CharField):
    """The answer of a key as JSON, which is never sent back."""

    def __init__(self):
        super().__init__(widget=HiddenInput, max_length=MOST_BYTES)

    def clean(self, value):
        try:
            said = loads(super().clean(value).encode("utf-8", "surrogatepass"))
        except BodyRefused as refused:
            raise ValidationError(NO_ANSWER) from refused
        if not said or type(said) is not dict:  # allauth's form enrols what is empty unread
            raise ValidationError(NO_ANSWER)
        return said

    def bound_data(self, data, initial):
        return initial


@contextmanager
def _as_refused():
    """Whatever the bytes of a made-up answer break is an answer that does not fit."""
    try:
        yield
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error) as broken:
        raise get_adapter().validation_error("incorrect_code") from broken


class AddWebAuthnForm(forms.AddWebAuthnForm):
    credential = Credential()

    def clean(self):
        with _as_refused():
            return super().clean()


class AuthenticateWebAuthnForm(forms.AuthenticateWebAuthnForm):
    """At sign-in."""

    credential = Credential()

    def clean_credential(self):
        with one_try(self.user), _as_refused():
            return super().clean_credential()


class ReauthenticateWebAuthnForm(AuthenticateWebAuthnForm):
    """Before a change of what one signs in with."""

    reauthenticated = True
