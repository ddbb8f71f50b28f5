"""A patient of the clinic, the identifiers by which other systems know them, and how they are found."""

import unicodedata

from django.db import models
from django.db.models import F, Q

from intake.models.encrypted import EncryptedDate, EncryptedText
from intake.models.tenancy import ClinicOwned, SameClinic, addressable, parent, referable

# Letters that look like Latin ones, after the case is folded: a name typed with a foreign keyboard is the same name.
LOOK_ALIKE = str.maketrans("аеорсухіјѕкмтвнԁһԛԝαικνορτυχ", "aeopcyxijskmtbhdhqwaikvoptyx")
WITHOUT_STROKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# Beside what only formats.
NOT_SEEN = {"\u034f", "\u115f", "\u1160", "\u3164", *map(chr, range(0xFE00, 0xFE10))}
APOSTROPHES = {*"'`´‘’‛ʹʻʼʽˈ′＇"}  # tablets type another one than keyboards


def folded(*names: str) -> str:
    """Names for matching: no case, accents, apostrophes or signs that do not show; hyphens as single spaces."""
    spelt = "".join(_plain(sign) for sign in " ".join(names))
    plain = unicodedata.normalize("NFKD", spelt).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.translate(LOOK_ALIKE).translate(WITHOUT_STROKE).split())


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in APOSTROPHES or sign in NOT_SEEN or kind == "Cf":
        return ""
    return " " if kind == "Pd" or sign == "\u2212" else sign


class Patient(ClinicOwned):
    """A merge is `merged_into`, and can be undone."""

    uuid = models.UUIDField()
    family_name = EncryptedText(row=["uuid"])
    given_name = EncryptedText(row=["uuid"])
    birth_date = EncryptedDate(row=["uuid"], null=True)
    phone = EncryptedText(row=["uuid"], default="")
    email = EncryptedText(row=["uuid"], default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    merged_into = parent("self", null=True, related_name="merged")
    is_on_hold = models.BooleanField(default=False, db_default=False)  # a legal hold: not to be erased

    class Meta:
        constraints = [
            addressable("uuid", "patient_address"),
            referable("patient_referable"),
            SameClinic(column="merged_into_id", table="intake_patient", name="patient_merged_same_clinic"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="patient_not_into_itself"
            ),
        ]

    def __str__(self):
        return f"patient {self.uuid}"

    @property
    def folded_name(self) -> str:
        return folded(self.family_name, self.given_name)


def of_person(key: int | F) -> Q:
    """What refers to an entry by `patient`, or to one of those that are merged into it."""
    return Q(patient=key) | Q(patient__merged_into=key)


class PatientIdentifier(ClinicOwned):
    """A number that another system gave the patient; only an equal one (system and value) matches by itself.

    `value_hash` is the keyed hash of both, by which it is found and held to one patient.
    """

    patient = parent(Patient, related_name="identifiers")
    system = models.CharField(max_length=200)
    value = EncryptedText(row=["patient", "value_hash"])
    value_hash = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "value_hash"], name="identifier_once"),
            SameClinic(column="patient_id", table="intake_patient", name="identifier_patient_same_clinic"),
        ]

    def __str__(self):
        return f"identifier of patient {self.patient_id}"


class SearchHash(ClinicOwned):
    """A keyed hash of something by which the patient is found.

    Whoever reads the table learns which patients share a beginning of the name, a birth date or a number.
    """

    patient = parent(Patient, related_name="search_hashes")
    hash = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "hash", "patient"], name="search_hash_once"),
            SameClinic(column="patient_id", table="intake_patient", name="search_hash_patient_same_clinic"),
        ]

    def __str__(self):
        return f"search hash of patient {self.patient_id}"
