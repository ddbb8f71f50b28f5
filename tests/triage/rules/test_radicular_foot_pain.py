"""Foot pain that may come from the back, with a known spinal diagnosis, or with back pain and a changed gait."""

import pytest

from tests.triage.rules.given import given

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


def test_failed_treatment_counts_with_pain_as_of_a_nerve(spec):
    spec(
        "R13",
        given(
            FAILED | {"foot_tender_spot": "yes", "numbness_present": "no"},
            """
            foot_treatment_failed | foot_pain_quality                 | verdict
            ----------------------+-----------------------------------+--------
            yes                   | burning                           | yes
            yes                   | electric                          | yes
            yes                   | pins_needles                      | yes
            yes                   | aching,sharp,throbbing,cramp,cold | no
            yes                   |                                   | ?
            no                    | burning                           | no
                                  | burning                           | ?
            """,
        ),
    )


def test_failed_treatment_counts_with_new_numbness(spec):
    spec(
        "R13",
        given(
            FAILED | {"foot_pain_quality": "sharp", "foot_tender_spot": "yes"},
            """
            foot_treatment_failed | numbness_present | numbness_sites | neuro_course | verdict
            ----------------------+------------------+----------------+--------------+--------
            yes                   | yes              |                |              | yes
            yes                   | yes              | feet_both_sock | same         | no
            yes                   | no               |                |              | no
            yes                   |                  |                |              | ?
                                  | yes              |                |              | ?
            no                    | yes              |                |              | no
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
            foot_pain_present | back_pain_status | gait_types                             | verdict
            ------------------+------------------+----------------------------------------+--------
            yes               | now              | limp                                   | yes
            yes               | now              | short_distance                         | yes
            yes               | now              | high_step                              | yes
            yes               | now              | foot_slap_drag                         | yes
            yes               | now              | heel_walk,toe_walk,wide_unsteady,stiff | no
            yes               | now              | needs_aid,cannot_walk_usual            | no
            yes               | now              |                                        | ?
            yes               | past             | limp                                   | no
            yes               | none             | limp                                   | no
            yes               |                  | limp                                   | ?
            no                | now              | limp                                   | no
                              | now              | limp                                   | ?
            """,
        ),
    )


def test_a_child_with_foot_and_back_pain_is_not_judged_by_the_adult_pattern(spec):
    spec("R28", given(LIMPING, "age_years | verdict\n-\n18 | yes\n17 | no\n | yes"))


def test_a_limp_that_the_foot_or_leg_length_explains_is_not_put_down_to_the_back(spec):
    spec(
        "R28",
        given(
            LIMPING,
            """
            back_pain_started_after_foot | leg_length_diff | foot_injury_recent | verdict
            -----------------------------+-----------------+--------------------+--------
            no                           | no              | no                 | yes
            yes                          | no              | no                 | no
            no                           | yes             | no                 | no
            no                           | no              | yes                | no
                                         |                 |                    | yes
            """,
        ),
    )


def test_a_limp_with_a_sore_forefoot_is_not_put_down_to_the_back(spec):
    spec(
        "R28",
        given(
            LIMPING,
            """
            foot_pain_sites                                       | verdict
            ------------------------------------------------------+--------
            ball                                                  | no
            big_toe                                               | no
            lesser_toes,arch_sole                                 | no
            heel_bottom,heel_back,ankle,top,outer_edge,whole_foot | yes
                                                                  | yes
            """,
        ),
    )
