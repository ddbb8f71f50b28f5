"""Fresh injuries of the spine (R08a, R08k, R08m): a fall from a height, a crash, a blow."""

import pytest

from intake.questionnaire import INJURY
from intake.questionnaire.reading import Answers
from tests.triage.conftest import bound_rule, judge_everywhere
from tests.triage.rules.facts import NO_BACK_PAIN, NO_NERVE_SYMPTOM
from tests.triage.rules.given import given

FALL = NO_NERVE_SYMPTOM | {
    "back_pain_status": "now",
    "trauma_type": "fall_over_3ft",
    "trauma_days_ago": "7",
    "trauma_body": "foot_ankle",
}
FALL_ON_FOOT = FALL | NO_BACK_PAIN | {"foot_pain_present": "yes", "foot_pain_sites": "ankle"}
CRASH = NO_NERVE_SYMPTOM | {
    "back_pain_status": "now",
    "back_pain_score": "7",
    "age_years": "64",
    "trauma_type": "mvc",
    "trauma_days_ago": "7",
    "trauma_body": "low_back",
    "trauma_back_pain_after": "no",
}
BLOW = CRASH | {"trauma_type": "direct_blow", "numbness_present": "yes"}
UNHURT = {"back_pain_status": "none"} | dict.fromkeys(
    ["numbness_present", "leg_weakness", "foot_drop_self", "gait_problem", "foot_pain_present"], False
)
NO_PAIN_AFTER = {"trauma_back_pain_after": False}
SPINE_SCANNED = {"trauma_imaging": "spine", "trauma_seen": "yes"}


def test_a_fall_of_more_than_3_feet_within_7_days_is_an_emergency(spec):
    spec(
        "R08a",
        given(
            FALL,
            """
            trauma_type   | trauma_days_ago | verdict
            --------------+-----------------+--------
            fall_over_3ft | 7               | yes
            fall_over_3ft | 8               | no
            fall_over_3ft |                 | yes
            fall_standing | 7               | no
            mvc           | 7               | no
            sport         | 7               | no
            lifting_twist | 7               | no
            direct_blow   | 7               | no
            step_off      | 7               | no
            assault       | 7               | no
            other         | 7               | no
                          | 7               | ?
                          | 8               | no
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R08a", "R08k", "R08m"])
def test_whether_there_was_an_injury_is_asked_and_none_is_no_emergency(spec, code):
    spec(
        code,
        """
        trauma_recent | injuries | numbness_present | verdict
        --------------+----------+------------------+--------
        yes           |          | yes              | ?
                      |          | yes              | ?
        no            |          | yes              | no
                      | none     | yes              | no
        """,
    )


def test_a_fall_is_an_emergency_with_back_pain_a_nerve_symptom_or_a_painful_heel(spec):
    spec(
        "R08a",
        given(
            FALL_ON_FOOT,
            """
            back_pain_status | numbness_present | leg_weakness | foot_pain_sites | verdict
            -----------------+------------------+--------------+-----------------+--------
            now              | no               | no           | ankle           | yes
            none             | yes              | no           | ankle           | yes
            none             | no               | yes          | ankle           | yes
            none             | no               | no           | heel_bottom     | yes
            none             | no               | no           | heel_back       | yes
            none             | no               | no           | ankle           | no
            past             | no               | no           | ankle           | no
                             | no               | no           | ankle           | ?
            none             |                  | no           | ankle           | ?
            none             | no               |              | ankle           | ?
            none             | no               | no           |                 | ?
            """,
        ),
    )


def test_a_fall_is_an_emergency_where_back_neck_or_head_was_hurt_or_the_midline_is_tender(spec):
    spec(
        "R08a",
        given(
            FALL_ON_FOOT,
            """
            trauma_body                       | midline_spine_tender | verdict
            ----------------------------------+----------------------+--------
            low_back                          |                      | yes
            mid_back                          |                      | yes
            neck                              |                      | yes
            head                              |                      | yes
            foot_ankle                        | yes                  | yes
            foot_ankle                        | no                   | no
            buttock,hip,knee,foot_ankle,other |                      | no
                                              |                      | ?
            """,
        ),
    )


def test_another_injury_may_have_hurt_the_back_of_someone_who_fell(clinic):
    fall = {"trauma_type": "fall_over_3ft", "trauma_days_ago": 3, "trauma_body": ("foot_ankle",)}
    lift = {"trauma_type": "lifting_twist", "trauma_days_ago": 90, "trauma_body": ("low_back",)}
    old_fall = fall | {"trauma_days_ago": 90}
    cases = [
        (Answers(UNHURT, (fall, lift)), True, "a fresh fall and a lift that hurt the back"),
        (Answers(UNHURT, (fall, fall)), False, "two falls on the foot"),
        (Answers(UNHURT, (old_fall, lift)), False, "an old fall and a lift that hurt the back"),
    ]
    judge_everywhere(clinic, bound_rule("R08a"), cases)


def test_one_and_the_same_injury_is_fresh_forceful_and_of_the_back(clinic):
    crash = {"trauma_type": "mvc", "trauma_days_ago": 3, "trauma_body": ("knee",)} | NO_PAIN_AFTER
    lift = {
        "trauma_type": "lifting_twist",
        "trauma_days_ago": 3,
        "trauma_body": ("low_back",),
    } | NO_PAIN_AFTER
    numb = UNHURT | {"numbness_present": True}
    for code in ("R08k", "R08m"):
        cases = [
            (Answers(numb, (crash, lift)), False, f"{code}: the crash hurt the knee, a lift the back"),
            (Answers(numb, (lift, crash | {"trauma_body": ("low_back",)})), True, f"{code}: the crash did"),
        ]
        judge_everywhere(clinic, bound_rule(code), cases)


def test_severe_pain_after_a_blow_counts_where_some_injury_was_a_crash(clinic):
    blow = {"trauma_type": "direct_blow", "trauma_days_ago": 3, "trauma_body": ("low_back",)}
    older = {"trauma_days_ago": 90, "trauma_body": ("knee",)} | NO_PAIN_AFTER
    hurts = UNHURT | {"back_pain_status": "now", "back_pain_score": 7, "age_years": 64}
    lesser = set(INJURY["trauma_type"].option_names) - {"mvc"}
    cases = [
        (Answers(hurts, (blow,)), False, "a fresh blow to the back alone"),
        (Answers(hurts, (blow, older | {"trauma_type": "mvc"})), True, "and an older crash"),
        (Answers(hurts, (blow, older)), None, "and an older injury of which nobody said what it was"),
        *((Answers(hurts, (blow, older | {"trauma_type": kind})), False, kind) for kind in sorted(lesser)),
    ]
    judge_everywhere(clinic, bound_rule("R08k"), cases)


@pytest.mark.parametrize("injury", ["mvc", "assault", "direct_blow", "sport", "other"])
def test_a_fresh_crash_blow_or_sports_injury_of_the_back_with_a_nerve_symptom_is_an_emergency(spec, injury):
    spec(
        "R08k",
        given(
            BLOW,
            f"""
            trauma_type | trauma_days_ago | numbness_present | verdict
            ------------+-----------------+------------------+--------
            {injury}    | 7               | yes              | yes
            {injury}    | 8               | yes              | no
            {injury}    |                 | yes              | yes
            """,
        ),
    )


def test_a_fall_from_standing_a_lift_or_a_misstep_is_no_such_emergency(spec):
    spec(
        "R08k",
        given(
            BLOW,
            """
            trauma_type   | trauma_days_ago | verdict
            --------------+-----------------+--------
            fall_standing | 7               | no
            fall_over_3ft | 7               | no
            lifting_twist | 7               | no
            step_off      | 7               | no
                          | 7               | ?
                          | 8               | no
            """,
        ),
    )


@pytest.mark.parametrize("code", ["R08k", "R08m"])
def test_the_injury_hurt_back_or_neck_or_was_followed_by_back_pain(spec, code):
    spec(
        code,
        given(
            CRASH | {"numbness_present": "yes"},
            """
            trauma_body                            | trauma_back_pain_after | verdict
            ---------------------------------------+------------------------+--------
            low_back                               | no                     | yes
            mid_back                               | no                     | yes
            neck                                   | no                     | yes
            buttock,hip,knee,foot_ankle,head,other | no                     | no
            knee                                   | yes                    | yes
                                                   | yes                    | yes
            knee                                   |                        | ?
                                                   | no                     | ?
            """,
        ),
    )


def test_a_nerve_symptom_or_a_tender_midline_makes_an_injury_of_the_back_an_emergency(spec):
    spec(
        "R08k",
        given(
            CRASH | {"trauma_type": "sport"},
            """
            numbness_present | leg_weakness | foot_drop_self | midline_spine_tender | verdict
            -----------------+--------------+----------------+----------------------+--------
            yes              | no           | no             |                      | yes
            no               | yes          | no             |                      | yes
            no               | no           | yes            |                      | yes
            no               | no           | no             | yes                  | yes
            no               | no           | no             | no                   | no
            no               | no           | no             |                      | no
                             | no           | no             | no                   | ?
            no               |              | no             | no                   | ?
            """,
        ),
    )


def test_from_65_on_back_pain_makes_an_injury_of_the_back_an_emergency(spec):
    spec(
        "R08k",
        given(
            CRASH | {"trauma_type": "sport"},
            """
            age_years | back_pain_status | verdict
            ----------+------------------+--------
            65        | now              | yes
            64        | now              | no
            65        | past             | no
            65        | none             | no
                      | now              | ?
            65        |                  | ?
            """,
        ),
    )


def test_back_pain_of_7_after_a_crash_is_an_emergency(spec):
    spec(
        "R08k",
        given(
            CRASH,
            """
            trauma_type | back_pain_status | back_pain_score | verdict
            ------------+------------------+-----------------+--------
            mvc         | now              | 7               | yes
            mvc         | now              | 6               | no
            assault     | now              | 7               | no
            mvc         | past             | 7               | no
            mvc         | none             |                 | no
            mvc         | now              |                 | ?
            mvc         |                  | 7               | ?
                        | now              | 7               | ?
            """,
        ),
    )


@pytest.mark.parametrize("injury", ["mvc", "assault", "fall_over_3ft"])
def test_a_fresh_forceful_injury_of_back_or_neck_is_urgent_without_any_danger_sign(spec, injury):
    spec(
        "R08m",
        given(
            CRASH | NO_BACK_PAIN,
            f"""
            trauma_type | trauma_days_ago | verdict
            ------------+-----------------+--------
            {injury}    | 7               | yes
            {injury}    | 8               | no
            {injury}    |                 | yes
            """,
        ),
    )


def test_a_lesser_injury_is_not_urgent_by_itself(spec):
    spec(
        "R08m",
        given(
            CRASH,
            """
            trauma_type   | trauma_days_ago | verdict
            --------------+-----------------+--------
            fall_standing | 7               | no
            sport         | 7               | no
            lifting_twist | 7               | no
            direct_blow   | 7               | no
            step_off      | 7               | no
            other         | 7               | no
                          | 7               | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    ("code", "injured"),
    [
        ("R08a", FALL),
        ("R08k", CRASH),
        ("R08m", CRASH),
    ],
)
def test_a_scan_of_the_spine_excuses_where_it_was_seen_and_the_nerves_are_known_to_be_well(
    spec, code, injured
):
    spec(
        code,
        given(
            injured | SPINE_SCANNED,
            """
            trauma_imaging | trauma_seen | numbness_present | leg_weakness | verdict
            ---------------+-------------+------------------+--------------+--------
            spine          | yes         | no               | no           | no
            both           | yes         | no               | no           | no
            foot           | yes         | no               | no           | yes
            none           | yes         | no               | no           | yes
                           | yes         | no               | no           | yes
            spine          | no          | no               | no           | yes
            spine          |             | no               | no           | yes
            spine          | yes         | yes              | no           | yes
            spine          | yes         | no               | yes          | yes
            spine          | yes         | no               |              | yes
            """,
        ),
    )
