"""The days, weeks or months of a report, as the clinic's own calendar and time zone have them.

A report is read page by page, newest first, and a page asks only for the rows of the periods that it shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from intake.actions.derived import today_of
from intake.errors import Fault, QueryRefused
from intake.models import Clinic

KINDS = ("day", "week", "month")  # a week begins on Monday
USUAL_DAYS = 30
MOST_DAYS = 3_660
DAYS_ON_A_PAGE = 31  # whole periods; any month fits
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row, the first and the last included; what was asked for may cut a week or month short."""

    first_day: date
    last_day: date
    begins: datetime
    ends: datetime  # when the next one begins


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a report was asked for, the first and the last included."""

    first_day: date
    last_day: date


def span(first_day: date | None, last_day: date | None, clinic: Clinic) -> Span:
    """The days asked for; up to today where no end is named, the usual thirty where no beginning is."""
    last_day = last_day or today_of(clinic, timezone.now())
    first_day = first_day or last_day - (USUAL_DAYS - 1) * A_DAY
    if first_day > last_day:
        message = "from must not be after `to` (or today, where `to` is left out)"
        raise QueryRefused([Fault("from", "not_allowed", message)])
    if (last_day - first_day).days >= MOST_DAYS:
        message = f"from must be less than {MOST_DAYS} days before `to`"
        raise QueryRefused([Fault("from", "not_allowed", message)])
    return Span(first_day, last_day)


def page(
    asked: Span, kind: str, clinic: Clinic, before: int | None = None
) -> tuple[list[Period], int | None]:
    """One page of periods, newest first, and the day that the next page ends before, as its ordinal.

    A day that has not begun has no figures yet, so it is in no period.
    """
    last = min(asked.last_day, today_of(clinic, timezone.now())).toordinal()
    last = last if before is None else min(last, before - 1)
    found: list[Period] = []
    for period in _backwards(asked.first_day, last, kind, clinic.zone):
        if found and (found[0].last_day - period.first_day).days >= DAYS_ON_A_PAGE:
            return found, found[-1].first_day.toordinal()
        found.append(period)
    return found, None


def _backwards(first_day: date, last: int, kind: str, zone: tzinfo) -> Iterator[Period]:
    while last >= first_day.toordinal():
        last_day = date.fromordinal(last)
        begins_on = max(first_day, _first_of(kind, last_day))
        yield Period(begins_on, last_day, _midnight(begins_on, zone), _midnight(last_day + A_DAY, zone))
        last = begins_on.toordinal() - 1


def _first_of(kind: str, day: date) -> date:
    match kind:
        case "day":
            return day
        case "week":
            return day - day.weekday() * A_DAY
        case "month":
            return day.replace(day=1)
    raise TypeError(f"no period called {kind!r}")


def _midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins; where the clocks skip midnight, the moment they do."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def placed(rows: models.QuerySet, moment: str, periods: list[Period]) -> models.QuerySet:
    """The rows whose `moment` falls into the periods, each with the position of its `period`.

    Compared with moments that we worked out ourselves: SQLite knows no time zones.
    """
    newest_first = [
        When(**{f"{moment}__gte": period.begins}, then=Value(position))
        for position, period in enumerate(periods)
    ]
    within = {f"{moment}__gte": periods[-1].begins, f"{moment}__lt": periods[0].ends}
    return rows.filter(**within).annotate(period=Case(*newest_first, output_field=IntegerField()))
