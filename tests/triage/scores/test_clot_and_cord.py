"""Scores on a clot in the leg and on the spinal cord, under, at and over their cut-offs."""

from intake.triage.scores.not_asked import NOT_ASKED
from tests.triage.rules.given import given
from tests.triage.scores.tally import tally


def test_the_score_of_wells_is_never_settled_by_what_a_tablet_asks_unless_it_is_high_anyway():
    tally(
        "wells_dvt",
        """
        calf_swollen_tender | cancer_active | surgery_recent_12wk | clot_history | total   | moderate | scan | high
        --------------------+---------------+---------------------+--------------+---------+----------+------+-----
        yes                 | no            | no                  | no           | -2 to 7 | ?        | ?    | ?
        yes                 | yes           | no                  | no           | -1 to 8 | ?        | ?    | ?
        yes                 | yes           | yes                 | no           | 0 to 8  | ?        | ?    | ?
        yes                 | yes           | yes                 | yes          | 1 to 9  | yes      | ?    | ?
        yes                 |               |                     |              | -2 to 9 | ?        | ?    | ?
        """,
    )


LOOKED_AT = dict.fromkeys(NOT_ASKED.keys() - {"hla_b27_positive", "night_pain_eased_by_getting_up"}, "no") | {
    "calf_swollen_tender": "yes",
    "cancer_active": "no",
    "surgery_recent_12wk": "no",
    "clot_history": "no",
}


def test_the_score_of_wells_once_a_clinician_has_looked_at_the_leg():
    tally(
        "wells_dvt",
        given(
            LOOKED_AT,
            """
            clot_history | collateral_veins | bed_rest_over_3_days | cancer_active | total | moderate | scan | high
            -------------+------------------+----------------------+---------------+-------+----------+------+-----
            no           | no               | no                   | no            | 0     | no       | no   | no
            yes          | no               | no                   | no            | 1     | yes      | no   | no
            yes          | yes              | no                   | no            | 2     | yes      | yes  | no
            yes          | yes              | yes                  | no            | 3     | yes      | yes  | yes
            yes          | yes              | yes                  | yes           | 4     | yes      | yes  | yes
            """,
        ),
    )


def test_another_diagnosis_takes_two_points_from_the_score_of_wells():
    tally(
        "wells_dvt",
        given(
            LOOKED_AT | {"clot_history": "yes", "pitting_in_this_leg": "yes"},
            """
            other_diagnosis_as_likely | total  | moderate | scan
            --------------------------+--------+----------+-----
            no                        | 2      | yes      | yes
            yes                       | 0      | no       | no
                                      | 0 to 2 | ?        | ?
            """,
        ),
    )


def test_the_five_signs_of_cook_on_the_cord():
    tally(
        "cook_myelopathy",
        given(
            {"balance_worse": "yes"},
            """
            age_years | gait_observed | hoffmann | inverted_supinator | babinski | total  | likely | possible
            ----------+---------------+----------+--------------------+----------+--------+--------+---------
            46        | wide_base     | positive | negative           | negative | 3      | yes    | yes
            45        | stiff         | positive | negative           | negative | 2      | no     | yes
            46        | limp          | negative | negative           | negative | 1      | no     | no
            46        | wide_unsteady | positive | positive           | positive | 5      | yes    | yes
            46        | none          | positive | not_done           | negative | 2 to 3 | ?      | yes
            46        | wide_base     | positive |                    | not_done | 3 to 5 | yes    | yes
            45        | none          | negative | negative           | not_done | 0 to 1 | no     | no
            46        |               |          |                    |          | 1 to 5 | ?      | ?
            """,
        ),
    )
