"""Restore into an empty database and prove it: rows, trail, verdicts; and nobody who was erased comes back."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from clinic.backups import making, manifest, postgresql
from clinic.backups.manifest import Manifest, NotWhole
from clinic.roles import as_owner
from intake.access import within
from intake.actions.erasing.again import erase_again
from intake.actions.erasing.tombstone_file import read as read_tombstones
from intake.actions.reconciling import WITH_THEM
from intake.actions.reconciling.comparison import differing
from intake.audit.verifying import verify as verify_trail
from intake.models import AuditSeal, Clinic, IntakeRecord

RED_CASES = 20


@dataclass(slots=True)
class Told:
    """What a restore found; `judged_again` are red cases, twenty or all that there are."""

    rows: int = 0
    sealed: int = 0
    judged_again: int = 0
    erased_again: int = 0
    seconds: float = 0.0


def restore(folder: Path, tombstones: Path) -> Told:
    """Raises NotWhole at the first thing that is not as it was; the database is then to be thrown away."""
    began, made, told = time.monotonic(), manifest.read(folder), Told()
    making.verify(folder, made)
    with as_owner():
        _load(folder, made)
        told.rows = _same_rows(made)
    call_command("migrate", verbosity=0)
    told.sealed = _whole_trail(made)
    told.judged_again = _same_verdicts()
    told.erased_again = erase_again(read_tombstones(tombstones))
    told.seconds = time.monotonic() - began
    return told


def _load(folder, made):
    if made.vendor != connection.vendor:
        raise NotWhole(f"it is a backup of {made.vendor}, and this database is {connection.vendor}.")
    if connection.introspection.table_names():
        raise NotWhole("the database is not empty.")
    if connection.vendor == "sqlite":
        _put_in_place(folder / made.file, Path(connection.settings_dict["NAME"]))
    else:
        connection.close()
        postgresql.load(folder / made.file)


def _put_in_place(copy, path):
    """Whole or not at all, beside the place first; an empty file that a first connection made may be there."""
    connection.close()
    beside = path.with_name(f".{path.name}-restoring")
    beside.touch(mode=0o600)
    shutil.copyfile(copy, beside)
    manifest.sync(beside)
    os.replace(beside, path)
    manifest.sync(path.parent)


def _same_rows(made: Manifest) -> int:
    found = manifest.counted()
    wrong = sorted(name for name, count in made.tables.items() if found.get(name) != count)
    if wrong:
        raise NotWhole(f"rows are missing or too many in {', '.join(wrong)}.")
    return sum(made.tables.values())


def _whole_trail(made: Manifest) -> int:
    """Every clinic's chain is unbroken, and holds the head that the manifest has of it."""
    sealed = 0
    for clinic in Clinic.objects.order_by("slug"):
        verdict = verify_trail(clinic)
        position, hashed = made.heads.get(clinic.slug, (0, ""))
        with within(clinic):
            is_there = not position or AuditSeal.objects.filter(position=position, hash=hashed).exists()
        if not verdict.is_whole or not is_there:
            raise NotWhole(
                f"the trail of {clinic.slug} is not what was sealed: see `manage.py verify_audit`."
            )
        sealed += verdict.sealed
    return sealed


def _same_verdicts() -> int:
    """The newest emergencies, judged once more by the very rules that judged them."""
    judged = 0
    for clinic in Clinic.objects.order_by("slug"):
        with within(clinic):
            red = IntakeRecord.objects.filter(assessments__tier="emergency").distinct().order_by("-pk")
            for record in red.prefetch_related(*WITH_THEM)[: RED_CASES - judged]:
                if parts := differing(record):
                    named = f"intake {record.submission_id} of {clinic.slug}"
                    raise NotWhole(f"{named} is judged otherwise than it was: {', '.join(parts)}.")
                judged += 1
    return judged
