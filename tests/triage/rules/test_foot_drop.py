"""Foot drop and weakness of one leg (R04): new or worse, settled, or with the pattern of a nerve root."""

import pytest

from tests.triage.rules.facts import NO_BACK_PAIN, NO_LEG_PAIN, NO_WEAKNESS
from tests.triage.rules.given import given

WEAK = NO_WEAKNESS | {"leg_weakness": "yes"}
DROPPED = NO_WEAKNESS | {"foot_drop_self": "yes"}
STEADY = WEAK | {"leg_weakness_days": "85", "leg_weakness_course": "same", "weakness_seen": "yes"}
STEADY_DROP = DROPPED | {"foot_drop_days": "85", "neuro_course": "same", "weakness_seen": "yes"}
NO_NERVE_PATTERN = NO_BACK_PAIN | NO_LEG_PAIN | {"numbness_present": "no"}
MUSCLES = ["ehl", "ankle_pf"]
SIDES = ["left", "right"]


def test_a_foot_that_drops_is_urgent(spec):
    spec(
        "R04",
        """
        foot_drop_self | leg_weakness | gait_problem | verdict
        ---------------+--------------+--------------+--------
        yes            | no           | no           | yes
        no             | no           | no           | no
                       | no           | no           | ?
        no             | no           |              | ?
        """,
    )


def test_a_weak_leg_is_urgent_where_it_began_suddenly_or_gets_worse(spec):
    spec(
        "R04",
        given(
            WEAK,
            """
            leg_weakness | leg_weakness_course | verdict
            -------------+---------------------+--------
            yes          | sudden              | yes
            yes          | worsening           | yes
            yes          | same                | no
            yes          | better              | no
            yes          |                     | ?
                         | worsening           | ?
                         | same                | no
            no           |                     | no
            """,
        ),
    )


def test_a_weak_leg_is_urgent_where_it_was_strong_at_the_last_visit_84_days_ago(spec):
    spec(
        "R04",
        given(
            WEAK | {"leg_weakness_course": "same"},
            """
            weakness_new_since_last | days_since_last_visit | verdict
            ------------------------+-----------------------+--------
            yes                     | 84                    | yes
            yes                     | 85                    | no
            no                      | 84                    | no
                                    |                       | no
            """,
        ),
    )


def test_a_grade_that_fell_since_the_last_visit_is_urgent_even_where_nothing_is_felt(spec):
    spec(
        "R04",
        given(
            NO_WEAKNESS,
            """
            mrc_fell_since_last | verdict
            --------------------+--------
            yes                 | yes
            no                  | no
                                | no
            """,
        ),
    )


def test_an_injured_foot_excuses_a_weak_leg_only_where_it_is_known_to_explain_it(spec):
    spec(
        "R04",
        given(
            WEAK
            | {
                "leg_weakness_course": "worsening",
                "foot_injury_recent": "yes",
                "back_pain_status": "none",
                "numbness_present": "no",
            },
            """
            foot_injury_recent | back_pain_status | foot_drop_self | verdict
            -------------------+------------------+----------------+--------
            yes                | none             | no             | no
            no                 | none             | no             | yes
            yes                | now              | no             | yes
            yes                |                  | no             | yes
                               | none             | no             | yes
            yes                | none             | yes            | yes
            """,
        ),
    )


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("muscle", MUSCLES)
def test_a_big_toe_or_calf_of_grade_3_is_urgent(spec, muscle, side):
    spec(
        "R04",
        given(
            NO_WEAKNESS,
            f"""
            {muscle}_mrc_{side} | verdict
            --------------------+--------
            3                   | yes
            4                   | no
                                | no
            """,
        ),
    )


def test_settled_weakness_is_not_urgent(spec):
    spec(
        "R04",
        given(
            STEADY_DROP,
            """
            foot_drop_days | neuro_course | weakness_seen | mrc_fell_since_last | verdict
            ---------------+--------------+---------------+---------------------+--------
            85             | same         | yes           |                     | no
            84             | same         | yes           |                     | yes
                           | same         | yes           |                     | yes
            85             | worsening    | yes           |                     | yes
            85             |              | yes           |                     | yes
            85             | same         | no            |                     | yes
            85             | same         |               |                     | yes
            85             | same         | yes           | yes                 | yes
            """,
        ),
    )


def test_the_spine_stands_aside_only_for_a_fibular_nerve_that_is_proven(spec):
    spec(
        "R04",
        given(
            DROPPED
            | NO_BACK_PAIN
            | NO_LEG_PAIN
            | {"tinel_fibular": "positive", "ankle_inversion_mrc_left": "5", "hip_abduction_mrc_left": "5"},
            """
            tinel_fibular | back_pain_status | leg_pain_present | verdict
            --------------+------------------+------------------+--------
            positive      | none             | no               | no
            negative      | none             | no               | yes
                          | none             | no               | yes
            positive      | now              | no               | yes
            positive      |                  | no               | yes
            positive      | none             | yes              | yes
            positive      | none             |                  | yes
            """,
        ),
    )


def test_settled_weakness_or_drop_is_seen_soon_until_it_is_long_standing(spec):
    table = """
        leg_weakness_days | weakness_seen | verdict
        ------------------+---------------+-----------------
        84                | yes           | no
        85                | yes           | {soon}
        365               | yes           | {soon}
        366               | yes           | {routine}
        366               | no            | no
        85                |               | {soon_unseen}
        366               |               | {routine_unseen}
        """
    soon = table.format(soon="yes", routine="no", soon_unseen="?", routine_unseen="?")
    routine = table.format(soon="no", routine="yes", soon_unseen="no", routine_unseen="?")
    spec("R04s", given(STEADY, soon))
    spec("R04r", given(STEADY, routine))


def test_settled_weakness_is_seen_soon_where_nobody_said_that_it_is_long_standing(spec):
    spec(
        "R04s",
        given(
            STEADY_DROP | {"leg_weakness": "yes"},
            """
            leg_weakness_days | foot_drop_days | verdict
            ------------------+----------------+--------
                              | 85             | yes
                              | 366            | no
            366               | 85             | no
            """,
        ),
    )


@pytest.mark.parametrize(("code", "days"), [("R04s", 85), ("R04r", 366)])
def test_a_settled_drop_counts_as_settled_weakness_does(spec, code, days):
    spec(
        code,
        given(
            STEADY_DROP | {"foot_drop_days": str(days)},
            """
            foot_drop_self | neuro_course | verdict
            ---------------+--------------+--------
            yes            | same         | yes
            yes            | better       | yes
            yes            | worsening    | no
            yes            |              | ?
                           | same         | ?
            """,
        ),
    )


@pytest.mark.parametrize(("code", "days"), [("R04s", 85), ("R04r", 366)])
def test_a_foot_that_lifts_fully_is_no_settled_drop(spec, code, days):
    spec(
        code,
        given(
            STEADY_DROP | {"foot_drop_days": str(days), "ankle_df_mrc_left": "5", "ankle_df_mrc_right": "5"},
            """
            leg_weakness | verdict
            -------------+--------
            yes          | yes
            no           | no
                         | ?
            """,
        ),
    )


def test_a_weak_leg_with_the_pattern_of_a_nerve_root_is_seen_soon(spec):
    spec(
        "R04c",
        given(
            WEAK | NO_NERVE_PATTERN,
            """
            leg_pain_present | leg_pain_below_knee | numbness_present | back_pain_status | verdict
            -----------------+---------------------+------------------+------------------+--------
            yes              | yes                 | no               | none             | yes
            yes              | no                  | no               | none             | no
            yes              | no                  | no               | now              | yes
            yes              | no                  | no               | past             | yes
            no               |                     | yes              | none             | yes
            no               |                     | no               | now              | no
            no               |                     | no               | none             | no
            yes              |                     | no               | none             | ?
            yes              | no                  | no               |                  | ?
                             | no                  | no               | now              | ?
            no               |                     |                  | none             | ?
            """,
        ),
    )


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("muscle", "alone"), [("ankle_df", "yes"), ("ehl", "no"), ("ankle_pf", "no")])
def test_less_than_full_power_counts_as_weak_and_of_the_ankle_even_alone(spec, muscle, alone, side):
    spec(
        "R04c",
        given(
            NO_WEAKNESS | NO_NERVE_PATTERN,
            f"""
            {muscle}_mrc_{side} | numbness_present | verdict
            --------------------+------------------+--------
            4                   | no               | {alone}
            5                   | no               | no
            4                   | yes              | yes
            5                   | yes              | no
                                | yes              | no
            """,
        ),
    )


@pytest.mark.parametrize("side", SIDES)
def test_a_weak_leg_with_less_than_full_power_of_the_ankle_is_seen_soon(spec, side):
    spec(
        "R04c",
        given(
            WEAK | NO_NERVE_PATTERN,
            f"""
            ankle_df_mrc_{side} | verdict
            --------------------+--------
            4                   | yes
            5                   | no
                                | no
            """,
        ),
    )


def test_the_pattern_of_a_nerve_root_needs_weakness(spec):
    spec(
        "R04c",
        given(
            NO_NERVE_PATTERN | {"numbness_present": "yes"},
            """
            leg_weakness | verdict
            -------------+--------
            yes          | yes
            no           | no
                         | ?
            """,
        ),
    )


def test_numbness_like_socks_is_no_pattern_of_a_nerve_root(spec):
    spec(
        "R04c",
        given(
            WEAK | NO_NERVE_PATTERN | {"numbness_present": "yes", "numbness_sites": "feet_both_sock"},
            """
            neuro_course | verdict
            -------------+--------
            same         | no
                         | yes
            """,
        ),
    )


def test_settled_weakness_with_the_pattern_of_a_nerve_root_is_not_seen_soon(spec):
    spec(
        "R04c",
        given(
            STEADY | {"numbness_present": "yes"},
            """
            weakness_seen | verdict
            --------------+--------
            yes           | no
            no            | yes
                          | yes
            """,
        ),
    )


def test_a_leg_that_feels_weak_is_routine_unless_an_injured_foot_explains_it(spec):
    spec(
        "R04d",
        """
        leg_weakness | foot_injury_recent | back_pain_status | numbness_present | foot_drop_self | verdict
        -------------+--------------------+------------------+------------------+----------------+--------
        yes          |                    |                  |                  |                | yes
        yes          | yes                | none             | no               | no             | no
        yes          | yes                | none             | no               |                | yes
        yes          | no                 | none             | no               | no             | yes
        no           |                    |                  |                  |                | no
                     |                    |                  |                  |                | ?
                     | yes                | none             | no               | no             | no
        """,
    )
