"""A vertebra that may have broken in weak bone (R08u, R08s)."""

import pytest

from tests.triage.rules.given import given

NEW_BACK_PAIN = {
    "back_pain_status": "now",
    "back_pain_duration_days": "84",
    "back_pain_course": "same",
    "back_pain_onset": "gradual",
    "back_pain_score": "6",
    "back_region": "low",
    "age_years": "69",
    "sex_at_birth": "male",
    "osteoporosis": "no",
    "prior_fragility_fracture": "no",
    "steroid_3mo": "no",
    "trauma_recent": "no",
}
WEAK_BONE = NEW_BACK_PAIN | {"osteoporosis": "yes"}
WEAK_BONE_IN_A_WOMAN = WEAK_BONE | {"sex_at_birth": "female"}
SIGNS = [
    ("age_years", "70", "69"),
    ("sex_at_birth", "female", "male"),
    ("steroid_3mo", "yes", "no"),
    ("back_region", "middle", "low"),
    ("back_region", "upper", "neck,buttock,tailbone"),
    ("back_pain_score", "7", "6"),
]


@pytest.mark.parametrize(("sign", "present", "absent"), SIGNS)
def test_weak_bone_with_a_second_sign_is_seen_soon_and_without_is_not(spec, sign, present, absent):
    spec(
        "R08s",
        given(
            WEAK_BONE,
            f"""
            {sign}    | verdict
            ----------+--------
            {present} | yes
            {absent}  | no
                      | ?
            """,
        ),
    )


@pytest.mark.parametrize(("sign", "present", "absent"), SIGNS[:1] + SIGNS[2:])
def test_weak_bone_with_a_third_sign_is_urgent(spec, sign, present, absent):
    spec(
        "R08u",
        given(
            WEAK_BONE_IN_A_WOMAN,
            f"""
            {sign}    | verdict
            ----------+--------
            {present} | yes
            {absent}  | no
                      | ?
            """,
        ),
    )


def test_being_a_woman_is_a_sign_and_no_other_sex_is(spec):
    table = """
        sex_at_birth | verdict
        -------------+--------
        female       | yes
        male         | no
        intersex     | no
        unknown      | no
                     | ?
        """
    spec("R08s", given(WEAK_BONE, table))
    spec("R08u", given(WEAK_BONE | {"back_pain_score": "7"}, table))


def test_tablets_that_weaken_bone_are_one_sign_and_no_more(spec):
    table = """
        steroid_3mo | sex_at_birth | back_pain_score | verdict
        ------------+--------------+-----------------+--------
        yes         | male         | 6               | {}
        yes         | female       | 6               | {}
        yes         | female       | 7               | {}
        """
    spec("R08s", given(NEW_BACK_PAIN, table.format("no", "yes", "yes")))
    spec("R08u", given(NEW_BACK_PAIN, table.format("no", "no", "yes")))


def test_a_tender_midline_is_one_sign_and_no_more(spec):
    spec("R08u", given(WEAK_BONE, "midline_spine_tender | verdict\n-\nyes | no"))


def test_only_middle_and_upper_back_are_a_sign(spec):
    table = "back_region | verdict\n-\nlow,neck,buttock,tailbone | no\nlow,middle | yes\nlow,upper | yes"
    spec("R08s", given(WEAK_BONE, table))
    spec("R08u", given(WEAK_BONE_IN_A_WOMAN, table))


def test_a_tender_midline_is_a_sign_and_one_not_looked_for_is_not(spec):
    table = "midline_spine_tender | verdict\n-\nyes | yes\nno | no\n | no"
    spec("R08s", given(WEAK_BONE, table))
    spec("R08u", given(WEAK_BONE_IN_A_WOMAN, table))


def test_osteoporosis_and_an_earlier_break_are_one_sign_together(spec):
    table = """
        osteoporosis | prior_fragility_fracture | back_pain_score | verdict
        -------------+--------------------------+-----------------+--------
        yes          | no                       | 6               | yes
        no           | yes                      | 6               | yes
        no           | no                       | 6               | no
        no           | no                       | 7               | yes
                     | no                       | 6               | ?
        no           |                          | 6               | ?
        """
    spec("R08s", given(NEW_BACK_PAIN | {"age_years": "70"}, table))
    spec("R08u", given(NEW_BACK_PAIN | {"age_years": "70", "sex_at_birth": "female"}, table))
    both = "osteoporosis | prior_fragility_fracture | verdict\n-\nyes | yes | no"
    spec("R08s", given(NEW_BACK_PAIN, both))
    spec("R08u", given(NEW_BACK_PAIN | {"sex_at_birth": "female"}, both))


@pytest.mark.parametrize("code", ["R08u", "R08s"])
def test_sex_and_pain_flag_nobody_whose_bone_is_not_weak(spec, code):
    spec(
        code,
        given(
            NEW_BACK_PAIN | {"sex_at_birth": "female", "back_pain_score": "9", "back_region": "upper"},
            """
            age_years | osteoporosis | prior_fragility_fracture | steroid_3mo | verdict
            ----------+--------------+--------------------------+-------------+--------
            69        | no           | no                       | no          | no
            70        | no           | no                       | no          | yes
            69        | yes          | no                       | no          | yes
            69        | no           | yes                      | no          | yes
            69        | no           | no                       | yes         | yes
                      | no           | no                       | no          | ?
            69        | no           | no                       |             | ?
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R08u", "R08s"])
def test_only_new_back_pain_counts(spec, code):
    spec(
        code,
        given(
            WEAK_BONE_IN_A_WOMAN | {"age_years": "70"},
            """
            back_pain_status | back_pain_duration_days | back_pain_course | verdict
            -----------------+-------------------------+------------------+--------
            now              | 84                      | same             | yes
            now              | 85                      | same             | no
            now              | 85                      | worsening        | yes
            now              |                         | same             | yes
            past             | 84                      | same             | no
                             | 84                      | same             | ?
            """,
        ),
    )


def test_weak_bone_and_an_injury_of_back_or_buttock_within_84_days_is_urgent(spec):
    spec(
        "R08u",
        given(
            WEAK_BONE | {"trauma_recent": "yes"},
            """
            trauma_recent | trauma_body                         | trauma_days_ago | verdict
            --------------+-------------------------------------+-----------------+--------
            yes           | low_back                            | 84              | yes
            yes           | mid_back                            | 84              | yes
            yes           | buttock                             | 84              | yes
            yes           | neck,hip,knee,foot_ankle,head,other | 84              | no
            yes           | low_back                            | 85              | no
            yes           | low_back                            |                 | yes
            yes           |                                     | 84              | ?
            yes           |                                     | 85              | no
            yes           |                                     |                 | ?
            no            |                                     |                 | no
                          |                                     |                 | ?
            """,
        ),
    )


def test_weak_bone_and_a_sudden_start_in_the_middle_or_upper_back_is_urgent(spec):
    spec(
        "R08u",
        given(
            WEAK_BONE,
            """
            back_pain_onset | back_region               | verdict
            ----------------+---------------------------+--------
            sudden          | middle                    | yes
            sudden          | upper                     | yes
            sudden          | low,neck,buttock,tailbone | no
            gradual         | middle                    | no
                            | middle                    | ?
            sudden          |                           | ?
            """,
        ),
    )


def test_an_injury_or_a_sudden_start_makes_no_difference_to_what_is_seen_soon(spec):
    spec(
        "R08s",
        given(
            WEAK_BONE,
            """
            back_pain_onset | trauma_body | trauma_days_ago | verdict
            ----------------+-------------+-----------------+--------
            sudden          | low_back    | 3               | no
            """,
        ),
    )
