"""Restore into an empty database and prove it; nobody who was erased comes back."""

import os
import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from clinic.backups import making, manifest, postgresql
from clinic.backups.manifest import Manifest, NotWhole
from clinic.backups.proving import Proof, prove_content, who_was_erased
from clinic.roles import as_owner
from intake.models.unhurried import unhurried


def restore(folder: Path, tombstones: Path) -> Proof:
    """Raises NotWhole at the first thing that is not as it was; the database is then to be thrown away."""
    made, proof, buried = manifest.read(folder), Proof(), who_was_erased(tombstones)
    with proof.steps.step("copy verified"):
        making.verify(folder, made)
    with as_owner(), unhurried():
        with proof.steps.step("loaded"):
            _load(folder, made)
        with proof.steps.step("rows"):
            proof.rows = _same_rows(made)
    with proof.steps.step("migrated"):
        call_command("migrate", verbosity=0)
    prove_content(proof, made.heads, buried)
    return proof


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
        postgresql.gather_statistics()


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
    made.refuse_other_rows(manifest.counted())
    return sum(made.tables.values())
