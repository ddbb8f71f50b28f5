"""The vessels: a cold foot, a starved foot, a clot and the aorta."""

import pytest

from tests.triage.rules.given import given

LONG_COLD = {
    "foot_cold_pale_blue": "yes",
    "foot_cold_onset": "longer",
    "leg_weakness": "no",
    "numbness_present": "no",
}
NO_OTHER_RISK = {"age_years": "49", "smoker": "no", "diabetes": "no", "pad_dx": "no"}
PLAIN_STRAIN = {
    "calf_swollen_tender": "yes",
    "calf_strain": "yes",
    "clot_history": "no",
    "surgery_recent_12wk": "no",
    "cancer_history": "no",
    "foot_swelling": "no",
}
NOTHING_SUDDEN = {
    "age_years": "70",
    "back_pain_status": "now",
    "leg_pain_present": "no",
    "sudden_tearing_pain": "no",
    "belly_pulsing": "no",
    "collapse_or_faint": "no",
    "aneurysm_known": "no",
}


def test_a_foot_that_turned_cold_or_pale_is_an_emergency_unless_known_to_be_long_so(spec):
    spec(
        "F01",
        given(
            LONG_COLD,
            """
            foot_cold_pale_blue | foot_cold_onset      | verdict
            --------------------+----------------------+--------
            yes                 | sudden_under_2_weeks | yes
            yes                 |                      | yes
            yes                 | longer               | no
            no                  |                      | no
                                |                      | ?
                                | longer               | no
            """,
        ),
    )


def test_a_cold_foot_with_new_weakness_or_numbness_is_an_emergency_however_long_it_was_cold(spec):
    spec(
        "F01",
        given(
            LONG_COLD,
            """
            leg_weakness | leg_weakness_days | numbness_present | numbness_days | verdict
            -------------+-------------------+------------------+---------------+--------
            yes          | 14                | no               |               | yes
            yes          | 15                | no               |               | no
            yes          |                   | no               |               | ?
            no           |                   | yes              | 14            | yes
            no           |                   | yes              | 15            | no
            no           |                   | yes              |               | ?
                         |                   | no               |               | ?
            """,
        ),
    )


def test_weakness_or_numbness_counts_only_in_a_foot_that_is_cold(spec):
    spec(
        "F01",
        given(
            LONG_COLD | {"leg_weakness": "yes", "leg_weakness_days": "3"},
            "foot_cold_pale_blue | verdict\n-\nyes | yes\nno | no\n | ?",
        ),
    )


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_lost_pulse_is_an_emergency_with_sudden_pain_or_new_numbness(spec, side):
    spec(
        "F01",
        given(
            {"foot_cold_pale_blue": "no"},
            f"""
            pulses_{side} | foot_pain_onset | numbness_present | numbness_sites | neuro_course | verdict
            --------------+-----------------+------------------+----------------+--------------+--------
            absent        | sudden          | no               |                |              | yes
            absent        | gradual         | yes              | shin_outer     | same         | yes
            absent        | gradual         | yes              | feet_both_sock | same         | no
            absent        | gradual         | no               |                |              | no
            absent        |                 | no               |                |              | ?
            absent        | gradual         |                  |                |              | ?
            weak          | sudden          | yes              |                |              | no
            normal        | sudden          | yes              |                |              | no
                          | sudden          | yes              |                |              | no
            """,
        ),
    )


def test_rest_pain_that_hanging_the_leg_eases_is_urgent_in_whoever_may_have_bad_arteries(spec):
    spec(
        "F02",
        given(
            NO_OTHER_RISK | {"foot_rest_pain_hang_relief": "yes", "foot_wound": "no"},
            """
            age_years | smoker | diabetes | pad_dx | verdict
            ----------+--------+----------+--------+--------
            50        | no     | no       | no     | yes
            49        | no     | no       | no     | no
            49        | yes    | no       | no     | yes
            49        | no     | yes      | no     | yes
            49        | no     | no       | yes    | yes
                      | no     | no       | no     | ?
            49        |        | no       | no     | ?
            49        | no     |          | no     | ?
            49        | no     | no       |        | ?
            """,
        ),
    )


def test_rest_pain_is_at_night_and_eased_by_hanging_the_leg(spec):
    spec(
        "F02",
        given(
            {"age_years": "70", "foot_wound": "no"},
            """
            foot_pain_night | foot_rest_pain_hang_relief | verdict
            ----------------+----------------------------+--------
            yes             | yes                        | yes
            yes             | no                         | no
            yes             |                            | ?
            no              |                            | no
                            |                            | ?
            """,
        ),
    )


def test_a_wound_on_a_foot_without_blood_is_urgent(spec):
    spec(
        "F02",
        given(
            {"foot_rest_pain_hang_relief": "no"},
            """
            foot_wound | pad_dx | pulses_left | pulses_right | verdict
            -----------+--------+-------------+--------------+--------
            yes        | yes    |             |              | yes
            yes        | no     |             |              | no
            yes        |        |             |              | ?
            yes        | no     | absent      | normal       | yes
            yes        | no     | weak        | absent       | yes
            yes        | no     | weak        | normal       | no
            yes        | no     | normal      | weak         | no
            no         | yes    | absent      |              | no
                       | yes    |             |              | ?
            """,
        ),
    )


def test_a_foot_long_cold_is_soon_with_a_risk_to_the_arteries(spec):
    spec(
        "F02s",
        given(
            LONG_COLD | NO_OTHER_RISK,
            """
            foot_cold_pale_blue | foot_cold_onset      | pad_dx | smoker | diabetes | verdict
            --------------------+----------------------+--------+--------+----------+--------
            yes                 | longer               | yes    | no     | no       | yes
            yes                 | longer               | no     | yes    | no       | yes
            yes                 | longer               | no     | no     | yes      | yes
            yes                 | longer               | no     | no     | no       | no
            yes                 | longer               |        | no     | no       | ?
            yes                 | longer               | no     |        | no       | ?
            yes                 | longer               | no     | no     |          | ?
            yes                 | sudden_under_2_weeks | yes    | no     | no       | no
            yes                 |                      | yes    | no     | no       | ?
            no                  |                      | yes    | no     | no       | no
                                | longer               | yes    | no     | no       | ?
            """,
        ),
    )


def test_a_swollen_tender_calf_is_a_clot_until_a_plain_strain_is_known(spec):
    spec(
        "F05",
        given(
            PLAIN_STRAIN,
            """
            calf_swollen_tender | calf_strain | verdict
            --------------------+-------------+--------
            yes                 | yes         | no
            yes                 | no          | yes
            yes                 |             | yes
            no                  |             | no
                                | yes         | no
                                | no          | ?
            """,
        ),
    )


@pytest.mark.parametrize("risk", ["clot_history", "surgery_recent_12wk", "cancer_history", "foot_swelling"])
def test_a_strain_is_no_comfort_with_a_risk_of_clots_or_where_nobody_asked(spec, risk):
    spec("F05", given(PLAIN_STRAIN, f"{risk} | verdict\n-\nno | no\nyes | yes\n | yes"))


def test_a_swollen_tender_calf_is_at_least_urgent(spec):
    spec(
        "F05u",
        """
        calf_swollen_tender | calf_strain | verdict
        --------------------+-------------+--------
        yes                 | yes         | yes
        yes                 |             | yes
        no                  |             | no
                            |             | ?
        """,
    )


def test_tearing_back_pain_is_an_emergency_in_whoever_may_have_a_bad_aorta(spec):
    spec(
        "F06",
        given(
            {"sudden_tearing_pain": "yes"},
            """
            age_years | aneurysm_known | pad_dx | verdict
            ----------+----------------+--------+--------
            50        | no             | no     | yes
            49        | no             | no     | no
            49        | yes            | no     | yes
            49        | no             | yes    | yes
                      | no             | no     | ?
            49        |                | no     | ?
            49        | no             |        | ?
            """,
        ),
    )


def test_a_pulsing_belly_is_an_emergency_with_back_or_leg_pain(spec):
    spec(
        "F06",
        given(
            NOTHING_SUDDEN,
            """
            sudden_tearing_pain | belly_pulsing | back_pain_status | leg_pain_present | verdict
            --------------------+---------------+------------------+------------------+--------
            no                  | no            | now              | no               | no
            yes                 | no            | now              | no               | yes
                                | no            | now              | no               | ?
            no                  | yes           | now              | no               | yes
            no                  | yes           | none             | yes              | yes
            no                  | yes           | past             | no               | no
            no                  | yes           | none             |                  | ?
            no                  | yes           |                  | no               | ?
            no                  |               | now              | no               | ?
            """,
        ),
    )


def test_a_faint_is_an_emergency_with_back_pain_that_is_not_known_to_be_old(spec):
    spec(
        "F06",
        given(
            NOTHING_SUDDEN,
            """
            collapse_or_faint | back_pain_status | back_pain_duration_days | verdict
            ------------------+------------------+-------------------------+--------
            yes               | now              | 84                      | yes
            yes               | now              | 85                      | no
            yes               | now              |                         | yes
            yes               | past             | 84                      | no
            yes               | none             |                         | no
            yes               |                  | 84                      | ?
                              | now              | 84                      | ?
            """,
        ),
    )


def test_a_known_aneurysm_is_an_emergency_with_new_or_worse_back_pain(spec):
    spec(
        "F06",
        given(
            NOTHING_SUDDEN,
            """
            aneurysm_known | back_pain_status | back_pain_duration_days | back_pain_course | verdict
            ---------------+------------------+-------------------------+------------------+--------
            yes            | now              | 84                      | same             | yes
            yes            | now              | 84                      | better           | no
            yes            | now              | 84                      |                  | yes
            yes            | now              | 85                      | same             | no
            yes            | now              | 85                      | worsening        | yes
            yes            | now              |                         | same             | yes
            yes            | past             | 84                      | same             | no
            yes            |                  | 84                      | same             | ?
                           | now              | 84                      | same             | ?
            """,
        ),
    )


def test_a_pulsing_belly_is_at_least_urgent(spec):
    spec("F06u", "belly_pulsing | verdict\n-\nyes | yes\nno | no\n | ?")


def test_a_belly_that_was_not_asked_about_because_nothing_hurts_is_not_urgent(spec):
    spec(
        "F06u",
        """
        age_years | aneurysm_known | pad_dx | back_pain_status | leg_pain_present | verdict
        ----------+----------------+--------+------------------+------------------+--------
        70        |                |        | none             | no               | no
        70        |                |        | now              | no               | ?
        49        | no             | no     | now              | no               | no
        49        | no             |        | now              | no               | ?
        """,
    )
