"""Infection in the spine (R10): with fever, or without it where the risk is strong."""

import pytest

from tests.triage.rules.facts import NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

NO_RISK = dict.fromkeys(
    [
        "immunosuppressed",
        "infection_recent",
        "spine_procedure_3mo",
        "dialysis_or_line",
        "foot_wound",
        "diabetes",
        "alcohol_heavy",
    ],
    "no",
) | {"iv_drug_use": "never"}
FEVER = (
    NO_NERVE_SYMPTOM
    | NO_RISK
    | {
        "back_pain_status": "now",
        "back_pain_duration_days": "30",
        "back_pain_course": "same",
        "fever_chills": "yes",
    }
)
NO_FEVER = FEVER | {
    "fever_chills": "no",
    "back_pain_score": "6",
    "back_pain_night_constant": "no",
    "night_sweats": "no",
}


def test_new_back_pain_with_fever_and_a_risk_or_a_nerve_symptom_is_an_emergency(spec):
    spec(
        "R10",
        given(
            FEVER,
            """
            diabetes | immunosuppressed | numbness_present | leg_weakness | verdict
            ---------+------------------+------------------+--------------+--------
            yes      | no               | no               | no           | yes
            no       | yes              | no               | no           | yes
            no       | no               | yes              | no           | yes
            no       | no               | no               | yes          | yes
            no       | no               | no               | no           | no
                     | no               | no               | no           | ?
            no       |                  | no               | no           | ?
            no       | no               |                  | no           | ?
            no       | no               | no               |              | ?
            """,
        ),
    )


@pytest.mark.parametrize(("code", "without_risk"), [("R10", "no"), ("R10u", "yes")])
def test_fever_with_new_back_pain_is_urgent_even_without_a_risk(spec, code, without_risk):
    spec(
        code,
        given(
            FEVER | {"back_pain_score": "2", "back_pain_night_constant": "no", "night_sweats": "no"},
            f"""
            fever_chills | temp_c | diabetes | verdict
            -------------+--------+----------+--------
            yes          |        | no       | {without_risk}
            yes          |        | yes      | yes
            no           | 38.0   | yes      | yes
            no           | 37.9   | yes      | no
            no           |        | yes      | no
                         |        | yes      | ?
                         | 38.0   | yes      | yes
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R10", "R10u"])
def test_old_unchanged_back_pain_with_a_cold_is_not_meant(spec, code):
    spec(
        code,
        given(
            FEVER | {"diabetes": "yes"},
            """
            back_pain_status | back_pain_duration_days | back_pain_course | verdict
            -----------------+-------------------------+------------------+--------
            now              | 84                      | same             | yes
            now              | 85                      | same             | no
            now              | 85                      | worsening        | yes
            now              |                         | same             | yes
            past             | 30                      | same             | no
            none             |                         |                  | no
                             | 30                      | same             | ?
            """,
        ),
    )


def test_numbness_like_socks_beside_fever_is_no_nerve_symptom(spec):
    spec(
        "R10",
        given(
            FEVER | {"numbness_present": "yes", "numbness_sites": "feet_both_sock"},
            """
            neuro_course | verdict
            -------------+--------
            same         | no
                         | yes
            """,
        ),
    )


def test_without_fever_a_strong_risk_and_motor_loss_are_an_emergency(spec):
    spec(
        "R10",
        given(
            NO_FEVER,
            """
            immunosuppressed | diabetes | leg_weakness | numbness_present | back_pain_duration_days | verdict
            -----------------+----------+--------------+------------------+-------------------------+--------
            yes              | no       | yes          | no               | 84                      | yes
            yes              | no       | yes          | no               | 85                      | no
            no               | yes      | yes          | no               | 84                      | no
            yes              | no       | no           | yes              | 84                      | no
            yes              | no       | no           | no               | 84                      | no
                             | no       | yes          | no               | 84                      | ?
            yes              | no       |              | no               | 84                      | ?
            """,
        ),
    )


def test_settled_weakness_without_fever_is_no_emergency(spec):
    spec(
        "R10",
        given(
            NO_FEVER
            | {
                "immunosuppressed": "yes",
                "leg_weakness": "yes",
                "leg_weakness_course": "same",
                "weakness_seen": "yes",
            },
            """
            leg_weakness_days | weakness_seen | verdict
            ------------------+---------------+--------
            85                | yes           | no
            84                | yes           | yes
            85                | no            | yes
            85                |               | yes
                              | yes           | yes
            """,
        ),
    )


def test_without_fever_a_strong_risk_and_bad_back_pain_of_30_days_are_urgent(spec):
    spec(
        "R10u",
        given(
            NO_FEVER | {"immunosuppressed": "yes", "back_pain_score": "7"},
            """
            immunosuppressed | back_pain_status | back_pain_duration_days | verdict
            -----------------+------------------+-------------------------+--------
            yes              | now              | 30                      | yes
            yes              | now              | 31                      | no
            yes              | past             | 30                      | no
            no               | now              | 30                      | no
                             | now              | 30                      | ?
            yes              |                  | 30                      | ?
            yes              | now              |                         | ?
            """,
        ),
    )


def test_back_pain_is_bad_that_is_severe_worse_all_night_or_with_sweats(spec):
    spec(
        "R10u",
        given(
            NO_FEVER | {"immunosuppressed": "yes"},
            """
            back_pain_score | back_pain_course | back_pain_night_constant | night_sweats | verdict
            ----------------+------------------+--------------------------+--------------+--------
            7               | same             | no                       | no           | yes
            6               | worsening        | no                       | no           | yes
            6               | same             | yes                      | no           | yes
            6               | same             | no                       | yes          | yes
            6               | same             | no                       | no           | no
            6               | better           | no                       | no           | no
                            | same             | no                       | no           | ?
            6               |                  | no                       | no           | ?
            6               | same             |                          | no           | ?
            6               | same             | no                       |              | ?
            """,
        ),
    )


def test_any_risk_with_sweats_and_pain_all_night_is_urgent(spec):
    spec(
        "R10u",
        given(
            NO_FEVER | {"back_pain_duration_days": "84"},
            """
            diabetes | night_sweats | back_pain_night_constant | back_pain_duration_days | verdict
            ---------+--------------+--------------------------+-------------------------+--------
            yes      | yes          | yes                      | 84                      | yes
            yes      | yes          | yes                      | 85                      | no
            yes      | no           | yes                      | 84                      | no
            yes      | yes          | no                       | 84                      | no
            no       | yes          | yes                      | 84                      | no
                     | yes          | yes                      | 84                      | ?
            yes      |              | yes                      | 84                      | ?
            yes      | yes          |                          | 84                      | ?
            """,
        ),
    )


def test_diabetes_or_alcohol_never_flag_without_fever(spec):
    table = "diabetes | alcohol_heavy | iv_drug_use | verdict\n-\nyes | yes | past | no"
    spec("R10", given(NO_FEVER | {"leg_weakness": "yes"}, table))
    spec("R10u", given(NO_FEVER | {"back_pain_score": "9"}, table))
