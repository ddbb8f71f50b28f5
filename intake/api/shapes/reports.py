"""What a manager is answered when asking for figures: pages of what the reports give."""

from intake.api.shapes.shape import Shown
from intake.reports.intakes import IntakesInPeriod
from intake.reports.rules import RulesInPeriod


class RulesReport(Shown):
    results: list[RulesInPeriod]
    next: str | None


class IntakesReport(Shown):
    results: list[IntakesInPeriod]
    next: str | None
