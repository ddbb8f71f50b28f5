"""A foot or leg symptom since an injury of the back (R11)."""

import pytest

from tests.triage.rules.facts import NO_LEG_PAIN, NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

SINCE_INJURY = (
    NO_NERVE_SYMPTOM
    | NO_LEG_PAIN
    | {
        "foot_pain_present": "yes",
        "trauma_type": "sport",
        "trauma_body": "low_back",
        "trauma_days_ago": "365",
        "foot_start_vs_trauma": "within_2wk",
    }
)
WEAK_SINCE_INJURY = SINCE_INJURY | {
    "leg_weakness": "yes",
    "leg_weakness_course": "same",
    "neuro_course": "same",
}
CODES = ["R11", "R11r"]


@pytest.mark.parametrize("code", CODES)
def test_a_symptom_of_foot_leg_or_nerves_that_began_with_an_injury_of_the_back_is_linked(spec, code):
    spec(
        code,
        given(
            SINCE_INJURY,
            """
            foot_pain_present | leg_pain_present | numbness_present | leg_weakness | verdict
            ------------------+------------------+------------------+--------------+--------
            yes               | no               | no               | no           | yes
            no                | yes              | no               | no           | yes
            no                | no               | yes              | no           | yes
            no                | no               | no               | yes          | yes
            no                | no               | no               | no           | no
                              | no               | no               | no           | ?
            no                |                  | no               | no           | ?
            no                | no               |                  | no           | ?
            no                | no               | no               |              | ?
            """,
        ),
    )


def test_an_older_injury_or_one_that_hurt_the_foot_too_is_only_routine(spec):
    table = """
        trauma_body         | trauma_days_ago | foot_start_vs_trauma | verdict
        --------------------+-----------------+----------------------+---------
        low_back            | 365             | within_2wk           | {clean}
        low_back            | 366             | within_2wk           | {older}
        low_back            |                 | within_2wk           | {clean}
        low_back,foot_ankle | 365             | within_2wk           | {shared}
        low_back            | 365             | before               | no
        low_back            | 365             | later                | no
        low_back            | 365             |                      | ?
        """
    spec("R11", given(SINCE_INJURY, table.format(clean="yes", older="no", shared="no")))
    spec("R11r", given(SINCE_INJURY, table.format(clean="yes", older="yes", shared="yes")))


def test_a_crash_links_soon_where_the_back_hurts_now_and_is_never_routine_by_that_alone(spec):
    table = """
        trauma_type | trauma_body | trauma_back_pain_after | back_pain_status | verdict
        ------------+-------------+------------------------+------------------+--------
        mvc         | knee        | no                     | now              | {}
        """
    spec("R11", given(SINCE_INJURY, table.format("yes")))
    spec("R11r", given(SINCE_INJURY, table.format("no")))


def test_a_leg_weak_or_worse_since_the_injury_is_urgent(spec):
    spec(
        "R11u",
        given(
            SINCE_INJURY | {"numbness_present": "yes"},
            """
            leg_weakness | foot_drop_self | neuro_course | verdict
            -------------+----------------+--------------+--------
            yes          | no             | same         | yes
            no           | yes            | same         | yes
            no           | no             | worsening    | yes
            no           | no             | same         | no
            no           | no             | better       | no
                         | no             | same         | ?
            no           |                | same         | ?
            no           | no             |              | ?
            """,
        ),
    )


def test_walking_that_gets_worse_is_urgent_only_beside_a_symptom_of_foot_leg_or_nerves(spec):
    spec(
        "R11u",
        given(
            SINCE_INJURY | {"gait_problem": "yes", "gait_types": "limp", "neuro_course": "worsening"},
            """
            foot_pain_present | leg_pain_present | numbness_present | verdict
            ------------------+------------------+------------------+--------
            yes               | no               | no               | yes
            no                | yes              | no               | yes
            no                | no               | yes              | yes
            no                | no               | no               | no
                              | no               | no               | ?
            no                |                  | no               | ?
            no                | no               |                  | ?
            """,
        ),
    )


def test_weakness_is_urgent_where_the_injury_is_linked_even_if_it_hurt_the_foot_too(spec):
    spec(
        "R11u",
        given(
            WEAK_SINCE_INJURY,
            """
            trauma_body         | trauma_days_ago | foot_start_vs_trauma | verdict
            --------------------+-----------------+----------------------+--------
            low_back            | 365             | within_2wk           | yes
            low_back,foot_ankle | 365             | within_2wk           | yes
            low_back            | 366             | within_2wk           | no
            low_back            |                 | within_2wk           | yes
            low_back            | 365             | before               | no
            low_back            | 365             |                      | ?
            """,
        ),
    )


def test_an_injured_foot_excuses_weakness_only_where_it_is_known_to_explain_it(spec):
    spec(
        "R11u",
        given(
            WEAK_SINCE_INJURY | {"foot_injury_recent": "yes", "back_pain_status": "none"},
            """
            foot_injury_recent | back_pain_status | verdict
            -------------------+------------------+--------
            yes                | none             | no
            no                 | none             | yes
                               | none             | yes
            yes                | now              | yes
            yes                |                  | yes
            """,
        ),
    )


def test_weakness_settled_since_the_injury_is_not_urgent(spec):
    spec(
        "R11u",
        given(
            WEAK_SINCE_INJURY | {"leg_weakness_days": "85", "weakness_seen": "yes"},
            """
            leg_weakness_days | leg_weakness_course | neuro_course | weakness_seen | verdict
            ------------------+---------------------+--------------+---------------+--------
            85                | same                | same         | yes           | no
            84                | same                | same         | yes           | yes
            85                | same                | worsening    | yes           | yes
            85                | same                | same         | no            | yes
            85                | same                | same         |               | yes
                              | same                | same         | yes           | yes
            """,
        ),
    )
