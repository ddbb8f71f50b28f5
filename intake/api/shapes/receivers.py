"""Webhook receivers and what was told to them, as shapes."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from intake.api.shapes.asked import Asked
from intake.api.shapes.shape import Instant, Shown
from intake.outbox import EVENTS, TESTED

Url = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=500,
        description="An https address at port 443, unless the operator opened networks of their own.",
    ),
]
Events = Annotated[
    list[Literal[EVENTS]],
    msgspec.Meta(min_length=1, max_length=len(EVENTS), description="The events to be told of."),
]


class ReceiverDetails(Asked):
    """A receiver to add. It is told of all events unless `events` names some."""

    url: Url
    events: Events = msgspec.field(default_factory=lambda: list(EVENTS))
    is_active: bool = True


class ReceiverChange(Asked):
    """Where `is_active` becomes false, what waits for the receiver is given up."""

    url: Url | msgspec.UnsetType = msgspec.UNSET
    events: Events | msgspec.UnsetType = msgspec.UNSET
    is_active: bool | msgspec.UnsetType = msgspec.UNSET


class ReceiverShown(Shown):
    """`secret` is shown once, where it is made. Until `old_secret_until` the one before it signs too.

    Nothing is sent before `rests_until`: the receiver did not answer, or was slow.
    """

    uuid: UUID
    url: str
    events: list[Literal[EVENTS]]
    is_active: bool
    created_at: Instant
    old_secret_until: Instant | None
    rests_until: Instant | None
    version: int
    secret: str | msgspec.UnsetType = msgspec.UNSET


class Receivers(Shown):
    results: list[ReceiverShown]
    next: str | None


class DeliveryShown(Shown):
    """One message for one receiver. `message` is the `webhook-id`; `record` the intake, or the receiver tried.

    `status` is a word on the last attempt: `http-` with the status of the answer, or why there was none.
    """

    uuid: UUID
    message: UUID
    event: Literal[(*EVENTS, TESTED)]
    record: UUID
    state: Literal["waiting", "delivered", "dead"]
    attempts: int
    status: str
    waiting_since: Instant
    next_attempt_at: Instant
    delivered_at: Instant | None
    dead_at: Instant | None


class Deliveries(Shown):
    results: list[DeliveryShown]
    next: str | None
