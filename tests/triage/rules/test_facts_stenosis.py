"""The named facts of a narrow spinal canal: the pattern itself and the two published scores inside it."""

import pytest

from intake.questionnaire import NOTATION
from tests.triage.rules.facts import fact
from tests.triage.rules.given import given

CLAUDICATION = {"leg_symptom_walking": "yes", "leg_relief_sitting": "yes"}
NO_SECOND_SIGN = CLAUDICATION | {
    "age_years": "55",
    "leg_pain_present": "yes",
    "leg_pain_side": "left",
    "foot_pain_present": "no",
    "no_pain_when_seated": "no",
    "leg_relief_bending": "no",
    "leg_symptom_standing": "no",
    "leg_better_leaning_back": "no",
    "gait_problem": "no",
    "sshq_q1": "no",
    "sshq_q2": "no",
    "sshq_q3": "no",
    "sshq_q4": "no",
    "bladder_change": "none",
}
STANDING_AT_60 = {
    "age_years": "60",
    "leg_symptom_standing": "yes",
    "leg_symptom_days": "180",
    "leg_relief_bending": "no",
    "leg_better_leaning_back": "no",
    "leg_symptom_walking": "no",
    "leg_relief_sitting": "no",
    "leg_relief_standing_still": "no",
    "bladder_change": "none",
}


def test_a_narrow_canal_is_thought_of_from_50_on(spec):
    spec(
        fact("stenosis"),
        given(
            NO_SECOND_SIGN | {"leg_relief_bending": "yes"},
            """
            age_years | verdict
            ----------+--------
            50        | yes
            49        | no
                      | ?
            """,
        ),
    )


def test_a_narrow_canal_needs_claudication(spec):
    spec(
        fact("stenosis"),
        given(
            {"age_years": "70", "leg_pain_present": "yes", "leg_pain_side": "both"},
            """
            leg_symptom_walking | leg_symptom_standing | leg_relief_sitting | leg_relief_bending | verdict
            --------------------+----------------------+--------------------+--------------------+--------
            yes                 | no                   | yes                | no                 | yes
            no                  | yes                  | yes                | no                 | yes
            yes                 | no                   | no                 | yes                | yes
            no                  | no                   | yes                | no                 | no
            yes                 | no                   | no                 | no                 | no
            yes                 | no                   |                    | no                 | ?
                                | no                   | yes                | no                 | ?
            """,
        ),
    )


def test_a_narrow_canal_is_felt_in_the_leg_or_in_both_feet(spec):
    spec(
        fact("stenosis"),
        given(
            CLAUDICATION | {"age_years": "70", "no_pain_when_seated": "yes", "foot_pain_present": "yes"},
            """
            leg_pain_present | leg_pain_below_knee | numbness_present | foot_pain_side | verdict
            -----------------+---------------------+------------------+----------------+--------
            yes              |                     | no               | left           | yes
            no               | yes                 | no               | left           | yes
            no               |                     | yes              | left           | yes
            no               |                     | no               | both           | yes
            no               |                     | no               | left           | no
            no               |                     | no               |                | ?
            no               |                     |                  | right          | ?
                             | no                  | no               | right          | ?
            """,
        ),
    )


def test_claudication_alone_is_not_yet_a_narrow_canal(spec):
    spec(
        fact("stenosis"),
        given(
            NO_SECOND_SIGN | {"foot_pain_present": "yes"},
            """
            leg_pain_side | foot_pain_side | no_pain_when_seated | leg_relief_bending | verdict
            --------------+----------------+---------------------+--------------------+--------
            left          | right          | no                  | no                 | no
            both          | right          | no                  | no                 | yes
            left          | both           | no                  | no                 | yes
            left          | right          | yes                 | no                 | yes
            left          | right          | no                  | yes                | yes
                          | right          | no                  | no                 | ?
            left          |                | no                  | no                 | ?
            left          | right          |                     | no                 | ?
            left          | right          | no                  |                    | ?
            """,
        ),
    )


def test_an_unsteady_gait_makes_claudication_a_narrow_canal(spec):
    spec(
        fact("stenosis"),
        given(
            NO_SECOND_SIGN,
            """
            gait_problem | gait_types                             | verdict
            -------------+----------------------------------------+--------
            yes          | wide_unsteady                          | yes
            yes          | limp,stiff,needs_aid,cannot_walk_usual | no
            yes          |                                        | ?
            no           |                                        | no
            """,
        ),
    )


def test_a_published_score_makes_claudication_a_narrow_canal(spec):
    spec(
        fact("stenosis"),
        given(
            NO_SECOND_SIGN,
            """
            age_years | leg_symptom_days | sshq_q1 | sshq_q2 | sshq_q3 | sshq_q4 | verdict
            ----------+------------------+---------+---------+---------+---------+--------
            55        | 30               | yes     | yes     | yes     | yes     | yes
            55        | 30               | no      | no      | no      | no      | no
            55        | 30               | no      | no      | no      |         | ?
            71        | 181              | no      | no      | no      | no      | yes
            71        | 180              | no      | no      | no      | no      | no
            71        |                  | no      | no      | no      | no      | ?
            """,
        ),
    )


def test_heel_pain_on_the_first_steps_with_a_free_leg_is_not_a_narrow_canal(spec):
    spec(
        fact("stenosis"),
        given(
            CLAUDICATION | {"age_years": "70", "foot_pain_side": "both"},
            """
            foot_pain_first_steps | leg_pain_present | numbness_present | verdict
            ----------------------+------------------+------------------+--------
            yes                   | no               | no               | no
            no                    | no               | no               | yes
                                  | no               | no               | yes
            yes                   | yes              | no               | yes
            yes                   | no               | yes              | yes
            yes                   |                  | no               | yes
            yes                   | no               |                  | yes
            """,
        ),
    )


def test_four_of_the_first_four_questions_make_the_standing_questionnaire_positive(spec):
    spec(
        fact("sshq_positive"),
        given(
            dict.fromkeys(("sshq_q5", "sshq_q6", "sshq_q7", "sshq_q8", "sshq_q9", "sshq_q10"), "no"),
            """
            sshq_q1 | sshq_q2 | sshq_q3 | sshq_q4 | verdict
            --------+---------+---------+---------+--------
            yes     | yes     | yes     | yes     | yes
            no      | yes     | yes     | yes     | no
            yes     | no      | yes     | yes     | no
            yes     | yes     | no      | yes     | no
            yes     | yes     | yes     | no      | no
                    | yes     | yes     | yes     | ?
            yes     | yes     | yes     |         | ?
            """,
        ),
    )


@pytest.mark.parametrize("first", ["sshq_q1", "sshq_q2", "sshq_q3", "sshq_q4"])
def test_one_of_the_first_four_and_two_of_the_last_six_also_do(spec, first):
    spec(
        fact("sshq_positive"),
        given(
            {"sshq_q1": "no", "sshq_q2": "no", "sshq_q3": "no", "sshq_q4": "no"},
            f"""
            {first} | sshq_q5 | sshq_q6 | sshq_q7 | sshq_q8 | sshq_q9 | sshq_q10 | verdict
            --------+---------+---------+---------+---------+---------+----------+--------
            yes     | yes     | yes     | no      | no      | no      | no       | yes
            yes     | no      | no      | yes     | yes     | no      | no       | yes
            yes     | no      | no      | no      | no      | yes     | yes      | yes
            yes     | yes     | no      | no      | no      | no      | no       | no
            yes     | no      | no      | no      | no      | no      | yes      | no
            yes     | no      | yes     | no      | no      | no      | no       | no
            yes     | no      | no      | yes     | no      | no      | no       | no
            yes     | no      | no      | no      | yes     | no      | no       | no
            yes     | no      | no      | no      | no      | yes     | no       | no
            yes     | yes     | no      | no      | no      | no      |          | ?
            no      | yes     | yes     | no      | no      | no      | no       | no
                    | yes     | yes     | no      | no      | no      | no       | ?
            """,
        ),
    )


def test_the_walking_score_adds_up_to_five(spec):
    spec(
        NOTATION.read("sugioka_score >= 5"),
        given(
            STANDING_AT_60,
            """
            age_years | leg_symptom_days | leg_symptom_standing | leg_relief_bending | verdict
            ----------+------------------+----------------------+--------------------+--------
            60        | 180              | yes                  | no                 | no
            60        | 181              | yes                  | no                 | yes
            70        | 180              | yes                  | no                 | no
            70        | 181              | yes                  | no                 | yes
            71        | 181              | no                   | no                 | no
            71        | 180              | yes                  | no                 | yes
            59        | 181              | yes                  | no                 | no
            59        | 181              | yes                  | yes                | yes
            59        | 180              | yes                  | yes                | no
            71        | 180              | no                   | no                 | no
            71        | 180              | no                   | yes                | yes
            60        |                  | yes                  | no                 | ?
            60        | 181              |                      | no                 | ?
            60        | 180              | yes                  |                    | ?
            60        | 180              |                      | no                 | no
                      | 181              | yes                  | no                 | ?
            """,
        ),
    )


def test_new_leaks_add_to_the_walking_score(spec):
    spec(
        NOTATION.read("sugioka_score >= 5"),
        given(
            STANDING_AT_60,
            """
            bladder_change                                                            | verdict
            --------------------------------------------------------------------------+--------
            new_leaks                                                                 | yes
            trouble_starting,weak_stream,frequency_urgency,no_urge_feeling,cannot_pee | no
                                                                                      | ?
            """,
        ),
    )


def test_the_walking_score_counts_walking_that_sitting_or_standing_still_eases(spec):
    spec(
        NOTATION.read("sugioka_score >= 5"),
        given(
            STANDING_AT_60,
            """
            age_years | leg_symptom_walking | leg_relief_sitting | leg_relief_standing_still | verdict
            ----------+---------------------+--------------------+---------------------------+--------
            60        | yes                 | yes                | no                        | yes
            60        | yes                 | no                 | yes                       | yes
            60        | yes                 | no                 | no                        | no
            60        | no                  | yes                | no                        | no
            60        | yes                 |                    | no                        | ?
            60        |                     | yes                | no                        | ?
            59        | yes                 | yes                | yes                       | no
            """,
        ),
    )


def test_leaning_back_with_relief_speaks_against_a_narrow_canal(spec):
    spec(
        NOTATION.read("sugioka_score >= 5"),
        given(
            STANDING_AT_60 | {"leg_symptom_days": "181"},
            """
            leg_better_leaning_back | bladder_change | leg_relief_bending | verdict
            ------------------------+----------------+--------------------+--------
            no                      | none           | no                 | yes
            yes                     | new_leaks      | no                 | no
            yes                     | none           | yes                | yes
                                    | none           | no                 | ?
                                    | none           | yes                | yes
            """,
        ),
    )
