"""The named facts of cauda equina: hard and soft signs, and whether they are new or settled."""

import pytest

from tests.triage.rules.facts import NO_CAUDA_EQUINA, NO_LEG_PAIN, NO_NERVE_SYMPTOM, fact
from tests.triage.rules.given import given

NO_SADDLE = {"saddle_numbness": "no", "numbness_present": "no"}
NEW_LEAKS = {"bladder_change": "new_leaks", "ces_onset_days": "15", "ces_course": "same"}


@pytest.mark.parametrize("change", ["trouble_starting", "no_urge_feeling", "cannot_pee", "new_leaks"])
def test_a_hard_change_of_the_bladder_holds_alone_and_beside_a_soft_one(spec, change):
    spec(
        fact("bladder_hard"),
        f"""
        bladder_change       | verdict
        ---------------------+--------
        {change}             | yes
        weak_stream,{change} | yes
        """,
    )


def test_a_bladder_that_only_weakens_or_urges_is_not_a_hard_sign(spec):
    spec(
        fact("bladder_hard"),
        """
        bladder_change                | verdict
        ------------------------------+--------
        weak_stream,frequency_urgency | no
        none                          | no
                                      | ?
        """,
    )


def test_200_ml_left_after_voiding_is_a_hard_sign_and_less_excludes_nothing(spec):
    spec(
        fact("bladder_hard"),
        """
        bladder_change | post_void_residual_ml | verdict
        ---------------+-----------------------+--------
        none           | 200                   | yes
        none           | 199                   | no
                       | 200                   | yes
                       | 199                   | ?
        cannot_pee     | 0                     | yes
        """,
    )


def test_new_leaks_or_lost_feeling_of_the_bowel_are_hard_and_constipation_is_not(spec):
    spec(
        fact("bowel_hard"),
        """
        bowel_change                 | verdict
        -----------------------------+--------
        new_leaks                    | yes
        cannot_feel                  | yes
        new_constipation,cannot_feel | yes
        new_constipation             | no
        none                         | no
                                     | ?
        """,
    )


def test_the_saddle_is_numb_by_either_question(spec):
    spec(
        fact("saddle"),
        """
        saddle_numbness | numbness_present | numbness_sites                                                | verdict
        ----------------+------------------+---------------------------------------------------------------+--------
        yes             | no               |                                                               | yes
        no              | yes              | saddle                                                        | yes
                        | yes              | saddle,leg_whole                                              | yes
        no              | yes              | thigh,leg_whole                                               | no
        no              | yes              | shin_inner_ankle,shin_outer,foot_top_big_toe,between_toes_1_2 | no
        no              | yes              | foot_outer_little_toe,sole,heel,toes,feet_both_sock,hands     | no
        no              | no               |                                                               | no
        no              | yes              |                                                               | ?
                        | no               |                                                               | ?
        """,
    )


def test_the_saddle_is_affected_by_what_was_found_there(spec):
    spec(
        fact("saddle"),
        given(
            NO_SADDLE,
            """
            perianal_sensation | anal_tone | verdict
            -------------------+-----------+--------
            reduced            |           | yes
            absent             |           | yes
            normal             | reduced   | yes
            normal             | normal    | no
            not_done           | not_done  | no
                               |           | no
            """,
        ),
    )


def test_any_one_of_bladder_bowel_and_saddle_is_a_hard_sign(spec):
    spec(
        fact("ces_hard"),
        given(
            NO_CAUDA_EQUINA | NO_SADDLE,
            """
            bladder_change | bowel_change | saddle_numbness | verdict
            ---------------+--------------+-----------------+--------
            new_leaks      | none         | no              | yes
            none           | new_leaks    | no              | yes
            none           | none         | yes             | yes
            none           | none         | no              | no
                           | none         | no              | ?
            none           |              | no              | ?
            none           | none         |                 | ?
            """,
        ),
    )


def test_a_soft_sign_counts_beside_both_legs(spec):
    spec(
        fact("ces_soft"),
        given(
            {"leg_pain_present": "yes", "leg_pain_side": "both"},
            """
            bladder_change                                        | bowel_change          | sexual_change | verdict
            ------------------------------------------------------+-----------------------+---------------+--------
            weak_stream                                           | none                  | no            | yes
            frequency_urgency                                     | none                  | no            | yes
            none                                                  | new_constipation      | no            | yes
            none                                                  | none                  | yes           | yes
            none                                                  | none                  | no            | no
            trouble_starting,no_urge_feeling,cannot_pee,new_leaks | new_leaks,cannot_feel | no            | no
            none                                                  | none                  |               | ?
                                                                  | none                  | no            | ?
            none                                                  |                       | no            | ?
            """,
        ),
    )


def test_a_soft_sign_on_one_side_counts_where_it_gets_worse(spec):
    spec(
        fact("ces_soft"),
        given(
            {"bladder_change": "weak_stream", "leg_weakness": "yes", "leg_weakness_side": "left"}
            | {"leg_pain_present": "no", "numbness_present": "no", "foot_drop_self": "no"},
            """
            leg_weakness_side | leg_weakness_course | neuro_course | verdict
            ------------------+---------------------+--------------+--------
            both              | same                | same         | yes
            left              | worsening           | same         | yes
            left              | same                | same         | no
            left              |                     | same         | ?
                              | same                | same         | ?
            """,
        ),
    )


def test_a_soft_sign_without_any_leg_symptom_does_not_count(spec):
    spec(
        fact("ces_soft"),
        given(
            {"bladder_change": "weak_stream"} | NO_NERVE_SYMPTOM,
            """
            leg_pain_present | leg_pain_side | verdict
            -----------------+---------------+--------
            no               |               | no
            yes              | left          | no
            yes              |               | ?
            """,
        ),
    )


def test_nobody_is_asked_of_sex_and_none_assumed_where_nothing_points_to_the_cauda_equina(spec):
    spec(
        fact("ces_soft"),
        given(
            NO_CAUDA_EQUINA | NO_LEG_PAIN | NO_NERVE_SYMPTOM,
            """
            mrc_fell_since_last | sexual_change | verdict
            --------------------+---------------+--------
            yes                 |               | no
            yes                 | yes           | yes
            """,
        ),
    )


def test_a_change_is_settled_after_14_days_where_it_is_steady(spec):
    spec(
        fact("ces_settled"),
        given(
            NEW_LEAKS,
            """
            ces_onset_days | ces_course | verdict
            ---------------+------------+--------
            15             | same       | yes
            15             | better     | yes
            14             | same       | no
            15             | worsening  | no
                           | same       | ?
            15             |            | ?
            14             |            | no
                           | worsening  | no
            """,
        ),
    )


def test_a_hard_sign_is_new_unless_it_is_known_to_be_settled(spec):
    spec(
        fact("ces_now"),
        given(
            NEW_LEAKS | {"bowel_change": "none"} | NO_SADDLE,
            """
            bladder_change | ces_onset_days | ces_course | verdict
            ---------------+----------------+------------+--------
            new_leaks      | 14             | same       | yes
            new_leaks      | 15             | same       | no
            new_leaks      | 15             | worsening  | yes
            new_leaks      | 15             |            | yes
            new_leaks      |                | same       | yes
            new_leaks      |                |            | yes
            none           |                |            | no
                           |                |            | ?
                           | 15             | same       | no
            """,
        ),
    )
