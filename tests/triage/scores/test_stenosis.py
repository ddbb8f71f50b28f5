"""Scores on a narrow spinal canal, under, at and over their cut-offs."""

from tests.triage.rules.given import given
from tests.triage.scores.tally import tally

SSHQ_NONE = {f"sshq_q{number}": "no" for number in range(1, 11)}


def test_the_questionnaire_of_konno_has_two_ways_to_be_positive():
    tally(
        "sshq",
        given(
            SSHQ_NONE,
            """
            sshq_q1 | sshq_q2 | sshq_q3 | sshq_q4 | sshq_q5 | sshq_q6 | total  | positive
            --------+---------+---------+---------+---------+---------+--------+---------
            no      | no      | no      | no      | no      | no      | 0      | no
            yes     | yes     | yes     | yes     | no      | no      | 4      | yes
            yes     | yes     | yes     | no      | no      | no      | 3      | no
            yes     | no      | no      | no      | yes     | yes     | 3      | yes
            yes     | no      | no      | no      | yes     | no      | 2      | no
            no      | no      | no      | no      | yes     | yes     | 2      | no
            yes     | yes     | yes     |         | no      | no      | 3 to 4 | ?
            yes     | yes     |         | no      | no      | no      | 2 to 3 | no
            yes     |         |         |         | yes     | yes     | 3 to 6 | yes
            yes     | no      | no      | no      | yes     |         | 2 to 3 | ?
            """,
        ),
    )


def test_a_clinic_may_ask_more_of_the_questionnaire_of_konno():
    tally(
        "sshq",
        given(
            SSHQ_NONE,
            """
            sshq_q1 | sshq_q2 | sshq_q5 | sshq_q6 | sshq_q7 | positive
            --------+---------+---------+---------+---------+---------
            yes     | yes     | yes     | yes     | yes     | yes
            yes     | no      | yes     | yes     | yes     | no
            yes     | yes     | yes     | yes     | no      | no
            """,
        ),
        sshq_any=2,
        sshq_other=3,
    )


LEGS = {
    "leg_pain_present": "yes",
    "leg_symptom_days": "181",
    "leg_better_leaning_back": "no",
    "leg_relief_standing_still": "no",
    "leg_relief_sitting": "no",
    "leg_symptom_walking": "yes",
    "bladder_change": "none",
}


def test_the_score_of_sugioka():
    tally(
        "sugioka",
        given(
            LEGS,
            """
            age_years | leg_symptom_standing | leg_relief_bending | total  | screen | strict
            ----------+----------------------+--------------------+--------+--------+-------
            59        | yes                  | no                 | 3      | no     | no
            60        | yes                  | no                 | 5      | yes    | no
            71        | yes                  | no                 | 6      | yes    | no
            60        | yes                  | yes                | 7      | yes    | yes
            71        | yes                  | yes                | 8      | yes    | yes
            60        |                      | no                 | 3 to 5 | ?      | no
            71        |                      | yes                | 6 to 8 | yes    | ?
            59        |                      | no                 | 1 to 3 | no     | no
                      | no                   | no                 | 1 to 4 | no     | no
                      | yes                  | no                 | 3 to 6 | ?      | no
            """,
        ),
    )


def test_leaning_back_takes_points_away():
    tally(
        "sugioka",
        given(
            LEGS | {"age_years": "60", "leg_symptom_standing": "yes", "leg_relief_bending": "no"},
            """
            leg_better_leaning_back | total  | screen
            ------------------------+--------+-------
            no                      | 5      | yes
            yes                     | 3      | no
                                    | 3 to 5 | ?
            """,
        ),
    )


def test_a_clinic_may_follow_the_table_that_prints_seven():
    tally(
        "sugioka",
        given(
            LEGS | {"leg_symptom_standing": "yes", "leg_relief_bending": "no"},
            """
            age_years | leg_symptom_days | bladder_change | total | screen
            ----------+------------------+----------------+-------+-------
            71        | 181              | none           | 6     | no
            71        | 181              | new_leaks      | 7     | yes
            """,
        ),
        sugioka_cutoff=7,
    )


WALKING = {
    "leg_pain_present": "yes",
    "back_pain_status": "now",
    "leg_symptom_walking": "yes",
    "leg_symptom_standing": "no",
    "numbness_present": "no",
}


def test_the_five_findings_of_cook_on_a_narrow_canal():
    tally(
        "cook_stenosis",
        given(
            WALKING,
            """
            age_years | leg_pain_side | leg_pain_worse_than_back | leg_relief_sitting | total  | likely | possible
            ----------+---------------+--------------------------+--------------------+--------+--------+---------
            49        | both          | yes                      | yes                | 5      | yes    | yes
            48        | both          | yes                      | yes                | 4      | yes    | yes
            48        | both          | no                       | yes                | 3      | no     | yes
            48        | left          | no                       | no                 | 1      | no     | yes
            48        | both          | yes                      |                    | 3 to 4 | ?      | yes
            49        |               | yes                      | yes                | 4 to 5 | yes    | yes
                      | left          | no                       |                    | 1 to 3 | no     | yes
            """,
        ),
    )


def test_none_of_the_five_findings_of_cook_speaks_against_a_narrow_canal():
    tally(
        "cook_stenosis",
        given(
            WALKING | {"leg_pain_worse_than_back": "no", "leg_pain_side": "left"},
            """
            age_years | leg_symptom_walking | leg_symptom_standing | total  | likely | possible
            ----------+---------------------+----------------------+--------+--------+---------
            48        | no                  | no                   | 0      | no     | no
            49        | no                  | no                   | 1      | no     | yes
                      | no                  | no                   | 0 to 1 | no     | ?
            48        | no                  |                      | 0 to 2 | no     | ?
            """,
        ),
    )


def test_leg_pain_without_back_pain_now_is_worse_than_the_back():
    tally(
        "cook_stenosis",
        given(
            WALKING | {"age_years": "49", "leg_pain_side": "both", "leg_relief_sitting": "no"},
            """
            back_pain_status | leg_pain_worse_than_back | total  | likely
            -----------------+--------------------------+--------+-------
            none             |                          | 4      | yes
            past             |                          | 4      | yes
            now              | no                       | 3      | no
            now              |                          | 3 to 4 | ?
                             |                          | 3 to 4 | ?
            """,
        ),
    )
