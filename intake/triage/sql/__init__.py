"""Judge in the database: one condition as a pair of filters, or many at once as one statement."""

from intake.triage.sql.filters import Filters, filters
from intake.triage.sql.statement import verdicts_statement

__all__ = ["Filters", "filters", "verdicts_statement"]
