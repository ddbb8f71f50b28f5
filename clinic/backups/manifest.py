"""What a backup says of itself, kept beside it: enough to tell a whole one from any other."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from intake import questionnaire
from intake.access import within
from intake.models import AuditSeal, Clinic
from intake.triage.rules import RULESET_VERSION

NAME = "manifest.json"


class NotWhole(Exception):
    """A backup that is not what it was, or a place that is not empty."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`heads`: of each clinic's sealed trail, its last position and hash, so that a trail cut short shows."""

    made_at: str
    vendor: str
    server: str
    migration: str
    questionnaire: str
    ruleset: str
    tables: dict[str, int]
    heads: dict[str, list]
    file: str
    size: int
    sha256: str

    def write(self, folder: Path) -> None:
        keep(folder / NAME, json.dumps(asdict(self), indent=1).encode())

    def refuse_other_rows(self, found: Mapping[str, int]) -> None:
        wrong = sorted(name for name, count in self.tables.items() if found.get(name) != count)
        if wrong:
            raise NotWhole(f"rows are missing or too many in {', '.join(wrong)}.")


def read(folder: Path) -> Manifest:
    try:
        return Manifest(**json.loads((folder / NAME).read_text()))
    except (ValueError, TypeError):
        raise NotWhole("its manifest cannot be read.") from None


def keep(path: Path, content: bytes) -> None:
    """Write a file for the owner's eyes alone, and be sure of it."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, content)
        os.fsync(file)
    finally:
        os.close(file)
    sync(path.parent)


def sync(path: Path) -> None:
    """On disk: a file's content, or a folder's names."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        hashed = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, hashed


def versions() -> dict[str, str]:
    applied = MigrationRecorder.Migration.objects.filter(app="intake").order_by("pk")
    return {
        "migration": applied.last().name,
        "questionnaire": questionnaire.VERSION,
        "ruleset": RULESET_VERSION,
    }


def counted() -> dict[str, int]:
    """The rows of every table, as this transaction sees them."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {quote(table)}")  # noqa: S608, names of our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


def heads() -> dict[str, list]:
    """Each clinic's last seal."""
    found = {}
    for clinic in Clinic.objects.order_by("slug"):
        with within(clinic):
            last = AuditSeal.objects.order_by("-position").values_list("position", "hash").first()
        found[clinic.slug] = list(last or (0, ""))
    return found
