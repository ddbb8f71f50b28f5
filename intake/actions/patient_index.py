"""The keyed hashes by which patients are found: nothing here can be read without the key, nor searched but by equality.

A name is found by its first three to eight letters, folded, family name first; what is longer is opened and compared
by whoever asks. There is no search within a name, no range of birth dates, no order of names.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from intake.models import Patient, PatientIdentifier, SearchHash
from intake.models.keys import keyed_hash
from intake.questionnaire.envelope import Identifier

SHORTEST, LONGEST = 3, 8  # letters of the beginnings of a name


def write(patient: Patient) -> None:
    """Put the patient's hashes in place of those that were there."""
    clinic = patient.clinic_id
    SearchHash.objects.filter(patient=patient).delete()
    SearchHash.objects.bulk_create(
        SearchHash(clinic_id=clinic, patient=patient, hash=keyed_hash(clinic, kind, text))
        for kind, text in sorted(set(_found_by(patient)))
    )


def _found_by(patient) -> Iterator[tuple[str, str]]:
    name = patient.folded_name
    yield "name", name
    yield from (("beginning", name[:letters]) for letters in range(SHORTEST, min(LONGEST, len(name)) + 1))
    if patient.birth_date:
        yield "birth date", patient.birth_date.isoformat()
    yield from (("number", each.value) for each in patient.identifiers.all() if each.value)


def decides(wanted: str) -> bool:
    """Whether the hash of a folded name's beginning says all: a longer or shorter one is to be compared."""
    return not wanted or SHORTEST <= len(wanted) <= LONGEST


def beginning_with(folded_name: str, clinic: int) -> QuerySet:
    return _of("beginning", folded_name[:LONGEST], clinic)


def named(folded_name: str, clinic: int) -> QuerySet:
    return _of("name", folded_name, clinic)


def born(day: date, clinic: int) -> QuerySet:
    return _of("birth date", day.isoformat(), clinic)


def with_number(value: str, clinic: int) -> QuerySet:
    """Who has an identifier of this value in whichever system; for a merged entry the one that it went into."""
    return _followed(SearchHash.objects.filter(hash=keyed_hash(clinic, "number", value)))


def holders(identifier: Identifier, clinic: int) -> QuerySet:
    """Who has the identifier; for a merged entry the one that it went into."""
    return _followed(PatientIdentifier.objects.filter(value_hash=of_identifier(identifier, clinic)))


def of_identifier(identifier: Identifier, clinic: int) -> str:
    return keyed_hash(clinic, "identifier", f"{identifier.system}\0{identifier.value}")


def _of(kind, text, clinic) -> QuerySet:
    return SearchHash.objects.filter(hash=keyed_hash(clinic, kind, text)).values_list("patient", flat=True)


def _followed(rows) -> QuerySet:
    return rows.values_list(Coalesce("patient__merged_into", "patient"), flat=True)
