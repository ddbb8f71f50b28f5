"""Nerve root pain: when it is looked at, and when within two weeks."""

import pytest

from tests.triage.rules.given import given

ROOT_PAIN = {"age_years": "45", "leg_pain_below_knee": "yes", "leg_pain_cough_sneeze": "yes"}
NOT_SETTLING = ROOT_PAIN | {
    "leg_pain_present": "yes",
    "leg_symptom_days": "41",
    "leg_pain_score": "6",
    "work_limited": "a_lot",
    "foot_treatment_failed": "no",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "numbness_present": "no",
    "gait_problem": "no",
}


def test_root_pain_in_an_adult_is_at_least_routine(spec):
    spec(
        "R12",
        given(
            {"leg_pain_present": "yes", "leg_pain_worse_than_back": "no", "numbness_present": "no"},
            """
            age_years | leg_pain_below_knee | leg_pain_cough_sneeze | verdict
            ----------+---------------------+-----------------------+--------
            45        | yes                 | yes                   | yes
            18        | yes                 | yes                   | yes
            17        | yes                 | yes                   | no
                      | yes                 | yes                   | yes
            45        | yes                 | no                    | no
            45        | no                  | yes                   | no
            45        | yes                 |                       | ?
            45        |                     | yes                   | ?
            """,
        ),
    )


def test_back_pain_with_any_leg_pain_owes_an_adult_a_nerve_examination(spec):
    spec(
        "R12r",
        """
        age_years | back_pain_status | leg_pain_present | leg_pain_below_knee | verdict
        ----------+------------------+------------------+---------------------+--------
        45        | now              | yes              |                     | yes
        18        | now              | yes              |                     | yes
        17        | now              | yes              |                     | no
                  | now              | yes              |                     | yes
        45        | now              |                  | yes                 | yes
        45        | past             | yes              |                     | no
        45        | none             | yes              |                     | no
        45        |                  | yes              |                     | ?
        45        | now              | no               |                     | no
        45        | now              |                  | no                  | ?
        45        | now              |                  |                     | ?
        """,
    )


def test_root_pain_that_lasts_or_is_severe_is_soon(spec):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            """
            leg_symptom_days | leg_pain_score | verdict
            -----------------+----------------+--------
            42               | 6              | yes
            41               | 7              | yes
            41               | 6              | no
                             | 6              | ?
            41               |                | ?
            42               |                | yes
            """,
        ),
    )


def test_root_pain_that_stops_work_or_outlasts_treatment_of_the_foot_is_soon(spec):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            """
            work_limited | foot_symptom_days | foot_treatment_failed | verdict
            -------------+-------------------+-----------------------+--------
            cannot_do    |                   | no                    | yes
            a_lot        |                   | no                    | no
            a_little     |                   | no                    | no
                         |                   | no                    | ?
            no           |                   | yes                   | yes
            no           | 42                |                       | ?
            no           | 41                |                       | no
            """,
        ),
    )


@pytest.mark.parametrize("muscle", ["ankle_df", "ehl", "ankle_pf"])
def test_root_pain_with_less_than_full_power_is_soon(spec, muscle):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            f"""
            {muscle}_mrc_left | {muscle}_mrc_right | verdict
            ------------------+--------------------+--------
            4                 | 5                  | yes
            5                 | 4                  | yes
            5                 | 5                  | no
                              |                    | no
            """,
        ),
    )


@pytest.mark.parametrize("root", ["achilles", "patellar"])
def test_root_pain_with_a_weak_reflex_is_soon(spec, root):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            f"""
            {root}_reflex_left | {root}_reflex_right | verdict
            -------------------+---------------------+--------
            absent             | normal              | yes
            reduced            | normal              | yes
            normal             | absent              | yes
            normal             | reduced             | yes
            normal             | brisk               | no
            brisk              | normal              | no
                               |                     | no
            """,
        ),
    )


def test_root_pain_that_gets_worse_is_soon(spec):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            """
            leg_weakness | leg_weakness_course | numbness_present | neuro_course | verdict
            -------------+---------------------+------------------+--------------+--------
            yes          | sudden              | no               | same         | yes
            yes          | worsening           | no               | same         | yes
            yes          | same                | no               | better       | no
            yes          | better              | no               | same         | no
            yes          |                     | no               | same         | ?
            no           |                     | yes              | worsening    | yes
            no           |                     | yes              | same         | no
            no           |                     | yes              |              | ?
            """,
        ),
    )


def test_root_pain_found_worse_than_at_the_last_visit_is_soon(spec):
    spec(
        "R12s",
        given(
            NOT_SETTLING,
            """
            mrc_fell_since_last | weakness_new_since_last | days_since_last_visit | verdict
            --------------------+-------------------------+-----------------------+--------
            yes                 |                         |                       | yes
            no                  | no                      | 10                    | no
            no                  | yes                     | 84                    | yes
            no                  | yes                     | 85                    | no
            no                  | yes                     |                       | no
                                |                         |                       | no
            """,
        ),
    )


def test_no_duration_makes_leg_pain_soon_without_a_root(spec):
    spec(
        "R12s",
        given(
            NOT_SETTLING | {"leg_symptom_days": "400"},
            """
            leg_pain_worse_than_back | leg_pain_cough_sneeze | verdict
            -------------------------+-----------------------+--------
            no                       | yes                   | yes
            no                       | no                    | no
            no                       |                       | ?
            """,
        ),
    )
