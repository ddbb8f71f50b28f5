"""What is asked and what judges: the questionnaire, the rules, and judging without storing."""

from rest_framework.response import Response

from intake import questionnaire
from intake.access import one
from intake.actions.judging import findings_as_json
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import etag
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import ReleasedVersion
from intake.questionnaire import reading
from intake.triage.assess import assess
from intake.triage.rules import RULESET, RULESET_VERSION


class _Versioned(Door):
    """A released text: what stands now, or a version by its digest."""

    of_no_patient = {"get"}
    KIND = ""

    def answer(self, request, version, now, body):
        wanted = version or now
        if wanted != now:
            body = one(ReleasedVersion.objects.all(), kind=self.KIND, digest=wanted).body
        if etag.is_known(request, wanted):
            return etag.not_modified(wanted)
        return etag.tagged(Response({**body, "version": wanted}), wanted)


class Questionnaire(_Versioned):
    acts = {"get": "read_questionnaire"}
    KIND = "questionnaire"

    @describe(answers=dict, tagged=True)
    def get(self, request, version=None):
        """The whole questionnaire: sections, questions, wording, options, limits, *shown if*."""
        return self.answer(request, version, questionnaire.VERSION, questionnaire.PUBLISHED)


class Rules(_Versioned):
    acts = {"get": "read_rules"}
    KIND = "ruleset"

    @describe(answers=dict, tagged=True)
    def get(self, request, version=None):
        """Every rule: trigger, condition as JSON, tier, pathway, evidence, sources, confidence."""
        return self.answer(request, version, RULESET_VERSION, RULESET)


class Assessments(Door):
    acts = {"post": "try_assessment"}
    of_no_patient = {"post"}

    @describe(takes=shapes.Answered, answers=shapes.AssessmentShown)
    def post(self, request):
        """Judge answers by the clinic's rules without storing anything."""
        sent = read(request.data, shapes.Answered)
        form = reading.read(sent.answers, sent.unsure, sent.declined)
        outcome = assess(form, request.user.clinic.parameters)
        return Response(
            shapes.AssessmentShown(
                tier=outcome.tier,
                spinal_evaluation=outcome.spinal_evaluation,
                ruleset=outcome.ruleset,
                **resources.findings(findings_as_json(outcome)),
            )
        )
