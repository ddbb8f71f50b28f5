"""A line in the trail of each clinic that a person works in, where they sign in to the pages or out of them."""

from intake import audit
from intake.access import Actor, within
from intake.models import Membership, User


def tell(user: User, act: str) -> None:
    for place in Membership.objects.filter(user=user).select_related("clinic").order_by("pk"):
        with within(place.clinic):
            audit.record(Actor("staff", str(user.uuid), place.role, place.clinic), act, user.uuid)
