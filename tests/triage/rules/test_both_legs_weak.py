"""Weakness of both legs (R03): from new and sudden to old, steady and seen."""

from tests.triage.rules.facts import NO_CAUDA_EQUINA
from tests.triage.rules.given import given

WEAK = {
    "leg_weakness": "yes",
    "leg_weakness_side": "both",
    "leg_weakness_days": "15",
    "leg_weakness_course": "same",
    "foot_drop_self": "no",
    "numbness_present": "no",
    "gait_problem": "no",
    "fever_chills": "no",
} | NO_CAUDA_EQUINA
SETTLED = WEAK | {"leg_weakness_days": "85", "weakness_seen": "yes"}


def test_both_legs_weak_within_14_days_is_an_emergency(spec):
    spec(
        "R03e",
        given(
            WEAK,
            """
            leg_weakness_side | leg_weakness_days | verdict
            ------------------+-------------------+--------
            both              | 14                | yes
            both              | 15                | no
            both              |                   | ?
            left              | 14                | no
                              | 14                | ?
            """,
        ),
    )


def test_a_drop_of_both_feet_within_14_days_is_an_emergency(spec):
    spec(
        "R03e",
        given(
            WEAK | {"foot_drop_self": "yes", "foot_drop_side": "both"},
            """
            foot_drop_days | verdict
            ---------------+--------
            14             | yes
            15             | no
                           | ?
            """,
        ),
    )


def test_a_sudden_start_counts_at_any_age_and_worsening_for_28_days(spec):
    spec(
        "R03e",
        given(
            WEAK,
            """
            leg_weakness_course | leg_weakness_days | verdict
            --------------------+-------------------+--------
            sudden              | 15                | yes
            sudden              | 900               | yes
            sudden              |                   | yes
            worsening           | 28                | yes
            worsening           | 29                | no
            worsening           |                   | ?
            better              | 28                | no
                                | 28                | ?
                                | 900               | ?
            """,
        ),
    )


def test_older_weakness_is_an_emergency_when_walking_bladder_or_temperature_go_too(spec):
    spec(
        "R03e",
        given(
            WEAK | {"gait_problem": "yes"},
            """
            gait_types                                   | bladder_change | fever_chills | verdict
            ---------------------------------------------+----------------+--------------+--------
            cannot_walk_usual                            | none           | no           | yes
            limp                                         | new_leaks      | no           | yes
            limp                                         | none           | yes          | yes
            limp                                         | none           | no           | no
            heel_walk,toe_walk,foot_slap_drag,high_step  | none           | no           | no
            wide_unsteady,stiff,short_distance,needs_aid | none           | no           | no
                                                         | none           | no           | ?
            limp                                         |                | no           | ?
            limp                                         | none           |              | ?
            """,
        ),
    )


def test_weakness_known_to_be_old_steady_and_seen_is_no_emergency(spec):
    spec(
        "R03e",
        given(
            SETTLED | {"fever_chills": "yes"},
            """
            leg_weakness_days | leg_weakness_course | weakness_seen | verdict
            ------------------+---------------------+---------------+--------
            85                | same                | yes           | no
            84                | same                | yes           | yes
            85                | worsening           | yes           | yes
            85                | same                | no            | yes
            85                | same                |               | yes
                              | same                | yes           | yes
            85                |                     | yes           | yes
            """,
        ),
    )


def test_both_legs_weak_is_urgent_unless_known_to_be_old_and_steady(spec):
    spec(
        "R03",
        given(
            WEAK,
            """
            leg_weakness_side | leg_weakness_days | leg_weakness_course | verdict
            ------------------+-------------------+---------------------+--------
            both              | 84                | same                | yes
            both              | 85                | same                | no
            both              | 85                | better              | no
            both              | 85                | worsening           | yes
            both              | 85                | sudden              | yes
            both              | 85                |                     | yes
            both              |                   | same                | yes
            left              | 84                | same                | no
                              | 84                | same                | ?
            """,
        ),
    )


def test_a_drop_of_both_feet_stays_urgent_however_old(spec):
    spec(
        "R03",
        """
        foot_drop_self | foot_drop_side | foot_drop_days | leg_weakness | verdict
        ---------------+----------------+----------------+--------------+--------
        yes            | both           | 900            |              | yes
        yes            | left           | 900            | no           | no
        """,
    )


def test_both_legs_weak_for_more_than_84_days_and_steady_is_seen_soon(spec):
    spec(
        "R03s",
        given(
            WEAK | {"weakness_seen": "no"},
            """
            leg_weakness_side | leg_weakness_days | leg_weakness_course | verdict
            ------------------+-------------------+---------------------+--------
            both              | 85                | same                | yes
            both              | 85                | better              | yes
            both              | 84                | same                | no
            both              | 85                | worsening           | no
            both              | 85                | sudden              | no
            both              |                   | same                | ?
            both              | 85                |                     | ?
            left              | 85                | same                | no
                              | 85                | same                | ?
            """,
        ),
    )


def test_weakness_of_both_legs_is_routine_once_it_is_long_standing_and_seen(spec):
    table = """
        leg_weakness_days | weakness_seen | verdict
        ------------------+---------------+--------
        365               | yes           | {soon}
        366               | yes           | {routine}
        366               | no            | {soon}
        366               |               | {open}
        """
    spec("R03s", given(WEAK, table.format(soon="yes", routine="no", open="yes")))
    spec("R03r", given(WEAK, table.format(soon="no", routine="yes", open="?")))


def test_routine_weakness_is_of_both_legs(spec):
    spec(
        "R03r",
        given(
            SETTLED | {"leg_weakness_days": "366"},
            """
            leg_weakness_side | leg_weakness_course | verdict
            ------------------+---------------------+--------
            both              | same                | yes
            both              | worsening           | no
            left              | same                | no
                              | same                | ?
            """,
        ),
    )
