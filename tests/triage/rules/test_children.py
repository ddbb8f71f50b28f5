"""Children: a limp with fever, the hip, loss of power, and a walk or a foot that changes."""

import pytest

from tests.triage.rules.given import given

WELL = {
    "age_years": "10",
    "back_pain_status": "none",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "numbness_present": "no",
    "gait_problem": "no",
    "foot_deformity_progressive": "no",
    "bladder_change": "none",
    "bowel_change": "none",
    "saddle_numbness": "no",
}
WALKS_OTHERWISE = WELL | {"gait_problem": "yes", "neuro_course": "same", "balance_worse": "no"}
AGES = "age_years | verdict\n-\n17 | yes\n18 | no\n | ?"
LATE_WALKER = {"age_years": "2", "gait_problem": "yes", "gait_duration_days": "31"}


def test_a_limp_with_fever_is_an_emergency_in_a_child(spec):
    spec("R24e", given({"fever_chills": "yes", "gait_types": "limp"}, AGES))


def test_fever_is_felt_or_measured(spec):
    spec(
        "R24e",
        given(
            {"age_years": "6", "gait_types": "limp"},
            """
            fever_chills | temp_c | verdict
            -------------+--------+--------
            yes          | 36.5   | yes
            no           | 38.0   | yes
            no           | 37.9   | no
            no           |        | no
                         | 37.9   | ?
                         | 38.0   | yes
            """,
        ),
    )


def test_a_child_with_fever_limps_or_will_not_walk_as_usual(spec):
    spec(
        "R24e",
        given(
            {"age_years": "6", "fever_chills": "yes"},
            """
            gait_problem | gait_types                                   | verdict
            -------------+----------------------------------------------+--------
            yes          | limp                                         | yes
            yes          | cannot_walk_usual                            | yes
            yes          | heel_walk,toe_walk,foot_slap_drag,high_step  | no
            yes          | wide_unsteady,stiff,short_distance,needs_aid | no
            yes          |                                              | ?
            no           |                                              | no
                         |                                              | ?
            """,
        ),
    )


def test_a_child_that_gets_worse_with_a_nerve_sign_is_urgent(spec):
    spec(
        "R24u",
        given(
            WALKS_OTHERWISE | {"neuro_course": "worsening"},
            """
            leg_weakness | foot_drop_self | foot_deformity_progressive | gait_types    | balance_worse | verdict
            -------------+----------------+----------------------------+---------------+---------------+--------
            no           | no             | no                         | limp          | no            | no
            yes          | no             | no                         | limp          | no            | yes
            no           | yes            | no                         | limp          | no            | yes
            no           | no             | yes                        | limp          | no            | yes
            no           | no             | no                         | stiff         | no            | yes
            no           | no             | no                         | wide_unsteady | no            | yes
            no           | no             | no                         | limp          | yes           | yes
                         | no             | no                         | limp          | no            | ?
            no           | no             |                            | limp          | no            | ?
            no           | no             | no                         |               | no            | ?
            no           | no             | no                         | limp          |               | ?
            """,
        ),
    )


def test_a_nerve_sign_in_a_child_is_urgent_once_it_gets_worse_or_touches_the_bladder(spec):
    spec(
        "R24u",
        given(
            WALKS_OTHERWISE | {"foot_deformity_progressive": "yes", "gait_types": "limp"},
            """
            neuro_course | bladder_change | bowel_change | ces_onset_days | ces_course | verdict
            -------------+----------------+--------------+----------------+------------+--------
            same         | none           | none         |                |            | no
            worsening    | none           | none         |                |            | yes
                         | none           | none         |                |            | ?
            same         | new_leaks      | none         |                |            | yes
            same         | none           | cannot_feel  |                |            | yes
            same         | new_leaks      | none         | 15             | same       | no
            same         | new_leaks      | none         | 14             | same       | yes
            same         |                | none         |                |            | ?
            """,
        ),
    )


def test_back_pain_at_night_or_that_stops_a_child_walking_is_urgent(spec):
    spec(
        "R24u",
        given(
            WALKS_OTHERWISE,
            """
            back_pain_status | back_pain_night_constant | gait_types               | verdict
            -----------------+--------------------------+--------------------------+--------
            now              | yes                      | limp                     | yes
            now              | no                       | limp                     | no
            now              |                          | limp                     | ?
            past             | yes                      | limp                     | no
            none             |                          | limp                     | no
                             | yes                      | limp                     | ?
            now              | no                       | cannot_walk_usual        | yes
            now              | no                       | heel_walk,toe_walk       | no
            now              | no                       | foot_slap_drag,high_step | no
            now              | no                       | wide_unsteady,stiff      | no
            now              | no                       | short_distance,needs_aid | no
            now              | no                       |                          | ?
            past             | no                       | cannot_walk_usual        | no
                             | no                       | cannot_walk_usual        | ?
            """,
        ),
    )


def test_a_small_child_that_stops_walking_without_an_injury_is_urgent(spec):
    spec(
        "R24u",
        given(
            WALKS_OTHERWISE | {"gait_types": "cannot_walk_usual"},
            """
            age_years | gait_types               | foot_injury_recent | verdict
            ----------+--------------------------+--------------------+--------
            5         | cannot_walk_usual        | no                 | yes
            5         | cannot_walk_usual        |                    | yes
            5         | cannot_walk_usual        | yes                | no
            6         | cannot_walk_usual        | no                 | no
                      | cannot_walk_usual        | no                 | ?
            5         | limp,heel_walk,toe_walk  | no                 | no
            5         | foot_slap_drag,high_step | no                 | no
            5         | wide_unsteady,stiff      | no                 | no
            5         | short_distance,needs_aid | no                 | no
            5         |                          | no                 | ?
            """,
        ),
    )


def test_no_adult_is_urgent_by_the_rule_for_children(spec):
    spec("R24u", given({"back_pain_status": "now", "back_pain_night_constant": "yes"}, AGES))


def test_a_limp_with_pain_from_hip_to_knee_is_the_hip_until_shown_otherwise(spec):
    spec(
        "R24h",
        """
        age_years | gait_types                                   | leg_pain_path                   | verdict
        ----------+----------------------------------------------+---------------------------------+--------
        12        | limp                                         | groin                           | yes
        12        | limp                                         | thigh_front                     | yes
        12        | limp                                         | knee                            | yes
        12        | limp                                         | buttock,thigh_side,thigh_back   | no
        12        | limp                                         | shin_inner,shin_outer,calf,foot | no
        12        | limp                                         |                                 | ?
        12        | cannot_walk_usual                            | knee                            | yes
        12        | heel_walk,toe_walk,foot_slap_drag,high_step  | knee                            | no
        12        | wide_unsteady,stiff,short_distance,needs_aid | knee                            | no
        12        |                                              | knee                            | ?
        4         | limp                                         | knee                            | yes
        3         | limp                                         | knee                            | no
        17        | limp                                         | knee                            | yes
        18        | limp                                         | knee                            | no
                  | limp                                         | knee                            | ?
        """,
    )


def test_a_foot_that_changes_shape_on_one_side_is_soon_in_a_child(spec):
    spec(
        "R24",
        given(
            WELL,
            """
            foot_deformity_progressive | foot_deformity_side | verdict
            ---------------------------+---------------------+--------
            yes                        | left                | yes
            yes                        | right               | yes
            yes                        |                     | yes
            yes                        | both                | no
            no                         |                     | no
                                       |                     | ?
            """,
        ),
    )


def test_walking_on_the_toes_is_soon_unless_it_was_always_so_or_the_heel_hurts(spec):
    spec(
        "R24",
        given(
            WALKS_OTHERWISE | {"gait_duration_days": "10"},
            """
            gait_types                                 | toe_walk_since_start | foot_pain_sites   | verdict
            -------------------------------------------+----------------------+-------------------+--------
            toe_walk                                   | no                   | arch_sole         | yes
            toe_walk                                   |                      |                   | yes
            toe_walk                                   | yes                  | arch_sole         | no
            toe_walk                                   | no                   | heel_back         | no
            toe_walk                                   | no                   | heel_bottom,ankle | no
            limp,heel_walk                             | no                   | arch_sole         | no
            needs_aid,cannot_walk_usual,short_distance | no                   | arch_sole         | no
            wide_unsteady,stiff                        | no                   | arch_sole         | no
                                                       | no                   | arch_sole         | ?
            """,
        ),
    )


def test_an_odd_gait_of_more_than_a_month_is_soon_in_a_child(spec):
    spec(
        "R24",
        given(
            WALKS_OTHERWISE | {"toe_walk_since_start": "yes"},
            """
            gait_types                                                         | gait_duration_days | verdict
            -------------------------------------------------------------------+--------------------+--------
            wide_unsteady                                                      | 31                 | yes
            wide_unsteady                                                      | 30                 | no
            wide_unsteady                                                      |                    | ?
            stiff                                                              | 31                 | yes
            limp,heel_walk,toe_walk,short_distance,needs_aid,cannot_walk_usual | 31                 | no
            """,
        ),
    )


def test_a_foot_that_drags_but_lifts_fully_on_examination_is_an_odd_gait_alone(spec):
    spec(
        "R24",
        given(
            WALKS_OTHERWISE | {"ankle_df_mrc_left": "5", "ankle_df_mrc_right": "5"},
            """
            gait_types     | gait_duration_days | verdict
            ---------------+--------------------+--------
            high_step      | 31                 | yes
            high_step      | 30                 | no
            foot_slap_drag | 31                 | yes
            foot_slap_drag | 30                 | no
            """,
        ),
    )


def test_loss_of_power_in_a_child_is_soon(spec):
    spec(
        "R24",
        given(
            WELL,
            """
            leg_weakness | foot_drop_self | verdict
            -------------+----------------+--------
            yes          | no             | yes
            no           | yes            | yes
            no           | no             | no
                         | no             | ?
            no           |                | ?
            """,
        ),
    )


def test_a_bladder_bowel_or_saddle_change_in_a_child_is_soon(spec):
    spec(
        "R24",
        given(
            WELL,
            """
            bladder_change | bowel_change     | saddle_numbness | verdict
            ---------------+------------------+-----------------+--------
            new_leaks      | none             | no              | yes
            none           | new_leaks        | no              | yes
            none           | none             | yes             | yes
            weak_stream    | new_constipation | no              | no
                           | none             | no              | ?
            none           |                  | no              | ?
            none           | none             |                 | ?
            """,
        ),
    )


def test_back_pain_of_six_weeks_is_soon_in_a_child(spec):
    spec(
        "R24",
        given(
            WELL,
            """
            back_pain_status | back_pain_duration_days | verdict
            -----------------+-------------------------+--------
            now              | 42                      | yes
            now              | 41                      | no
            now              |                         | ?
            past             | 42                      | no
            none             |                         | no
                             | 42                      | ?
            """,
        ),
    )


@pytest.mark.parametrize("test", ["babinski", "clonus", "hoffmann", "inverted_supinator", "umn_signs_any"])
def test_a_sign_of_the_spinal_cord_is_soon_in_a_child(spec, test):
    spec("R24", given(WELL, f"{test} | verdict\n-\npositive | yes\nnegative | no\nnot_done | no\n | no"))


def test_no_adult_is_soon_by_the_rule_for_children(spec):
    spec("R24", given({"leg_weakness": "yes"}, AGES))


def test_a_childs_walk_that_changed_for_over_a_month_is_looked_at(spec):
    spec(
        "R24r",
        given(
            LATE_WALKER,
            """
            gait_problem | gait_duration_days | verdict
            -------------+--------------------+--------
            yes          | 31                 | yes
            yes          | 30                 | no
            yes          |                    | ?
            no           |                    | no
                         | 31                 | ?
            """,
        ),
    )


def test_a_childs_changed_walk_that_the_foot_explains_is_left_to_the_foot(spec):
    spec(
        "R24r",
        given(
            LATE_WALKER,
            """
            foot_pain_present | foot_injury_recent | toe_walk_since_start | verdict
            ------------------+--------------------+----------------------+--------
                              |                    |                      | yes
            no                | no                 | no                   | yes
            yes               | no                 | no                   | no
            no                | yes                | no                   | no
            no                | no                 | yes                  | no
            """,
        ),
    )


def test_no_adults_walk_is_judged_by_the_rule_for_children(spec):
    spec("R24r", given(LATE_WALKER, AGES))
