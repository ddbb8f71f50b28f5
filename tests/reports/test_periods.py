"""Days, weeks and months as the clinic's own calendar has them, with no moment missed or counted twice."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from intake.errors import QueryRefused
from intake.models import Clinic
from intake.reports import periods
from intake.reports.periods import Span

ROME = Clinic(slug="rome", time_zone="Europe/Rome")
YEAR = Span(date(2023, 12, 28), date(2024, 12, 3))


def whole(asked, kind, clinic=ROME):
    """Every period of every page."""
    found, before = periods.page(asked, kind, clinic)
    while before is not None:
        more, before = periods.page(asked, kind, clinic, before)
        found += more
    return found


def days_of(found):
    return [(str(period.first_day), str(period.last_day)) for period in found]


def test_a_month_is_a_month_and_the_first_and_last_are_cut_to_what_was_asked():
    assert days_of(whole(Span(date(2024, 1, 20), date(2024, 3, 5)), "month")) == [
        ("2024-03-01", "2024-03-05"),
        ("2024-02-01", "2024-02-29"),
        ("2024-01-20", "2024-01-31"),
    ]


def test_a_week_begins_on_monday():
    assert days_of(whole(Span(date(2024, 3, 1), date(2024, 3, 13)), "week")) == [
        ("2024-03-11", "2024-03-13"),
        ("2024-03-04", "2024-03-10"),
        ("2024-03-01", "2024-03-03"),
    ]


def test_a_single_day_is_a_period():
    for kind in periods.KINDS:
        assert days_of(whole(Span(date(2024, 2, 29), date(2024, 2, 29)), kind)) == [
            ("2024-02-29", "2024-02-29")
        ]


# Rome changes its clocks in the night, Cairo at midnight itself, Havana just after it.
@pytest.mark.parametrize("zone", ["Europe/Rome", "Africa/Cairo", "America/Havana", "UTC"])
@pytest.mark.parametrize("kind", periods.KINDS)
def test_each_period_begins_when_the_one_before_it_ends(kind, zone):
    found = whole(YEAR, kind, Clinic(time_zone=zone))

    assert found[0].last_day == YEAR.last_day
    assert found[-1].first_day == YEAR.first_day
    for later, earlier in pairwise(found):
        assert later.begins == earlier.ends > earlier.begins
        assert later.first_day == earlier.last_day + timedelta(days=1)


def test_the_day_on_which_the_clocks_change_is_an_hour_shorter_or_longer():
    lengths = {
        day: period.ends - period.begins
        for day in (date(2024, 3, 31), date(2024, 10, 27), date(2024, 6, 1))
        for period in whole(Span(day, day), "day")
    }

    assert [length // timedelta(hours=1) for length in lengths.values()] == [23, 25, 24]


def test_a_day_begins_when_the_clocks_skip_its_midnight():
    cairo = Clinic(time_zone="Africa/Cairo")

    (day,) = whole(Span(date(2024, 4, 26), date(2024, 4, 26)), "day", cairo)

    assert day.begins == datetime(2024, 4, 25, 22, tzinfo=UTC)


@pytest.mark.parametrize("kind", periods.KINDS)
def test_a_page_holds_whole_periods_of_a_month_at_most(kind):
    before, pages = None, []
    while before is not None or not pages:
        found, before = periods.page(YEAR, kind, ROME, before)
        pages.append(found)

    assert all((page[0].ends - page[-1].begins).days <= 31 for page in pages)
    assert [period for page in pages for period in page] == whole(YEAR, kind)
    assert {len(page) for page in pages[1:-1]} == {{"day": 31, "week": 4, "month": 1}[kind]}


def test_the_last_thirty_days_are_one_page_of_two_months():
    found, following = periods.page(Span(date(2024, 2, 10), date(2024, 3, 10)), "month", ROME)

    assert days_of(found) == [("2024-03-01", "2024-03-10"), ("2024-02-10", "2024-02-29")]
    assert following is None


@pytest.mark.parametrize("before", [0, 1, YEAR.first_day.toordinal()])
def test_before_the_first_day_there_is_nothing(before):
    assert periods.page(YEAR, "day", ROME, before) == ([], None)


def test_a_page_behind_the_end_begins_at_the_end():
    assert periods.page(YEAR, "day", ROME, 10**18 - 1) == periods.page(YEAR, "day", ROME)


def test_a_day_that_has_not_begun_is_in_no_period():
    today = timezone.now().date()
    utc = Clinic(time_zone="UTC")

    assert days_of(whole(Span(today, today + timedelta(days=40)), "month", utc)) == [(str(today), str(today))]
    assert whole(Span(today + timedelta(days=1), date(9998, 1, 1)), "day", utc) == []


def test_the_last_thirty_days_are_meant_where_none_are_named():
    today = timezone.now().date()
    utc = Clinic(time_zone="UTC")

    assert periods.span(None, None, utc) == Span(today - timedelta(days=29), today)
    assert periods.span(None, date(2024, 3, 1), utc) == Span(date(2024, 2, 1), date(2024, 3, 1))
    assert periods.span(date(2024, 3, 1), None, utc) == Span(date(2024, 3, 1), today)


def test_ten_years_are_not_too_many_and_a_day_more_is():
    last = date(2024, 1, 10)
    first = last - timedelta(days=periods.MOST_DAYS - 1)

    assert periods.span(first, last, ROME) == Span(first, last)
    with pytest.raises(QueryRefused):
        periods.span(first - timedelta(days=1), last, ROME)


def test_days_the_wrong_way_round_are_refused():
    with pytest.raises(QueryRefused):
        periods.span(date(2024, 3, 2), date(2024, 3, 1), ROME)
    with pytest.raises(QueryRefused):
        periods.span(timezone.now().date() + timedelta(days=3), None, ROME)


def test_a_kind_that_does_not_exist_has_no_page():
    with pytest.raises(TypeError):
        periods.page(YEAR, "year", ROME)
