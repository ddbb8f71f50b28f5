"""Scores on inflammatory back pain, under, at and over their cut-offs."""

from intake.questionnaire.reading import Answers
from tests.triage.rules.given import given
from tests.triage.scores.tally import count, tally

FIRM_BACK = {"back_pain_status": "now", "age_years": "60"}


def test_the_features_of_the_asas_experts():
    tally(
        "asas",
        given(
            FIRM_BACK | {"back_pain_night_wakes": "no"},
            """
            back_pain_onset_age | back_pain_onset | back_better_moving | back_better_resting | total  | likely
            --------------------+-----------------+--------------------+---------------------+--------+-------
            39                  | gradual         | yes                | no                  | 4      | yes
            40                  | gradual         | yes                | no                  | 3      | no
            39                  | gradual         | yes                | yes                 | 3      | no
            39                  | gradual         | no                 | no                  | 3      | no
            39                  | sudden          | yes                | no                  | 3      | no
            39                  | gradual         | yes                |                     | 3 to 4 | ?
            39                  | gradual         | no                 |                     | 2 to 3 | no
            """,
        ),
    )


def test_waking_at_night_is_open_until_getting_up_is_known_to_ease_it():
    tally(
        "asas",
        given(
            FIRM_BACK
            | {"back_pain_onset_age": "39", "back_pain_onset": "gradual", "back_better_moving": "yes"},
            """
            back_better_resting | back_pain_night_wakes | total  | likely
            --------------------+-----------------------+--------+-------
            no                  | yes                   | 4 to 5 | yes
            yes                 | yes                   | 3 to 4 | ?
            yes                 |                       | 3 to 4 | ?
            yes                 | no                    | 3      | no
            """,
        ),
    )


def test_who_is_under_40_had_it_before_40():
    tally(
        "asas",
        """
        age_years | back_pain_status | back_pain_onset | back_better_moving | back_better_resting | total  | likely
        ----------+------------------+-----------------+--------------------+---------------------+--------+-------------
        39        | now              | gradual         | yes                | no                  | 4 to 5 | yes
        40        | now              | gradual         | yes                | no                  | 3 to 5 | ?
        """,
    )


def test_the_berlin_features():
    tally(
        "berlin",
        given(
            FIRM_BACK | {"alternating_buttock_pain": "no"},
            """
            morning_stiff_min | back_better_moving | back_better_resting | back_pain_night_wakes | total  | likely
            ------------------+--------------------+---------------------+-----------------------+--------+-------------
            31                | no                 | no                  | no                    | 1      | no
            31                | yes                | no                  | no                    | 2      | yes
            30                | yes                | no                  | no                    | 1      | no
            31                | yes                | yes                 | no                    | 1      | no
            31                | yes                | no                  | yes                   | 3      | yes
            31                | yes                |                     | no                    | 1 to 2 | ?
            31                |                    |                     | yes                   | 2 to 3 | yes
            30                | no                 |                     |                       | 0 to 1 | no
            """,
        ),
    )


def test_the_features_of_calin():
    tally(
        "calin",
        given(
            FIRM_BACK | {"back_pain_onset_age": "39"},
            """
            back_pain_duration_days | back_pain_onset | morning_stiff_min | back_better_moving | total  | likely
            ------------------------+-----------------+-------------------+--------------------+--------+-------------
            91                      | gradual         | 1                 | yes                | 5      | yes
            90                      | gradual         | 1                 | yes                | 4      | yes
            90                      | gradual         | 0                 | yes                | 3      | no
            91                      | sudden          | 0                 | yes                | 3      | no
            91                      | gradual         |                   | yes                | 4 to 5 | yes
            90                      | gradual         |                   | yes                | 3 to 4 | ?
            90                      |                 | 0                 | yes                | 2 to 3 | no
            """,
        ),
    )


LASTING = {
    "age_years": "34",
    "back_pain_status": "now",
    "back_pain_duration_days": "91",
    "alternating_buttock_pain": "no",
    "back_region": "low",
    "family_spa": "no",
    "arthritis_past": "no",
    "enthesitis_past": "no",
    "psoriasis": "no",
}


def test_the_guideline_refers_from_four_features():
    tally(
        "nice_ng65",
        given(
            LASTING,
            """
            back_pain_night_wakes | back_better_moving | nsaid_helps_48h | psoriasis | total  | refer
            ----------------------+--------------------+-----------------+-----------+--------+------
            yes                   | yes                | yes             | no        | 4      | yes
            yes                   | yes                | yes             | yes       | 5      | yes
            yes                   | yes                | no              | no        | 3      | ?
            yes                   | no                 | no              | no        | 2      | no
            yes                   | no                 |                 | no        | 2 to 3 | ?
            no                    | no                 |                 | no        | 1 to 2 | no
            """,
        ),
    )


def test_three_features_and_the_blood_test_refer():
    tally(
        "nice_ng65",
        given(
            LASTING | {"back_pain_night_wakes": "yes", "nsaid_helps_48h": "no"},
            """
            back_better_moving | hla_b27_positive | total | refer
            -------------------+------------------+-------+------
            yes                | yes              | 3     | yes
            yes                | no               | 3     | no
            no                 | yes              | 2     | no
            """,
        ),
    )


def test_the_guideline_speaks_of_lasting_pain_that_began_young():
    tally(
        "nice_ng65",
        given(
            LASTING | {"back_pain_night_wakes": "yes", "back_better_moving": "yes", "nsaid_helps_48h": "yes"},
            """
            back_pain_duration_days | total | refer
            ------------------------+-------+------
            91                      | 4     | yes
            90                      | 4     | no
                                    | 4     | ?
            """,
        ),
    )


def test_three_features_of_the_guideline_wait_for_a_blood_test_that_is_not_asked():
    form = Answers(
        {
            "age_years": 34,
            "back_pain_status": "now",
            "back_pain_duration_days": 91,
            "back_pain_night_wakes": True,
            "back_better_moving": True,
            **dict.fromkeys(
                ("alternating_buttock_pain", "nsaid_helps_48h", "family_spa", "arthritis_past"), False
            ),
            **dict.fromkeys(("enthesitis_past", "psoriasis"), False),
            "back_region": ("low",),
        }
    )

    found = count(form, "nice_ng65")

    assert (found.lowest, found.highest, found.verdicts) == (3, 3, (None,))
    assert found.missing == ("hla_b27_positive",)
