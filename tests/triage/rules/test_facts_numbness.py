"""The named facts of numbness: like a sock, new, or on both sides; and of the nerves as a whole."""

from tests.triage.rules.facts import NO_LEG_PAIN, NO_NERVE_SYMPTOM, NO_WEAKNESS, fact
from tests.triage.rules.given import given

SOCKS = {"numbness_present": "yes", "numbness_sites": "feet_both_sock"}


def test_numbness_like_socks_spares_saddle_thigh_and_the_whole_leg(spec):
    spec(
        fact("sock"),
        given(
            {"neuro_course": "same"},
            """
            numbness_present | numbness_sites                                                  | verdict
            -----------------+-----------------------------------------------------------------+--------
            yes              | feet_both_sock                                                  | yes
            yes              | feet_both_sock,toes,hands                                       | yes
            yes              | feet_both_sock,shin_inner_ankle,shin_outer,foot_top_big_toe     | yes
            yes              | feet_both_sock,between_toes_1_2,foot_outer_little_toe,sole,heel | yes
            yes              | feet_both_sock,saddle                                           | no
            yes              | feet_both_sock,thigh                                            | no
            yes              | feet_both_sock,leg_whole                                        | no
            yes              | shin_inner_ankle,shin_outer,foot_top_big_toe,between_toes_1_2   | no
            yes              | foot_outer_little_toe,sole,heel,toes,hands                      | no
            yes              |                                                                 | ?
            no               |                                                                 | no
                             |                                                                 | ?
            """,
        ),
    )


def test_numbness_like_socks_is_steady_or_older_than_84_days_and_not_worse(spec):
    spec(
        fact("sock"),
        given(
            SOCKS,
            """
            neuro_course | numbness_days | verdict
            -------------+---------------+--------
            same         | 3             | yes
            better       | 3             | yes
            same         |               | yes
            worsening    | 85            | no
            worsening    |               | no
                         | 85            | yes
                         | 84            | ?
                         |               | ?
            """,
        ),
    )


def test_numbness_counts_unless_it_is_known_to_be_like_socks(spec):
    spec(
        fact("numb_new"),
        """
        numbness_present | numbness_sites | neuro_course | verdict
        -----------------+----------------+--------------+--------
        yes              | shin_outer     |              | yes
        yes              | feet_both_sock | same         | no
        yes              | feet_both_sock |              | yes
        yes              |                | same         | yes
        no               |                |              | no
                         |                |              | ?
        """,
    )


def test_any_nerve_symptom_is_numbness_or_motor_loss(spec):
    spec(
        fact("neuro_any"),
        given(
            NO_WEAKNESS,
            """
            numbness_present | numbness_sites | neuro_course | leg_weakness | foot_drop_self | verdict
            -----------------+----------------+--------------+--------------+----------------+--------
            yes              | feet_both_sock | same         | no           | no             | yes
            no               |                |              | yes          | no             | yes
            no               |                |              | no           | yes            | yes
            no               |                |              | no           | no             | no
                             |                |              | no           | no             | ?
            no               |                |              |              | no             | ?
            """,
        ),
    )


def test_a_focal_nerve_symptom_is_motor_loss_or_numbness_other_than_socks(spec):
    spec(
        fact("neuro_focal"),
        given(
            NO_WEAKNESS,
            """
            numbness_present | numbness_sites | neuro_course | leg_weakness | foot_drop_self | verdict
            -----------------+----------------+--------------+--------------+----------------+--------
            yes              | shin_outer     | same         | no           | no             | yes
            yes              | feet_both_sock | same         | no           | no             | no
            yes              | feet_both_sock | same         | yes          | no             | yes
            yes              | feet_both_sock | same         | no           | yes            | yes
            no               |                |              | no           | no             | no
                             |                |              | no           | no             | ?
            no               |                |              | no           |                | ?
            """,
        ),
    )


def test_both_sides_are_numb_unless_like_socks(spec):
    spec(
        fact("both_numb"),
        """
        numbness_present | numbness_side | numbness_sites | neuro_course | verdict
        -----------------+---------------+----------------+--------------+--------
        yes              | both          | shin_outer     |              | yes
        yes              | both          |                |              | yes
        yes              | both          | feet_both_sock | same         | no
        yes              | both          | feet_both_sock |              | yes
        yes              | left          | shin_outer     |              | no
        yes              | right         | shin_outer     |              | no
        yes              |               | shin_outer     |              | ?
        yes              |               | feet_both_sock | same         | no
        no               |               |                |              | no
        """,
    )


def test_both_legs_are_affected_by_pain_numbness_or_weakness_of_both(spec):
    spec(
        fact("both_leg_neuro"),
        given(
            {
                "leg_pain_present": "yes",
                "numbness_present": "yes",
                "leg_weakness": "yes",
                "foot_drop_self": "no",
            },
            """
            leg_pain_side | numbness_side | leg_weakness_side | verdict
            --------------+---------------+-------------------+--------
            both          | left          | left              | yes
            left          | both          | left              | yes
            left          | left          | both              | yes
            left          | left          | left              | no
            right         | right         | right             | no
                          | left          | left              | ?
            left          |               | left              | ?
            left          | left          |                   | ?
            """,
        ),
    )


def test_nobody_without_leg_pain_numbness_or_weakness_has_both_legs_affected(spec):
    spec(
        fact("both_leg_neuro"),
        given(
            NO_LEG_PAIN | NO_NERVE_SYMPTOM,
            """
            leg_pain_present | numbness_present | leg_weakness | foot_drop_self | verdict
            -----------------+------------------+--------------+----------------+--------
            no               | no               | no           | no             | no
                             | no               | no           | no             | ?
            no               |                  | no           | no             | ?
            no               | no               |              | no             | ?
            no               | no               | no           |                | ?
            """,
        ),
    )
