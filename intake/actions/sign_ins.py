"""A line in the trail of each clinic that a person works in, where they sign in to the pages or out of them, are
refused there, or change what they sign in with.
"""

from intake import audit
from intake.access import Actor, system, within
from intake.models import Membership, User


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
    places = Membership.objects.filter(user=user).select_related("clinic")
    for clinic in {place.clinic for place in places}:
        with within(clinic):
            audit.record(system(clinic, "unlock"), "sign-in-unlocked", user.uuid)
