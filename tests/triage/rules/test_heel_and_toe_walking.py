"""Walking on the heels (R06) and being unable to rise on tiptoe (R07)."""

import pytest

from tests.triage.rules.facts import NO_BACK_PAIN, NO_NERVE_SYMPTOM, NO_WEAKNESS
from tests.triage.rules.given import given

ON_HEELS = (
    NO_NERVE_SYMPTOM
    | NO_BACK_PAIN
    | {
        "gait_problem": "yes",
        "gait_types": "heel_walk",
        "foot_pain_present": "yes",
        "foot_pain_sites": "ball",
    }
)
NOT_ON_TIPTOE = {
    "tiptoe_self": "unable",
    "leg_weakness": "yes",
    "leg_weakness_course": "same",
    "leg_weakness_days": "14",
    "neuro_course": "same",
    "foot_drop_self": "no",
}
INJURED_FOOT = NOT_ON_TIPTOE | NO_BACK_PAIN | {"foot_injury_recent": "yes", "numbness_present": "no"}


def test_walking_on_the_heels_with_a_nerve_symptom_is_seen_soon(spec):
    spec(
        "R06",
        given(
            ON_HEELS,
            """
            gait_types                                 | numbness_present | leg_weakness | verdict
            -------------------------------------------+------------------+--------------+--------
            heel_walk                                  | yes              | no           | yes
            heel_walk                                  | no               | yes          | yes
            heel_walk                                  | no               | no           | no
            heel_walk                                  |                  | no           | ?
            heel_walk                                  | no               |              | ?
            limp,toe_walk,wide_unsteady,stiff          | yes              | no           | no
            short_distance,needs_aid,cannot_walk_usual | yes              | no           | no
                                                       | yes              | no           | ?
            """,
        ),
    )


def test_a_foot_that_slaps_beside_walking_on_the_heels_is_a_nerve_symptom(spec):
    table = "gait_types | verdict\n-\nheel_walk,foot_slap_drag | yes\nfoot_slap_drag,high_step | no"
    spec("R06", given(ON_HEELS, table))


def test_walking_on_the_heels_with_back_pain_is_seen_soon_unless_the_forefoot_is_sore(spec):
    spec(
        "R06",
        given(
            ON_HEELS,
            """
            back_pain_status | foot_pain_sites | verdict
            -----------------+-----------------+--------
            now              | heel_bottom     | yes
            past             | heel_bottom     | yes
            none             | heel_bottom     | no
                             | heel_bottom     | ?
            now              | ball            | no
            now              |                 | yes
                             | ball            | no
            """,
        ),
    )


def test_walking_on_the_heels_is_routine_unless_a_sore_forefoot_is_known_to_be_the_whole_reason(spec):
    spec(
        "R06r",
        given(
            ON_HEELS,
            """
            foot_pain_sites | numbness_present | back_pain_status | verdict
            ----------------+------------------+------------------+--------
            ball            | no               | none             | no
            ball            | no               | past             | no
            heel_bottom     | no               | none             | yes
                            | no               | none             | yes
            ball            | yes              | none             | yes
            ball            |                  | none             | yes
            ball            | no               | now              | yes
            ball            | no               |                  | yes
            """,
        ),
    )


def test_only_walking_on_the_heels_is_looked_at_as_such(spec):
    spec(
        "R06r",
        """
        gait_problem | gait_types                             | verdict
        -------------+----------------------------------------+--------
        yes          | heel_walk                              | yes
        yes          | heel_walk,limp                         | yes
        yes          | limp,toe_walk,foot_slap_drag,high_step | no
        yes          | wide_unsteady,stiff,short_distance     | no
        yes          | needs_aid,cannot_walk_usual            | no
        yes          |                                        | ?
        no           |                                        | no
                     |                                        | ?
        """,
    )


@pytest.mark.parametrize("code", ["R07u", "R07"])
def test_unable_to_rise_on_tiptoe_is_told_or_found_and_too_painful_is_not_unable(spec, code):
    spec(
        code,
        given(
            NOT_ON_TIPTOE,
            """
            tiptoe_self | toe_walk_left | toe_walk_right | verdict
            ------------+---------------+----------------+--------
            unable      |               |                | yes
            able        | unable        |                | yes
            able        |               | unable         | yes
                        | unable        |                | yes
            able        | able          | able           | no
            able        | painful       | painful        | no
            able        | not_done      | not_done       | no
            able        |               |                | no
            too_painful |               |                | no
                        | able          | able           | ?
                        |               |                | ?
            """,
        ),
    )


def test_unable_to_rise_on_tiptoe_is_urgent_where_it_gets_worse_or_is_14_days_old(spec):
    spec(
        "R07u",
        given(
            NOT_ON_TIPTOE,
            """
            leg_weakness_days | leg_weakness_course | neuro_course | mrc_fell_since_last | verdict
            ------------------+---------------------+--------------+---------------------+--------
            14                | same                | same         |                     | yes
            15                | same                | same         |                     | no
            15                | worsening           | same         |                     | yes
            15                | sudden              | same         |                     | yes
            15                | same                | worsening    |                     | yes
            15                | same                | same         | yes                 | yes
                              | same                | same         |                     | ?
            15                |                     | same         |                     | ?
            15                | same                |              |                     | ?
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R07u", "R07"])
def test_a_pop_at_the_heel_excuses_it_where_it_is_known(spec, code):
    spec(
        code,
        given(
            NOT_ON_TIPTOE,
            """
            heel_pop_felt | verdict
            --------------+--------
            yes           | no
            no            | yes
                          | yes
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R07u", "R07"])
def test_an_injured_foot_excuses_it_where_it_is_known_to_explain_it(spec, code):
    spec(
        code,
        given(
            INJURED_FOOT,
            """
            foot_injury_recent | back_pain_status | verdict
            -------------------+------------------+--------
            yes                | none             | no
            no                 | none             | yes
                               | none             | yes
            yes                | now              | yes
            yes                |                  | yes
            """,
        ),
    )


def test_settled_weakness_that_fails_on_tiptoe_is_not_seen_soon_for_it(spec):
    spec(
        "R07",
        given(
            NOT_ON_TIPTOE | {"leg_weakness_days": "85", "weakness_seen": "yes"},
            """
            leg_weakness_days | leg_weakness_course | weakness_seen | verdict
            ------------------+---------------------+---------------+--------
            85                | same                | yes           | no
            84                | same                | yes           | yes
                              | same                | yes           | yes
            85                | same                | no            | yes
            85                | same                |               | yes
            """,
        ),
    )


def test_without_weakness_or_heel_pain_nobody_is_asked_to_rise_on_tiptoe(spec):
    spec(
        "R07",
        given(
            NO_WEAKNESS | {"foot_pain_present": "no"},
            """
            tiptoe_self | toe_walk_left | verdict
            ------------+---------------+--------
                        |               | no
                        | unable        | yes
            unable      |               | yes
            """,
        ),
    )
