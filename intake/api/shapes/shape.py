"""What every answered shape is, and the parts that several shapes share."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from intake.models.assessment import OUTCOMES

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
FlagOutcome = Literal[OUTCOMES]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller is answered."""


class SourceNamed(Shown):
    """`seen` is false for what comes from memory and waits to be checked."""

    mark: str
    citation: str
    link: str
    seen: bool


class ShownRow(Shown, frozen=True, kw_only=True):
    """A stored row. `unreadable` names what is stored and cannot be read: an empty one stands in its place, and
    whoever runs this installation is to be called.
    """

    unreadable: list[str] | msgspec.UnsetType = msgspec.UNSET
