"""Second factors: a change of them with its line in the trail, and their secrets, sealed under the current key."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from django.db import transaction

from intake.actions import sign_ins
from intake.models import User, keys

PLACE = ("mfa_authenticator",)


@contextmanager
def changing(user: User) -> Iterator[None]:
    """One transaction for what somebody changes of the own second factors, and a line for each: all of it, or nothing.

    Of nobody, who is about to sign in, no factors are looked at: a code is used up with the line of the sign-in.
    """
    with transaction.atomic():
        sign_ins.held(user)  # another page of the same person waits
        before = _factors_of(user)
        yield
        for act in _changes(before, _factors_of(user)):
            sign_ins.audit_person(user, act)


def _factors_of(user: User) -> dict[int, Authenticator]:
    return {factor.pk: factor for factor in Authenticator.objects.filter(user=user.pk).order_by("pk")}


def _changes(before, after) -> Iterator[str]:
    """The act of each. Recovery codes come with the first factor and go with the last; only new ones are told."""
    codes = Authenticator.Type.RECOVERY_CODES
    added = [factor for key, factor in after.items() if key not in before]
    removed = [factor for key, factor in before.items() if key not in after]
    yield from ("second-factor-added" for factor in added if factor.type != codes)
    yield from ("second-factor-removed" for factor in removed if factor.type != codes)
    if all(any(factor.type == codes for factor in factors) for factors in (added, removed)):
        yield "recovery-codes-made"
    for key in before.keys() & after.keys():
        if before[key].data.get("name") != after[key].data.get("name"):
            yield "second-factor-renamed"


def seal(text: str) -> str:
    return keys.seal(text, keys.NO_CLINIC, PLACE)


def opened(sealed: str) -> str:
    """The secret; one that does not open fits no code."""
    return keys.opened(sealed, keys.NO_CLINIC, PLACE) or ""


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
