"""Intakes: file once, read, amend, list; their revisions, explanation and whose they are."""

from rest_framework.response import Response

from intake import audit
from intake.access import one, visible_to
from intake.actions import amending, filing, patients, set_aside
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import etag, paging, query
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import IntakeRecord
from intake.models.assessment import STATES
from intake.questionnaire.envelope import IntakeEnvelope
from intake.triage.rules.rule import TIERS


class Intakes(Door):
    acts = {"get": "read_intake"}
    FILTERS = {
        "patient": query.uuid,
        "tier": query.choice(*TIERS),
        "spinal_evaluation": query.choice(*TIERS),
        "state": query.choice(*STATES),
        "received_from": query.instant,
        "received_before": query.instant,
        "cursor": query.cursor,
    }
    COLUMNS = {
        "patient": "record__patient__in",
        "tier": "tier",
        "spinal_evaluation": "spinal_evaluation",
        "state": "state",
        "received_from": "record__received_at__gte",
        "received_before": "record__received_at__lt",
    }

    @describe(answers=shapes.Intakes, filters=FILTERS)
    def get(self, request):
        """List intakes, newest first, each with the outcome of its latest assessment.

        `patient` finds those of the person, whichever of two merged entries each was filed for.
        """
        asked = dict(self.asked)
        if "patient" in asked:
            entries = patients.entries_of(asked["patient"], request.user)
            asked["patient"] = list(entries.values_list("pk", flat=True))
        wanted = {self.COLUMNS[name]: asked[name] for name in self.COLUMNS if name in asked}
        found = filing.latest_assessments(request.user).filter(**wanted).select_related("record__patient")
        rows, following = paging.page(request, found, "record_id", newest_first=True)
        audit.record(
            request.user, "intakes-listed", "intakes", subjects=[row.record.submission_id for row in rows]
        )
        return Response(
            shapes.Intakes(results=[resources.intake_listed(row) for row in rows], next=following)
        )


class Intake(Door):
    acts = {"put": "file_intake", "get": "read_intake", "patch": "amend_intake"}
    limits = {"put": "file"}
    keeps = {"put": set_aside.keep_refused}
    of_no_patient = {"put"}  # a tablet that sends again is told *filed* alone

    @describe(takes=IntakeEnvelope, answers=shapes.IntakeShown | shapes.Filed, created=True, conflicts=True)
    def put(self, request, submission_id):
        """File an intake under an id that you choose. The same again is answered the same; 200, not 201.

        A tablet or the front desk is answered with *filed* alone. Other content under a used id is
        refused with 409, and the copy is set aside for a clinician. So is whatever else a tablet sends that is
        refused; for a body that is too large, only the fact that it arrived: it cannot be read on the tablet. The
        tablet keeps its own until it is answered 200 or 201; the form may be sent again, corrected, under the same id.
        429 where a hundred copies of one tablet wait.
        """
        envelope = read(request.data, IntakeEnvelope)
        found = filing.record_intake(submission_id, envelope, by=request.user)
        code = 201 if found.is_new else 200
        if not request.user.sees_findings:
            return Response(resources.filed(found.record, request.user), status=code)
        audit.look(request.user, "intake-read", submission_id)
        record = one(visible_to(request.user, IntakeRecord), submission_id=submission_id)
        return etag.tagged(Response(resources.intake(record), status=code), resources.intake_tag(record))

    @describe(answers=shapes.IntakeShown, tagged=True)
    def get(self, request, submission_id):
        """Read an intake with its latest assessment."""
        record = one(visible_to(request.user, IntakeRecord), submission_id=submission_id)
        tag = resources.intake_tag(record)
        if etag.is_known(request, tag):
            return etag.not_modified(tag)
        audit.record(request.user, "intake-read", submission_id)
        return etag.tagged(Response(resources.intake(record)), tag)

    @describe(takes=shapes.Amendment, answers=shapes.IntakeShown | shapes.Filed, matched=True)
    def patch(self, request, submission_id):
        """Correct or add answers: a new revision, judged again. An answer sent as null is withdrawn.

        The front desk may answer what the open ask-now task asks, and nothing else.
        """
        revision = etag.required(request)
        change = read(request.data, shapes.Amendment)
        record = amending.amend_intake(submission_id, revision, change, by=request.user)
        tag = resources.intake_tag(record) if request.user.sees_findings else record.revision
        return etag.tagged(Response(resources.filed(record, request.user)), tag)


class Revisions(Door):
    acts = {"get": "read_intake"}

    @describe(answers=shapes.Revisions)
    def get(self, request, submission_id):
        """Every revision, the current one first, each with what the rules said of it."""
        record = one(visible_to(request.user, IntakeRecord), submission_id=submission_id)
        judged = {row.revision: row for row in record.assessments.order_by("pk")}
        past = record.past_revisions.order_by("-revision")
        audit.record(request.user, "revisions-read", submission_id)
        return Response(
            shapes.Revisions(
                results=[
                    resources.current_revision(record, judged.get(record.revision)),
                    *(resources.past_revision(row, judged.get(row.revision)) for row in past),
                ]
            )
        )


class Explanation(Door):
    acts = {"get": "read_intake"}

    @describe(answers=shapes.Explanation)
    def get(self, request, submission_id):
        """Why it is flagged, in words to be read aloud, as the rules stood when they judged."""
        record = one(visible_to(request.user, IntakeRecord), submission_id=submission_id)
        audit.record(request.user, "explanation-read", submission_id)
        return Response(resources.explanation(record))


class Candidates(Door):
    acts = {"get": "link_intake"}

    @describe(answers=shapes.Patients)
    def get(self, request, submission_id):
        """Patients that the intake may belong to, by identifier, birth date and folded name; a person decides."""
        record = one(visible_to(request.user, IntakeRecord), submission_id=submission_id)
        rows = list(patients.candidates(record, request.user))
        audit.record(request.user, "candidates-listed", submission_id, subjects=[row.uuid for row in rows])
        return Response(shapes.Patients(results=[resources.patient(row) for row in rows]))


class IntakePatient(Door):
    acts = {"post": "link_intake"}

    @describe(takes=shapes.Link, answers=shapes.Filed)
    def post(self, request, submission_id):
        """Say which patient the intake belongs to. Harmless to repeat."""
        link = read(request.data, shapes.Link)
        record = amending.link_intake(submission_id, link.patient, by=request.user)
        return Response(shapes.Filed(submission_id=record.submission_id))
