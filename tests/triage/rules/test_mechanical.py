"""Mechanical back pain: the young athlete, the slipped vertebra, limited work, the foot that loads the back."""

import pytest

from tests.triage.rules.given import given

ATHLETE = {
    "age_years": "15",
    "back_pain_status": "now",
    "back_pain_duration_days": "30",
    "sport_extension": "yes",
}
ROOT_PAIN = {
    "leg_pain_present": "yes",
    "leg_pain_below_knee": "yes",
    "leg_pain_cough_sneeze": "yes",
    "leg_pain_worse_than_back": "no",
    "numbness_present": "no",
}
NO_CLAUDICATION = {"leg_symptom_walking": "no", "leg_symptom_standing": "no"}
LIMITING = {
    "age_years": "50",
    "back_pain_status": "now",
    "back_pain_duration_days": "42",
    "work_limited": "a_lot",
    "back_pain_worse_extension": "yes",
}
NO_LEG_SIGN = {
    "age_years": "50",
    "back_pain_status": "now",
    "leg_pain_present": "no",
    "numbness_present": "no",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "gait_problem": "no",
}
FOOT_FIRST = NO_LEG_SIGN | {"back_pain_started_after_foot": "yes"}


def test_a_young_athlete_is_from_8_to_19(spec):
    spec("R16", given(ATHLETE, "age_years | verdict\n-\n8 | yes\n7 | no\n19 | yes\n20 | no\n | ?"))


def test_back_pain_of_two_weeks_in_a_young_athlete_is_soon(spec):
    spec(
        "R16",
        given(
            ATHLETE,
            """
            back_pain_status | back_pain_duration_days | verdict
            -----------------+-------------------------+--------
            now              | 14                      | yes
            now              | 13                      | no
            now              |                         | ?
            past             | 30                      | no
            none             |                         | no
                             | 30                      | ?
            """,
        ),
    )


def test_sport_is_a_sport_that_arches_the_back_or_an_injury_in_sport(spec):
    spec(
        "R16",
        given(
            ATHLETE,
            """
            sport_extension | trauma_recent | trauma_type | verdict
            ----------------+---------------+-------------+--------
            yes             | no            |             | yes
            no              | yes           | sport       | yes
            no              | yes           | mvc         | no
            no              | no            |             | no
            no              | yes           |             | ?
            no              |               |             | ?
                            | yes           | sport       | yes
                            | no            |             | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "mechanism",
    ["mvc", "fall_standing", "fall_over_3ft", "lifting_twist", "direct_blow", "step_off", "assault", "other"],
)
def test_no_other_injury_counts_as_sport(spec, mechanism):
    no_sport = ATHLETE | {"sport_extension": "no", "back_pain_worse_extension": "no"}
    table = f"trauma_type | verdict\n-\n{mechanism} | no"
    spec("R16", given(no_sport, table))
    spec("R16r", given(no_sport, table))


def test_the_neck_is_not_the_part_that_sport_breaks(spec):
    spec(
        "R16",
        given(
            ATHLETE,
            """
            back_region                   | verdict
            ------------------------------+--------
            low                           | yes
            middle,upper,buttock,tailbone | yes
            neck                          | no
            low,neck                      | no
                                          | yes
            """,
        ),
    )


def test_back_pain_of_a_young_athlete_is_looked_at_up_to_24(spec):
    spec(
        "R16r",
        given(
            ATHLETE,
            """
            age_years | back_pain_status | back_pain_duration_days | verdict
            ----------+------------------+-------------------------+--------
            8         | now              | 14                      | yes
            7         | now              | 14                      | no
            24        | now              | 14                      | yes
            25        | now              | 14                      | no
                      | now              | 14                      | ?
            24        | now              | 13                      | no
            24        | now              |                         | ?
            24        | past             | 14                      | no
            24        | none             |                         | no
            24        |                  | 14                      | ?
            """,
        ),
    )


def test_pain_on_arching_back_counts_as_much_as_sport(spec):
    spec(
        "R16r",
        given(
            ATHLETE,
            """
            sport_extension | back_pain_worse_extension | trauma_recent | trauma_type   | verdict
            ----------------+---------------------------+---------------+---------------+--------
            yes             | no                        | no            |               | yes
            no              | yes                       | no            |               | yes
            no              | no                        | yes           | sport         | yes
            no              | no                        | yes           | lifting_twist | no
            no              | no                        | no            |               | no
                            | no                        | no            |               | ?
            no              |                           | no            |               | ?
            no              | no                        | yes           |               | ?
            """,
        ),
    )


def test_a_step_felt_in_the_low_back_is_enough_for_a_slipped_vertebra(spec):
    spec(
        "R17",
        given(
            {"back_pain_worse_extension": "no"},
            """
            spinous_step | verdict
            -------------+--------
            yes          | yes
            no           | no
                         | no
            """,
        ),
    )


def test_pain_on_arching_back_with_root_pain_may_be_a_slipped_vertebra_from_50_on(spec):
    spec(
        "R17",
        given(
            ROOT_PAIN | NO_CLAUDICATION,
            """
            age_years | back_pain_worse_extension | leg_pain_cough_sneeze | verdict
            ----------+---------------------------+-----------------------+--------
            50        | yes                       | yes                   | yes
            49        | yes                       | yes                   | no
                      | yes                       | yes                   | ?
            60        | no                        | yes                   | no
            60        |                           | yes                   | ?
            60        | yes                       | no                    | no
            60        | yes                       |                       | ?
            """,
        ),
    )


def test_pain_on_arching_back_with_a_narrow_canal_may_be_a_slipped_vertebra(spec):
    spec(
        "R17",
        given(
            ROOT_PAIN
            | {"leg_pain_cough_sneeze": "no", "age_years": "60", "back_pain_worse_extension": "yes"},
            """
            leg_symptom_walking | leg_symptom_standing | leg_relief_bending | verdict
            --------------------+----------------------+--------------------+--------
            yes                 | no                   | yes                | yes
            no                  | no                   |                    | no
            yes                 | no                   |                    | ?
            """,
        ),
    )


def test_back_pain_of_six_weeks_that_limits_work_is_looked_at_in_adults(spec):
    spec(
        "R19",
        given(
            LIMITING,
            """
            age_years | back_pain_status | back_pain_duration_days | work_limited | verdict
            ----------+------------------+-------------------------+--------------+--------
            50        | now              | 42                      | a_lot        | yes
            50        | now              | 42                      | cannot_do    | yes
            50        | now              | 42                      | a_little     | no
            50        | now              | 42                      | no           | no
            50        | now              | 42                      |              | ?
            50        | now              | 41                      | a_lot        | no
            50        | now              |                         | a_lot        | ?
            50        | past             | 42                      | a_lot        | no
            50        | none             |                         | a_lot        | no
            50        |                  | 42                      | a_lot        | ?
            18        | now              | 42                      | a_lot        | yes
            17        | now              | 42                      | a_lot        | no
                      | now              | 42                      | a_lot        | yes
            """,
        ),
    )


def test_limiting_back_pain_has_the_pattern_of_a_facet_or_of_a_disc(spec):
    spec(
        "R19",
        given(
            LIMITING | {"back_pain_worse_extension": "no"},
            """
            back_pain_worse_flexion | pain_moves_to_center | back_pain_cough_sneeze | verdict
            ------------------------+----------------------+------------------------+--------
            yes                     | yes                  | no                     | yes
            yes                     | no                   | yes                    | yes
            yes                     | no                   | no                     | no
            yes                     |                      | no                     | ?
            yes                     | no                   |                        | ?
            no                      | yes                  | yes                    | no
                                    | yes                  | no                     | ?
            """,
        ),
    )


def test_pain_on_arching_back_alone_is_the_pattern_of_a_facet(spec):
    spec(
        "R19",
        given(
            LIMITING | {"back_pain_worse_flexion": "no"},
            "back_pain_worse_extension | verdict\n-\nyes | yes\nno | no\n | ?",
        ),
    )


def test_a_foot_loads_the_back_of_an_adult_whose_back_hurts_now(spec):
    spec(
        "R23",
        given(
            FOOT_FIRST,
            """
            age_years | back_pain_status | verdict
            ----------+------------------+--------
            50        | now              | yes
            50        | past             | no
            50        | none             | no
            50        |                  | ?
            18        | now              | yes
            17        | now              | no
                      | now              | yes
            """,
        ),
    )


def test_a_back_with_leg_signs_is_not_put_down_to_the_foot(spec):
    spec(
        "R23",
        given(
            FOOT_FIRST,
            """
            leg_pain_present | leg_pain_below_knee | leg_weakness | foot_drop_self | verdict
            -----------------+---------------------+--------------+----------------+--------
            no               |                     | no           | no             | yes
            yes              | no                  | no           | no             | yes
            yes              | yes                 | no           | no             | no
            yes              |                     | no           | no             | ?
            no               |                     | yes          | no             | no
            no               |                     |              | no             | ?
            no               |                     | no           | yes            | no
            no               |                     | no           |                | ?
            """,
        ),
    )


def test_new_numbness_is_not_put_down_to_the_foot_but_an_old_sock_is_left_out(spec):
    spec(
        "R23",
        given(
            FOOT_FIRST,
            """
            numbness_present | numbness_sites | neuro_course | verdict
            -----------------+----------------+--------------+--------
            no               |                |              | yes
            yes              |                | same         | no
            yes              | shin_outer     | same         | no
            yes              | feet_both_sock | same         | yes
            yes              | feet_both_sock | worsening    | no
                             |                | same         | yes
            """,
        ),
    )


def test_what_loads_the_back_is_a_foot_that_hurt_first_or_a_longer_leg(spec):
    spec(
        "R23",
        given(
            NO_LEG_SIGN | {"foot_pain_present": "yes", "standing_hours_day": "5"},
            """
            back_pain_started_after_foot | leg_length_diff | verdict
            -----------------------------+-----------------+--------
            yes                          | no              | yes
            no                           | yes             | yes
            no                           | no              | no
                                         | no              | ?
            no                           |                 | ?
            """,
        ),
    )


def test_what_loads_the_back_is_a_limp_from_a_sore_foot_or_long_standing(spec):
    spec(
        "R23",
        given(
            NO_LEG_SIGN
            | {"back_pain_started_after_foot": "no", "leg_length_diff": "no", "gait_problem": "yes"},
            """
            foot_pain_present | gait_types                                 | standing_hours_day | verdict
            ------------------+--------------------------------------------+--------------------+--------
            yes               | limp                                       | 5                  | yes
            yes               | heel_walk,toe_walk,wide_unsteady,stiff     | 5                  | no
            yes               | short_distance,needs_aid,cannot_walk_usual | 5                  | no
            no                | limp                                       | 5                  | no
                              | limp                                       | 5                  | ?
            yes               | stiff                                      | 6                  | yes
            yes               | stiff                                      |                    | ?
            """,
        ),
    )
