"""The hot, swollen or infected foot: Charcot, infection, gout."""

import pytest

from tests.triage.rules.given import given

HOT = {"diabetes": "yes", "foot_hot_red_swollen": "yes"}
NOT_WARM = {"diabetes": "yes", "foot_hot_red_swollen": "no", "foot_swelling": "no"}
NO_SIGN = {
    "fever_chills": "no",
    "foot_hot_red_swollen": "no",
    "foot_wound": "no",
    "foot_infection_signs": "none",
    "diabetes": "no",
    "immunosuppressed": "no",
    "pad_dx": "no",
    "neuropathy_dx": "no",
}
KNOWN_GOUT = {
    "foot_hot_red_swollen": "yes",
    "foot_injury_recent": "no",
    "gout_dx": "yes",
    "foot_pain_sites": "big_toe",
    "fever_chills": "no",
    "diabetes": "no",
    "immunosuppressed": "no",
    "pad_dx": "no",
}


def test_a_hot_or_swollen_foot_that_may_be_numb_is_breaking_down_until_shown_otherwise(spec):
    spec(
        "F03",
        """
        diabetes | neuropathy_dx | foot_hot_red_swollen | foot_swelling | verdict
        ---------+---------------+----------------------+---------------+--------
        yes      | no            | yes                  | no            | yes
        no       | yes           | yes                  | no            | yes
        no       | no            | yes                  | yes           | no
        no       |               | yes                  | no            | ?
                 | no            | yes                  | no            | ?
        yes      | no            | no                   | yes           | yes
        yes      | no            | no                   | no            | no
        yes      | no            |                      | no            | ?
        yes      | no            | no                   |               | ?
        """,
    )


def test_a_foot_two_degrees_warmer_than_the_other_is_hot(spec):
    spec("F03", given(NOT_WARM, "skin_temp_diff_c | verdict\n-\n2.0 | yes\n1.9 | no\n | no"))


def test_heat_on_both_sides_excuses_only_where_it_is_known(spec):
    spec("F03", given(HOT, "foot_hot_side | verdict\n-\nleft | yes\nright | yes\nboth | no\n | yes"))


def test_fever_with_a_hot_or_open_foot_is_an_emergency(spec):
    spec(
        "F04e",
        given(
            NO_SIGN,
            """
            fever_chills | temp_c | foot_hot_red_swollen | foot_wound | verdict
            -------------+--------+----------------------+------------+--------
            yes          |        | yes                  | no         | yes
            yes          |        | no                   | yes        | yes
            yes          |        | no                   | no         | no
            yes          |        |                      | no         | ?
            yes          |        | no                   |            | ?
            no           | 38.0   | yes                  | no         | yes
            no           | 37.9   | yes                  | no         | no
                         |        | yes                  | no         | ?
            no           |        | yes                  | yes        | no
            """,
        ),
    )


def test_black_skin_is_an_emergency_and_spreading_redness_where_defences_are_poor(spec):
    spec(
        "F04e",
        given(
            NO_SIGN | {"foot_wound": "yes"},
            """
            foot_infection_signs | diabetes | immunosuppressed | pad_dx | verdict
            ---------------------+----------+------------------+--------+--------
            black_skin           | no       | no               | no     | yes
            spreading_redness    | yes      | no               | no     | yes
            spreading_redness    | no       | yes              | no     | yes
            spreading_redness    | no       | no               | yes    | yes
            spreading_redness    | no       | no               | no     | no
            spreading_redness    |          | no               | no     | ?
            spreading_redness    | no       |                  | no     | ?
            spreading_redness    | no       | no               |        | ?
            pus,bad_smell        | yes      | yes              | yes    | no
            none                 | yes      | yes              | yes    | no
                                 | no       | no               | no     | ?
            """,
        ),
    )


def test_a_sign_of_infection_is_urgent(spec):
    spec(
        "F04",
        given(
            NO_SIGN,
            """
            foot_infection_signs | verdict
            ---------------------+--------
            pus                  | yes
            spreading_redness    | yes
            bad_smell            | yes
            black_skin           | no
            none                 | no
                                 | no
            """,
        ),
    )


def test_signs_of_infection_are_asked_where_there_is_a_wound_heat_or_diabetes(spec):
    spec(
        "F04",
        given(
            NO_SIGN | {"foot_infection_signs": ""},
            """
            foot_wound | foot_hot_red_swollen | diabetes | verdict
            -----------+----------------------+----------+--------
            no         | no                   | no       | no
            yes        | no                   | no       | ?
            no         | yes                  | no       | ?
            no         | no                   | yes      | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "risk", ["diabetes", "immunosuppressed", "pad_dx", "neuropathy_dx", "foot_hot_red_swollen"]
)
def test_an_open_wound_is_urgent_on_a_foot_at_risk_or_hot(spec, risk):
    spec(
        "F04",
        given(
            NO_SIGN,
            f"""
            foot_wound | {risk} | verdict
            -----------+--------+--------
            yes        | yes    | yes
            yes        | no     | no
            yes        |        | ?
            no         | yes    | no
                       | yes    | ?
            """,
        ),
    )


def test_a_hot_red_foot_is_urgent_unless_an_injury_is_known(spec):
    spec(
        "F08",
        given(
            {"gout_dx": "no"},
            """
            foot_hot_red_swollen | foot_injury_recent | verdict
            ---------------------+--------------------+--------
            yes                  | no                 | yes
            yes                  |                    | yes
            yes                  | yes                | no
            no                   |                    | no
                                 | no                 | ?
            """,
        ),
    )


def test_known_gout_excuses_in_the_big_toe_alone(spec):
    spec(
        "F08",
        given(
            KNOWN_GOUT,
            """
            gout_dx | foot_pain_sites                           | verdict
            --------+-------------------------------------------+--------
            yes     | big_toe                                   | no
            yes     | lesser_toes,ball,arch_sole,outer_edge,top | yes
            yes     | heel_bottom,heel_back,ankle,whole_foot    | yes
            yes     |                                           | yes
            no      | big_toe                                   | yes
                    | big_toe                                   | yes
            """,
        ),
    )


@pytest.mark.parametrize("risk", ["fever_chills", "diabetes", "immunosuppressed", "pad_dx"])
def test_gout_is_no_comfort_with_a_risk_of_infection_or_where_nobody_asked(spec, risk):
    spec("F08", given(KNOWN_GOUT, f"{risk} | verdict\n-\nno | no\nyes | yes\n | yes"))


def test_a_hot_red_foot_is_at_least_soon(spec):
    spec(
        "F08s",
        """
        foot_hot_red_swollen | gout_dx | verdict
        ---------------------+---------+--------
        yes                  | yes     | yes
        yes                  |         | yes
        no                   | yes     | no
                             | yes     | ?
        """,
    )
