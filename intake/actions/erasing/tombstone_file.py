"""The list of tombstones beside the backups: a line an id, only ever added to, so that `restore` erases again."""

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec
from django.conf import settings

from intake.models import Clinic, Tombstone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Buried:
    """One line of the list."""

    clinic: str
    kind: Literal["patient", "intake"]
    uuid: UUID
    erased_at: datetime
    erased_by: str
    reason: str


def append(clinic: Clinic, stones: Iterable[Tombstone]) -> None:
    """Where the setting names a file. What cannot be written is written by the next backup; the erasure stands."""
    if not settings.AFOOT_TOMBSTONES:
        return
    try:
        write(Path(settings.AFOOT_TOMBSTONES), [buried(clinic, stone) for stone in stones])
    except OSError as error:
        log.error("the list of tombstones was not written: %s", type(error).__name__)


def buried(clinic: Clinic, stone: Tombstone) -> Buried:
    return Buried(clinic.slug, stone.kind, stone.uuid, stone.erased_at, stone.erased_by, stone.reason)


def where(backups: Path) -> Path:
    """The file that the setting names, else one beside the folders of the backups."""
    return Path(settings.AFOOT_TOMBSTONES or backups / "tombstones")


def write(path: Path, lines: Iterable[Buried]) -> None:
    """Add the lines, and be sure of them before anything else is said to be done."""
    text = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        end = os.fstat(file).st_size
        was_cut_short = end and os.pread(file, 1, end - 1) != b"\n"
        text = b"\n" * bool(was_cut_short) + text
        if os.write(file, text) != len(text):
            raise OSError("the list of tombstones has no room")
        os.fsync(file)
    finally:
        os.close(file)


def read(path: Path) -> tuple[list[Buried], list[int]]:
    """Every line, and the numbers of those that cannot be read. Raises FileNotFoundError.

    One that a crash cut short counts as read where it was written again, as the next backup does.
    """
    lines = path.read_bytes().split(b"\n")
    found, broken = {}, {}
    for number, line in enumerate(lines, 1):
        try:
            found[line] = msgspec.json.decode(line, type=Buried)
        except ValueError:
            broken[number] = line
    whole = [line for line in broken.values() if any(each.startswith(line) for each in found)]
    return list(found.values()), [number for number, line in broken.items() if line and line not in whole]
