"""The named facts of fever, cancer and the risk of infection."""

import pytest

from tests.triage.rules.facts import fact
from tests.triage.rules.given import given

STRONG = ["immunosuppressed", "infection_recent", "spine_procedure_3mo", "dialysis_or_line", "foot_wound"]
WITHOUT_STRONG_RISK = dict.fromkeys(STRONG, "no") | {"iv_drug_use": "never"}
WITHOUT_RISK = WITHOUT_STRONG_RISK | {"diabetes": "no", "alcohol_heavy": "no"}


def test_fever_is_told_or_measured_from_38_degrees(spec):
    spec(
        fact("fever_now"),
        """
        fever_chills | temp_c | verdict
        -------------+--------+--------
        yes          |        | yes
        no           | 38.0   | yes
        no           | 37.9   | no
        no           |        | no
                     | 38.0   | yes
                     | 37.9   | ?
        """,
    )


def test_cancer_counts_unless_it_is_known_to_be_of_the_skin_and_no_melanoma(spec):
    spec(
        fact("cancer"),
        """
        cancer_history | cancer_type     | verdict
        ---------------+-----------------+--------
        yes            | breast          | yes
        yes            | melanoma        | yes
        yes            | prostate        | yes
        yes            | lung            | yes
        yes            | kidney          | yes
        yes            | thyroid         | yes
        yes            | blood_or_marrow | yes
        yes            | bowel           | yes
        yes            | other           | yes
        yes            | skin_other      | no
        yes            |                 | yes
        no             |                 | no
                       |                 | ?
                       | skin_other      | no
        """,
    )


@pytest.mark.parametrize("risk", STRONG)
def test_one_strong_risk_of_infection_is_enough(spec, risk):
    spec(
        fact("infection_strong"),
        given(
            WITHOUT_STRONG_RISK,
            f"""
            {risk} | verdict
            -------+--------
            yes    | yes
            no     | no
                   | ?
            """,
        ),
    )


@pytest.mark.parametrize(("name", "past"), [("infection_strong", "no"), ("infection_risk", "yes")])
def test_injecting_drugs_now_is_a_strong_risk_and_in_the_past_a_risk(spec, name, past):
    spec(
        fact(name),
        given(
            WITHOUT_RISK,
            f"""
            iv_drug_use | verdict
            ------------+--------
            current     | yes
            past        | {past}
            never       | no
                        | ?
            """,
        ),
    )


@pytest.mark.parametrize(("name", "verdict"), [("infection_strong", "no"), ("infection_risk", "yes")])
def test_diabetes_and_alcohol_are_a_risk_and_not_a_strong_one(spec, name, verdict):
    spec(
        fact(name),
        given(
            WITHOUT_RISK,
            f"""
            diabetes | alcohol_heavy | verdict
            ---------+---------------+--------
            yes      | no            | {verdict}
            no       | yes           | {verdict}
            no       | no            | no
            """,
        ),
    )


@pytest.mark.parametrize("risk", [*STRONG, "diabetes", "alcohol_heavy"])
def test_one_risk_of_infection_is_enough(spec, risk):
    spec(
        fact("infection_risk"),
        given(
            WITHOUT_RISK,
            f"""
            {risk} | verdict
            -------+--------
            yes    | yes
            no     | no
                   | ?
            """,
        ),
    )
