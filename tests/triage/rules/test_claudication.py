"""Pain on walking: the narrow canal and the arteries of the leg."""

from tests.triage.rules.given import given

NARROW_CANAL = {
    "age_years": "70",
    "leg_pain_present": "yes",
    "leg_symptom_walking": "yes",
    "leg_relief_bending": "yes",
}
SETTLED = NARROW_CANAL | {"walk_limit_min": "5", "falls_6mo": "1", "numbness_present": "no"}
CALF = {"leg_symptom_walking": "yes", "leg_pain_path": "calf", "leg_relief_standing_still": "yes"}


def test_the_pattern_of_a_narrow_canal_is_looked_at(spec):
    spec(
        "R14",
        given(
            NARROW_CANAL | {"leg_symptom_standing": "no"},
            """
            age_years | leg_symptom_walking | leg_relief_bending | verdict
            ----------+---------------------+--------------------+--------
            70        | yes                 | yes                | yes
            50        | yes                 | yes                | yes
            49        | yes                 | yes                | no
                      | yes                 | yes                | ?
            70        | no                  |                    | no
            70        |                     | yes                | ?
            """,
        ),
    )


def test_a_narrow_canal_with_a_short_walk_or_falls_is_soon(spec):
    spec(
        "R14s",
        given(
            SETTLED,
            """
            walk_limit_min | falls_6mo | verdict
            ---------------+-----------+--------
            4              | 1         | yes
            5              | 1         | no
                           | 1         | ?
            5              | 2         | yes
            5              |           | ?
                           | 2         | yes
            """,
        ),
    )


def test_a_narrow_canal_with_both_soles_numb_is_soon(spec):
    spec(
        "R14s",
        given(
            SETTLED,
            """
            numbness_present | numbness_side | numbness_sites                               | verdict
            -----------------+---------------+----------------------------------------------+--------
            yes              | both          | sole                                         | yes
            yes              | both          | toes,heel,feet_both_sock                     | no
            yes              | both          | saddle,thigh,leg_whole,hands                 | no
            yes              | both          | shin_inner_ankle,shin_outer,foot_top_big_toe | no
            yes              | both          | between_toes_1_2,foot_outer_little_toe       | no
            yes              | left          | sole                                         | no
            yes              | right         | sole                                         | no
            yes              | both          |                                              | ?
            yes              |               | sole                                         | ?
            no               |               |                                              | no
            """,
        ),
    )


def test_a_short_walk_is_not_soon_without_a_narrow_canal(spec):
    spec(
        "R14s",
        given(
            SETTLED | {"walk_limit_min": "3"},
            """
            age_years | leg_relief_bending | leg_relief_sitting | verdict
            ----------+--------------------+--------------------+--------
            70        | yes                |                    | yes
            49        | yes                |                    | no
                      | yes                |                    | ?
            70        | no                 | no                 | no
            """,
        ),
    )


def test_a_calf_that_hurts_on_walking_and_is_eased_by_standing_still_may_lack_blood(spec):
    spec(
        "R15",
        given(
            CALF,
            """
            leg_symptom_walking | leg_pain_path                     | leg_relief_standing_still | verdict
            --------------------+-----------------------------------+---------------------------+--------
            yes                 | calf                              | yes                       | yes
            yes                 | calf,foot                         | yes                       | yes
            yes                 | calf,buttock                      | yes                       | no
            yes                 | calf,thigh_back                   | yes                       | no
            yes                 | calf,groin,thigh_front,thigh_side | yes                       | yes
            yes                 | calf,knee,shin_inner,shin_outer   | yes                       | yes
            yes                 | groin,thigh_front,thigh_side,foot | yes                       | no
            yes                 | knee,shin_inner,shin_outer        | yes                       | no
            yes                 |                                   | yes                       | ?
            yes                 | calf                              | no                        | no
            yes                 | calf                              |                           | ?
            no                  | calf                              | yes                       | no
                                | calf                              | yes                       | ?
            """,
        ),
    )


def test_a_low_ankle_pressure_is_arterial_whatever_the_patient_feels(spec):
    spec(
        "R15",
        given(
            {"leg_symptom_walking": "no"},
            """
            abi_left | abi_right | verdict
            ---------+-----------+--------
            0.9      | 1.1       | yes
            1.1      | 0.9       | yes
            0.91     | 0.91      | no
                     |           | no
            """,
        ),
    )


def test_a_weak_foot_pulse_counts_where_leg_or_foot_hurts(spec):
    spec(
        "R15",
        given(
            {"leg_symptom_walking": "no"},
            """
            pulses_left | pulses_right | leg_pain_present | foot_pain_present | verdict
            ------------+--------------+------------------+-------------------+--------
            weak        | normal       | yes              | no                | yes
            absent      | normal       | no               | yes               | yes
            normal      | weak         | no               | yes               | yes
            normal      | absent       | yes              | no                | yes
            normal      | normal       | yes              | yes               | no
                        |              | yes              | yes               | no
            weak        | normal       | no               | no                | no
            weak        | normal       | no               |                   | ?
            weak        | normal       |                  | no                | ?
            """,
        ),
    )


def test_known_artery_disease_with_symptoms_on_walking_is_soon(spec):
    spec(
        "R15s",
        given(
            {"leg_relief_standing_still": "no"},
            """
            pad_dx | leg_symptom_walking | verdict
            -------+---------------------+--------
            yes    | yes                 | yes
            yes    | no                  | no
            yes    |                     | ?
            no     | yes                 | no
                   | yes                 | ?
            """,
        ),
    )


def test_walking_pain_eased_by_standing_still_is_soon_with_a_lost_pulse(spec):
    spec(
        "R15s",
        given(
            CALF | {"pad_dx": "no", "walk_limit_min": "5"},
            """
            leg_symptom_walking | leg_relief_standing_still | pulses_left | pulses_right | verdict
            --------------------+---------------------------+-------------+--------------+--------
            yes                 | yes                       | absent      | weak         | yes
            yes                 | yes                       | normal      | absent       | yes
            yes                 | yes                       | weak        | normal       | no
            yes                 | yes                       | normal      | weak         | no
            yes                 | yes                       |             |              | no
            yes                 | no                        | absent      |              | no
            yes                 |                           | absent      |              | ?
            no                  | yes                       | absent      |              | no
                                | yes                       | absent      |              | ?
            """,
        ),
    )


def test_walking_pain_eased_by_standing_still_is_soon_with_a_short_walk(spec):
    spec("R15s", given(CALF | {"pad_dx": "no"}, "walk_limit_min | verdict\n-\n4 | yes\n5 | no\n | ?"))


def test_leg_pain_on_walking_from_50_on_has_its_pulses_felt(spec):
    spec(
        "R15c",
        """
        age_years | leg_pain_present | leg_pain_below_knee | leg_symptom_walking | verdict
        ----------+------------------+---------------------+---------------------+--------
        50        | yes              |                     | yes                 | yes
        49        | yes              |                     | yes                 | no
                  | yes              |                     | yes                 | ?
        60        | no               |                     | yes                 | no
        60        |                  | yes                 | yes                 | yes
        60        |                  |                     | yes                 | ?
        60        | yes              |                     | no                  | no
        60        | yes              |                     |                     | ?
        """,
    )
