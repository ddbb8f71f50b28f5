"""A patient of the clinic, and the identifiers by which other systems know them."""

from django.db import models
from django.db.models import F, Q

from intake.models.tenancy import ClinicOwned, SameClinic, addressable, parent, referable


class Patient(ClinicOwned):
    """`folded_name` is the name for matching: no case, no accents. A merge is `merged_into`, and can be undone."""

    uuid = models.UUIDField()
    family_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=250)
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=40, default="")
    email = models.CharField(max_length=254, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    merged_into = parent("self", null=True, related_name="merged")

    class Meta:
        constraints = [
            addressable("uuid", "patient_address"),
            referable("patient_referable"),
            SameClinic(column="merged_into_id", table="intake_patient", name="patient_merged_same_clinic"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="patient_not_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "folded_name"], name="patient_by_name"),
            models.Index(fields=["clinic", "birth_date"], name="patient_by_birth_date"),
        ]

    def __str__(self):
        return f"patient {self.uuid}"


class PatientIdentifier(ClinicOwned):
    """A number that another system gave the patient; only an equal one (system and value) matches by itself."""

    patient = parent(Patient, related_name="identifiers")
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "system", "value"], name="identifier_once"),
            SameClinic(column="patient_id", table="intake_patient", name="identifier_patient_same_clinic"),
        ]

    def __str__(self):
        return f"identifier of patient {self.patient_id}"
