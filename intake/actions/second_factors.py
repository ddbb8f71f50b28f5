"""The secrets of second factors: sealed under the installation's current key, and sealed again when that changes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from intake.models import keys

NO_CLINIC = 0  # a person signs in before the clinic is known
PLACE = ("mfa_authenticator",)


def seal(text: str) -> str:
    return keys.seal(text, NO_CLINIC, PLACE)


def opened(sealed: str) -> str:
    """The secret; one that does not open fits no code."""
    return keys.opened(sealed, NO_CLINIC, PLACE) or ""


@transaction.atomic
def reseal() -> int:
    """Seal every secret under the current key. Gives how many were sealed under another one."""
    behind = 0
    for factor in Authenticator.objects.select_for_update():
        kept = {name: _resealed(value) for name, value in factor.data.items()}
        if kept != factor.data:
            factor.data = kept
            factor.save(update_fields=["data"])
            behind += 1
    return behind


def _resealed(value):
    """The same where it is no sealed text, is sealed under the current key, or does not open."""
    if isinstance(value, list):
        return [_resealed(each) for each in value]
    if not isinstance(value, str) or value.partition(":")[0] == keys.current_key():
        return value
    text = opened(value)
    return seal(text) if text else value
