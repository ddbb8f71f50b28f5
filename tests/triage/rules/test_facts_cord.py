"""The named facts of the spinal cord: the way of walking, the signs on examination, and the pattern."""

import pytest

from tests.triage.rules.facts import NO_WEAKNESS, fact
from tests.triage.rules.given import given

SIGNS = ["babinski", "clonus", "hoffmann", "inverted_supinator", "umn_signs_any"]
WALKS_WELL = {"balance_worse": "no", "numbness_present": "no"} | NO_WEAKNESS
UNSTEADY = {
    "balance_worse": "yes",
    "hand_clumsy": "no",
    "neck_pain": "no",
    "numbness_present": "no",
} | NO_WEAKNESS
BOTH_LEGS_WEAK = {"leg_weakness": "yes", "leg_weakness_side": "both"}


def test_an_unsteady_or_stiff_gait_or_worse_balance_is_the_gait_of_the_cord(spec):
    spec(
        fact("cord_gait"),
        """
        gait_problem | gait_types                                           | balance_worse | verdict
        -------------+------------------------------------------------------+---------------+--------
        yes          | wide_unsteady                                        | no            | yes
        yes          | stiff                                                | no            | yes
        no           |                                                      | yes           | yes
        yes          | limp,heel_walk,toe_walk,foot_slap_drag               | no            | no
        yes          | high_step,short_distance,needs_aid,cannot_walk_usual | no            | no
        no           |                                                      | no            | no
        yes          |                                                      | no            | ?
        no           |                                                      |               | ?
        """,
    )


def test_a_wide_base_seen_by_the_examiner_is_the_gait_of_the_cord(spec):
    spec(
        fact("cord_gait"),
        given(
            {"gait_problem": "no", "balance_worse": "no"},
            """
            gait_observed                                                        | verdict
            ---------------------------------------------------------------------+--------
            wide_base                                                            | yes
            limp,heel_walk,toe_walk,foot_slap_drag,high_step,wide_unsteady,stiff | no
            short_distance,needs_aid,cannot_walk_usual,trendelenburg             | no
                                                                                 | no
            """,
        ),
    )


@pytest.mark.parametrize("sign", SIGNS)
def test_one_positive_sign_of_the_upper_motor_neuron_is_enough(spec, sign):
    spec(
        fact("umn"),
        f"""
        {sign}   | verdict
        ---------+--------
        positive | yes
        negative | no
        not_done | no
                 | no
        """,
    )


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_the_upper_motor_neuron_with_trouble_of_gait_power_or_feeling_is_of_the_cord(spec, sign):
    spec(
        fact("cord"),
        given(
            WALKS_WELL,
            f"""
            {sign}   | balance_worse | leg_weakness | numbness_present | gait_problem | gait_types | verdict
            ---------+---------------+--------------+------------------+--------------+------------+--------
            positive | yes           | no           | no               | no           |            | yes
            positive | no            | yes          | no               | no           |            | yes
            positive | no            | no           | yes              | no           |            | yes
            positive | no            | no           | no               | yes          | limp       | yes
            positive | no            | no           | no               | no           |            | no
            negative | no            | yes          | yes              | yes          | limp       | no
            positive | no            |              | no               | no           |            | ?
            positive | no            | no           |                  | no           |            | ?
            positive | no            | no           | no               |              |            | ?
            positive | no            | no           | no               |              | none       | ?
            """,
        ),
    )


def test_numbness_like_socks_beside_a_sign_of_the_upper_motor_neuron_is_not_of_the_cord(spec):
    spec(
        fact("cord"),
        given(
            WALKS_WELL | {"babinski": "positive", "numbness_present": "yes"},
            """
            numbness_sites | neuro_course | balance_worse | verdict
            ---------------+--------------+---------------+--------
            feet_both_sock | same         | no            | no
            feet_both_sock |              | no            | yes
            feet_both_sock | same         |               | ?
            """,
        ),
    )


def test_an_unsteady_gait_with_clumsy_hands_or_numb_hands_and_neck_pain_is_of_the_cord(spec):
    spec(
        fact("cord"),
        given(
            UNSTEADY | {"numbness_present": "yes", "numbness_side": "left"},
            """
            balance_worse | hand_clumsy | neck_pain | numbness_sites | verdict
            --------------+-------------+-----------+----------------+--------
            yes           | yes         | no        | toes           | yes
            yes           | no          | yes       | hands          | yes
            yes           | no          | no        | hands          | no
            yes           | no          | yes       | toes           | no
            no            | yes         | yes       | hands          | no
                          | yes         | no        | toes           | ?
            yes           |             | no        | toes           | ?
            yes           | no          |           | hands          | ?
            yes           | no          | yes       |                | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "sites",
    [
        "saddle,thigh,leg_whole,feet_both_sock",
        "shin_inner_ankle,shin_outer,foot_top_big_toe,between_toes_1_2",
        "foot_outer_little_toe,sole,heel,toes",
    ],
)
def test_numbness_elsewhere_than_the_hands_does_not_point_to_the_neck(spec, sites):
    spec(
        fact("cord"),
        given(
            UNSTEADY | {"numbness_present": "yes", "numbness_side": "left", "neck_pain": "yes"},
            f"""
            numbness_sites | verdict
            ---------------+--------
            {sites}        | no
            {sites},hands  | yes
            """,
        ),
    )


def test_an_unsteady_gait_with_both_sides_weak_or_numb_is_of_the_cord(spec):
    spec(
        fact("cord"),
        given(
            UNSTEADY | {"leg_weakness": "yes", "numbness_present": "yes", "numbness_sites": "toes"},
            """
            balance_worse | leg_weakness_side | numbness_side | verdict
            --------------+-------------------+---------------+--------
            yes           | both              | left          | yes
            yes           | left              | both          | yes
            yes           | left              | left          | no
            no            | both              | both          | no
            yes           |                   | left          | ?
            yes           | left              |               | ?
                          | both              | left          | ?
            """,
        ),
    )


def test_a_narrow_canal_excuses_weakness_of_both_sides_only_where_it_is_known(spec):
    spec(
        fact("cord"),
        given(
            UNSTEADY | BOTH_LEGS_WEAK,
            """
            leg_symptom_walking | leg_relief_sitting | verdict
            --------------------+--------------------+--------
            yes                 | yes                | no
            yes                 |                    | yes
                                | yes                | yes
                                |                    | yes
            """,
        ),
    )


def test_three_of_five_published_signs_are_of_the_cord(spec):
    spec(
        fact("cord"),
        given(
            WALKS_WELL,
            """
            gait_observed | hoffmann | inverted_supinator | babinski | age_years | verdict
            --------------+----------+--------------------+----------+-----------+--------
            stiff         | positive |                    |          | 46        | yes
            wide_unsteady |          | positive           |          | 46        | yes
            stiff         |          |                    | positive | 46        | yes
                          | positive | positive           |          | 46        | yes
                          | positive | positive           | positive | 45        | yes
            stiff         | positive |                    |          | 45        | no
            stiff         | positive | negative           | negative |           | ?
            stiff         | negative | negative           | negative | 46        | no
            stiff         | not_done | not_done           | not_done | 46        | no
                          | positive | positive           |          | 45        | no
            """,
        ),
    )


@pytest.mark.parametrize("sign", ["hoffmann", "inverted_supinator", "babinski"])
def test_any_other_way_of_walking_is_none_of_the_five_signs(spec, sign):
    spec(
        fact("cord"),
        given(
            WALKS_WELL | {"age_years": "46"},
            f"""
            {sign}   | gait_observed                             | verdict
            ---------+-------------------------------------------+--------
            positive | stiff                                     | yes
            positive | wide_unsteady                             | yes
            positive | limp,heel_walk,toe_walk                   | no
            positive | foot_slap_drag,high_step,short_distance   | no
            positive | needs_aid,cannot_walk_usual,trendelenburg | no
            not_done | stiff                                     | no
            """,
        ),
    )


def test_a_wide_base_is_one_of_the_five_signs(spec):
    spec(
        fact("cord"),
        given(
            WALKS_WELL,
            """
            gait_observed | hoffmann | babinski | verdict
            --------------+----------+----------+--------
            wide_base     | positive | positive | yes
            wide_base     |          |          | no
            """,
        ),
    )
