"""The named facts of weakness: a foot that drops, both sides weak, power that is lost or settled."""

import pytest

from tests.triage.rules.facts import NO_WEAKNESS, fact
from tests.triage.rules.given import given

SAID = {"foot_drop_self": "yes"}
STEADY = {
    "leg_weakness": "yes",
    "leg_weakness_days": "85",
    "leg_weakness_course": "same",
    "foot_drop_self": "no",
    "weakness_seen": "yes",
}


def test_lifting_the_ankle_is_normal_only_where_both_sides_were_found_so(spec):
    spec(
        fact("df_normal"),
        """
        ankle_df_mrc_left | ankle_df_mrc_right | heel_walk_left | heel_walk_right | verdict
        ------------------+--------------------+----------------+-----------------+--------
        5                 | 5                  |                |                 | yes
        4                 | 5                  |                |                 | no
        5                 | 4                  |                |                 | no
        5                 |                    |                |                 | no
                          | 5                  |                |                 | no
                          |                    | able           | able            | yes
                          |                    | able           | painful         | no
                          |                    | able           | unable          | no
                          |                    | able           | not_done        | no
                          |                    | painful        | able            | no
                          |                    | not_done       | able            | no
                          |                    | unable         | able            | no
                          |                    | able           |                 | no
                          |                    |                | able            | no
                          |                    |                |                 | no
        """,
    )


def test_a_foot_drops_by_the_patients_word_or_the_way_of_walking(spec):
    spec(
        fact("drop"),
        """
        foot_drop_self | gait_problem | gait_types                                       | verdict
        ---------------+--------------+--------------------------------------------------+--------
        yes            |              |                                                  | yes
        no             | yes          | foot_slap_drag                                   | yes
        no             | yes          | high_step                                        | yes
        no             | yes          | limp,heel_walk,toe_walk,wide_unsteady            | no
        no             | yes          | stiff,short_distance,needs_aid,cannot_walk_usual | no
        no             | no           |                                                  | no
        no             | yes          |                                                  | ?
        no             |              |                                                  | ?
                       | yes          | limp                                             | ?
                       |              |                                                  | ?
        """,
    )


def test_a_foot_that_lifts_fully_on_examination_does_not_drop_whatever_was_said(spec):
    spec(
        fact("drop"),
        given(
            SAID,
            """
            ankle_df_mrc_left | ankle_df_mrc_right | heel_walk_left | heel_walk_right | verdict
            ------------------+--------------------+----------------+-----------------+--------
            5                 | 5                  |                |                 | no
            5                 | 4                  |                |                 | yes
            5                 |                    |                |                 | yes
                              |                    | able           | able            | no
                              |                    | able           |                 | yes
                              |                    |                |                 | yes
            """,
        ),
    )


def test_full_ankle_grades_settle_what_was_not_said(spec):
    spec(
        fact("drop"),
        given(
            {"ankle_df_mrc_left": "5", "ankle_df_mrc_right": "5"},
            """
            foot_drop_self | gait_types | verdict
            ---------------+------------+--------
                           | high_step  | no
            no             |            | no
                           |            | no
            """,
        ),
    )


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_ankle_of_grade_3_or_a_failed_heel_walk_is_a_drop_on_either_side(spec, side):
    spec(
        fact("drop"),
        given(
            NO_WEAKNESS,
            f"""
            ankle_df_mrc_{side} | heel_walk_{side} | verdict
            --------------------+------------------+--------
            3                   |                  | yes
            4                   |                  | no
                                | unable           | yes
                                | able             | no
                                | painful          | no
                                | not_done         | no
                                |                  | no
            """,
        ),
    )


def test_a_failed_heel_walk_stands_against_full_ankle_grades(spec):
    spec(
        fact("drop"),
        """
        foot_drop_self | ankle_df_mrc_left | ankle_df_mrc_right | heel_walk_left | verdict
        ---------------+-------------------+--------------------+----------------+--------
        no             | 5                 | 5                  | unable         | yes
        no             | 5                 | 5                  | able           | no
        """,
    )


def test_motor_loss_is_a_weak_leg_or_a_foot_that_drops(spec):
    spec(
        fact("motor"),
        """
        leg_weakness | foot_drop_self | gait_problem | verdict
        -------------+----------------+--------------+--------
        yes          | no             | no           | yes
        no           | yes            | no           | yes
        no           | no             | no           | no
                     | no             | no           | ?
        no           |                | no           | ?
        no           | no             |              | ?
        """,
    )


def test_weakness_is_worse_since_the_last_visit_by_a_fallen_grade_or_new_within_84_days(spec):
    spec(
        fact("worse_since_last"),
        """
        mrc_fell_since_last | weakness_new_since_last | days_since_last_visit | verdict
        --------------------+-------------------------+-----------------------+--------
        yes                 |                         |                       | yes
        yes                 |                         | 900                   | yes
        no                  | yes                     | 84                    | yes
                            | yes                     | 84                    | yes
        no                  | yes                     | 85                    | no
        no                  | yes                     |                       | no
        no                  | no                      | 84                    | no
        no                  |                         | 84                    | no
                            |                         |                       | no
        """,
    )


def test_what_gets_worse_is_weakness_a_nerve_symptom_or_a_finding_since_the_last_visit(spec):
    spec(
        fact("getting_worse"),
        """
        leg_weakness_course | neuro_course | mrc_fell_since_last | verdict
        --------------------+--------------+---------------------+--------
        sudden              | same         |                     | yes
        worsening           | same         |                     | yes
        same                | worsening    |                     | yes
        same                | same         | yes                 | yes
        same                | same         | no                  | no
        better              | better       |                     | no
                            | same         |                     | ?
        same                |              |                     | ?
                            |              |                     | ?
        """,
    )


def test_weakness_is_settled_after_84_days(spec):
    spec(
        fact("weak_settled"),
        given(
            STEADY | {"foot_drop_self": "yes"},
            """
            leg_weakness_days | foot_drop_days | verdict
            ------------------+----------------+--------
            85                | 84             | yes
            84                | 85             | yes
                              | 85             | yes
            85                |                | yes
            84                | 84             | no
            84                |                | ?
                              | 84             | ?
                              |                | ?
            """,
        ),
    )


def test_settled_weakness_has_a_known_steady_course(spec):
    spec(
        fact("weak_settled"),
        given(
            STEADY,
            """
            leg_weakness_course | neuro_course | verdict
            --------------------+--------------+--------
            same                |              | yes
            better              |              | yes
                                | same         | yes
                                | better       | yes
            same                | worsening    | no
            worsening           | same         | no
            sudden              | same         | no
            worsening           |              | no
                                | worsening    | no
                                |              | ?
            """,
        ),
    )


def test_settled_weakness_was_seen_by_somebody(spec):
    spec(
        fact("weak_settled"),
        given(
            STEADY,
            """
            weakness_seen | verdict
            --------------+--------
            yes           | yes
            no            | no
                          | ?
            """,
        ),
    )


def test_weakness_found_to_be_worse_since_the_last_visit_is_not_settled(spec):
    spec(
        fact("weak_settled"),
        given(
            STEADY,
            """
            mrc_fell_since_last | weakness_new_since_last | days_since_last_visit | verdict
            --------------------+-------------------------+-----------------------+--------
            yes                 |                         |                       | no
                                | yes                     | 84                    | no
                                | yes                     | 85                    | yes
            no                  | no                      | 84                    | yes
            """,
        ),
    )


def test_settled_weakness_is_long_standing_after_a_year(spec):
    spec(
        fact("weak_longterm"),
        given(
            STEADY | {"foot_drop_self": "yes"},
            """
            leg_weakness_days | foot_drop_days | weakness_seen | verdict
            ------------------+----------------+---------------+--------
            366               | 85             | yes           | yes
            85                | 366            | yes           | yes
            365               | 365            | yes           | no
            85                |                | yes           | ?
                              | 85             | yes           | ?
            366               |                | no            | no
            366               |                |               | ?
            """,
        ),
    )


def test_both_sides_are_weak_by_the_patients_word_or_by_both_ankles(spec):
    spec(
        fact("both_weak"),
        """
        leg_weakness_side | foot_drop_side | ankle_df_mrc_left | ankle_df_mrc_right | verdict
        ------------------+----------------+-------------------+--------------------+--------
        both              | left           |                   |                    | yes
        left              | both           |                   |                    | yes
        left              | left           |                   |                    | no
        right             | right          |                   |                    | no
        left              | left           | 4                 | 4                  | yes
        left              | left           | 4                 | 5                  | no
        left              | left           | 5                 | 4                  | no
        left              | left           | 4                 |                    | no
        left              | left           |                   | 4                  | no
                          | left           |                   |                    | ?
        left              |                |                   |                    | ?
        """,
    )


def test_nobody_without_weakness_is_weak_on_both_sides(spec):
    spec(
        fact("both_weak"),
        """
        leg_weakness | foot_drop_self | verdict
        -------------+----------------+--------
        no           | no             | no
        no           |                | ?
                     | no             | ?
        """,
    )
