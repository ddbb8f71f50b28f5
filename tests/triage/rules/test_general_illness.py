"""Back pain with signs of general illness (R09s), or that rest does not ease (R09n)."""

import pytest

from tests.triage.rules.given import given

OLD_BACK_PAIN = {
    "back_pain_status": "now",
    "back_pain_duration_days": "85",
    "back_pain_course": "same",
    "back_pain_night_constant": "no",
}
ILL = OLD_BACK_PAIN | {
    "weight_loss_unexplained": "yes",
    "night_sweats": "no",
    "age_years": "49",
}


def test_back_pain_with_two_signs_of_general_illness_is_seen_soon(spec):
    spec(
        "R09s",
        given(
            ILL,
            """
            weight_loss_unexplained | back_pain_night_constant | night_sweats | verdict
            ------------------------+--------------------------+--------------+--------
            yes                     | yes                      | no           | yes
            yes                     | no                       | yes          | yes
            no                      | yes                      | yes          | yes
            yes                     | no                       | no           | no
            no                      | yes                      | no           | no
            no                      | no                       | yes          | no
            yes                     |                          | no           | ?
            yes                     | no                       |              | ?
                                    | yes                      | no           | ?
                                    | no                       | yes          | ?
            no                      |                          | yes          | ?
            """,
        ),
    )


def test_new_back_pain_from_50_on_is_one_of_the_signs(spec):
    spec(
        "R09s",
        given(
            ILL,
            """
            age_years | back_pain_duration_days | back_pain_course | verdict
            ----------+-------------------------+------------------+--------
            50        | 84                      | same             | yes
            50        | 85                      | same             | no
            50        | 85                      | worsening        | yes
            50        |                         | same             | yes
            49        | 84                      | same             | no
                      | 84                      | same             | ?
                      | 85                      | same             | no
            """,
        ),
    )


def test_age_and_sweats_need_weight_loss_or_pain_all_night_beside_them(spec):
    spec(
        "R09s",
        given(
            ILL | {"age_years": "50", "back_pain_duration_days": "84", "night_sweats": "yes"},
            """
            weight_loss_unexplained | back_pain_night_constant | verdict
            ------------------------+--------------------------+--------
            yes                     | no                       | yes
            no                      | yes                      | yes
            no                      | no                       | no
                                    | no                       | ?
            no                      |                          | ?
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R09s", "R09n"])
def test_the_back_hurts_now(spec, code):
    spec(
        code,
        given(
            ILL | {"back_pain_night_constant": "yes", "back_better_resting": "no"},
            """
            back_pain_status | verdict
            -----------------+--------
            now              | yes
            past             | no
            none             | no
                             | ?
            """,
        ),
    )


def test_back_pain_all_night_that_rest_is_known_not_to_ease_is_seen_soon_in_an_adult(spec):
    spec(
        "R09n",
        given(
            OLD_BACK_PAIN,
            """
            back_pain_night_constant | back_better_resting | age_years | verdict
            -------------------------+---------------------+-----------+--------
            yes                      | no                  | 18        | yes
            yes                      | no                  | 17        | no
            yes                      | no                  |           | yes
            yes                      | yes                 | 18        | no
            no                       | no                  | 18        | no
            yes                      |                     | 18        | ?
                                     | no                  | 18        | ?
            """,
        ),
    )
