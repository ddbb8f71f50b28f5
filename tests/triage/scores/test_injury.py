"""Scores on broken bones, under, at and over their cut-offs."""

from tests.triage.rules.given import given
from tests.triage.scores.tally import tally

FOOT = {"foot_injury_recent": "yes", "foot_injury_days": "2", "age_years": "40"}
FRAIL = {
    "back_pain_status": "now",
    "back_pain_duration_days": "7",
    "sex_at_birth": "male",
    "steroid_3mo": "no",
    "osteoporosis": "no",
    "prior_fragility_fracture": "no",
    "back_region": "low",
    "back_pain_score": "6",
    "midline_spine_tender": "no",
}


def test_the_ottawa_rule_of_the_ankle():
    tally(
        "ottawa_ankle",
        given(
            FOOT,
            """
            foot_pain_sites | malleolar_tender | unable_four_steps | total  | x_ray
            ----------------+------------------+-------------------+--------+------
            ankle           | no               | able              | 0      | no
            ankle           | yes              | able              | 1      | yes
            ankle           | no               | not_both          | 1      | yes
            ankle           | yes              | not_both          | 2      | yes
            ankle           | no               | not_now           | 0      | no
            ankle           | no               | not_then          | 0      | no
            ankle           |                  | able              | 0 to 1 | ?
            ankle           |                  | not_both          | 1 to 2 | yes
            whole_foot      | yes              | able              | 1      | yes
            ball            | yes              | not_both          | 2      | no
            ball            |                  |                   | 0 to 2 | no
                            | yes              | able              | 1      | ?
            """,
        ),
    )


def test_the_ottawa_rule_of_the_foot():
    tally(
        "ottawa_foot",
        given(
            FOOT | {"unable_four_steps": "able"},
            """
            foot_pain_sites | fifth_mt_base_tender | navicular_tender | total  | x_ray
            ----------------+----------------------+------------------+--------+------
            outer_edge      | no                   | no               | 0      | no
            outer_edge      | yes                  | no               | 1      | yes
            top             | no                   | yes              | 1      | yes
            arch_sole       | yes                  | yes              | 2      | yes
            whole_foot      | no                   |                  | 0 to 1 | ?
            heel_bottom     | yes                  | yes              | 2      | no
            """,
        ),
    )


def test_the_signs_of_a_broken_vertebra():
    tally(
        "henschke_roman",
        given(
            FRAIL,
            """
            age_years | sex_at_birth | osteoporosis | back_region | midline_spine_tender | total  | two | three
            ----------+--------------+--------------+-------------+----------------------+--------+-----+------
            70        | male         | no           | low         | no                   | 1      | no  | no
            70        | female       | no           | low         | no                   | 2      | yes | no
            70        | female       | yes          | low         | no                   | 3      | yes | yes
            70        | female       | yes          | middle      | yes                  | 5      | yes | yes
            69        | female       | no           | upper       | yes                  | 3      | no  | no
            70        | female       | no           | low         |                      | 2 to 3 | yes | ?
            70        | female       | yes          | low         |                      | 3 to 4 | yes | yes
            70        | male         | no           | low         |                      | 1 to 2 | ?   | no
            """,
        ),
    )


def test_the_clinics_own_ages_count():
    tally(
        "henschke_roman",
        given(
            FRAIL | {"sex_at_birth": "female"},
            """
            age_years | total | two
            ----------+-------+----
            75        | 2     | yes
            74        | 1     | no
            """,
        ),
        fracture_age=75,
    )
