"""What failed, is late or is not as it was judged, until a person has seen it."""

from rest_framework.response import Response

from intake import alarms, audit
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import paging, query
from intake.gate.door import Door
from intake.gate.strict_json import read


class Alarms(Door):
    acts = {"get": "see_alarms"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.Alarms, filters=FILTERS)
    def get(self, request):
        """The alarms that nobody has seen, the oldest first.

        A rule or all of judging that failed, thresholds that no longer fit, a record that is no longer as it was
        judged, an emergency that nobody acknowledged or that was not handed on, one that is undecided while nobody
        asks, a message that cannot be handed on.
        """
        rows, following = paging.page(request, alarms.waiting(request.user), "pk")
        audit.record(request.user, "alarms-read", "alarms")
        results = [resources.shown(shapes.AlarmShown, row) for row in rows]
        return Response(shapes.Alarms(results=results, next=following))


class Seen(Door):
    acts = {"post": "see_alarms"}

    @describe(takes=shapes.Nothing, answers=shapes.AlarmShown)
    def post(self, request, alarm_id):
        """Say that a person has seen an alarm. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        return Response(resources.shown(shapes.AlarmShown, alarms.say_seen(alarm_id, by=request.user)))
