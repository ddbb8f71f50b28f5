"""The outbox: events written in the act's own transaction and told to the clinic's receivers, at least once."""

from intake.outbox.announcing import (
    AMENDED,
    CLOSED,
    EVENTS,
    FLAGGED,
    TESTED,
    UNACKNOWLEDGED,
    UNDECIDED,
    announce,
    of_an_emergency,
)
from intake.outbox.delivering import deliver
from intake.outbox.fanning_out import delivery_of, fan_out
from intake.outbox.signing import new_secret

__all__ = [
    "AMENDED",
    "CLOSED",
    "EVENTS",
    "FLAGGED",
    "TESTED",
    "UNACKNOWLEDGED",
    "UNDECIDED",
    "announce",
    "deliver",
    "delivery_of",
    "fan_out",
    "new_secret",
    "of_an_emergency",
]
