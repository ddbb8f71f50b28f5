"""Nerves outside the spine: sciatic nerve and plexus (R20), rising numbness (N02)."""

import pytest

from tests.triage.rules.facts import NO_NERVE_SYMPTOM, NO_WEAKNESS
from tests.triage.rules.given import given

CAUSES = ["hip_surgery_or_injection_6mo", "childbirth_3mo"]
NO_CAUSE = dict.fromkeys([*CAUSES, "pelvic_mass", "hip_replacement_past", "trauma_recent"], "no")
WEAK = NO_NERVE_SYMPTOM | NO_CAUSE | {"leg_weakness": "yes"}
NUMB = (
    NO_WEAKNESS
    | NO_CAUSE
    | {
        "numbness_present": "yes",
        "numbness_side": "left",
        "numbness_sites": "shin_outer",
    }
)
SETTLED = {"leg_weakness_days": "85", "leg_weakness_course": "same", "weakness_seen": "yes"}
RISING = NO_WEAKNESS | {
    "numbness_present": "yes",
    "numbness_side": "both",
    "numbness_sites": "toes",
    "numbness_days": "28",
    "neuro_course": "worsening",
    "balance_worse": "no",
}


@pytest.mark.parametrize("cause", CAUSES)
def test_motor_loss_after_hip_surgery_an_injection_or_a_birth_is_urgent(spec, cause):
    spec(
        "R20u",
        given(
            WEAK,
            f"""
            leg_weakness | foot_drop_self | {cause} | verdict
            -------------+----------------+---------+--------
            yes          | no             | yes     | yes
            no           | yes            | yes     | yes
            no           | no             | yes     | no
            yes          | no             | no      | no
                         | no             | yes     | ?
            yes          | no             |         | ?
            """,
        ),
    )


def test_motor_loss_within_84_days_of_an_injury_to_buttock_or_hip_is_urgent(spec):
    spec(
        "R20u",
        given(
            WEAK | {"trauma_recent": "yes"},
            """
            trauma_recent | trauma_body                                       | trauma_days_ago | verdict
            --------------+---------------------------------------------------+-----------------+--------
            yes           | buttock                                           | 84              | yes
            yes           | hip                                               | 84              | yes
            yes           | hip                                               | 85              | no
            yes           | low_back,mid_back,neck,knee,foot_ankle,head,other | 84              | no
            yes           | hip                                               |                 | ?
            yes           |                                                   | 84              | ?
            yes           |                                                   |                 | ?
            no            |                                                   |                 | no
                          |                                                   |                 | ?
            """,
        ),
    )


def test_a_mass_an_old_hip_or_numbness_alone_is_not_urgent(spec):
    spec(
        "R20u",
        given(
            WEAK,
            """
            leg_weakness | numbness_present | childbirth_3mo | pelvic_mass | hip_replacement_past | verdict
            -------------+------------------+----------------+-------------+----------------------+--------
            yes          | no               | no             | yes         | yes                  | no
            no           | yes              | yes            | no          | no                   | no
            """,
        ),
    )


@pytest.mark.parametrize("cause", [*CAUSES, "pelvic_mass"])
def test_numbness_or_motor_loss_with_a_cause_at_hip_or_pelvis_is_seen_soon(spec, cause):
    spec(
        "R20",
        given(
            NUMB,
            f"""
            numbness_present | leg_weakness | {cause} | verdict
            -----------------+--------------+---------+--------
            yes              | no           | yes     | yes
            no               | yes          | yes     | yes
            no               | no           | yes     | no
            yes              | no           | no      | no
                             | no           | yes     | ?
            no               |              | yes     | ?
            yes              | no           |         | ?
            """,
        ),
    )


def test_an_old_hip_replacement_counts_beside_motor_loss(spec):
    spec(
        "R20",
        given(
            NUMB,
            """
            hip_replacement_past | leg_weakness | foot_drop_self | verdict
            ---------------------+--------------+----------------+--------
            yes                  | yes          | no             | yes
            yes                  | no           | yes            | yes
            yes                  | no           | no             | no
            no                   | yes          | no             | no
                                 | yes          | no             | ?
            yes                  |              | no             | ?
            """,
        ),
    )


def test_numbness_of_both_sides_or_like_socks_does_not_come_from_the_hip(spec):
    spec(
        "R20",
        given(
            NUMB | {"pelvic_mass": "yes", "neuro_course": "same"},
            """
            numbness_side | numbness_sites | verdict
            --------------+----------------+--------
            left          | shin_outer     | yes
            right         | shin_outer     | yes
                          | shin_outer     | yes
            both          | shin_outer     | no
                          | feet_both_sock | no
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R20u", "R20"])
def test_settled_weakness_is_not_put_down_to_the_hip(spec, code):
    spec(
        code,
        given(
            WEAK | SETTLED | {"childbirth_3mo": "yes"},
            """
            leg_weakness_days | leg_weakness_course | weakness_seen | verdict
            ------------------+---------------------+---------------+--------
            85                | same                | yes           | no
            84                | same                | yes           | yes
            85                | worsening           | yes           | yes
            85                | same                | no            | yes
            85                | same                |               | yes
                              | same                | yes           | yes
            """,
        ),
    )


@pytest.mark.parametrize("code", ["N02", "N02u"])
def test_numbness_of_both_sides_that_rises_within_28_days_may_be_guillain_barre(spec, code):
    spec(
        code,
        given(
            RISING | {"leg_weakness": "yes"},
            """
            numbness_side | numbness_days | neuro_course | verdict
            --------------+---------------+--------------+--------
            both          | 28            | worsening    | yes
            both          | 29            | worsening    | no
            both          | 28            | same         | no
            both          | 28            | better       | no
            left          | 28            | worsening    | no
            right         | 28            | worsening    | no
                          | 28            | worsening    | ?
            both          |               | worsening    | ?
            both          | 28            |              | ?
            both          | 29            |              | no
            """,
        ),
    )


def test_rising_numbness_is_an_emergency_with_weakness_poor_balance_or_numb_hands(spec):
    spec(
        "N02",
        given(
            RISING,
            """
            leg_weakness | balance_worse | numbness_sites | verdict
            -------------+---------------+----------------+--------
            yes          | no            | toes           | yes
            no           | yes           | toes           | yes
            no           | no            | toes,hands     | yes
            no           | no            | toes           | no
                         | no            | toes           | ?
            no           |               | toes           | ?
            no           | no            |                | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    "sites",
    [
        "saddle,thigh,leg_whole,feet_both_sock",
        "shin_inner_ankle,shin_outer,foot_top_big_toe,between_toes_1_2",
        "foot_outer_little_toe,sole,heel,toes",
    ],
)
def test_numbness_below_the_hands_alone_is_no_emergency_but_urgent(spec, sites):
    table = f"numbness_sites | verdict\n-\n{sites} | {{}}"
    spec("N02", given(RISING, table.format("no")))
    spec("N02u", given(RISING, table.format("yes")))


@pytest.mark.parametrize("side", ["left", "right"])
def test_rising_numbness_is_an_emergency_with_a_lost_ankle_reflex(spec, side):
    spec(
        "N02",
        given(
            RISING,
            f"""
            achilles_reflex_{side} | verdict
            -----------------------+--------
            absent                 | yes
            reduced                | no
            normal                 | no
            brisk                  | no
                                   | no
            """,
        ),
    )
