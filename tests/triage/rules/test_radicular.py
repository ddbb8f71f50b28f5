"""Nerve root pain, foot pain that may come from the back, known spinal diagnoses, and gait with back pain."""

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
NO_NERVE_SIGN = {
    "numbness_present": "no",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "gait_problem": "yes",
    "gait_types": "limp",
    "neuro_course": "same",
}
REFERRED = {"age_years": "40", "back_pain_status": "past", "foot_pain_present": "yes"}
FAILED = REFERRED | {"foot_worse_back_moves": "no", "foot_treatment_failed": "yes"}
LIMPING = {
    "age_years": "50",
    "foot_pain_present": "yes",
    "back_pain_status": "now",
    "gait_types": "limp",
    "foot_pain_sites": "arch_sole",
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


def test_foot_pain_is_referred_only_in_an_adult_whose_back_hurts_or_hurt(spec):
    spec(
        "R13",
        given(
            REFERRED | {"foot_worse_back_moves": "yes"},
            """
            age_years | back_pain_status | verdict
            ----------+------------------+--------
            40        | past             | yes
            40        | now              | yes
            40        | none             | no
            40        |                  | ?
            18        | past             | yes
            17        | past             | no
                      | past             | yes
            """,
        ),
    )


def test_foot_symptoms_of_six_weeks_do_for_foot_pain(spec):
    spec(
        "R13",
        given(
            FAILED | {"numbness_present": "yes"},
            """
            foot_pain_present | foot_symptom_days | verdict
            ------------------+-------------------+--------
            yes               | 10                | yes
            no                | 42                | yes
            no                | 41                | no
            no                |                   | ?
                              | 41                | ?
                              | 42                | yes
            """,
        ),
    )


def test_failed_treatment_counts_when_the_foot_does_not_explain_the_pain(spec):
    spec(
        "R13",
        given(
            FAILED | {"foot_tender_spot": "yes"},
            """
            foot_treatment_failed | foot_pain_quality                 | numbness_present | foot_tender_spot | verdict
            ----------------------+-----------------------------------+------------------+------------------+--------
            yes                   | burning                           | no               | yes              | yes
            yes                   | electric                          | no               | yes              | yes
            yes                   | pins_needles                      | no               | yes              | yes
            yes                   | aching,sharp,throbbing,cramp,cold | no               | yes              | no
            yes                   |                                   | no               | yes              | ?
            yes                   | sharp                             | yes              | yes              | yes
            yes                   | sharp                             |                  | yes              | ?
            no                    | burning                           | yes              | no               | no
                                  | burning                           | yes              | no               | ?
            """,
        ),
    )


def test_failed_treatment_counts_without_a_tender_spot_and_first_step_pain(spec):
    spec(
        "R13",
        given(
            FAILED | {"foot_pain_quality": "sharp", "numbness_present": "no"},
            """
            foot_tender_spot | foot_pain_first_steps | verdict
            -----------------+-----------------------+--------
            no               | no                    | yes
            yes              | no                    | no
            no               | yes                   | no
                             | no                    | ?
            no               |                       | ?
                             | yes                   | no
            """,
        ),
    )


def test_foot_pain_that_changes_with_the_back_may_be_referred(spec):
    spec(
        "R13",
        given(
            REFERRED | {"foot_treatment_failed": "no"},
            """
            foot_worse_back_moves | tinel_tarsal | verdict
            ----------------------+--------------+--------
            yes                   |              | yes
            no                    |              | no
                                  |              | ?
            yes                   | negative     | yes
            yes                   | not_done     | yes
            yes                   | positive     | no
            """,
        ),
    )


def test_foot_pain_with_a_spinal_diagnosis_is_not_treated_alone(spec):
    spec(
        "R27",
        """
        foot_pain_present | spine_dx         | verdict
        ------------------+------------------+--------
        yes               | sciatica         | yes
        yes               | disc_problem     | yes
        yes               | spinal_stenosis  | yes
        yes               | slipped_vertebra | yes
        yes               | facet_arthritis  | yes
        yes               | none             | no
        yes               |                  | ?
        no                | sciatica         | no
                          | sciatica         | ?
        """,
    )


def test_a_fresh_foot_injury_explains_foot_pain_only_without_back_or_nerve_symptoms(spec):
    spec(
        "R27",
        given(
            {"foot_pain_present": "yes", "spine_dx": "sciatica"},
            """
            foot_injury_recent | back_pain_status | numbness_present | foot_drop_self | verdict
            -------------------+------------------+------------------+----------------+--------
            yes                | none             | no               | no             | no
            no                 | none             | no               | no             | yes
                               | none             | no               | no             | yes
            yes                | past             | no               | no             | yes
            yes                | now              | no               | no             | yes
            yes                |                  | no               | no             | yes
            yes                | none             | yes              | no             | yes
            yes                | none             |                  | no             | yes
            yes                | none             | no               | yes            | yes
            yes                | none             | no               |                | yes
            """,
        ),
    )


def test_a_spinal_diagnosis_with_nerve_signs_is_soon(spec):
    spec(
        "R27s",
        given(
            NO_NERVE_SIGN | {"foot_pain_present": "yes", "spine_dx": "spinal_stenosis"},
            """
            numbness_present | leg_weakness | foot_drop_self | gait_types     | neuro_course | verdict
            -----------------+--------------+----------------+----------------+--------------+--------
            no               | no           | no             | limp           | same         | no
            yes              | no           | no             | limp           | same         | yes
                             | no           | no             | limp           | same         | ?
            no               | yes          | no             | limp           | same         | yes
            no               |              | no             | limp           | same         | ?
            no               | no           | yes            | limp           | same         | yes
            no               | no           |                | limp           | same         | ?
            no               | no           | no             | foot_slap_drag | same         | yes
            no               | no           | no             | high_step      | same         | yes
            no               | no           | no             | limp           | worsening    | yes
            no               | no           | no             | limp           |              | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "diagnosis", ["sciatica", "disc_problem", "spinal_stenosis", "slipped_vertebra", "facet_arthritis"]
)
def test_any_spinal_diagnosis_with_a_nerve_sign_is_soon(spec, diagnosis):
    spec(
        "R27s",
        f"""
        foot_pain_present | leg_weakness | spine_dx    | verdict
        ------------------+--------------+-------------+--------
        no                | yes          | {diagnosis} | yes
        no                | yes          | none        | no
        no                | yes          |             | ?
        """,
    )


def test_a_spinal_diagnosis_that_gets_worse_is_soon_where_the_foot_hurts(spec):
    spec(
        "R27s",
        given(
            NO_NERVE_SIGN | {"spine_dx": "sciatica", "neuro_course": "worsening"},
            """
            foot_pain_present | numbness_present | verdict
            ------------------+------------------+--------
            yes               | no               | yes
            no                | no               | no
                              | no               | ?
            no                | yes              | yes
            """,
        ),
    )


def test_old_steady_weakness_that_was_looked_at_is_no_new_sign(spec):
    spec(
        "R27s",
        given(
            {"foot_pain_present": "yes", "spine_dx": "sciatica", "leg_weakness": "yes"},
            """
            leg_weakness_days | leg_weakness_course | weakness_seen | neuro_course | verdict
            ------------------+---------------------+---------------+--------------+--------
            85                | same                | yes           |              | no
            84                | same                | yes           |              | yes
            85                | worsening           | yes           |              | yes
            85                | same                | no            |              | yes
            85                | same                |               |              | yes
            85                | same                | yes           | worsening    | yes
                              | same                | yes           |              | yes
            """,
        ),
    )


def test_foot_pain_and_back_pain_with_a_changed_gait_are_looked_at_together(spec):
    spec(
        "R28",
        given(
            LIMPING,
            """
            age_years | foot_pain_present | back_pain_status | gait_types                             | verdict
            ----------+-------------------+------------------+----------------------------------------+--------
            50        | yes               | now              | limp                                   | yes
            50        | yes               | now              | short_distance                         | yes
            50        | yes               | now              | high_step                              | yes
            50        | yes               | now              | foot_slap_drag                         | yes
            50        | yes               | now              | heel_walk,toe_walk,wide_unsteady,stiff | no
            50        | yes               | now              | needs_aid,cannot_walk_usual            | no
            50        | yes               | now              |                                        | ?
            50        | yes               | past             | limp                                   | no
            50        | yes               | none             | limp                                   | no
            50        | yes               |                  | limp                                   | ?
            50        | no                | now              | limp                                   | no
            50        |                   | now              | limp                                   | ?
            18        | yes               | now              | limp                                   | yes
            17        | yes               | now              | limp                                   | no
                      | yes               | now              | limp                                   | yes
            """,
        ),
    )


def test_a_limp_that_the_foot_or_leg_length_explains_is_not_put_down_to_the_back(spec):
    spec(
        "R28",
        given(
            LIMPING,
            """
            back_pain_started_after_foot | leg_length_diff | foot_injury_recent | foot_pain_sites                            | verdict
            -----------------------------+-----------------+--------------------+--------------------------------------------+--------
            no                           | no              | no                 | arch_sole                                  | yes
            yes                          | no              | no                 | arch_sole                                  | no
            no                           | yes             | no                 | arch_sole                                  | no
            no                           | no              | yes                | arch_sole                                  | no
            no                           | no              | no                 | ball                                       | no
            no                           | no              | no                 | big_toe                                    | no
            no                           | no              | no                 | lesser_toes,arch_sole                      | no
            no                           | no              | no                 | heel_bottom,heel_back,ankle,top,outer_edge | yes
                                         |                 |                    |                                            | yes
            """,
        ),
    )
