"""Pain or numbness in both legs (R02): new, or getting worse."""

from tests.triage.rules.facts import NO_LEG_PAIN, NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

PAIN_IN_BOTH = {
    "back_pain_status": "now",
    "leg_pain_present": "yes",
    "leg_pain_side": "both",
    "leg_pain_below_knee": "yes",
    "leg_pain_path": "calf",
    "leg_symptom_days": "42",
} | NO_NERVE_SYMPTOM
NUMB_IN_BOTH = {
    "back_pain_status": "now",
    "numbness_present": "yes",
    "numbness_side": "both",
    "numbness_sites": "shin_outer",
    "numbness_days": "42",
} | NO_LEG_PAIN
WORSENING = {
    "back_pain_status": "now",
    "leg_pain_present": "yes",
    "leg_pain_side": "both",
    "leg_symptom_days": "42",
    "numbness_present": "no",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "gait_problem": "yes",
    "neuro_course": "worsening",
}


def test_new_pain_in_both_legs_is_urgent(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH,
            """
            leg_pain_side | leg_symptom_days | verdict
            --------------+------------------+--------
            both          | 42               | yes
            both          | 43               | no
            both          |                  | yes
            left          | 42               | no
            right         | 42               | no
                          | 42               | ?
                          | 43               | no
            """,
        ),
    )


def test_pain_in_both_legs_counts_that_reaches_below_the_knee_beside_a_back_that_hurts_or_hurt(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH,
            """
            leg_pain_below_knee | back_pain_status | verdict
            --------------------+------------------+--------
            yes                 | now              | yes
            yes                 | past             | yes
            yes                 | none             | no
            no                  | now              | no
            yes                 |                  | ?
                                | now              | ?
            """,
        ),
    )


def test_pain_in_both_legs_counts_along_buttock_or_back_of_the_thigh_beside_another_sign(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH | {"leg_pain_below_knee": "no"},
            """
            leg_pain_path                     | back_pain_status | leg_pain_below_knee | verdict
            ----------------------------------+------------------+---------------------+--------
            buttock                           | now              | no                  | yes
            thigh_back                        | now              | no                  | yes
            buttock                           | past             | no                  | yes
            buttock                           | none             | yes                 | yes
            buttock                           | none             | no                  | no
            groin,thigh_front,thigh_side,knee | now              | no                  | no
            shin_inner,shin_outer,calf,foot   | now              | no                  | no
                                              | now              | no                  | ?
            buttock                           |                  | no                  | ?
            buttock                           | none             |                     | ?
            """,
        ),
    )


def test_pain_in_both_legs_counts_with_numbness_that_is_not_like_socks(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH | {"leg_pain_below_knee": "no", "back_pain_status": "none", "numbness_side": "left"},
            """
            numbness_present | numbness_sites | neuro_course | leg_pain_path | verdict
            -----------------+----------------+--------------+---------------+--------
            yes              | shin_outer     | same         | calf          | yes
            yes              | feet_both_sock |              | calf          | yes
            yes              | feet_both_sock | same         | calf          | no
            yes              | shin_outer     | same         | buttock       | yes
            no               |                |              | calf          | no
            no               |                |              | buttock       | no
            """,
        ),
    )


def test_whether_there_is_numbness_is_asked_where_nothing_else_decides(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH | {"leg_pain_below_knee": "no"},
            """
            numbness_present | leg_pain_path | back_pain_status | verdict
            -----------------+---------------+------------------+--------
                             | calf          | now              | ?
                             | buttock       | none             | ?
                             | buttock       | now              | yes
            no               | calf          | now              | no
            """,
        ),
    )


def test_new_numbness_of_both_sides_beside_back_or_leg_pain_is_urgent(spec):
    spec(
        "R02",
        given(
            NUMB_IN_BOTH,
            """
            numbness_side | numbness_days | back_pain_status | leg_pain_present | verdict
            --------------+---------------+------------------+------------------+--------
            both          | 42            | now              | no               | yes
            both          | 42            | past             | no               | yes
            both          | 42            | none             | yes              | yes
            both          | 42            | none             | no               | no
            both          | 43            | now              | no               | no
            both          |               | now              | no               | yes
            left          | 42            | now              | no               | no
                          | 42            | now              | no               | ?
            both          | 42            |                  | no               | ?
            both          | 42            | none             |                  | ?
            """,
        ),
    )


def test_numbness_like_socks_is_not_both_sided_numbness(spec):
    spec(
        "R02",
        given(
            NUMB_IN_BOTH | {"numbness_sites": "feet_both_sock"},
            """
            neuro_course | verdict
            -------------+--------
            same         | no
            worsening    | yes
                         | yes
            """,
        ),
    )


def test_a_narrow_canal_excuses_it_only_where_it_is_known_and_from_50_on(spec):
    spec(
        "R02",
        given(
            PAIN_IN_BOTH,
            """
            leg_symptom_walking | leg_relief_sitting | age_years | verdict
            --------------------+--------------------+-----------+--------
            yes                 | yes                | 50        | no
            yes                 | yes                | 49        | yes
            yes                 | yes                |           | yes
            yes                 |                    | 50        | yes
                                | yes                | 50        | yes
            no                  | yes                | 50        | yes
            """,
        ),
    )


def test_both_legs_affected_and_getting_worse_is_an_emergency(spec):
    spec(
        "R02e",
        given(
            WORSENING,
            """
            leg_pain_side | neuro_course | verdict
            --------------+--------------+--------
            both          | worsening    | yes
            both          | same         | no
            both          |              | ?
            left          | worsening    | no
                          | worsening    | ?
            """,
        ),
    )


def test_both_legs_getting_worse_are_an_emergency_only_with_back_or_leg_pain(spec):
    spec(
        "R02e",
        given(
            {
                "numbness_present": "yes",
                "numbness_side": "both",
                "numbness_days": "42",
                "neuro_course": "worsening",
            },
            """
            back_pain_status | leg_pain_present | verdict
            -----------------+------------------+--------
            now              | no               | yes
            past             | no               | yes
            none             | yes              | yes
            none             | no               | no
                             | no               | ?
            none             |                  | ?
            """,
        ),
    )


def test_one_recent_duration_is_enough_and_one_open_beside_old_ones_is_asked(spec):
    spec(
        "R02e",
        given(
            WORSENING | {"numbness_present": "yes", "numbness_side": "left", "leg_weakness": "yes"},
            """
            leg_symptom_days | numbness_days | leg_weakness_days | verdict
            -----------------+---------------+-------------------+--------
            42               | 43            | 43                | yes
            43               | 42            | 43                | yes
            43               | 43            | 42                | yes
            43               | 43            | 43                | no
                             |               |                   | yes
            43               | 43            |                   | ?
            43               |               | 43                | ?
                             | 43            | 43                | ?
            43               |               |                   | ?
                             | 43            |                   | ?
                             |               | 43                | ?
            42               |               |                   | yes
            """,
        ),
    )


def test_a_symptom_that_is_not_there_has_no_open_duration(spec):
    spec(
        "R02e",
        given(
            WORSENING,
            """
            leg_symptom_days | verdict
            -----------------+--------
            42               | yes
            43               | no
                             | yes
            """,
        ),
    )


def test_numbness_like_socks_that_is_old_is_no_sign_of_both_legs_getting_worse(spec):
    spec(
        "R02e",
        given(
            NUMB_IN_BOTH
            | {
                "numbness_sites": "feet_both_sock",
                "leg_weakness": "yes",
                "leg_weakness_side": "left",
                "leg_weakness_course": "worsening",
                "leg_weakness_days": "42",
                "foot_drop_self": "no",
            },
            """
            numbness_days | neuro_course | verdict
            --------------+--------------+--------
            84            |              | yes
            85            |              | no
            85            | worsening    | yes
                          |              | yes
            """,
        ),
    )


def test_a_narrow_canal_never_excuses_what_gets_worse(spec):
    spec(
        "R02e",
        given(
            WORSENING | {"age_years": "70", "leg_symptom_walking": "yes"},
            """
            leg_relief_sitting | verdict
            -------------------+--------
            yes                | yes
            """,
        ),
    )


def test_a_grade_that_fell_since_the_last_visit_is_getting_worse(spec):
    spec(
        "R02e",
        given(
            WORSENING | {"neuro_course": "same"},
            """
            mrc_fell_since_last | verdict
            --------------------+--------
            yes                 | yes
            no                  | no
            """,
        ),
    )
