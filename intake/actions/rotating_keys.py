"""Rotation of keys while the clinic works: what another key sealed is sealed again under the current one.

A row says itself which key it needs, so a run that was stopped is simply started again. Rows that somebody holds are
passed over and come up in the next pass; nobody waits longer than for one batch.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Left, StrIndex

from intake import audit
from intake.access import system, within
from intake.actions import patient_index
from intake.models import Clinic, Patient
from intake.models.encrypted import Sealed, Unreadable, encrypted_fields
from intake.models.keys import current_key
from intake.questionnaire.envelope import Identifier

BATCH = 100  # rows a transaction


@dataclass(frozen=True, slots=True)
class Rotated:
    """`left` still need another key: someone held them all the while, they do not open, or their key is `missing`."""

    rows: int
    left: int
    missing: frozenset[str] = frozenset()


def rotate(clinic: Clinic) -> Rotated:
    """Seal the clinic's values under the current key. The old keys are of no more use once nothing is left."""
    kept = [model for model in apps.get_models() if encrypted_fields(model)]
    rows = 0
    for model in kept:
        while changed := sum(_passed(clinic, model, is_first=not rows)):
            rows += changed
    with within(clinic):
        left = sum(_needing_another_key(model).count() for model in kept)
        missing = frozenset().union(*map(_ids_of_keys, kept)) - settings.AFOOT_ENCRYPTION_KEYS.keys()
        return Rotated(rows, left, missing)


def _passed(clinic, model, *, is_first) -> Iterator[int]:
    """One pass over a table by primary key: how many rows each batch sealed anew."""
    last = 0
    while True:
        began = time.monotonic()
        with within(clinic):
            batch = list(_free(_to_seal_anew(model)).filter(pk__gt=last).order_by("pk")[:BATCH])
            changed = sum(map(_seal_anew, batch))
            if changed and is_first:
                audit.record(system(clinic, "rotate-keys"), "keys-rotated", "keys")
                is_first = False
        if not batch:
            return
        last = batch[-1].pk
        yield changed
        _let_others_write(time.monotonic() - began)


def _needing_another_key(model) -> models.QuerySet:
    current, needing = Sealed(f"{current_key()}:"), Q(pk=None)
    for field in encrypted_fields(model):
        needing |= Q(**{f"{field.name}__gt": ""}) & ~Q(**{f"{field.name}__startswith": current})
    return model.objects.filter(needing)


def _to_seal_anew(model) -> models.QuerySet:
    """Those that need one of the other keys that are there, with what their values are bound to."""
    fields, under = encrypted_fields(model), Q(pk=None)
    for field, key_id in product(fields, settings.AFOOT_ENCRYPTION_KEYS.keys() - {current_key()}):
        under |= Q(**{f"{field.name}__startswith": Sealed(f"{key_id}:")})
    bound_to = {owner.name for field in fields for owner in field.owners}
    return model.objects.filter(under).only(*bound_to, *(field.name for field in fields))


def _ids_of_keys(model) -> set[str]:
    """The keys that the rows name which need another one than the current."""
    ids = set()
    for field in encrypted_fields(model):
        rows = _needing_another_key(model).filter(**{f"{field.name}__contains": Sealed(":")})
        named = Left(field.name, StrIndex(field.name, Value(":")) - 1, output_field=models.TextField())
        ids |= {*rows.values_list(named, flat=True).distinct()}
    return ids


def _free(rows) -> models.QuerySet:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _seal_anew(row) -> bool:
    """Whether anything needed it and opens; all else stays as it is."""
    opened = [
        field
        for field in encrypted_fields(type(row))
        if _needs_another_key(vars(row)[field.attname])
        and not isinstance(getattr(row, field.attname), Unreadable)
    ]
    if opened:
        sealed = {field.name: field.pre_save(row, add=False) for field in opened}
        type(row).objects.filter(pk=row.pk).update(**sealed)
    return bool(opened)


def _needs_another_key(stored) -> bool:
    return bool(stored) and not stored.startswith(f"{current_key()}:")


def _let_others_write(seconds) -> None:
    """On SQLite a batch lets nobody write; half of the time belongs to all who wait, not a turn between two batches."""
    if not connection.features.has_select_for_update_skip_locked:
        time.sleep(seconds)


def index_again(clinic: Clinic) -> int:
    """Make the hashes of the clinic's patients anew under another search key, while nobody works."""
    last, patients = 0, 0
    while True:
        with within(clinic):
            batch = list(Patient.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
            for patient in batch:
                _identify_again(patient)
                patient_index.write(patient)
            if batch and not last:
                audit.record(system(clinic, "rotate-keys"), "patients-indexed", "patients")
        if not batch:
            return patients
        last, patients = batch[-1].pk, patients + len(batch)


def _identify_again(patient):
    for row in patient.identifiers.all():
        if value := row.value:  # opened for the hash it had
            row.value_hash = patient_index.of_identifier(Identifier(row.system, value), row.clinic_id)
            row.save()
