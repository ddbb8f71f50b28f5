"""Columns that are encrypted at rest: opened when they are asked for, sealed when their row is saved.

A field binds its value to the clinic, table, row and column, so that a value moved anywhere else does not open.
`row` names what stands for the row and is known before it is stored: `EncryptedText(row=["uuid"])`.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from intake.models import keys

log = logging.getLogger(__name__)


class Sealed(str):
    """A value as it stands in the database."""


class Unreadable(str):
    """In place of a value that does not open: empty, and whoever saves the row saves what was stored, as it was."""

    stored: Sealed


class Opening(DeferredAttribute):
    """Opens a sealed value the first time that somebody asks for it."""

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = self.field.opened(value, instance)
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class Encrypted(models.TextField):
    """Empty and NULL stay as they are: they say only that there is nothing."""

    descriptor_class = Opening

    def __init__(self, *args, row: Iterable[str], **kwargs):
        self.row = list(row)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"row": self.row}

    @cached_property
    def owners(self) -> list[models.Field]:
        return [self.model._meta.get_field(name) for name in ("clinic", *self.row)]

    @cached_property
    def _read(self) -> list[Callable]:
        return [getattr(owner, "target_field", owner).to_python for owner in self.owners]

    def place(self, values) -> tuple[int, tuple[str, ...]]:
        """The clinic, and table, column and row within it."""
        clinic, *row = (read(value) for read, value in zip(self._read, values, strict=True))
        if None in (clinic, *row):
            raise ValueError(f"{self} is sealed for one row, by clinic and {', '.join(self.row)}")
        return clinic, (self.model._meta.db_table, self.column, *map(str, row))

    def _place_of(self, instance):
        return self.place(getattr(instance, field.attname) for field in self.owners)

    def opened(self, sealed: Sealed, instance: models.Model) -> Any:
        text = keys.opened(sealed, *self._place_of(instance))
        if text is not None:
            return self.from_text(text)
        log.error("%s of row %s does not open", self, instance.pk)
        unreadable = Unreadable()
        unreadable.stored = sealed
        return unreadable

    def pre_save(self, instance, add):
        value = instance.__dict__.get(self.attname)
        return value if _is_stored(value) else self._sealed(value, self._place_of(instance))

    def sealed_in(self, columns: Mapping[str, Any]) -> str | None:
        """The value for a new row that is made of these columns and never is an instance."""
        value = columns[self.name]
        if _is_stored(value):
            return value
        return self._sealed(value, self.place(columns[field.name] for field in self.owners))

    def _sealed(self, value, place) -> Sealed:
        if isinstance(value, Unreadable):
            return value.stored
        return Sealed(keys.seal(self.to_text(value), *place))

    def get_prep_value(self, value):
        """Let nothing readable near the database, be it to be written or to be looked for."""
        if _is_stored(value):
            return value if value is None else str(value)
        raise TypeError(f"{self} is encrypted: it is written by saving its row, and never looked for")

    def from_db_value(self, value, expression, connection):
        return Sealed(value) if value else value

    def to_text(self, value: Any) -> str:
        raise NotImplementedError

    def from_text(self, text: str) -> Any:
        raise NotImplementedError


def _is_stored(value) -> bool:
    """Whether it stands in the database just like this: sealed, or nothing at all."""
    return value is None or isinstance(value, Sealed) or (value == "" and not isinstance(value, Unreadable))


class EncryptedText(Encrypted):
    def to_text(self, value):
        return value

    def from_text(self, text):
        return text


class EncryptedDate(Encrypted):
    """Kept as FHIR writes it (1974-02-03), so that a date of a year or a month alone would fit as it is."""

    def to_text(self, value):
        return value.isoformat()

    def from_text(self, text):
        return date.fromisoformat(text)


class EncryptedJSON(Encrypted):
    def to_text(self, value):
        return json.dumps(value)

    def from_text(self, text):
        return json.loads(text)


@cache
def encrypted_fields(model: type[models.Model]) -> tuple[Encrypted, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, Encrypted))


def sealed(model: type[models.Model], columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns of a new row as they are stored."""
    given = [field for field in encrypted_fields(model) if columns.get(field.name)]
    return {**columns, **{field.name: field.sealed_in(columns) for field in given}} if given else columns


def unreadable(row: models.Model) -> list[str]:
    """The columns of a row that somebody asked for and that do not open."""
    held = vars(row)
    return [
        field.name for field in encrypted_fields(type(row)) if isinstance(held.get(field.attname), Unreadable)
    ]
