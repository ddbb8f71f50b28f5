"""Who is asked what: where a *shown if* is known not to hold, its follow-up is *no* for every rule."""

import pytest

from intake.questionnaire import SHOWN_IF
from tests.triage.rules.facts import NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

FOLLOWS_A_YES = {
    "foot_pain_side": "foot_pain_present",
    "foot_rest_pain_hang_relief": "foot_pain_night",
    "foot_cold_onset": "foot_cold_pale_blue",
    "foot_injury_days": "foot_injury_recent",
    "calf_strain": "calf_swollen_tender",
    "leg_pain_side": "leg_pain_present",
    "numbness_sites": "numbness_present",
    "leg_weakness_days": "leg_weakness",
    "foot_drop_days": "foot_drop_self",
    "gait_types": "gait_problem",
    "cancer_type": "cancer_history",
    "spine_procedure_days": "spine_procedure_3mo",
    "foot_deformity_side": "foot_deformity_progressive",
}
ANY_OF_YES = {  # each by itself is enough
    "foot_hot_side": ("foot_hot_red_swollen", "foot_swelling"),
    "foot_infection_signs": ("foot_wound", "foot_hot_red_swollen", "diabetes"),
    "cast_or_tight_wrap": ("foot_injury_recent", "surgery_recent_12wk"),
    "calf_swollen_tender": ("leg_pain_present", "foot_swelling", "clot_history"),
    "leg_symptom_days": ("leg_pain_present", "numbness_present"),
    "leg_relief_sitting": ("leg_symptom_walking", "leg_symptom_standing"),
    "weakness_seen": ("leg_weakness", "foot_drop_self"),
    "face_arm_speech": ("leg_weakness", "foot_drop_self", "numbness_present"),
    "neuro_course": ("numbness_present", "leg_weakness", "foot_drop_self", "gait_problem"),
    "surgery_recent_12wk": ("foot_pain_present", "leg_pain_present", "foot_swelling"),
}
SIGNS = (
    ("saddle_numbness", "yes"),
    ("leg_pain_side", "both"),
    ("numbness_side", "both"),
    ("leg_weakness_side", "both"),
    ("neuro_course", "worsening"),
    ("leg_weakness_course", "sudden"),
    ("leg_weakness_course", "worsening"),
)
NO_SIGN = {
    "saddle_numbness": "no",
    "bladder_change": "none",
    "bowel_change": "none",
    "leg_pain_present": "no",
    "numbness_present": "no",
    "leg_weakness": "no",
    "foot_drop_self": "no",
    "gait_problem": "no",
}
BLADDER = (
    "trouble_starting",
    "weak_stream",
    "frequency_urgency",
    "no_urge_feeling",
    "cannot_pee",
    "new_leaks",
)
BOWEL = ("new_leaks", "cannot_feel", "new_constipation")


@pytest.mark.parametrize(("question", "parent"), FOLLOWS_A_YES.items())
def test_a_follow_up_is_asked_unless_its_parent_is_no(spec, question, parent):
    spec(
        SHOWN_IF[question],
        f"""
        {parent} | verdict
        ---------+--------
        yes      | yes
        no       | no
                 | ?
        """,
    )


@pytest.mark.parametrize(("question", "parents"), ANY_OF_YES.items())
def test_one_yes_of_several_is_enough(spec, question, parents):
    every = dict.fromkeys(parents, "no")
    rows = [({parent: "yes"}, "yes") for parent in parents]
    rows += [(every | {parent: "yes"}, "yes") for parent in parents]
    rows += [(every | {parent: ""}, "?") for parent in parents]
    rows += [(every, "no")]
    spec(SHOWN_IF[question], written(parents, rows))


def written(columns, rows):
    """A table of rows that give some of the columns, and the verdict."""
    cells = [[*(answers.get(name, "") for name in columns), verdict] for answers, verdict in rows]
    return "\n".join([" | ".join([*columns, "verdict"]), "---", *(" | ".join(row) for row in cells)])


# Foot


def test_a_foot_that_hurts_more_as_the_back_moves_is_asked_of_who_has_both(spec):
    spec(
        SHOWN_IF["foot_worse_back_moves"],
        """
        foot_pain_present | back_pain_status | verdict
        ------------------+------------------+--------
        yes               | past             | yes
        yes               | none             | no
        no                | now              | no
        yes               |                  | ?
                          | now              | ?
        """,
    )
    spec(
        SHOWN_IF["back_pain_started_after_foot"],
        """
        foot_pain_present | back_pain_status | verdict
        ------------------+------------------+--------
        yes               | past             | yes
        yes               | none             | no
        no                | now              | no
        """,
    )


def test_a_known_back_is_asked_of_all_with_any_complaint(spec):
    spec(
        SHOWN_IF["spine_dx"],
        given(
            NO_NERVE_SYMPTOM,
            """
            foot_pain_present | back_pain_status | leg_pain_present | numbness_present | verdict
            ------------------+------------------+------------------+------------------+--------
            yes               |                  |                  |                  | yes
                              | now              |                  |                  | yes
                              |                  | yes              |                  | yes
                              |                  |                  | yes              | yes
            no                | none             | no               | no               | no
            no                | none             | no               |                  | ?
            """,
        ),
    )


def test_a_recent_injury_is_asked_after_a_sudden_start_a_fall_weakness_or_a_hot_foot(spec):
    spec(
        SHOWN_IF["foot_injury_recent"],
        """
        foot_pain_onset | trauma_recent | leg_weakness | foot_hot_red_swollen | verdict
        ----------------+---------------+--------------+----------------------+--------
        sudden          |               |              |                      | yes
                        | yes           |              |                      | yes
                        |               | yes          |                      | yes
                        |               |              | yes                  | yes
        gradual         | no            | no           | no                   | no
                        | no            | no           | no                   | ?
        gradual         |               | no           | no                   | ?
        """,
    )
    spec(
        SHOWN_IF["heel_pop_felt"],
        """
        foot_pain_onset | foot_injury_recent | verdict
        ----------------+--------------------+--------
        sudden          |                    | yes
                        | yes                | yes
        gradual         | no                 | no
        gradual         |                    | ?
        """,
    )


def test_tiptoe_is_asked_of_the_weak_and_of_a_sore_heel_or_ankle(spec):
    spec(
        SHOWN_IF["tiptoe_self"],
        """
        leg_weakness | foot_pain_sites  | verdict
        -------------+------------------+--------
        yes          |                  | yes
        no           | heel_bottom      | yes
                     | heel_back        | yes
        no           | ankle            | yes
        no           | ball,arch_sole   | no
        no           |                  | ?
                     | none             | ?
        """,
    )


def test_what_was_tried_is_asked_from_42_days_on(spec):
    spec(
        SHOWN_IF["foot_treatment_failed"],
        """
        foot_symptom_days | verdict
        ------------------+--------
        42                | yes
        41                | no
                          | ?
        """,
    )


def test_a_foot_that_changes_shape_is_asked_of_the_young_and_of_who_walks_badly(spec):
    spec(
        SHOWN_IF["foot_deformity_progressive"],
        """
        age_years | gait_problem | verdict
        ----------+--------------+--------
        19        |              | yes
        20        | yes          | yes
        20        | no           | no
        20        |              | ?
        """,
    )


# Back and leg


def test_the_back_is_asked_about_where_it_ever_hurt(spec):
    spec(
        SHOWN_IF["back_pain_score"],
        """
        back_pain_status | verdict
        -----------------+--------
        now              | yes
        past             | yes
        none             | no
                         | ?
        """,
    )


def test_the_aorta_is_asked_about_from_50_on_or_with_a_vessel_known(spec):
    spec(
        SHOWN_IF["sudden_tearing_pain"],
        """
        back_pain_status | leg_pain_present | age_years | aneurysm_known | pad_dx | verdict
        -----------------+------------------+-----------+----------------+--------+--------
        now              |                  | 50        |                |        | yes
                         | yes              | 50        |                |        | yes
        now              | no               | 49        | yes            |        | yes
        now              | no               | 49        |                | yes    | yes
        now              | no               | 49        | no             | no     | no
        now              | no               |           | no             | no     | ?
        past             | no               | 50        | yes            | yes    | no
                         | no               | 50        |                |        | ?
        """,
    )


def test_the_neck_is_asked_about_after_the_back_the_hands_balance_a_fall_or_cancer(spec):
    spec(
        SHOWN_IF["neck_pain"],
        given(
            {"numbness_present": "yes"},
            """
            back_pain_status | hand_clumsy | balance_worse | trauma_recent | cancer_history | verdict
            -----------------+-------------+---------------+---------------+----------------+--------
            past             |             |               |               |                | yes
                             | yes         |               |               |                | yes
                             |             | yes           |               |                | yes
                             |             |               | yes           |                | yes
                             |             |               |               | yes            | yes
            none             | no          | no            | no            | no             | no
            none             | no          | no            | no            |                | ?
            """,
        ),
    )


def test_which_hurts_more_is_asked_of_who_has_both_now(spec):
    spec(
        SHOWN_IF["leg_pain_worse_than_back"],
        """
        leg_pain_present | back_pain_status | verdict
        -----------------+------------------+--------
        yes              | now              | yes
        yes              | past             | no
        no               | now              | no
        yes              |                  | ?
        """,
    )


def test_walking_is_asked_about_with_a_leg_symptom_or_a_foot_from_45_on(spec):
    spec(
        SHOWN_IF["leg_symptom_walking"],
        """
        leg_pain_present | numbness_present | foot_pain_present | age_years | verdict
        -----------------+------------------+-------------------+-----------+--------
        yes              |                  |                   |           | yes
                         | yes              |                   |           | yes
        no               | no               | yes               | 45        | yes
        no               | no               | yes               | 44        | no
        no               | no               | no                | 45        | no
        no               | no               | yes               |           | ?
        """,
    )


def test_the_ten_of_stenosis_are_asked_from_50_on_of_who_has_symptoms_upright(spec):
    spec(
        SHOWN_IF["sshq_q1"],
        """
        age_years | leg_symptom_walking | leg_symptom_standing | verdict
        ----------+---------------------+----------------------+--------
        50        | yes                 |                      | yes
        50        |                     | yes                  | yes
        49        | yes                 | yes                  | no
        50        | no                  | no                   | no
        50        | no                  |                      | ?
                  | yes                 | yes                  | ?
        """,
    )


def test_illness_is_asked_about_with_any_complaint_of_back_neck_leg_or_nerve(spec):
    spec(
        SHOWN_IF["iv_drug_use"],
        """
        back_pain_status | leg_pain_present | numbness_present | leg_weakness | foot_drop_self | neck_pain | verdict
        -----------------+------------------+------------------+--------------+----------------+-----------+--------
        past             |                  |                  |              |                |           | yes
                         | yes              |                  |              |                |           | yes
                         |                  | yes              |              |                |           | yes
                         |                  |                  | yes          |                |           | yes
                         |                  |                  |              | yes            |           | yes
                         |                  |                  |              |                | yes       | yes
        none             | no               | no               | no           | no             | no        | no
        none             | no               | no               | no           |                | no        | ?
        """,
    )


def test_back_bending_sport_is_asked_of_8_to_24(spec):
    spec(
        SHOWN_IF["sport_extension"],
        """
        age_years | verdict
        ----------+--------
        8         | yes
        24        | yes
        7         | no
        25        | no
                  | ?
        """,
    )


# Gait


def test_since_when_it_walks_on_its_toes_is_asked_of_a_child(spec):
    spec(
        SHOWN_IF["toe_walk_since_start"],
        """
        gait_types     | age_years | verdict
        ---------------+-----------+--------
        toe_walk       | 17        | yes
        toe_walk       | 18        | no
        limp,heel_walk | 17        | no
        toe_walk       |           | ?
                       | 17        | ?
        """,
    )


# Cauda equina


@pytest.mark.parametrize("question", ["sexual_change", "ces_onset_days"])
def test_each_change_of_bladder_or_bowel_leads_on(spec, question):
    spec(
        SHOWN_IF[question],
        written(
            ("bladder_change", "bowel_change"),
            [({"bladder_change": option}, "yes") for option in BLADDER]
            + [({"bowel_change": option}, "yes") for option in BOWEL],
        ),
    )


def test_the_most_private_question_is_asked_after_any_sign_that_leads_to_it(spec):
    spec(SHOWN_IF["sexual_change"], written(dict(SIGNS), [({name: sign}, "yes") for name, sign in SIGNS]))
    spec(
        SHOWN_IF["sexual_change"],
        given(
            NO_SIGN | {"leg_weakness": "yes"},
            """
            bladder_change | saddle_numbness | leg_weakness_side | neuro_course | leg_weakness_course | verdict
            ---------------+-----------------+-------------------+--------------+---------------------+--------
            none           | no              | left              | same         | same                | no
            none           |                 | left              | same         | same                | ?
                           | no              | left              | same         | same                | ?
            none           | no              |                   | same         | same                | ?
            none           | no              | left              |              | same                | ?
            none           | no              | left              | better       |                     | ?
            """,
        ),
    )
    spec(SHOWN_IF["sexual_change"], written(NO_SIGN, [(NO_SIGN, "no")]))


def test_since_when_is_asked_after_a_sign_of_the_cauda_equina(spec):
    spec(
        SHOWN_IF["ces_onset_days"],
        given(
            NO_SIGN | {"numbness_present": "yes"},
            """
            saddle_numbness | sexual_change | numbness_sites | bowel_change | verdict
            ----------------+---------------+----------------+--------------+--------
            yes             |               |                |              | yes
                            | yes           |                |              | yes
                            |               | saddle         |              | yes
            no              | no            | thigh          | none         | no
            no              | no            | thigh          |              | ?
            no              | no            |                | none         | ?
            """,
        ),
    )
