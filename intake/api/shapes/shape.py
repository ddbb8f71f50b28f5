"""What every answered shape is, and the parts that several of them share."""

import msgspec


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller is answered."""


class SourceNamed(Shown):
    """`seen` is false for what comes from memory and waits to be checked."""

    mark: str
    citation: str
    link: str
    seen: bool
