"""`/reports/rules/`: how often each rule fired, how long it waited and what clinicians made of it, for the manager."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intake.access import within
from intake.models import Clinic, Flag, Review
from intake.reports.periods import MOST_DAYS
from intake.triage.rules.rule import TIERS
from tests.actions.given import SADDLE, SCIATICA, WELL, acknowledge, amend, close, filed
from tests.api.given import pages_of, refused, trail

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
MARCH = "?from=2024-03-01&to=2024-03-31"
FOOT_PAIN = WELL | {"foot_pain_present": True, "foot_pain_side": "left"}


def periods_of(person, query=MARCH):
    return person.get(f"/reports/rules/{query}").json()["results"]


def row(person, code, query=MARCH):
    """The row of a rule in a report of one period."""
    (period,) = periods_of(person, query)
    return next(each for each in period["rules"] if each["rule"] == code)


def fired(person, at=NOON, answers=SADDLE):
    """A case whose rules fired at that moment."""
    record = filed(person, answers)
    with within(person.actor.clinic):
        Flag.objects.filter(record=record).update(raised_at=at)
        Review.objects.filter(record=record).update(opened_at=at)
    return record


def seen(person, record, after=0):
    """A clinician acknowledged it so many seconds after it was opened."""
    acknowledge(person, record)
    with within(person.actor.clinic):
        review = Review.objects.get(record=record)
        review.acknowledged_at = review.opened_at + timedelta(seconds=after)
        review.save()


def test_a_rule_is_told_with_what_came_of_it(ada, cy):
    for outcome, seconds in (("confirmed", 10), ("confirmed", 400), ("other_cause", 20), ("referred", 40)):
        record = fired(ada)
        close(ada, record, outcome)
        with within(ada.actor.clinic):
            Review.objects.filter(record=record).update(acknowledged_at=NOON + timedelta(seconds=seconds))
    fired(ada)

    assert row(cy, "R01") == {
        "rule": "R01",
        "title": "Cauda equina suspected",
        "tier": "emergency",
        "pathway": "spine",
        "fired": 5,
        "acknowledged": 4,
        "waiting": 1,
        "seconds_to_acknowledgement": {"median": 20, "p95": 400},
        "closed": 4,
        "outcomes": {
            "confirmed": 2,
            "not_confirmed": 0,
            "other_cause": 1,
            "referred": 1,
            "not_given": 0,
        },
        # of three, since nobody here knows what became of the one that was referred
        "confirmed_share": {"of": 3, "share": 0.6667, "low": 0.2077, "high": 0.9385},
    }


def test_what_nobody_knows_yet_is_null_and_not_nothing(ada, cy):
    fired(ada)

    told = row(cy, "R01")

    assert told["seconds_to_acknowledgement"] == {"median": None, "p95": None}
    assert told["confirmed_share"] == {"of": 0, "share": None, "low": None, "high": None}


def test_where_all_were_referred_the_share_is_not_known(ada, cy):
    close(ada, fired(ada), "referred")

    told = row(cy, "R01")

    assert (told["closed"], told["outcomes"]["referred"]) == (1, 1)
    assert told["confirmed_share"]["share"] is None


@pytest.mark.parametrize(
    ("many", "median", "p95"), [(1, 1, 1), (2, 1, 2), (3, 2, 3), (19, 10, 19), (21, 11, 20)]
)
def test_median_and_95th_are_times_that_a_case_really_waited(ada, cy, many, median, p95):
    for seconds in range(many, 0, -1):
        seen(ada, fired(ada), after=seconds)

    assert row(cy, "R01")["seconds_to_acknowledgement"] == {"median": median, "p95": p95}


def test_rules_come_by_urgency_and_those_that_did_not_fire_have_no_row(ada, cy):
    fired(ada), fired(ada, answers=SCIATICA)

    (period,) = periods_of(cy)

    tiers = [TIERS.index(each["tier"]) for each in period["rules"]]
    assert tiers == sorted(tiers)
    assert all(each["fired"] > 0 for each in period["rules"])
    assert "R04" not in {each["rule"] for each in period["rules"]}


def test_what_opened_no_case_waits_for_nobody(ada, cy):
    fired(ada, answers=FOOT_PAIN)

    told = row(cy, "D00")

    assert (told["fired"], told["acknowledged"], told["waiting"], told["closed"]) == (1, 0, 0, 0)


def test_a_flag_that_no_longer_holds_fired_all_the_same(ada, cy):
    record = fired(ada)
    amend(ada, record, {"saddle_numbness": False, "ces_onset_days": None})

    assert row(cy, "R01")["fired"] == 1
    assert row(cy, "R01")["waiting"] == 1


def test_a_case_that_was_opened_again_waits_and_is_not_closed(ada, cy):
    # given a case that was closed, and an amendment that is more urgent
    record = fired(ada, answers=SCIATICA)
    close(ada, record)
    amend(ada, record, {"saddle_numbness": True, "ces_onset_days": 1})

    # then what fired then counts as waiting, and its outcome waits too
    told = row(cy, "R12r")
    assert (told["acknowledged"], told["waiting"], told["closed"]) == (0, 1, 0)
    assert told["outcomes"]["confirmed"] == 0

    # when the case is seen, the time runs from when it was opened again, not from years before
    acknowledge(ada, record)
    assert row(cy, "R12r")["seconds_to_acknowledgement"]["median"] < 60


def test_what_fires_on_a_case_already_seen_has_no_time(ada, cy):
    record = fired(ada)
    seen(ada, record, after=30)
    with within(ada.actor.clinic):
        Flag.objects.filter(record=record, rule="R01u").update(raised_at=NOON + timedelta(hours=1))

    early, late = row(cy, "R01"), row(cy, "R01u")

    assert (early["acknowledged"], early["seconds_to_acknowledgement"]["median"]) == (1, 30)
    assert (late["acknowledged"], late["seconds_to_acknowledgement"]["median"]) == (1, None)


def test_what_fires_on_a_closed_case_has_no_outcome_yet(ada, cy):
    record = fired(ada)
    close(ada, record)
    with within(ada.actor.clinic):
        Flag.objects.filter(record=record, rule="R01u").update(outcome=None)

    told = row(cy, "R01u")

    assert (told["closed"], told["outcomes"]["not_given"], told["confirmed_share"]["of"]) == (1, 1, 0)


def test_a_rule_whose_tier_was_another_then_has_a_row_for_each(ada, cy):
    fired(ada), fired(ada)
    with within(ada.actor.clinic):
        first = Flag.objects.filter(rule="R01").earliest("pk")
        Flag.objects.filter(pk=first.pk).update(tier="urgent")

    (period,) = periods_of(cy)

    told = [(each["tier"], each["fired"]) for each in period["rules"] if each["rule"] == "R01"]
    assert told == [("emergency", 1), ("urgent", 1)]


def test_a_rule_that_is_no_more_is_told_by_its_code(ada, cy):
    record = fired(ada)
    with within(ada.actor.clinic):
        Flag.objects.filter(record=record, rule="R01").update(rule="R00x")

    assert row(cy, "R00x")["title"] == "R00x"


def test_each_period_counts_what_fired_in_it(ada, cy):
    for day in (1, 8, 9, 31):
        fired(ada, NOON.replace(day=day))

    def counts(kind):
        return [
            (period["first_day"], period["rules"][0]["fired"])
            for period in periods_of(cy, f"{MARCH}&period={kind}")
            if period["rules"]
        ]

    assert counts("month") == [("2024-03-01", 4)]
    assert counts("week") == [("2024-03-25", 1), ("2024-03-04", 2), ("2024-03-01", 1)]
    assert counts("day") == [(f"2024-03-{day:02}", 1) for day in (31, 9, 8, 1)]


def test_a_rule_belongs_to_the_clinics_own_day(ada, cy):
    Clinic.objects.update(time_zone="Europe/Rome")
    fired(ada, datetime(2024, 3, 31, 21, 59, tzinfo=UTC))
    fired(ada, datetime(2024, 3, 31, 22, 0, tzinfo=UTC))  # since that morning two hours ahead

    april, march = periods_of(cy, "?from=2024-03-31&to=2024-04-01&period=day")

    assert (april["first_day"], april["rules"][0]["fired"]) == ("2024-04-01", 1)
    assert (march["first_day"], march["rules"][0]["fired"]) == ("2024-03-31", 1)


def test_a_long_time_comes_in_pages_that_miss_nothing(ada, cy):
    for month in (1, 4, 12):
        fired(ada, NOON.replace(month=month))

    pages = list(pages_of(cy, "/reports/rules/?from=2024-01-01&to=2024-12-31"))

    assert [page[0]["first_day"][5:7] for page in pages] == [f"{month:02}" for month in range(12, 0, -1)]
    assert [page[0]["first_day"][5:7] for page in pages if page[0]["rules"]] == ["12", "04", "01"]


def test_the_last_thirty_days_are_told_where_none_are_named(ada, cy):
    filed(ada, SADDLE)
    today = datetime.now(UTC).date()

    answer = periods_of(cy, "")

    assert answer[0]["last_day"] == str(today)
    assert answer[-1]["first_day"] == str(today - timedelta(days=29))
    assert answer[0]["rules"][0]["fired"] == 1


def test_one_look_is_one_line(ada, cy):
    fired(ada)

    periods_of(cy)

    assert trail(cy.actor.clinic) == ["intake-filed", "report-read"]


def test_nothing_of_a_patient_is_told_and_nobody_on_the_way_keeps_it(ada, cy):
    record = fired(ada)

    answer = cy.get(f"/reports/rules/{MARCH}")

    assert answer["Cache-Control"] == "no-store"
    told = answer.content.decode()
    assert not any(word in told for word in (str(record.submission_id), "saddle_numbness", "Quince"))


TOO_LONG = date(2024, 1, 1) - timedelta(days=MOST_DAYS)


@pytest.mark.parametrize(
    "query",
    [
        "?from=2024-03-02&to=2024-03-01",
        f"?from={TOO_LONG}&to=2024-01-01",
        "?from=2024-02-30",
        "?from=20240201",
        "?from=2024-W05-1",
        "?from=2024-03-01T00:00:00Z",
        "?from=0001-01-01",
        "?to=9999-12-31",
        "?to=",
        "?period=year",
        "?cursor=x",
        "?cursor=MQ&cursor=MQ",
        "?rule=R01",
        "?clinic=south",
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(cy, query):
    refused(cy.get(f"/reports/rules/{query}"), 400, "query-refused")


def test_a_refusal_says_what_is_allowed(cy):
    (fault,) = refused(cy.get("/reports/rules/?from=2024-03-02&to=2024-03-01"), 400, "query-refused")[
        "errors"
    ]

    assert (fault["pointer"], fault["kind"]) == ("from", "not_allowed")


@pytest.mark.parametrize("key", ["MA", "OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_cursor_upsets_nothing(cy, key):
    answer = cy.get(f"/reports/rules/{MARCH}&cursor={key}")

    assert answer.status_code == 200


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_only_a_manager_sees_it(who, request):
    refused(request.getfixturevalue(who).get("/reports/rules/"), 403, "not-allowed")


def test_another_clinics_rules_are_not_counted(ada, cy, dee):
    close(dee, fired(dee))
    assert periods_of(cy)[0]["rules"] == []

    fired(ada)

    assert row(cy, "R01")["fired"] == 1
    assert row(cy, "R01")["closed"] == 0
