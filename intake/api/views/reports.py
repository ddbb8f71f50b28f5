"""Figures from the clinic's own outcomes, for its manager."""

from rest_framework.response import Response

from intake import audit
from intake.api import shapes
from intake.api.describe import describe
from intake.gate import paging, query
from intake.gate.door import Door
from intake.reports import intakes, periods, rules

FILTERS = {
    "from": query.day,
    "to": query.day,
    "period": query.choice(*periods.KINDS),
    "cursor": query.cursor,
}


class _Report(Door):
    """A report, period by period; `KIND` is the period where none is asked for."""

    acts = {"get": "read_reports"}
    FILTERS = FILTERS
    KIND = ""

    def answer(self, request, name, figures, shape):
        clinic, kind = request.user.clinic, self.asked.get("period", self.KIND)
        asked = periods.span(self.asked.get("from"), self.asked.get("to"), clinic)
        before = paging.key_of(request, 1)
        shown, following = periods.page(asked, kind, clinic, before and before[0])
        results = figures(shown, by=request.user)
        audit.record(request.user, "report-read", name)
        named = {"from": asked.first_day.isoformat(), "to": asked.last_day.isoformat()}
        address = None if following is None else paging.address_after(request, following, **named)
        return Response(shape(results=results, next=address))


class RulesReport(_Report):
    KIND = "month"

    @describe(answers=shapes.RulesReport, filters=FILTERS)
    def get(self, request):
        """Per rule and period: how often it fired, how long it waited, how many were confirmed. Newest first.

        The last thirty days by month unless `from`, `to` (both included) and `period` say otherwise.
        """
        return self.answer(request, "rules", rules.rules_fired, shapes.RulesReport)


class IntakesReport(_Report):
    KIND = "day"

    @describe(answers=shapes.IntakesReport, filters=FILTERS)
    def get(self, request):
        """Intakes per day: state, urgency, pathway, source, and what was left not known. Newest first.

        The last thirty days unless `from` and `to` (both included) say otherwise, in the clinic's time zone; also by
        week or month.
        """
        return self.answer(request, "intakes", intakes.intakes_received, shapes.IntakesReport)
