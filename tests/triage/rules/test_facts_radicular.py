"""The named facts of roots, narrow canals and inflamed backs: what holds each and what leaves it open."""

import pytest

from tests.triage.rules.facts import fact
from tests.triage.rules.given import given

LEG_PAIN = {"leg_pain_present": "yes", "leg_pain_below_knee": "yes"}
ONE_SIGN = LEG_PAIN | {
    "leg_pain_worse_than_back": "no",
    "leg_pain_cough_sneeze": "no",
    "numbness_present": "no",
}
NOWHERE_ON_A_ROOT = {
    "leg_pain_present": "yes",
    "leg_pain_below_knee": "no",
    "leg_pain_worse_than_back": "yes",
    "leg_pain_cough_sneeze": "yes",
    "numbness_present": "no",
}
STRETCHED = """
    {}       | verdict
    ---------+--------
    positive | yes
    negative | no
    not_done | no
             | no
    """


def test_root_pain_is_an_adult_pattern(spec):
    spec(
        fact("radicular"),
        given(
            LEG_PAIN,
            """
            age_years | leg_pain_cough_sneeze | verdict
            ----------+-----------------------+--------
            18        | yes                   | yes
            17        | yes                   | no
                      | yes                   | yes
            """,
        ),
    )


def test_root_pain_needs_leg_pain_or_a_back_that_hurts_or_hurt(spec):
    spec(
        fact("radicular"),
        given(
            {"numbness_present": "yes", "numbness_sites": "shin_outer", "slr_left": "positive"},
            """
            leg_pain_present | leg_pain_below_knee | back_pain_status | verdict
            -----------------+---------------------+------------------+--------
            yes              |                     | none             | yes
                             | yes                 | none             | yes
            no               |                     | now              | yes
            no               |                     | past             | yes
            no               |                     | none             | no
            no               |                     |                  | ?
                             |                     | none             | ?
            """,
        ),
    )


def test_root_pain_needs_two_signs(spec):
    spec(
        fact("radicular"),
        given(
            ONE_SIGN,
            """
            leg_pain_worse_than_back | leg_pain_cough_sneeze | numbness_present | numbness_sites   | verdict
            -------------------------+-----------------------+------------------+------------------+--------
            no                       | no                    | no               |                  | no
            yes                      | no                    | no               |                  | yes
            no                       | yes                   | no               |                  | yes
            no                       | no                    | yes              | foot_top_big_toe | yes
            no                       | no                    | yes              | sole,heel,toes   | no
            no                       | no                    | yes              |                  | ?
            no                       | no                    |                  |                  | ?
                                     | no                    | no               |                  | ?
            no                       |                       | no               |                  | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "test", ["slr_left", "slr_right", "femoral_stretch_left", "femoral_stretch_right", "crossed_slr"]
)
def test_a_positive_nerve_stretch_is_one_sign(spec, test):
    spec(fact("radicular"), given(ONE_SIGN, STRETCHED.format(test)))


@pytest.mark.parametrize("root", ["achilles", "patellar"])
def test_a_weak_reflex_is_one_sign(spec, root):
    spec(
        fact("radicular"),
        given(
            ONE_SIGN,
            f"""
            {root}_reflex_left | {root}_reflex_right | verdict
            -------------------+---------------------+--------
            absent             | normal              | yes
            reduced            | normal              | yes
            normal             | absent              | yes
            brisk              | reduced             | yes
            normal             | brisk               | no
            brisk              | normal              | no
                               |                     | no
            """,
        ),
    )


def test_lost_feeling_found_on_the_area_of_a_root_is_one_sign(spec):
    spec(
        fact("radicular"),
        given(
            ONE_SIGN,
            """
            sensory_loss_sites                    | verdict
            --------------------------------------+--------
            shin_inner_ankle                      | yes
            shin_outer                            | yes
            foot_top_big_toe                      | yes
            foot_outer_little_toe                 | yes
            thigh,between_toes_1_2,sole,heel,toes | no
            saddle,feet_both_sock,leg_whole,hands | no
                                                  | no
            """,
        ),
    )


def test_signs_of_the_same_kind_count_once(spec):
    spec(
        fact("radicular"),
        given(
            NOWHERE_ON_A_ROOT | {"leg_pain_worse_than_back": "no", "leg_pain_cough_sneeze": "no"},
            """
            slr_left | crossed_slr | achilles_reflex_left | patellar_reflex_left | verdict
            ---------+-------------+----------------------+----------------------+--------
            positive | positive    |                      |                      | no
            positive |             | absent               |                      | yes
            positive |             | absent               | reduced              | yes
                     | positive    | absent               | reduced              | no
            """,
        ),
    )


def test_two_signs_do_not_count_unless_one_of_them_lies_on_a_root(spec):
    spec(
        fact("radicular"),
        given(
            NOWHERE_ON_A_ROOT,
            """
            leg_pain_below_knee | numbness_present | numbness_sites | slr_left | crossed_slr | verdict
            --------------------+------------------+----------------+----------+-------------+--------
            no                  | no               |                |          |             | no
            yes                 | no               |                |          |             | yes
                                | no               |                |          |             | ?
            no                  | yes              | thigh          |          |             | yes
            no                  | yes              | sole           |          |             | no
            no                  | yes              |                |          |             | ?
            no                  | no               |                | positive |             | yes
            no                  | no               |                | negative | positive    | no
            """,
        ),
    )


@pytest.mark.parametrize("test", ["slr_left", "slr_right", "femoral_stretch_left", "femoral_stretch_right"])
def test_a_positive_nerve_stretch_lies_on_a_root(spec, test):
    spec(
        fact("radicular"),
        given(NOWHERE_ON_A_ROOT, STRETCHED.format(test)),
    )


def test_numbness_of_the_sole_heel_or_toes_alone_is_not_of_a_root(spec):
    spec(
        fact("root_numb"),
        given(
            {"numbness_present": "yes"},
            """
            numbness_sites         | verdict
            -----------------------+--------
            thigh                  | yes
            shin_inner_ankle       | yes
            shin_outer             | yes
            foot_top_big_toe       | yes
            between_toes_1_2       | yes
            foot_outer_little_toe  | yes
            sole,heel,toes         | no
            saddle,leg_whole,hands | no
            feet_both_sock         | no
                                   | ?
            """,
        ),
    )


def test_nobody_without_numbness_has_a_numb_root(spec):
    spec(fact("root_numb"), "numbness_present | verdict\n-\nno | no\nyes | ?\n | ?")


def test_numbness_like_a_steady_sock_is_not_of_a_root(spec):
    spec(
        fact("root_numb"),
        given(
            {"numbness_present": "yes", "numbness_sites": "feet_both_sock,shin_outer"},
            """
            numbness_sites            | neuro_course | numbness_days | verdict
            --------------------------+--------------+---------------+--------
            feet_both_sock,shin_outer | same         | 10            | no
            feet_both_sock,shin_outer | better       | 10            | no
            feet_both_sock,shin_outer | worsening    | 10            | yes
            feet_both_sock,shin_outer |              | 84            | yes
            feet_both_sock,shin_outer |              | 85            | no
            feet_both_sock,shin_outer | worsening    | 85            | yes
            feet_both_sock,shin_outer |              |               | yes
            feet_both_sock,thigh      | same         | 85            | yes
            shin_outer                | same         | 85            | yes
            """,
        ),
    )


def test_claudication_comes_with_walking_or_standing_and_goes_with_sitting_or_bending(spec):
    spec(
        fact("claudication"),
        """
        leg_symptom_walking | leg_symptom_standing | leg_relief_sitting | leg_relief_bending | verdict
        --------------------+----------------------+--------------------+--------------------+--------
        yes                 | no                   | yes                | no                 | yes
        no                  | yes                  | yes                | no                 | yes
        yes                 | no                   | no                 | yes                | yes
        yes                 | no                   | no                 | no                 | no
        no                  | no                   |                    |                    | no
        yes                 |                      |                    | no                 | ?
                            | no                   | yes                |                    | ?
                            | yes                  |                    | yes                | yes
        """,
    )


def test_inflammatory_back_pain_begins_early_and_lasts(spec):
    spec(
        fact("ibp_gate"),
        """
        age_years | back_pain_onset_age | back_pain_status | back_pain_duration_days | verdict
        ----------+---------------------+------------------+-------------------------+--------
        44        |                     | now              | 91                      | yes
        44        | 60                  | now              | 91                      | yes
        50        | 44                  | now              | 91                      | yes
        45        | 45                  | now              | 91                      | no
        45        |                     | now              | 91                      | ?
                  | 45                  | now              | 91                      | ?
        44        |                     | now              | 90                      | no
        44        |                     | now              |                         | ?
        44        |                     | past             | 91                      | no
        44        |                     | none             |                         | no
        44        |                     |                  | 91                      | ?
        """,
    )


def test_a_start_before_35_is_a_feature_of_inflammatory_back_pain(spec):
    spec(
        fact("ibp_35"),
        """
        age_years | back_pain_onset_age | verdict
        ----------+---------------------+--------
        34        |                     | yes
        60        | 34                  | yes
        35        | 35                  | no
        35        |                     | ?
                  | 35                  | ?
        """,
    )
