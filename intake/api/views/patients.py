"""Patients: add, correct, find, merge. What is searched for travels in a body, never in an address."""

from rest_framework.response import Response

from intake import audit
from intake.access import one, visible_to
from intake.actions import patients
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import etag, paging, query
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import Patient as PatientRow


def _listed(request, found, act) -> Response:
    found = found.select_related("merged_into").prefetch_related("identifiers").distinct()
    rows, following = paging.page(request, found, "pk")
    audit.record(request.user, act, "patients", subjects=[row.uuid for row in rows])
    return Response(shapes.Patients(results=[resources.patient(row) for row in rows], next=following))


def _shown(request, row: PatientRow) -> Response:
    """The patient as they stand now: a look, also where the act itself was done before and leaves no line."""
    audit.look(request.user, "patient-read", row.uuid)
    return Response(resources.patient(row))


class Patients(Door):
    acts = {"get": "read_patient"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.Patients, filters=FILTERS)
    def get(self, request):
        """List the clinic's patients, in the order they were added."""
        return _listed(request, patients.find_patients(request.user), "patients-listed")


class PatientSearch(Door):
    acts = {"post": "read_patient"}
    limits = {"post": "read"}
    FILTERS = {"cursor": query.cursor}

    @describe(takes=shapes.PatientSearch, answers=shapes.Patients, filters=FILTERS)
    def post(self, request):
        """Find patients by the beginning of the name, birth date or whole identifier."""
        wanted = read(request.data, shapes.PatientSearch)
        found = patients.find_patients(
            request.user, name=wanted.name, birth_date=wanted.birth_date, identifier=wanted.identifier
        )
        return _listed(request, found, "patients-searched")


class Patient(Door):
    acts = {"put": "write_patient", "get": "read_patient", "patch": "write_patient"}

    @describe(takes=shapes.PatientDetails, answers=shapes.PatientShown, created=True, conflicts=True)
    def put(self, request, patient_id):
        """Add a patient under an id that you choose. Harmless to repeat."""
        sent = read(request.data, shapes.PatientDetails)
        details = {name: getattr(sent, name) for name in patients.DETAILS}
        row, is_new = patients.add_patient(patient_id, details, sent.identifiers, by=request.user)
        audit.look(request.user, "patient-read", patient_id)
        return etag.tagged(Response(resources.patient(row), status=201 if is_new else 200), row.version)

    @describe(answers=shapes.PatientShown, tagged=True)
    def get(self, request, patient_id):
        """Read a patient."""
        row = one(visible_to(request.user, PatientRow), uuid=patient_id)
        if etag.is_known(request, row.version):
            return etag.not_modified(row.version)
        audit.record(request.user, "patient-read", patient_id)
        return etag.tagged(Response(resources.patient(row)), row.version)

    @describe(takes=shapes.PatientCorrection, answers=shapes.PatientShown, matched=True, conflicts=True)
    def patch(self, request, patient_id):
        """Correct demographics; `identifiers`, where sent, replaces the whole list."""
        version = etag.required(request)
        details = read(request.data, shapes.PatientCorrection).given()
        identifiers = details.pop("identifiers", None)
        row = patients.correct_patient(patient_id, version, details, identifiers, by=request.user)
        return etag.tagged(Response(resources.patient(row)), row.version)


class Merge(Door):
    acts = {"post": "write_patient"}

    @describe(takes=shapes.Merge, answers=shapes.PatientShown, conflicts=True)
    def post(self, request, patient_id):
        """Say that this entry and another are one person: a link that can be undone."""
        target = read(request.data, shapes.Merge).into
        return _shown(request, patients.merge_patient(patient_id, target, by=request.user))


class Unmerge(Door):
    acts = {"post": "write_patient"}

    @describe(takes=shapes.Nothing, answers=shapes.PatientShown)
    def post(self, request, patient_id):
        """Undo a merge. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        return _shown(request, patients.unmerge_patient(patient_id, by=request.user))
