"""A date is kept exactly as it was sent or refused by name, and a birthday begins at the clinic's own midnight."""

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from urllib.parse import quote
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from intake.access import within
from intake.actions.derived import age_on
from intake.models import AuditEntry, Clinic, IntakeRecord
from tests.api.given import WELL, file, patient, pointers, refused

EXACT = [
    "0001-01-01",
    "1582-10-10",
    "1900-02-28",
    "1970-01-01",
    "2000-02-29",
    "2038-01-19",
    "2999-12-31",
    "9999-12-31",
]
NO_DATES = [
    *(
        "1900-02-29",
        "2023-02-29",
        "2024-02-30",
        "2024-04-31",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "0000-01-01",
    ),
    *(
        "10000-01-01",
        "-2024-01-01",
        "+2024-01-01",
        "2024-1-1",
        "20240101",
        "2024-W01-1",
        "2024-001",
        "24-01-01",
    ),
    *(
        " 2024-01-01",
        "2024-01-01 ",
        "2024-01-01T00:00:00Z",
        "2024-01-01+14:00",
        "٢٠٢٤-٠١-٠١",
        "２０２４-01-01",
        "2024−01−01",
    ),
    *("", "today", 20240101, 2024.0101, True, ["2024-01-01"], {"year": 2024}),
]


@pytest.mark.parametrize("born", EXACT)
def test_a_birth_date_is_kept_and_found_as_it_was_sent(ada, bo, born):
    uuid = patient(bo, birth_date=born)
    sent = file(ada, WELL, identity={"birth_date": born})

    assert bo.get(f"/patients/{uuid}/").json()["birth_date"] == born
    assert ada.get(f"/intakes/{sent}/").json()["identity"]["birth_date"] == born
    assert [row["uuid"] for row in bo.post("/patients/search/", {"birth_date": born}).json()["results"]] == [
        uuid
    ]
    assert [row["uuid"] for row in bo.get(f"/intakes/{sent}/candidates/").json()["results"]] == [uuid]


def test_what_is_no_date_is_refused_by_name_wherever_one_is_asked_for(ada, bo):
    uuid = patient(bo, birth_date="1984-02-29")

    for born in NO_DATES:
        details = {"family_name": "Quince", "given_name": "Nora", "birth_date": born}
        intake = {"answers": WELL, "identity": {"birth_date": born}}
        for answer, pointer in (
            (bo.put(f"/patients/{uuid4()}/", details), "/birth_date"),
            (bo.patch(f"/patients/{uuid}/", {"birth_date": born}, **{"If-Match": '"1"'}), "/birth_date"),
            (bo.post("/patients/search/", {"birth_date": born}), "/birth_date"),
            (ada.put(f"/intakes/{uuid4()}/", intake), "/identity/birth_date"),
        ):
            assert pointers(refused(answer, 400, "body-refused")) == [pointer], born

    assert bo.get(f"/patients/{uuid}/").json()["birth_date"] == "1984-02-29"


ZONES = {  # each with days on which something is odd there: clocks that skip or repeat midnight, or none
    "UTC": [date(2026, 3, 1)],
    "Pacific/Kiritimati": [date(2026, 3, 1)],
    "Pacific/Niue": [date(2026, 3, 1)],
    "Europe/London": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/St_Johns": [date(2026, 3, 8), date(2026, 11, 1)],
    "America/Havana": [date(2026, 3, 8), date(2026, 11, 1)],
    "America/Santiago": [date(2026, 4, 5), date(2026, 9, 6)],
    "Africa/Cairo": [date(2026, 4, 24), date(2026, 10, 30)],
    "Asia/Beirut": [date(2026, 3, 29), date(2026, 10, 25)],
    "Asia/Kathmandu": [date(2026, 2, 28)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
    "Pacific/Chatham": [date(2026, 4, 5), date(2026, 9, 27)],
}
BIRTHDAYS = [(zone, day) for zone, days in ZONES.items() for day in days]


def first_second_of(day: date, zone: str) -> datetime:
    """When the calendar on the wall first shows the day, sought second by second rather than worked out."""
    wall = ZoneInfo(zone)
    before = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=26)
    low, high = 0, 52 * 3_600
    while high - low > 1:
        middle = (low + high) // 2
        is_there = (before + timedelta(seconds=middle)).astimezone(wall).date() >= day
        low, high = (low, middle) if is_there else (middle, high)
    return before + timedelta(seconds=high)


@pytest.fixture
def at(monkeypatch):
    """Set the clock by which intakes are filed."""
    return lambda moment: monkeypatch.setattr("intake.actions.filing.timezone.now", lambda: moment)


@pytest.mark.parametrize(("zone", "birthday"), BIRTHDAYS, ids=str)
def test_one_is_a_year_older_at_the_clinics_own_midnight(ada, at, zone, birthday):
    Clinic.objects.update(time_zone=zone)
    midnight = first_second_of(birthday, zone)
    unaged = {name: value for name, value in WELL.items() if name != "age_years"}
    identity = {"birth_date": birthday.replace(year=1984).isoformat()}
    ages = []

    for moment in (midnight - timedelta(seconds=1), midnight):
        at(moment)
        sent = file(ada, unaged, identity=identity)
        ages.append(ada.get(f"/intakes/{sent}/").json()["answers"]["age_years"])

    assert ages == [41, 42]


@pytest.mark.parametrize("zone", ["Europe/Lundon", "../etc/localtime", "", "Africa"])
def test_a_time_zone_that_does_not_exist_stops_no_filing(ada, bo, cy, caplog, zone):
    # given a name that only a hand at the database can have written
    Clinic.objects.update(time_zone=zone)

    # then the day is that of UTC, and the log says so
    sent = file(ada, {"back_pain_status": "now"}, identity={"birth_date": "1984-01-01"})
    assert ada.get(f"/intakes/{sent}/").json()["answers"]["age_years"] >= 42
    assert "the time zone of clinic north does not exist" in caplog.text
    for person, path in (
        (ada, "/worklist/"),
        (bo, "/queue/"),
        (cy, "/reports/intakes/"),
        (cy, "/reports/rules/"),
    ):
        assert person.get(path).status_code == 200


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 2, 28), 41), (date(2026, 3, 1), 42), (date(2028, 2, 29), 44)]
)
def test_who_was_born_on_a_leap_day_is_older_on_the_first_of_march(day, age):
    assert age_on(day, date(1984, 2, 29)) == age


def test_an_age_counts_the_birthdays_that_were_had():
    draw = Random(20261128)
    for _ in range(500):
        born = date.fromordinal(draw.randrange(1, date.max.toordinal() - 40_000))
        day = born + timedelta(days=draw.randrange(40_000))
        of_years = range(born.year + 1, day.year + 1)
        assert age_on(day, born) == sum(
            (year, born.month, born.day) <= day.timetuple()[:3] for year in of_years
        )
        assert day == born or age_on(born, day) < 0


@pytest.mark.parametrize("offset", [-12, -3.5, 0, 5.75, 14])
def test_an_instant_is_the_same_wherever_it_is_written(ada, cy, north, offset):
    file(ada)
    with within(north):
        at = AuditEntry.objects.get().at
    there = at.astimezone(timezone(timedelta(hours=offset)))

    def filed(name, moment):
        rows = cy.get(f"/audit/?{name}={quote(moment.isoformat())}").json()["results"]
        return [row["act"] for row in rows].count("intake-filed")

    tick = timedelta(microseconds=1)
    assert [filed("from", there), filed("from", there + tick)] == [1, 0]
    assert [filed("before", there), filed("before", there + tick)] == [0, 1]


def test_instants_are_kept_in_utc_and_shown_with_their_zone(ada, north):
    Clinic.objects.update(time_zone="Asia/Kathmandu")
    sent = file(ada)

    shown = datetime.fromisoformat(ada.get(f"/intakes/{sent}/").json()["received_at"])

    with within(north):
        kept = IntakeRecord.objects.get(submission_id=sent).received_at
    assert kept.tzinfo == UTC
    assert shown.utcoffset() is not None
    assert shown == kept
