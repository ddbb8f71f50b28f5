"""The foot itself: a fresh injury, the Achilles tendon, a stress fracture, rising pressure, and plain foot pain."""

import pytest

from tests.triage.rules.given import given

INJURED = {
    "foot_injury_recent": "yes",
    "foot_injury_days": "2",
    "unable_four_steps": "able",
    "diabetes": "no",
    "neuropathy_dx": "no",
    "trauma_recent": "no",
}
UNABLE = INJURED | {"unable_four_steps": "not_now"}
NO_POP = {
    "heel_pop_felt": "no",
    "tiptoe_self": "unable",
    "foot_pain_onset": "sudden",
    "foot_pain_sites": "heel_back",
}
SORE_SPOT = {
    "foot_tender_spot": "yes",
    "running_regular": "yes",
    "activity_increase_recent": "no",
    "foot_symptom_days": "14",
}
PRESSURE = {
    "foot_injury_recent": "yes",
    "foot_injury_days": "3",
    "cast_or_tight_wrap": "no",
    "foot_pain_score": "8",
    "numbness_present": "yes",
    "foot_cold_pale_blue": "no",
}
NO_FRESH_INJURY = PRESSURE | {"foot_injury_recent": "no", "foot_injury_days": ""}


def test_an_open_or_bent_foot_is_an_emergency(spec):
    spec(
        "F07e",
        """
        foot_injury_recent | foot_injury_open_or_bent | verdict
        -------------------+--------------------------+--------
        yes                | yes                      | yes
        yes                | no                       | no
        yes                |                          | ?
        no                 |                          | no
                           |                          | ?
        """,
    )


def test_an_injury_that_stops_four_steps_now_has_an_x_ray(spec):
    spec(
        "F07",
        given(
            INJURED,
            """
            foot_injury_recent | unable_four_steps | verdict
            -------------------+-------------------+--------
            yes                | not_now           | yes
            yes                | not_both          | yes
            yes                | not_then          | no
            yes                | able              | no
            yes                |                   | ?
            no                 |                   | no
                               | not_now           | ?
            """,
        ),
    )


def test_an_injury_is_fresh_up_to_ten_days_and_where_nobody_gave_a_date(spec):
    spec("F07", given(UNABLE, "foot_injury_days | verdict\n-\n10 | yes\n11 | no\n | yes"))


@pytest.mark.parametrize("bone", ["malleolar_tender", "fifth_mt_base_tender", "navicular_tender"])
def test_an_injured_foot_with_a_tender_bone_has_an_x_ray(spec, bone):
    spec("F07", given(INJURED, f"{bone} | verdict\n-\nyes | yes\nno | no\n | no"))


@pytest.mark.parametrize("numb", ["diabetes", "neuropathy_dx"])
def test_an_injured_foot_that_may_be_numb_has_an_x_ray(spec, numb):
    spec("F07", given(INJURED, f"{numb} | verdict\n-\nyes | yes\nno | no\n | ?"))


def test_a_fresh_fall_from_a_height_has_its_foot_x_rayed(spec):
    spec(
        "F07",
        given(
            INJURED,
            """
            trauma_recent | trauma_type   | trauma_days_ago | verdict
            --------------+---------------+-----------------+--------
            yes           | fall_over_3ft | 10              | yes
            yes           | fall_over_3ft | 11              | no
            yes           | fall_over_3ft |                 | yes
            yes           | fall_standing | 2               | no
            yes           | mvc           | 2               | no
            yes           | sport         | 2               | no
            yes           | lifting_twist | 2               | no
            yes           | direct_blow   | 2               | no
            yes           | step_off      | 2               | no
            yes           | assault       | 2               | no
            yes           | other         | 2               | no
            yes           |               | 2               | ?
            yes           |               |                 | ?
            no            |               |                 | no
                          |               |                 | ?
            """,
        ),
    )


def test_a_pop_at_the_heel_is_a_torn_tendon_until_shown_otherwise(spec):
    spec(
        "F09",
        given(
            {"tiptoe_self": "able"},
            """
            heel_pop_felt | foot_pain_onset | foot_injury_recent | verdict
            --------------+-----------------+--------------------+--------
            yes           | sudden          |                    | yes
            no            | sudden          |                    | no
                          | sudden          |                    | ?
                          | gradual         | no                 | no
                          | gradual         |                    | ?
            """,
        ),
    )


def test_tiptoe_lost_suddenly_with_pain_behind_the_heel_may_be_a_torn_tendon(spec):
    spec(
        "F09",
        given(
            NO_POP,
            """
            tiptoe_self | foot_pain_onset | foot_pain_sites                      | verdict
            ------------+-----------------+--------------------------------------+--------
            unable      | sudden          | heel_back                            | yes
            unable      | sudden          | ankle                                | yes
            unable      | sudden          | heel_bottom,arch_sole,outer_edge,top | no
            unable      | sudden          | ball,big_toe,lesser_toes,whole_foot  | no
            unable      | sudden          |                                      | ?
            unable      | gradual         | heel_back                            | no
            unable      |                 | heel_back                            | ?
            too_painful | sudden          | heel_back                            | no
            able        | sudden          | heel_back                            | no
                        | sudden          | heel_back                            | ?
            """,
        ),
    )


def test_tiptoe_lost_while_the_back_hurts_is_not_put_down_to_the_tendon(spec):
    spec("F09", given(NO_POP, "back_pain_status | verdict\n-\nnow | no\npast | yes\nnone | yes\n | yes"))


def test_one_sore_spot_for_two_weeks_after_more_load_may_be_a_stress_fracture(spec):
    spec(
        "F10",
        given(
            SORE_SPOT,
            """
            foot_tender_spot | running_regular | activity_increase_recent | foot_symptom_days | verdict
            -----------------+-----------------+--------------------------+-------------------+--------
            yes              | yes             | no                       | 14                | yes
            yes              | no              | yes                      | 14                | yes
            yes              | no              | no                       | 14                | no
            yes              |                 | no                       | 14                | ?
            yes              | no              |                          | 14                | ?
            yes              | yes             | no                       | 13                | no
            yes              | yes             | no                       |                   | ?
            no               | yes             | yes                      | 14                | no
                             | yes             | no                       | 14                | ?
            """,
        ),
    )


def test_severe_pain_with_numbness_days_after_an_injury_is_rising_pressure(spec):
    spec(
        "F11",
        given(
            PRESSURE,
            """
            foot_injury_recent | foot_injury_days | foot_pain_score | verdict
            -------------------+------------------+-----------------+--------
            yes                | 3                | 8               | yes
            yes                | 4                | 8               | no
            yes                |                  | 8               | ?
            no                 |                  | 8               | no
                               | 3                | 8               | ?
            yes                | 3                | 7               | no
            yes                | 3                |                 | ?
            """,
        ),
    )


def test_severe_pain_under_a_cast_needs_no_date_of_injury(spec):
    spec(
        "F11",
        given(
            NO_FRESH_INJURY,
            """
            foot_injury_recent | surgery_recent_12wk | cast_or_tight_wrap | verdict
            -------------------+---------------------+--------------------+--------
            no                 | yes                 | yes                | yes
            no                 | yes                 | no                 | no
            no                 | yes                 |                    | ?
            no                 | no                  |                    | no
                               |                     | yes                | yes
            """,
        ),
    )


def test_rising_pressure_makes_the_foot_numb_or_cold(spec):
    spec(
        "F11",
        given(
            PRESSURE,
            """
            numbness_present | foot_cold_pale_blue | verdict
            -----------------+---------------------+--------
            yes              | no                  | yes
            no               | yes                 | yes
            no               | no                  | no
                             | no                  | ?
            no               |                     | ?
            """,
        ),
    )


def test_a_foot_that_hurts_is_at_least_cared_for_as_a_foot(spec):
    spec("D00", "foot_pain_present | verdict\n-\nyes | yes\nno | no\n | ?")
