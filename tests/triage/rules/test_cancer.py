"""Cancer in the spine (R09): with nerve signs, new pain, or pain of any age."""

import pytest

from tests.triage.rules.facts import NO_CAUDA_EQUINA, NO_LEG_PAIN, NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

OLD_BACK_PAIN = {
    "back_pain_status": "now",
    "back_pain_duration_days": "85",
    "back_pain_course": "same",
    "back_pain_night_constant": "no",
}
CANCER = (
    OLD_BACK_PAIN
    | NO_CAUDA_EQUINA
    | NO_LEG_PAIN
    | NO_NERVE_SYMPTOM
    | {
        "cancer_history": "yes",
        "cancer_type": "breast",
        "neck_pain": "no",
    }
)
WEAK = CANCER | {"leg_weakness": "yes", "leg_weakness_side": "left", "balance_worse": "no"}
NEW_SCIATICA = CANCER | {
    "back_pain_duration_days": "84",
    "leg_pain_present": "yes",
    "leg_pain_below_knee": "yes",
}


@pytest.mark.parametrize(
    ("code", "patient"), [("R09e", WEAK), ("R09e", NEW_SCIATICA), ("R09", NEW_SCIATICA), ("R09r", CANCER)]
)
def test_only_cancer_counts_that_is_not_known_to_be_of_the_skin_and_no_melanoma(spec, code, patient):
    spec(
        code,
        given(
            patient,
            """
            cancer_history | cancer_type | verdict
            ---------------+-------------+--------
            yes            | breast      | yes
            yes            | melanoma    | yes
            yes            |             | yes
            yes            | skin_other  | no
            no             |             | no
                           |             | ?
            """,
        ),
    )


def test_cancer_with_spinal_pain_and_motor_loss_is_an_emergency(spec):
    spec(
        "R09e",
        given(
            WEAK,
            """
            leg_weakness | back_pain_status | neck_pain | leg_pain_present | verdict
            -------------+------------------+-----------+------------------+--------
            yes          | now              | no        | no               | yes
            yes          | past             | no        | no               | yes
            yes          | none             | yes       | no               | yes
            yes          | none             | no        | yes              | yes
            yes          | none             | no        | no               | no
            no           | now              | yes       | no               | no
                         | now              | no        | no               | ?
            yes          |                  | no        | no               | ?
            yes          | none             |           | no               | ?
            yes          | none             | no        |                  | ?
            """,
        ),
    )


def test_beside_spinal_pain_trouble_of_feeling_gait_or_bladder_is_as_grave_as_weakness(spec):
    spec(
        "R09e",
        given(
            CANCER | {"numbness_sites": "toes", "gait_problem": "yes"},
            """
            numbness_present | numbness_side | balance_worse | gait_types        | bladder_change | verdict
            -----------------+---------------+---------------+-------------------+----------------+--------
            yes              | both          | no            | limp              | none           | yes
            no               |               | yes           | limp              | none           | yes
            no               |               | no            | wide_unsteady     | none           | yes
            no               |               | no            | cannot_walk_usual | none           | yes
            no               |               | no            | limp              | new_leaks      | yes
            yes              | left          | no            | limp              | none           | no
            no               |               | no            | limp              | none           | no
            yes              |               | no            | limp              | none           | ?
            no               |               |               | limp              | none           | ?
            no               |               | no            |                   | none           | ?
            no               |               | no            | limp              |                | ?
            """,
        ),
    )


@pytest.mark.parametrize("gait", ["limp,heel_walk,toe_walk", "short_distance,needs_aid"])
def test_only_walking_that_fails_or_points_to_the_cord_is_grave(spec, gait):
    table = f"gait_types | verdict\n-\n{gait} | no\n{gait},cannot_walk_usual | yes"
    spec("R09e", given(CANCER | {"gait_problem": "yes", "balance_worse": "no"}, table))


def test_without_spinal_pain_both_sides_the_cord_or_the_bladder_speak_for_the_spine(spec):
    spec(
        "R09e",
        given(
            WEAK | {"back_pain_status": "none", "numbness_sites": "toes", "numbness_side": ""},
            """
            leg_weakness_side | numbness_present | numbness_side | balance_worse | bladder_change | verdict
            ------------------+------------------+---------------+---------------+----------------+--------
            both              | no               |               | no            | none           | yes
            left              | yes              | both          | no            | none           | yes
            left              | no               |               | yes           | none           | yes
            left              | no               |               | no            | new_leaks      | yes
            left              | no               |               | no            | none           | no
                              | no               |               | no            | none           | ?
            left              | yes              |               | no            | none           | ?
            left              | no               |               |               | none           | ?
            left              | no               |               | no            |                | ?
            """,
        ),
    )


def test_a_bladder_that_is_settled_and_numbness_like_socks_are_no_emergency(spec):
    spec(
        "R09e",
        given(
            CANCER | {"neuro_course": "same", "ces_course": "same", "balance_worse": "no"},
            """
            bladder_change | ces_onset_days | numbness_present | numbness_side | numbness_sites | verdict
            ---------------+----------------+------------------+---------------+----------------+--------
            new_leaks      | 15             | no               |               |                | no
            new_leaks      | 14             | no               |               |                | yes
            none           |                | yes              | both          | feet_both_sock | no
            """,
        ),
    )


def test_settled_weakness_beside_old_back_pain_is_no_emergency(spec):
    spec(
        "R09e",
        given(
            WEAK | {"leg_weakness_days": "85", "leg_weakness_course": "same", "weakness_seen": "yes"},
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


def test_cancer_with_new_back_pain_and_numbness_or_pain_below_the_knee_is_an_emergency(spec):
    spec(
        "R09e",
        given(
            CANCER
            | {
                "numbness_side": "left",
                "numbness_sites": "toes",
                "balance_worse": "no",
                "leg_pain_present": "yes",
            },
            """
            back_pain_duration_days | numbness_present | leg_pain_below_knee | verdict
            ------------------------+------------------+---------------------+--------
            84                      | yes              | no                  | yes
            84                      | no               | yes                 | yes
            84                      | no               | no                  | no
            85                      | yes              | yes                 | no
                                    | no               | yes                 | yes
            84                      |                  | no                  | ?
            84                      | no               |                     | ?
            """,
        ),
    )


def test_numbness_like_socks_beside_new_back_pain_is_no_emergency(spec):
    spec(
        "R09e",
        given(
            CANCER
            | {
                "back_pain_duration_days": "84",
                "numbness_present": "yes",
                "numbness_sites": "feet_both_sock",
            },
            """
            numbness_side | neuro_course | balance_worse | verdict
            --------------+--------------+---------------+--------
            both          | same         | no            | no
            left          |              | no            | yes
            """,
        ),
    )


def test_whether_the_back_hurts_now_is_asked_of_someone_with_cancer_and_pain_below_the_knee(spec):
    spec(
        "R09e",
        given(
            CANCER | {"leg_pain_present": "yes", "leg_pain_below_knee": "yes", "back_pain_duration_days": ""},
            """
            back_pain_status | verdict
            -----------------+--------
            now              | yes
            past             | no
            none             | no
                             | ?
            """,
        ),
    )


def test_cancer_with_new_back_pain_or_a_tender_spine_is_urgent(spec):
    spec(
        "R09",
        given(
            CANCER,
            """
            back_pain_status | back_pain_duration_days | back_pain_course | midline_spine_tender | verdict
            -----------------+-------------------------+------------------+----------------------+--------
            now              | 84                      | same             |                      | yes
            now              | 85                      | same             |                      | no
            now              | 85                      | worsening        |                      | yes
            now              |                         | same             |                      | yes
            now              | 85                      | same             | yes                  | yes
            none             |                         |                  | yes                  | yes
            now              | 85                      | same             | no                   | no
            past             | 84                      | same             |                      | no
            none             |                         |                  |                      | no
                             | 84                      | same             |                      | ?
            """,
        ),
    )


def test_cancer_with_old_back_pain_all_night_or_numbness_is_urgent(spec):
    spec(
        "R09",
        given(
            CANCER | {"neuro_course": "same", "numbness_sites": "toes"},
            """
            back_pain_status | back_pain_night_constant | numbness_present | numbness_sites | verdict
            -----------------+--------------------------+------------------+----------------+--------
            now              | yes                      | no               | toes           | yes
            now              | no                       | yes              | toes           | yes
            now              | no                       | yes              | feet_both_sock | no
            now              | no                       | no               | toes           | no
            past             | yes                      | yes              | toes           | no
                             | yes                      | no               | toes           | ?
            now              |                          | no               | toes           | ?
            now              | no                       |                  | toes           | ?
            """,
        ),
    )


def test_cancer_with_pain_in_the_groin_for_84_days_is_urgent(spec):
    spec(
        "R09",
        given(
            CANCER | {"back_pain_status": "none", "leg_pain_present": "yes", "leg_pain_path": "groin"},
            """
            leg_pain_present | leg_pain_path                  | leg_symptom_days | verdict
            -----------------+--------------------------------+------------------+--------
            yes              | groin                          | 84               | yes
            yes              | groin                          | 85               | no
            yes              | buttock,thigh_front,thigh_side | 84               | no
            yes              | thigh_back,knee,shin_inner     | 84               | no
            yes              | shin_outer,calf,foot           | 84               | no
            no               |                                |                  | no
                             | groin                          | 84               | ?
            yes              |                                | 84               | ?
            yes              | groin                          |                  | ?
            """,
        ),
    )


def test_cancer_with_any_back_pain_now_or_neck_pain_is_routine(spec):
    spec(
        "R09r",
        given(
            CANCER,
            """
            back_pain_status | neck_pain | verdict
            -----------------+-----------+--------
            now              | no        | yes
            none             | yes       | yes
            past             | no        | no
            none             | no        | no
                             | no        | ?
            none             |           | ?
            """,
        ),
    )
