"""A dropped foot that may come from the fibular nerve at the knee (R05)."""

import pytest

from tests.triage.rules.facts import NO_WEAKNESS
from tests.triage.rules.given import given

HABITS = ["fibular_pressure", "leg_crossing_habit", "squat_kneel_long", "weight_loss_diet_recent"]
DROPPED = NO_WEAKNESS | {"foot_drop_self": "yes"} | dict.fromkeys(HABITS, "no")


@pytest.mark.parametrize("habit", HABITS)
def test_a_drop_with_pressure_at_the_knee_or_a_habit_that_presses_there_may_be_fibular(spec, habit):
    spec(
        "R05",
        given(
            DROPPED,
            f"""
            foot_drop_self | {habit} | verdict
            ---------------+---------+--------
            yes            | yes     | yes
            yes            | no      | no
            yes            |         | ?
            no             | yes     | no
                           | yes     | ?
            """,
        ),
    )


def test_a_drop_with_a_finding_at_the_fibular_head_may_be_fibular(spec):
    spec(
        "R05",
        given(
            DROPPED,
            """
            tinel_fibular | fibular_head_tender | verdict
            --------------+---------------------+--------
            positive      |                     | yes
            negative      | yes                 | yes
            negative      | no                  | no
            not_done      |                     | no
                          |                     | no
            """,
        ),
    )


def test_a_settled_drop_is_no_urgent_matter_of_the_fibular_nerve(spec):
    spec(
        "R05",
        given(
            DROPPED
            | {
                "fibular_pressure": "yes",
                "foot_drop_days": "85",
                "neuro_course": "same",
                "weakness_seen": "yes",
            },
            """
            foot_drop_days | neuro_course | weakness_seen | verdict
            ---------------+--------------+---------------+--------
            85             | same         | yes           | no
            84             | same         | yes           | yes
            85             | worsening    | yes           | yes
            85             | same         | no            | yes
            85             | same         |               | yes
                           | same         | yes           | yes
            """,
        ),
    )
