"""What could not be filed: kept as received until a person has dealt with it."""

from django.db import models, transaction
from django.utils import timezone

from intake import audit
from intake.access import Actor, one, require, visible_to
from intake.models import SetAside


def waiting(by: Actor) -> models.QuerySet:
    return visible_to(by, SetAside).filter(settled_at=None)


@transaction.atomic
def settle(copy_id: int, *, by: Actor) -> None:
    require(by, "settle_set_aside")
    copy = one(visible_to(by, SetAside).select_for_update(), pk=copy_id)
    if copy.settled_at is None:
        copy.settled_at = timezone.now()
        copy.save(update_fields=["settled_at"])
        audit.record(by, "set-aside-settled", copy.submission_id)
