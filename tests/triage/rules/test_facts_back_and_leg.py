"""The named facts of back and leg: pain, new back pain, where the foot hurts, and injuries to the back."""

import pytest

from tests.triage.rules.facts import NO_BACK_PAIN, NO_LEG_PAIN, NO_NERVE_SYMPTOM, fact
from tests.triage.rules.given import given

NO_OTHER_BONE_RISK = {
    "age_years": "69",
    "osteoporosis": "no",
    "prior_fragility_fracture": "no",
    "steroid_3mo": "no",
}
LINKED = ["linked_injury", "linked_injury_clean"]
HURT_BACK = {
    "trauma_type": "sport",
    "trauma_body": "low_back",
    "trauma_back_pain_after": "no",
    "trauma_days_ago": "365",
    "foot_start_vs_trauma": "within_2wk",
}


def test_back_pain_is_now_or_was_ever(spec):
    table = """
        back_pain_status | verdict
        -----------------+--------
        now              | yes
        past             | {}
        none             | no
                         | ?
        """
    spec(fact("back_now"), table.format("no"))
    spec(fact("back_ever"), table.format("yes"))


def test_leg_pain_is_known_by_either_question(spec):
    spec(
        fact("leg_pain"),
        """
        leg_pain_present | leg_pain_below_knee | verdict
        -----------------+---------------------+--------
        yes              |                     | yes
                         | yes                 | yes
        no               |                     | no
                         | no                  | ?
                         |                     | ?
        """,
    )


def test_back_pain_is_new_for_84_days_or_while_it_gets_worse(spec):
    spec(
        fact("new_back"),
        """
        back_pain_status | back_pain_duration_days | back_pain_course | verdict
        -----------------+-------------------------+------------------+--------
        now              | 84                      | same             | yes
        now              | 85                      | same             | no
        now              | 85                      | better           | no
        now              | 85                      |                  | no
        now              | 85                      | worsening        | yes
        now              |                         | same             | yes
        now              |                         |                  | yes
        past             | 3                       | worsening        | no
        none             |                         |                  | no
                         | 84                      | same             | ?
                         | 85                      | same             | no
        """,
    )


def test_the_spine_or_a_leg_is_affected_by_any_one_of_pain_numbness_and_motor_loss(spec):
    spec(
        fact("spine_or_leg"),
        given(
            NO_BACK_PAIN | NO_LEG_PAIN | NO_NERVE_SYMPTOM,
            """
            back_pain_status | leg_pain_present | numbness_present | leg_weakness | foot_drop_self | verdict
            -----------------+------------------+------------------+--------------+----------------+--------
            now              | no               | no               | no           | no             | yes
            past             | no               | no               | no           | no             | yes
            none             | yes              | no               | no           | no             | yes
            none             | no               | yes              | no           | no             | yes
            none             | no               | no               | yes          | no             | yes
            none             | no               | no               | no           | yes            | yes
            none             | no               | no               | no           | no             | no
                             | no               | no               | no           | no             | ?
            none             |                  | no               | no           | no             | ?
            none             | no               |                  | no           | no             | ?
            none             | no               | no               |              | no             | ?
            none             | no               | no               | no           |                | ?
            """,
        ),
    )


def test_everybody_is_an_adult_who_is_not_known_to_be_under_18(spec):
    spec(
        fact("adult"),
        """
        age_years | verdict
        ----------+--------
        18        | yes
        17        | no
                  | yes
        """,
    )


def test_forefoot_and_heel_are_where_the_foot_hurts(spec):
    table = """
        foot_pain_present | foot_pain_sites                           | verdict
        ------------------+-------------------------------------------+--------
        yes               | ball                                      | {forefoot}
        yes               | big_toe                                   | {forefoot}
        yes               | lesser_toes                               | {forefoot}
        yes               | heel_bottom                               | {heel}
        yes               | heel_back                                 | {heel}
        yes               | arch_sole,outer_edge,top,ankle,whole_foot | no
        yes               |                                           | ?
        no                |                                           | no
        """
    spec(fact("forefoot"), table.format(forefoot="yes", heel="no"))
    spec(fact("heel"), table.format(forefoot="no", heel="yes"))


def test_bone_is_weak_from_70_on_or_by_what_weakens_it(spec):
    spec(
        fact("bone_risk"),
        given(
            NO_OTHER_BONE_RISK,
            """
            age_years | osteoporosis | prior_fragility_fracture | steroid_3mo | verdict
            ----------+--------------+--------------------------+-------------+--------
            70        | no           | no                       | no          | yes
            69        | no           | no                       | no          | no
            69        | yes          | no                       | no          | yes
            69        | no           | yes                      | no          | yes
            69        | no           | no                       | yes         | yes
                      | no           | no                       | no          | ?
            69        |              | no                       | no          | ?
            69        | no           |                          | no          | ?
            69        | no           | no                       |             | ?
            """,
        ),
    )


def test_the_spine_was_imaged_after_an_injury_that_was_seen(spec):
    spec(
        fact("spine_imaged"),
        given(
            NO_NERVE_SYMPTOM,
            """
            trauma_recent | trauma_imaging | trauma_seen | verdict
            --------------+----------------+-------------+--------
            yes           | spine          | yes         | yes
            yes           | both           | yes         | yes
            yes           | foot           | yes         | no
            yes           | none           | yes         | no
            yes           | spine          | no          | no
            yes           |                | yes         | ?
            yes           | spine          |             | ?
            yes           |                |             | ?
            no            |                |             | no
            """,
        ),
    )


def test_no_image_comforts_where_there_is_or_may_be_a_nerve_symptom(spec):
    spec(
        fact("spine_imaged"),
        given(
            NO_NERVE_SYMPTOM | {"trauma_imaging": "spine", "trauma_seen": "yes"},
            """
            numbness_present | leg_weakness | foot_drop_self | verdict
            -----------------+--------------+----------------+--------
            no               | no           | no             | yes
            yes              | no           | no             | no
            no               | yes          | no             | no
            no               | no           | yes            | no
                             | no           | no             | ?
            no               |              | no             | ?
            no               | no           |                | ?
            """,
        ),
    )


@pytest.mark.parametrize("name", LINKED)
def test_an_injury_is_linked_that_hurt_the_back_or_was_followed_by_back_pain(spec, name):
    spec(
        fact(name),
        given(
            HURT_BACK,
            """
            trauma_body              | trauma_back_pain_after | verdict
            -------------------------+------------------------+--------
            low_back                 | no                     | yes
            mid_back                 | no                     | yes
            buttock                  | no                     | yes
            neck,hip,knee,head,other | no                     | no
            foot_ankle               | no                     | no
            knee                     | yes                    | yes
            knee                     |                        | ?
                                     | no                     | ?
                                     | yes                    | yes
            """,
        ),
    )


@pytest.mark.parametrize("name", LINKED)
def test_a_forceful_or_twisting_injury_is_linked_where_the_back_hurts_now(spec, name):
    spec(
        fact(name),
        given(
            HURT_BACK | {"trauma_body": "knee"},
            """
            trauma_type   | back_pain_status | verdict
            --------------+------------------+--------
            mvc           | now              | yes
            fall_over_3ft | now              | yes
            lifting_twist | now              | yes
            fall_standing | now              | no
            sport         | now              | no
            direct_blow   | now              | no
            step_off      | now              | no
            assault       | now              | no
            other         | now              | no
            mvc           | past             | no
            mvc           | none             | no
            mvc           |                  | ?
                          | now              | ?
            """,
        ),
    )


@pytest.mark.parametrize("name", [*LINKED, "linked_injury_old"])
def test_an_injury_is_linked_where_the_foot_began_with_it_or_within_12_weeks(spec, name):
    spec(
        fact(name),
        given(
            HURT_BACK,
            """
            foot_start_vs_trauma | verdict
            ---------------------+--------
            same_day             | yes
            within_2wk           | yes
            2_to_12wk            | yes
            before               | no
            later                | no
                                 | ?
            """,
        ),
    )


@pytest.mark.parametrize("name", LINKED)
def test_an_injury_known_to_be_older_than_a_year_is_not_linked(spec, name):
    spec(
        fact(name),
        given(
            HURT_BACK,
            """
            trauma_days_ago | verdict
            ----------------+--------
            365             | yes
            366             | no
                            | yes
            """,
        ),
    )


@pytest.mark.parametrize("name", [*LINKED, "linked_injury_old"])
def test_without_an_injury_none_is_linked_and_one_that_was_not_told_is_open(spec, name):
    spec(
        fact(name),
        """
        trauma_recent | injuries | verdict
        --------------+----------+--------
        no            |          | no
                      | none     | no
        yes           |          | ?
                      |          | ?
        """,
    )


def test_a_foot_hurt_in_the_same_injury_breaks_only_the_clean_link(spec):
    table = """
        trauma_body                       | verdict
        ----------------------------------+--------
        low_back,foot_ankle               | {}
        low_back                          | yes
        low_back,neck,hip,knee,head,other | yes
        """
    spec(fact("linked_injury"), given(HURT_BACK, table.format("yes")))
    spec(fact("linked_injury_old"), given(HURT_BACK, table.format("yes")))
    spec(fact("linked_injury_clean"), given(HURT_BACK, table.format("no")))


def test_a_clean_link_stands_where_nobody_said_which_part_was_hurt(spec):
    spec(
        fact("linked_injury_clean"),
        given(
            HURT_BACK | {"trauma_back_pain_after": "yes"},
            """
            trauma_body | verdict
            ------------+--------
            foot_ankle  | no
                        | yes
            """,
        ),
    )


def test_an_old_injury_is_linked_at_any_age_but_only_where_it_hurt_the_back(spec):
    spec(
        fact("linked_injury_old"),
        given(
            HURT_BACK | {"trauma_type": "mvc", "back_pain_status": "now"},
            """
            trauma_body                         | trauma_back_pain_after | trauma_days_ago | verdict
            ------------------------------------+------------------------+-----------------+--------
            low_back                            | no                     | 4000            | yes
            mid_back                            | no                     | 4000            | yes
            buttock                             | no                     | 4000            | yes
            knee                                | yes                    | 4000            | yes
            neck,hip,knee,foot_ankle,head,other | no                     | 20              | no
            knee                                |                        | 20              | ?
                                                | no                     | 20              | ?
            """,
        ),
    )
