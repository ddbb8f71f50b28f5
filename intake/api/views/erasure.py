"""A patient's right to a copy, and to be forgotten: export, erasure, and the legal hold that forbids it."""

from rest_framework.response import Response

from intake.actions import erasing, exporting
from intake.api import shapes
from intake.api.describe import describe
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import Patient


class Export(Door):
    acts = {"get": "export_patient"}

    @describe(answers=shapes.PatientExport)
    def get(self, request, patient_id):
        """Everything about one patient as one document, merged entries with it. Audited as an export."""
        exported_at, tables = exporting.export_patient(patient_id, by=request.user)
        return Response(shapes.PatientExport(exported_at=exported_at, tables=tables))


class Erase(Door):
    acts = {"post": "erase_patient"}

    @describe(takes=shapes.Erasure, answers=shapes.Erased, conflicts=True)
    def post(self, request, patient_id):
        """Erase a patient for good, with the entries merged into it, their intakes and all that hangs on these.

        The body repeats the patient's id. What is left are ids: in the trail, and as tombstones that refuse late
        replays with 410. An unlinked intake is found by the identifier typed on it, not by a name alone: link
        those first.
        """
        sent = read(request.data, shapes.Erasure)
        gone = erasing.erase_patient(patient_id, sent.patient, sent.reason, by=request.user)
        return Response(
            shapes.Erased(erased_at=gone.at, patients=gone.patients, intakes=gone.intakes, rows=gone.rows)
        )


class Hold(Door):
    acts = {"post": "erase_patient"}

    @describe(takes=shapes.Nothing, answers=shapes.Held)
    def post(self, request, patient_id):
        """Put a patient on legal hold: neither a manager nor the end of retention erases. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        return _held(erasing.hold_patient(patient_id, by=request.user))


class Release(Door):
    acts = {"post": "erase_patient"}

    @describe(takes=shapes.Nothing, answers=shapes.Held)
    def post(self, request, patient_id):
        """End a legal hold. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        return _held(erasing.release_patient(patient_id, by=request.user))


def _held(patient: Patient) -> Response:
    return Response(shapes.Held(patient=patient.uuid, is_on_hold=patient.is_on_hold))
