"""The clock, which is set right now and then: what was written before it went back is still to come."""

from datetime import datetime, timedelta

from django.db.models import Q

# Nothing is this much further ahead than it can be, unless the clock went back.
SET_BACK = timedelta(minutes=1)


def is_late(column: str, now: datetime, limit: datetime) -> Q:
    """What waits since `limit` or longer, or since a time to come: of that nobody knows how long it waited."""
    return Q(**{f"{column}__lte": limit}) | Q(**{f"{column}__gt": now + SET_BACK})
