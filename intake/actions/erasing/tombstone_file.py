"""The list of tombstones beside the backups: a line an id, only ever added to, so that `restore` erases again."""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from intake.models import Clinic, Tombstone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Buried:
    """One line of the list."""

    clinic: str
    kind: str
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


def write(path: Path, lines: Iterable[Buried]) -> None:
    """Add the lines, and be sure of them before anything else is said to be done."""
    text = "".join(json.dumps(_as_json(line)) + "\n" for line in lines)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _as_json(line: Buried) -> dict[str, str]:
    return {name: str(getattr(line, name)) for name in Buried.__slots__}


def read(path: Path) -> Iterator[Buried]:
    """Every line; a last one that a crash cut short has been written again by the next backup."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        try:
            kept = json.loads(line)
            yield Buried(
                clinic=kept["clinic"],
                kind=kept["kind"],
                uuid=UUID(kept["uuid"]),
                erased_at=datetime.fromisoformat(kept["erased_at"]),
                erased_by=kept["erased_by"],
                reason=kept["reason"],
            )
        except (ValueError, KeyError):
            log.error("a line in the list of tombstones cannot be read")
