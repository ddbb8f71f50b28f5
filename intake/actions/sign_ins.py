"""A line in the trail of each clinic that a person works in, where they sign in to the pages or out of them, are
refused there, or change what they sign in with; and the end of what they are signed in by.
"""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from intake import audit
from intake.access import Actor, system, within
from intake.models import Credential, Membership, User


def tell(user: User, act: str) -> None:
    for place in Membership.objects.filter(user=user).select_related("clinic").order_by("pk"):
        with within(place.clinic):
            audit.record(Actor("staff", str(user.uuid), place.role, place.clinic), act, user.uuid)


def tell_refused(username: str) -> None:
    """That somebody tried to be this person and did not get in, and nothing where nobody has such a name.

    People type their password there, so what was typed is not written down.
    """
    places = Membership.objects.filter(user__username=username).select_related("clinic", "user")
    for clinic, user in {(place.clinic, place.user) for place in places}:
        with within(clinic):
            audit.record(Actor("nobody", "unknown", "", clinic), "signed-in", user.uuid, outcome="refused")


def tell_unlocked(user: User) -> None:
    """That the operator let a person try again."""
    _tell_of_operator(user, "unlock", "sign-in-unlocked")


def _tell_of_operator(user, task, act):
    places = Membership.objects.filter(user=user).select_related("clinic")
    for clinic in {place.clinic for place in places}:
        with within(clinic):
            audit.record(system(clinic, task), act, user.uuid)


def end_tokens(user: User) -> None:
    """End the bearer tokens of a person; those of tablets and scripts are nobody's."""
    Credential.objects.filter(membership__user=user, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def end_all(user: User) -> None:
    """The operator signs a person out everywhere, at the pages and of the API."""
    ours = [row.pk for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=ours).delete()
    end_tokens(user)
    _tell_of_operator(user, "sign-out", "signed-out-everywhere")


@transaction.atomic
def forget_factors(user: User) -> None:
    """The operator removes what a person lost; until the link is used nobody gets in by a password alone."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_all(user)
    _tell_of_operator(user, "welcome", "second-factor-removed")
