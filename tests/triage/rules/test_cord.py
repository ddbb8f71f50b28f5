"""The spinal cord (R21) and bleeding around it (R26)."""

import pytest

from tests.triage.rules.facts import NO_CAUDA_EQUINA, NO_NERVE_SYMPTOM, NO_WEAKNESS
from tests.triage.rules.given import given

UNSTEADY = NO_NERVE_SYMPTOM | {"gait_problem": "yes", "gait_types": "wide_unsteady", "balance_worse": "yes"}
CORD = (
    UNSTEADY
    | NO_CAUDA_EQUINA
    | {
        "hand_clumsy": "yes",
        "gait_duration_days": "15",
        "neuro_course": "same",
        "cancer_history": "no",
        "trauma_recent": "no",
    }
)
BLOOD_THINNER = {
    "anticoagulant": "yes",
    "back_pain_status": "now",
    "back_pain_duration_days": "14",
    "spine_procedure_3mo": "no",
    "numbness_present": "yes",
    "numbness_sites": "shin_outer",
} | NO_WEAKNESS
GROIN_PAIN = BLOOD_THINNER | {
    "back_pain_status": "none",
    "back_pain_duration_days": "",
    "leg_weakness": "yes",
    "leg_weakness_days": "14",
    "leg_pain_path": "groin",
}
PROCEDURE = BLOOD_THINNER | {
    "anticoagulant": "no",
    "spine_procedure_3mo": "yes",
    "spine_procedure_days": "14",
}


@pytest.mark.parametrize("code", ["R21", "R21e"])
def test_an_unsteady_gait_with_clumsy_hands_is_of_the_cord(spec, code):
    spec(
        code,
        given(
            CORD | {"cancer_history": "yes", "neck_pain": "no"},
            """
            hand_clumsy | gait_types    | balance_worse | verdict
            ------------+---------------+---------------+--------
            yes         | wide_unsteady | no            | yes
            yes         | limp          | yes           | yes
            yes         | limp          | no            | no
            no          | wide_unsteady | yes           | no
                        | wide_unsteady | yes           | ?
            """,
        ),
    )


def test_signs_of_the_cord_are_urgent_without_any_danger_sign(spec):
    table = "hand_clumsy | verdict\n-\nyes | {}\nno | no"
    spec("R21", given(CORD | {"neck_pain": "no"}, table.format("yes")))
    spec("R21e", given(CORD | {"neck_pain": "no"}, table.format("no")))


def test_bladder_bowel_or_saddle_or_cancer_makes_it_an_emergency(spec):
    spec(
        "R21e",
        given(
            CORD,
            """
            saddle_numbness | ces_onset_days | ces_course | cancer_history | cancer_type | verdict
            ----------------+----------------+------------+----------------+-------------+--------
            yes             | 14             | same       | no             |             | yes
            yes             |                |            | no             |             | yes
            yes             | 15             | same       | no             |             | no
            no              |                |            | yes            | breast      | yes
            no              |                |            | yes            |             | yes
            no              |                |            | yes            | skin_other  | no
            no              |                |            | no             |             | no
                            |                |            | no             |             | ?
            no              |                |            |                |             | ?
            """,
        ),
    )


def test_an_injury_to_neck_mid_back_or_head_within_84_days_makes_it_an_emergency(spec):
    spec(
        "R21e",
        given(
            CORD,
            """
            trauma_recent | trauma_body                                | trauma_days_ago | verdict
            --------------+--------------------------------------------+-----------------+--------
            yes           | neck                                       | 84              | yes
            yes           | mid_back                                   | 84              | yes
            yes           | head                                       | 84              | yes
            yes           | neck                                       | 85              | no
            yes           | neck                                       |                 | yes
            yes           | low_back,buttock,hip,knee,foot_ankle,other | 84              | no
            yes           |                                            | 84              | ?
            yes           |                                            | 85              | no
            yes           |                                            |                 | ?
            no            |                                            |                 | no
                          |                                            |                 | ?
            """,
        ),
    )


def test_walking_that_went_bad_within_14_days_and_gets_worse_makes_it_an_emergency(spec):
    spec(
        "R21e",
        given(
            CORD,
            """
            neuro_course | gait_duration_days | verdict
            -------------+--------------------+--------
            worsening    | 14                 | yes
            worsening    | 15                 | no
            same         | 14                 | no
            better       | 14                 | no
                         | 14                 | ?
            worsening    |                    | ?
            same         |                    | no
            """,
        ),
    )


def test_a_danger_sign_without_signs_of_the_cord_is_not_of_the_cord(spec):
    spec(
        "R21e",
        given(
            CORD | {"cancer_history": "yes", "neck_pain": "no"},
            """
            hand_clumsy | babinski | verdict
            ------------+----------+--------
            no          |          | no
            no          | negative | no
            no          | positive | yes
                        | negative | ?
            """,
        ),
    )


def test_under_a_blood_thinner_a_nerve_symptom_with_back_pain_of_14_days_may_be_a_bleed(spec):
    spec(
        "R26",
        given(
            BLOOD_THINNER,
            """
            anticoagulant | back_pain_status | back_pain_duration_days | verdict
            --------------+------------------+-------------------------+--------
            yes           | now              | 14                      | yes
            yes           | now              | 15                      | no
            yes           | past             | 14                      | no
            yes           | none             |                         | no
            no            | now              | 14                      | no
                          | now              | 14                      | ?
            yes           |                  | 14                      | ?
            yes           | now              |                         | ?
            """,
        ),
    )


def test_a_nerve_symptom_within_14_days_of_a_procedure_on_the_spine_may_be_a_bleed(spec):
    spec(
        "R26",
        given(
            PROCEDURE,
            """
            spine_procedure_3mo | spine_procedure_days | verdict
            --------------------+----------------------+--------
            yes                 | 14                   | yes
            yes                 | 15                   | no
            yes                 |                      | ?
            no                  |                      | no
                                |                      | ?
            """,
        ),
    )


def test_a_leg_weak_for_14_days_with_pain_in_groin_or_front_of_the_thigh_may_be_a_bleed(spec):
    spec(
        "R26",
        given(
            GROIN_PAIN,
            """
            anticoagulant | leg_weakness | leg_weakness_days | leg_pain_path                      | verdict
            --------------+--------------+-------------------+------------------------------------+--------
            yes           | yes          | 14                | groin                              | yes
            yes           | yes          | 14                | thigh_front                        | yes
            yes           | yes          | 14                | buttock,thigh_side,thigh_back,knee | no
            yes           | yes          | 14                | shin_inner,shin_outer,calf,foot    | no
            yes           | yes          | 15                | groin                              | no
            no            | yes          | 14                | groin                              | no
            yes           | no           |                   | groin                              | no
                          | yes          | 14                | groin                              | ?
            yes           |              | 14                | groin                              | ?
            yes           | yes          |                   | groin                              | ?
            yes           | yes          | 14                |                                    | ?
            """,
        ),
    )


def test_a_bleed_shows_in_weakness_or_in_numbness_that_is_not_like_socks(spec):
    spec(
        "R26",
        given(
            BLOOD_THINNER | {"neuro_course": "same"},
            """
            numbness_present | numbness_sites | leg_weakness | verdict
            -----------------+----------------+--------------+--------
            yes              | shin_outer     | no           | yes
            yes              | feet_both_sock | no           | no
            yes              | feet_both_sock | yes          | yes
            no               |                | yes          | yes
            no               |                | no           | no
                             |                | no           | ?
            no               |                |              | ?
            """,
        ),
    )


def test_settled_weakness_is_no_sign_of_a_bleed(spec):
    spec(
        "R26",
        given(
            BLOOD_THINNER
            | {
                "leg_weakness": "yes",
                "leg_weakness_days": "85",
                "leg_weakness_course": "same",
                "weakness_seen": "yes",
            },
            """
            leg_weakness_days | weakness_seen | verdict
            ------------------+---------------+--------
            85                | yes           | no
            84                | yes           | yes
            85                | no            | yes
            85                |               | yes
                              | yes           | yes
            """,
        ),
    )


def test_new_back_pain_that_began_suddenly_under_a_blood_thinner_is_urgent(spec):
    spec(
        "R26u",
        given(
            {"back_pain_status": "now", "back_pain_course": "same"},
            """
            anticoagulant | back_pain_onset | back_pain_duration_days | verdict
            --------------+-----------------+-------------------------+--------
            yes           | sudden          | 84                      | yes
            yes           | sudden          | 85                      | no
            yes           | sudden          |                         | yes
            yes           | gradual         | 84                      | no
            no            | sudden          | 84                      | no
                          | sudden          | 84                      | ?
            yes           |                 | 84                      | ?
            """,
        ),
    )


def test_whether_the_back_hurts_now_is_asked_under_a_blood_thinner(spec):
    spec(
        "R26u",
        """
        anticoagulant | back_pain_onset | back_pain_status | verdict
        --------------+-----------------+------------------+--------
        yes           | sudden          | now              | yes
        yes           | sudden          | past             | no
        yes           |                 | none             | no
        yes           | sudden          |                  | ?
        """,
    )
