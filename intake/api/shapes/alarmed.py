"""The alarms of a clinic, as shapes."""

from datetime import datetime
from uuid import UUID

from intake.api.shapes.shape import Shown


class AlarmShown(Shown):
    """`subject` is the id of an intake, a review or a message, a rule's code, the rule set's version, or the short name
    of the clinic, as its `kind` has it. `seen_at` is null until a person has said so.
    """

    uuid: UUID
    kind: str
    subject: str
    detail: str
    raised_at: datetime
    seen_at: datetime | None


class Alarms(Shown):
    """What nobody has seen yet, the oldest first. `next` is the address of the next page."""

    results: list[AlarmShown]
    next: str | None
