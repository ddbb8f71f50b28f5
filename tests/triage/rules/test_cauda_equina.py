"""Cauda equina (R01): new or settled, beside back or legs or alone, and a bladder that does not empty."""

import pytest

from tests.triage.rules.facts import (
    NO_BACK_PAIN,
    NO_CAUDA_EQUINA,
    NO_LEG_PAIN,
    NO_NERVE_SYMPTOM,
)
from tests.triage.rules.given import given

NOWHERE_ELSE = NO_BACK_PAIN | NO_LEG_PAIN | NO_NERVE_SYMPTOM
BACK_PAIN = NOWHERE_ELSE | {"back_pain_status": "now"}
NUMB_SADDLE = NO_CAUDA_EQUINA | {"saddle_numbness": "yes"}
LEAKS = NO_CAUDA_EQUINA | {"bladder_change": "new_leaks"}
SETTLED_LEAKS = LEAKS | {"ces_onset_days": "15", "ces_course": "same"}


def test_a_new_hard_sign_beside_back_leg_or_nerve_symptoms_is_an_emergency(spec):
    spec(
        "R01",
        given(
            NUMB_SADDLE | NOWHERE_ELSE,
            """
            back_pain_status | leg_pain_present | numbness_present | leg_weakness | verdict
            -----------------+------------------+------------------+--------------+--------
            now              | no               | no               | no           | yes
            past             | no               | no               | no           | yes
            none             | yes              | no               | no           | yes
            none             | no               | yes              | no           | yes
            none             | no               | no               | yes          | yes
            none             | no               | no               | no           | no
                             | no               | no               | no           | ?
            none             |                  | no               | no           | ?
            """,
        ),
    )


@pytest.mark.parametrize(
    ("bladder", "bowel", "saddle", "verdict"),
    [
        ("cannot_pee", "none", "no", "yes"),
        ("none", "cannot_feel", "no", "yes"),
        ("none", "none", "yes", "yes"),
        ("none", "none", "no", "no"),
        ("weak_stream", "none", "no", "no"),
        ("none", "new_constipation", "no", "no"),
        ("", "none", "no", "?"),
        ("none", "", "no", "?"),
        ("none", "none", "", "?"),
    ],
)
def test_beside_back_pain_one_hard_sign_is_enough_and_an_open_one_is_asked(
    spec, bladder, bowel, saddle, verdict
):
    spec(
        "R01",
        given(
            BACK_PAIN,
            f"""
            bladder_change | bowel_change | saddle_numbness | verdict
            ---------------+--------------+-----------------+--------
            {bladder}      | {bowel}      | {saddle}        | {verdict}
            """,
        ),
    )


def test_a_hard_sign_stays_an_emergency_until_it_is_known_to_be_old_and_steady(spec):
    spec(
        "R01",
        given(
            NUMB_SADDLE | BACK_PAIN,
            """
            ces_onset_days | ces_course | verdict
            ---------------+------------+--------
            14             | same       | yes
            15             | same       | no
            15             | better     | no
            15             | worsening  | yes
            15             |            | yes
                           | same       | yes
                           |            | yes
            """,
        ),
    )


def test_a_soft_sign_beside_both_legs_is_an_emergency(spec):
    spec(
        "R01",
        given(
            NO_CAUDA_EQUINA
            | NO_BACK_PAIN
            | NO_NERVE_SYMPTOM
            | {"bladder_change": "weak_stream", "leg_pain_present": "yes", "leg_pain_side": "both"},
            """
            leg_pain_side | ces_onset_days | ces_course | verdict
            --------------+----------------+------------+--------
            both          | 14             | same       | yes
            both          |                |            | yes
            both          | 15             |            | yes
            both          | 15             | same       | no
            left          | 14             | same       | no
                          | 14             | same       | ?
                          | 15             | same       | no
            """,
        ),
    )


def test_beside_both_legs_a_sexual_change_is_asked(spec):
    spec(
        "R01",
        given(
            NO_CAUDA_EQUINA
            | NO_BACK_PAIN
            | NO_NERVE_SYMPTOM
            | {"leg_pain_present": "yes", "leg_pain_side": "both"},
            """
            sexual_change | leg_pain_side | verdict
            --------------+---------------+--------
            yes           | both          | yes
            no            | both          | no
                          | both          | ?
            yes           | left          | no
                          | left          | no
            """,
        ),
    )


def test_a_soft_sign_that_gets_worse_is_an_emergency_where_back_or_legs_are_affected(spec):
    spec(
        "R01",
        given(
            NO_CAUDA_EQUINA
            | NOWHERE_ELSE
            | {"bowel_change": "new_constipation", "gait_problem": "yes", "gait_types": "limp"},
            """
            neuro_course | back_pain_status | verdict
            -------------+------------------+--------
            worsening    | now              | yes
            worsening    | past             | yes
            worsening    | none             | no
            worsening    |                  | ?
            same         | now              | no
                         | now              | ?
            """,
        ),
    )


def test_two_of_bladder_bowel_and_saddle_are_an_emergency_alone(spec):
    spec(
        "R01",
        given(
            NOWHERE_ELSE,
            """
            bladder_change | bowel_change | saddle_numbness | verdict
            ---------------+--------------+-----------------+--------
            new_leaks      | new_leaks    | no              | yes
            new_leaks      | none         | yes             | yes
            none           | new_leaks    | yes             | yes
            new_leaks      | none         | no              | no
            none           | new_leaks    | no              | no
            none           | none         | yes             | no
            new_leaks      |              | no              | ?
            new_leaks      | none         |                 | ?
                           | none         | yes             | ?
                           | none         | no              | no
            """,
        ),
    )


def test_two_signs_need_no_word_about_back_or_legs_and_stay_new_until_known_settled(spec):
    spec(
        "R01",
        """
        bladder_change | saddle_numbness | ces_onset_days | ces_course | verdict
        ---------------+-----------------+----------------+------------+--------
        new_leaks      | yes             |                |            | yes
        new_leaks      | yes             | 14             | same       | yes
        new_leaks      | yes             | 15             |            | yes
        new_leaks      | yes             |                | same       | yes
        new_leaks      | yes             | 15             | same       | no
        """,
    )


def test_new_saddle_numbness_is_urgent_whatever_the_back_does(spec):
    spec(
        "R01u",
        given(
            NO_CAUDA_EQUINA | NOWHERE_ELSE,
            """
            saddle_numbness | back_pain_status | ces_onset_days | ces_course | verdict
            ----------------+------------------+----------------+------------+--------
            yes             | none             |                |            | yes
            yes             | now              |                |            | yes
            yes             |                  |                |            | yes
            yes             | none             | 14             | same       | yes
            yes             | none             | 15             | worsening  | yes
            yes             | none             | 15             | same       | no
            no              | now              |                |            | no
                            | none             | 3              | same       | ?
            """,
        ),
    )


def test_new_leaks_are_urgent_only_with_saddle_numbness(spec):
    spec(
        "R01u",
        given(
            LEAKS | BACK_PAIN | {"ces_onset_days": "14", "ces_course": "same"},
            """
            saddle_numbness | verdict
            ----------------+--------
            yes             | yes
            no              | no
                            | ?
            """,
        ),
    )


def test_a_settled_change_of_the_past_year_beside_back_or_legs_is_urgent(spec):
    spec(
        "R01u",
        given(
            SETTLED_LEAKS | BACK_PAIN,
            """
            ces_onset_days | ces_course | verdict
            ---------------+------------+--------
            15             | same       | yes
            15             | better     | yes
            365            | same       | yes
            366            | same       | no
            14             | same       | no
            15             | worsening  | no
                           | same       | ?
            15             |            | ?
            """,
        ),
    )


def test_a_settled_change_is_urgent_only_beside_back_or_legs(spec):
    spec(
        "R01u",
        given(
            SETTLED_LEAKS | NOWHERE_ELSE,
            """
            bladder_change | back_pain_status | leg_pain_present | verdict
            ---------------+------------------+------------------+--------
            new_leaks      | now              | no               | yes
            new_leaks      | past             | no               | yes
            new_leaks      | none             | yes              | yes
            new_leaks      | none             | no               | no
            new_leaks      |                  | no               | ?
            none           | now              | no               | no
                           | now              | no               | ?
            """,
        ),
    )


def test_someone_who_cannot_pass_urine_is_an_emergency_unless_it_is_known_to_be_settled(spec):
    spec(
        "R01r",
        """
        bladder_change                                 | ces_onset_days | ces_course | verdict
        -----------------------------------------------+----------------+------------+--------
        cannot_pee                                     | 14             | same       | yes
        cannot_pee                                     | 15             | same       | no
        cannot_pee                                     | 15             | better     | no
        cannot_pee                                     | 15             | worsening  | yes
        cannot_pee                                     | 15             |            | yes
        cannot_pee                                     |                | same       | yes
        cannot_pee,weak_stream                         |                |            | yes
        trouble_starting,weak_stream,frequency_urgency |                |            | no
        no_urge_feeling,new_leaks                      |                |            | no
        none                                           |                |            | no
                                                       |                |            | ?
        """,
    )


def test_a_settled_change_of_bladder_bowel_or_saddle_goes_to_the_own_doctor(spec):
    spec(
        "R01d",
        given(
            NO_CAUDA_EQUINA | BACK_PAIN | {"ces_onset_days": "15", "ces_course": "same"},
            """
            bladder_change | bowel_change | saddle_numbness | ces_onset_days | verdict
            ---------------+--------------+-----------------+----------------+--------
            new_leaks      | none         | no              | 15             | yes
            none           | new_leaks    | no              | 15             | yes
            none           | none         | yes             | 15             | yes
            none           | none         | no              | 15             | no
            new_leaks      | none         | no              | 14             | no
            none           | none         | yes             | 14             | no
            none           | none         | yes             |                | ?
            none           | none         |                 | 15             | ?
            new_leaks      | none         | no              |                | ?
                           | none         | no              | 15             | ?
            none           |              | no              | 15             | ?
            """,
        ),
    )


def test_a_bladder_or_bowel_change_that_stands_alone_goes_to_the_own_doctor(spec):
    spec(
        "R01d",
        given(
            NO_CAUDA_EQUINA | NOWHERE_ELSE | {"ces_onset_days": "3", "ces_course": "same"},
            """
            bladder_change | bowel_change | saddle_numbness | back_pain_status | verdict
            ---------------+--------------+-----------------+------------------+--------
            new_leaks      | none         | no              | none             | yes
            none           | cannot_feel  | no              | none             | yes
            none           | none         | yes             | none             | no
            new_leaks      | none         | no              | now              | no
            new_leaks      | none         | no              |                  | ?
            none           | none         | no              | none             | no
            """,
        ),
    )
