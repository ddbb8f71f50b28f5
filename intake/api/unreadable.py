"""What is stored and cannot be read any more: its name is told, an empty one stands in its place, no list breaks."""

import logging
from collections.abc import Callable
from typing import TypeVar

import msgspec
from django.db.models import Model

log = logging.getLogger(__name__)

Value = TypeVar("Value")


class Reading:
    """The reading of one row's stored JSON, and the names of what could not be read."""

    def __init__(self, row: Model):
        self.row, self.names = row, []

    def of(self, column: str, read: Callable[[], Value], instead: Value) -> Value:
        """What `read` makes of the column, or `instead` where it is not what we ever store."""
        try:
            value = read()
            msgspec.json.encode(value)  # half of a surrogate pair fits every shape and no answer
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            kind, key = type(self.row).__name__, self.row.pk
            log.error("%s %s: %s cannot be read: %s", kind, key, column, type(error).__name__)
            self.names.append(column)
            return instead
        return value

    @property
    def unreadable(self) -> list[str] | msgspec.UnsetType:
        return self.names or msgspec.UNSET
