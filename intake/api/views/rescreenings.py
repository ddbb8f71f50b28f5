"""A change of thresholds, seen before it is made."""

from rest_framework.response import Response

from intake.actions import rescreening
from intake.api import shapes
from intake.api.describe import describe
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.triage.rules import title_of


class Rescreenings(Door):
    acts = {"post": "rescreen"}

    @describe(takes=shapes.ThresholdsProposed, answers=shapes.Rescreening)
    def post(self, request):
        """Say what the clinic's own history would become under other thresholds. Nothing is stored.

        Those not named stay as the clinic set them; null stands for the default. An empty proposal compares
        with the rules and thresholds of now, which is what `manage.py rescreen` would change.
        """
        proposed = read(request.data, shapes.ThresholdsProposed).parameters
        return Response(_shown(rescreening.compare_with(proposed, by=request.user)))


def _shown(found: rescreening.Comparison) -> shapes.Rescreening:
    return shapes.Rescreening(
        looked_at=found.looked_at,
        differ=found.differ,
        open_review=found.open_review,
        reopen_review=found.reopen_review,
        results=[
            shapes.VerdictChange(
                rule=row.rule,
                title=title_of(row.rule, otherwise=""),
                was=row.was,
                would_be=row.would_be,
                records=row.records,
                sample=row.sample,
            )
            for row in found.table()
        ],
    )
