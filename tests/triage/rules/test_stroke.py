"""A weak leg or dropped foot that may be a stroke (R04b, R04n)."""

from tests.triage.rules.facts import NO_BACK_PAIN, NO_LEG_PAIN, NO_WEAKNESS
from tests.triage.rules.given import given

DROPPED = NO_WEAKNESS | {"foot_drop_self": "yes"}
WEAK = NO_WEAKNESS | {"leg_weakness": "yes"}
SUDDEN_DROP = (
    DROPPED
    | NO_BACK_PAIN
    | NO_LEG_PAIN
    | {"foot_drop_days": "7", "foot_drop_side": "left", "age_years": "50", "fibular_pressure": "no"}
)


def test_a_painless_drop_within_7_days_from_50_on_may_be_a_stroke(spec):
    spec(
        "R04b",
        given(
            SUDDEN_DROP,
            """
            foot_drop_self | foot_drop_days | age_years | verdict
            ---------------+----------------+-----------+--------
            yes            | 7              | 50        | yes
            yes            | 8              | 50        | no
            yes            | 7              | 49        | no
            yes            |                | 50        | ?
            yes            | 7              |           | ?
            no             |                | 50        | no
                           |                | 50        | ?
            """,
        ),
    )


def test_a_painless_weak_leg_within_7_days_may_be_a_stroke(spec):
    spec(
        "R04b",
        given(
            SUDDEN_DROP
            | {
                "foot_drop_self": "no",
                "foot_drop_days": "",
                "leg_weakness": "yes",
                "leg_weakness_side": "left",
            },
            """
            leg_weakness_days | verdict
            ------------------+--------
            7                 | yes
            8                 | no
                              | ?
            """,
        ),
    )


def test_back_or_leg_pain_has_to_be_denied_before_a_drop_is_a_stroke(spec):
    spec(
        "R04b",
        given(
            SUDDEN_DROP,
            """
            back_pain_status | leg_pain_present | verdict
            -----------------+------------------+--------
            none             | no               | yes
            now              | no               | no
            past             | no               | no
            none             | yes              | no
                             | no               | ?
            none             |                  | ?
            """,
        ),
    )


def test_weakness_of_both_sides_or_a_cause_at_the_knee_is_no_stroke_where_known(spec):
    spec(
        "R04b",
        given(
            SUDDEN_DROP,
            """
            foot_drop_side | fibular_pressure | tinel_fibular | verdict
            ---------------+------------------+---------------+--------
            left           | no               |               | yes
            both           | no               |               | no
                           | no               |               | yes
            left           | yes              |               | no
            left           |                  |               | yes
            left           | no               | positive      | no
            left           | no               | negative      | yes
            """,
        ),
    )


def test_a_foot_that_lifts_fully_is_no_stroke(spec):
    spec(
        "R04b",
        given(
            SUDDEN_DROP,
            """
            ankle_df_mrc_left | ankle_df_mrc_right | leg_weakness | verdict
            ------------------+--------------------+--------------+--------
            5                 | 5                  | no           | no
            5                 | 5                  | yes          | yes
            5                 | 5                  |              | ?
            5                 | 4                  | no           | yes
            """,
        ),
    )


def test_an_injured_foot_is_no_stroke_where_it_is_known_to_explain_the_weakness(spec):
    spec(
        "R04b",
        given(
            WEAK
            | NO_BACK_PAIN
            | NO_LEG_PAIN
            | {"leg_weakness_days": "7", "leg_weakness_side": "left", "age_years": "50"},
            """
            foot_injury_recent | numbness_present | verdict
            -------------------+------------------+--------
            yes                | no               | no
            no                 | no               | yes
                               | no               | yes
            yes                | yes              | yes
            yes                |                  | yes
            """,
        ),
    )


def test_face_arm_or_speech_beside_a_weak_or_numb_leg_is_a_stroke_at_any_age(spec):
    spec(
        "R04n",
        given(
            NO_WEAKNESS,
            """
            face_arm_speech | leg_weakness | foot_drop_self | numbness_present | verdict
            ----------------+--------------+----------------+------------------+--------
            yes             | yes          | no             | no               | yes
            yes             | no           | yes            | no               | yes
            yes             | no           | no             | yes              | yes
            yes             | no           | no             | no               | no
            no              | yes          | yes            | yes              | no
                            | yes          | no             | no               | ?
            yes             |              | no             | no               | ?
            yes             | no           |                | no               | ?
            yes             | no           | no             |                  | ?
            """,
        ),
    )
