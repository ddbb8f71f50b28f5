"""`/reports/intakes/`: what came in per day, how urgent it was and what was left not known, for the manager."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions import judging
from intake.models import Clinic, IntakeRecord
from intake.questionnaire import CHECKLISTS, QUESTIONS
from tests.actions.given import HOT_FOOT, SADDLE, SCIATICA, WELL, amend, filed
from tests.api.given import pages_of, refused, trail

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
THAT_DAY = "?from=2024-03-05&to=2024-03-05"
FOOT_PAIN = {"foot_pain_present": True, "foot_pain_side": "left", "foot_pain_sites": ["heel_bottom"]}
# Nobody asks a well patient which foot hurts, where, how much, since when, or whether the leg pain goes further down.
APPLICABLE_TO_WELL = len([each for each in QUESTIONS.values() if each.core]) - 5
LEFT_BY_WELL = {"sex_at_birth", "main_reason", "foot_symptom_days", "work_limited", "hobby_limited"}


def days(person, query=THAT_DAY):
    return person.get(f"/reports/intakes/{query}").json()["results"]


def day(person, query=THAT_DAY):
    (found,) = days(person, query)
    return found


def received(person, answers=WELL, at=NOON, **more):
    """An intake that came at that moment."""
    record = filed(person, answers, **more)
    with within(person.actor.clinic):
        IntakeRecord.objects.filter(pk=record.pk).update(received_at=at)
    return record


def some(counts):
    """The words that count at all."""
    return {word: count for word, count in counts.items() if count}


def test_a_day_is_told_with_what_came_in(ada, bo, tablet, cy):
    received(ada, SADDLE), received(ada, SCIATICA), received(tablet, HOT_FOOT), received(bo)

    told = day(cy)

    assert (told["first_day"], told["last_day"], told["intakes"]) == ("2024-03-05", "2024-03-05", 4)
    assert told["states"] == {"needs_review": 0, "flagged": 3, "clear": 1}
    assert told["tiers"] == {"emergency": 1, "urgent": 1, "soon": 0, "routine": 1, "none": 1}
    assert some(told["spinal_evaluations"]) == {"emergency": 1, "routine": 1, "none": 2}
    assert some(told["pathways"]) == {"spine": 2, "foot": 1}
    assert told["sources"] == {"api": 3, "command_line": 0, "fhir": 0, "tablet": 1}


def test_a_day_on_which_nobody_came_is_told_and_its_share_is_not_known(cy):
    told = day(cy)

    assert (told["intakes"], some(told["states"]), some(told["pathways"])) == (0, {}, {})
    assert told["core_set"] == {
        "applicable": 0,
        "not_known": 0,
        "unsure": 0,
        "declined": 0,
        "not_asked": 0,
        "not_known_share": None,
    }


def test_an_amended_intake_counts_once_as_it_stands_now(ada, cy):
    record = received(ada, WELL)
    amend(ada, record, {"saddle_numbness": True, "ces_onset_days": 1, "back_pain_status": "now"})
    amend(ada, received(ada, SADDLE), {"saddle_numbness": False, "ces_onset_days": None})

    told = day(cy)

    assert told["intakes"] == 2
    assert some(told["tiers"]) == {"emergency": 1, "none": 1}
    assert some(told["states"]) == {"flagged": 1, "clear": 1}
    assert some(told["pathways"]) == {"spine": 1}


def test_one_that_could_not_be_assessed_is_not_left_out(ada, cy, monkeypatch):
    monkeypatch.setattr(judging, "assess", lambda *_: 1 / 0)
    received(ada, SADDLE)

    told = day(cy)

    assert (told["intakes"], some(told["states"])) == (1, {"needs_review": 1})


def test_foot_pain_alone_is_on_the_foots_pathway_and_beside_another_flag_is_not(ada, cy):
    received(ada, WELL | FOOT_PAIN)
    assert some(day(cy)["pathways"]) == {"foot": 1}

    received(ada, SADDLE | FOOT_PAIN)
    assert some(day(cy)["pathways"]) == {"foot": 1, "spine": 1}


# What was left not known


def core_set(person, query=THAT_DAY):
    return day(person, query)["core_set"]


def test_the_core_set_counts_what_applies_and_parts_the_silences(ada, cy):
    received(ada, WELL, unsure=["sex_at_birth", "foot_tender_spot"], declined=["work_limited"])

    assert core_set(cy) == {
        "applicable": APPLICABLE_TO_WELL,
        "not_known": len(LEFT_BY_WELL),
        "unsure": 1,
        "declined": 1,
        "not_asked": len(LEFT_BY_WELL) - 2,
        "not_known_share": round(len(LEFT_BY_WELL) / APPLICABLE_TO_WELL, 4),
    }


def test_the_days_intakes_are_counted_together(ada, cy):
    received(ada, WELL), received(ada, {})

    told = core_set(cy)

    whole = APPLICABLE_TO_WELL + 5  # of an empty form nothing is known not to apply
    assert (told["applicable"], told["not_known"]) == (APPLICABLE_TO_WELL + whole, len(LEFT_BY_WELL) + whole)


def test_a_follow_up_applies_where_its_parent_is_yes_or_not_known(ada, cy):
    received(ada, WELL | {"foot_pain_present": True, "foot_pain_side": "left"})
    asked = core_set(cy)
    received(ada, {name: value for name, value in WELL.items() if name != "foot_pain_present"})

    both = core_set(cy)

    assert asked["applicable"] == APPLICABLE_TO_WELL + 4
    assert asked["not_known"] == len(LEFT_BY_WELL) + 3
    assert both["applicable"] == 2 * asked["applicable"]
    assert both["not_known"] == asked["not_known"] + len(LEFT_BY_WELL) + 5


def test_a_checklist_is_one_question_however_much_it_lists(ada, cy):
    without = {name: value for name, value in WELL.items() if name not in CHECKLISTS}
    received(ada, without, unsure=["health_list"], declined=["med_list"])

    told = core_set(cy)

    assert told["not_known"] == len(LEFT_BY_WELL) + 2
    assert (told["unsure"], told["declined"]) == (1, 1)


def test_a_checklist_of_which_a_part_is_known_is_not_known(ada, cy):
    without = {name: value for name, value in WELL.items() if name != "health_list"}
    received(ada, without | {"diabetes": True}, unsure=["gout_dx"], declined=["psoriasis"])

    told = core_set(cy)

    assert told["not_known"] == len(LEFT_BY_WELL) + 1
    assert (told["unsure"], told["declined"]) == (1, 0)


def test_a_silence_about_what_does_not_apply_counts_for_nothing(ada, cy):
    received(ada, WELL, unsure=["foot_pain_side"], declined=["leg_pain_below_knee"])

    told = core_set(cy)

    assert (told["applicable"], told["not_known"]) == (APPLICABLE_TO_WELL, len(LEFT_BY_WELL))
    assert (told["unsure"], told["declined"], told["not_asked"]) == (0, 0, len(LEFT_BY_WELL))


def test_what_is_asked_later_is_known_from_then_on(ada, cy):
    record = received(ada, WELL, unsure=["sex_at_birth"])
    amend(ada, record, {"sex_at_birth": "female"})

    told = core_set(cy)

    assert (told["not_known"], told["unsure"]) == (len(LEFT_BY_WELL) - 1, 0)


# Days


@pytest.mark.parametrize(
    ("zone", "at", "own_day"),
    [
        ("UTC", datetime(2024, 3, 5, 23, 30, tzinfo=UTC), "2024-03-05"),
        ("Europe/Rome", datetime(2024, 3, 5, 23, 30, tzinfo=UTC), "2024-03-06"),
        ("Europe/Rome", datetime(2024, 3, 30, 23, 0, tzinfo=UTC), "2024-03-31"),
        ("Europe/Rome", datetime(2024, 3, 31, 21, 59, tzinfo=UTC), "2024-03-31"),
        ("Europe/Rome", datetime(2024, 3, 31, 22, 0, tzinfo=UTC), "2024-04-01"),
        ("America/Los_Angeles", datetime(2024, 3, 6, 7, 59, tzinfo=UTC), "2024-03-05"),
        ("America/Los_Angeles", datetime(2024, 3, 11, 7, 0, tzinfo=UTC), "2024-03-11"),
        ("Asia/Kolkata", datetime(2024, 3, 5, 18, 30, tzinfo=UTC), "2024-03-06"),
    ],
)
def test_an_intake_belongs_to_the_clinics_own_day(ada, cy, zone, at, own_day):
    Clinic.objects.update(time_zone=zone)
    received(ada, WELL, at)

    found = [each["first_day"] for each in days(cy, "?from=2024-03-03&to=2024-04-02") if each["intakes"]]

    assert found == [own_day]


def test_days_weeks_and_months_come_newest_first(ada, cy):
    for at in (1, 8, 9):
        received(ada, at=NOON.replace(day=at))

    def counts(kind):
        span = "from=2024-03-01&to=2024-03-10"
        return [each["intakes"] for each in days(cy, f"?{span}&period={kind}")]

    assert counts("day") == [0, 1, 1, 0, 0, 0, 0, 0, 0, 1]
    assert counts("week") == [2, 1]
    assert counts("month") == [3]


def test_a_long_time_comes_in_pages_that_miss_nothing(ada, cy):
    for month in (1, 4, 12):
        received(ada, at=NOON.replace(month=month))

    pages = list(pages_of(cy, "/reports/intakes/?from=2024-01-01&to=2024-12-31"))

    shown = [each["first_day"] for page in pages for each in page]
    first = datetime(2024, 1, 1, tzinfo=UTC)
    assert shown == [str((first + timedelta(days=each)).date()) for each in range(365, -1, -1)]
    assert {len(page) for page in pages[:-1]} == {31}
    assert [each["first_day"] for page in pages for each in page if each["intakes"]] == [
        "2024-12-05",
        "2024-04-05",
        "2024-01-05",
    ]


def test_the_next_page_keeps_the_days_that_were_meant(cy):
    following = cy.get("/reports/intakes/?from=2024-01-01&to=2024-03-31").json()["next"]

    assert following.startswith("/api/v1/reports/intakes/?from=2024-01-01&to=2024-03-31&cursor=")


def test_the_last_thirty_days_are_told_where_none_are_named(ada, cy):
    filed(ada, WELL)
    today = timezone.now().date()

    found = days(cy, "")

    assert [each["first_day"] for each in found] == [str(today - timedelta(days=each)) for each in range(30)]
    assert [each["intakes"] for each in found] == [1] + [0] * 29


def test_a_day_that_has_not_begun_has_no_row(cy):
    tomorrow = timezone.now().date() + timedelta(days=1)

    assert days(cy, f"?from={tomorrow}&to={tomorrow}") == []


# Who may, and what is refused


def test_one_look_is_one_line(ada, cy):
    received(ada)

    days(cy)

    assert trail(cy.actor.clinic) == ["intake-filed", "report-read"]


@pytest.mark.parametrize(
    "query",
    ["?from=2024-03-02&to=2024-03-01", "?from=2001-01-01&to=2024-01-01", "?period=hour", "?tier=none"],
)
def test_a_parameter_that_does_not_fit_is_refused(cy, query):
    refused(cy.get(f"/reports/intakes/{query}"), 400, "query-refused")


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_only_a_manager_sees_it(who, request):
    refused(request.getfixturevalue(who).get("/reports/intakes/"), 403, "not-allowed")


def test_another_clinics_intakes_are_not_counted(ada, cy, dee):
    received(dee, SADDLE, unsure=["sex_at_birth"])
    assert day(cy)["intakes"] == day(cy)["core_set"]["applicable"] == 0

    received(ada)

    told = day(cy)
    assert (told["intakes"], some(told["tiers"]), some(told["pathways"])) == (1, {"none": 1}, {})
    assert (told["core_set"]["applicable"], told["core_set"]["unsure"]) == (APPLICABLE_TO_WELL, 0)
