"""The slow neuropathy of both feet, which must not be sent to the spine."""

import pytest

from tests.triage.rules.given import given

NOT_CLAUDICATION = {"leg_symptom_walking": "no", "leg_symptom_standing": "no"}
SOCK = NOT_CLAUDICATION | {
    "numbness_present": "yes",
    "numbness_side": "left",
    "numbness_sites": "feet_both_sock",
    "neuro_course": "same",
}
BOTH_SOLES = NOT_CLAUDICATION | {
    "numbness_present": "yes",
    "numbness_side": "both",
    "numbness_sites": "sole",
    "neuro_course": "worsening",
    "diabetes": "yes",
}
NO_CAUSE = BOTH_SOLES | {"diabetes": "no", "neuropathy_dx": "no", "alcohol_heavy": "no"}


def test_numbness_like_socks_that_does_not_get_worse_is_a_slow_neuropathy(spec):
    spec(
        "N01",
        given(
            SOCK,
            """
            numbness_sites           | neuro_course | numbness_days | verdict
            -------------------------+--------------+---------------+--------
            feet_both_sock           | same         | 10            | yes
            feet_both_sock           | better       | 10            | yes
            feet_both_sock           | worsening    | 85            | no
            feet_both_sock           |              | 85            | yes
            feet_both_sock           |              | 84            | ?
            feet_both_sock,leg_whole | same         | 10            | no
            feet_both_sock,saddle    | same         | 10            | no
            feet_both_sock,thigh     | same         | 10            | no
            shin_outer               | same         | 85            | no
                                     | same         | 85            | ?
            """,
        ),
    )


def test_numb_toes_or_soles_on_both_sides_are_a_slow_neuropathy_with_a_cause(spec):
    spec(
        "N01",
        given(
            BOTH_SOLES,
            """
            numbness_present | numbness_side | numbness_sites                                    | verdict
            -----------------+---------------+---------------------------------------------------+--------
            yes              | both          | sole                                              | yes
            yes              | both          | toes                                              | yes
            yes              | both          | feet_both_sock                                    | no
            yes              | both          | heel,hands,between_toes_1_2                       | no
            yes              | both          | saddle,thigh,leg_whole,shin_inner_ankle           | no
            yes              | both          | shin_outer,foot_top_big_toe,foot_outer_little_toe | no
            yes              | both          |                                                   | ?
            yes              | left          | sole                                              | no
            yes              | right         | sole                                              | no
            yes              |               | sole                                              | ?
            no               |               |                                                   | no
                             |               |                                                   | ?
            """,
        ),
    )


@pytest.mark.parametrize("cause", ["diabetes", "neuropathy_dx", "alcohol_heavy"])
def test_the_causes_asked_about_are_diabetes_known_neuropathy_and_alcohol(spec, cause):
    spec("N01", given(NO_CAUSE, f"{cause} | verdict\n-\nyes | yes\nno | no\n | ?"))


def test_numb_feet_that_come_with_walking_and_go_with_sitting_are_no_neuropathy(spec):
    table = """
        leg_symptom_walking | leg_relief_sitting | verdict
        --------------------+--------------------+--------
        yes                 | yes                | no
        yes                 | no                 | yes
        no                  |                    | yes
                            |                    | yes
        """
    spec("N01", given(SOCK, table))
    spec("N01", given(BOTH_SOLES, table))
