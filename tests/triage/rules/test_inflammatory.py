"""Inflammatory back pain, and heel pain that belongs to it."""

import pytest

from tests.triage.rules.given import given

# a start at 40 is early enough for the question to arise, and too late to be a feature of its own
GATE_OPEN = {
    "age_years": "60",
    "back_pain_onset_age": "40",
    "back_pain_status": "now",
    "back_pain_duration_days": "400",
    "back_region": "low",
}
FEATURES = (
    "back_pain_night_wakes",
    "alternating_buttock_pain",
    "back_better_moving",
    "nsaid_helps_48h",
    "family_spa",
    "arthritis_past",
    "enthesitis_past",
    "psoriasis",
)
NO_FEATURE = GATE_OPEN | dict.fromkeys(FEATURES, "no")
HEEL = {
    "age_years": "30",
    "foot_pain_sites": "heel_back",
    "foot_symptom_days": "90",
    "foot_stiff_after_rest": "yes",
    "psoriasis": "yes",
}
NO_LINK = HEEL | {
    "psoriasis": "no",
    "ibd_or_uveitis": "no",
    "family_spa": "no",
    "enthesitis_past": "no",
    "back_pain_status": "now",
    "back_better_moving": "no",
    "back_pain_night_wakes": "no",
    "morning_stiff_min": "30",
    "alternating_buttock_pain": "no",
}


def with_features(number, *, after=FEATURES[-1]):
    """A patient with this many features: those that follow the one named, round and round."""
    start = FEATURES.index(after) + 1
    return NO_FEATURE | dict.fromkeys((FEATURES[start:] + FEATURES[:start])[:number], "yes")


@pytest.mark.parametrize("feature", FEATURES)
def test_the_fourth_feature_makes_it_soon_and_the_third_routine(spec, feature):
    table = f"{feature} | verdict\n-\nyes | yes\nno | no\n | ?"
    spec("R22", given(with_features(3, after=feature), table))
    spec("R22h", given(with_features(2, after=feature), table))


def test_a_start_before_35_is_one_feature(spec):
    table = """
        age_years | back_pain_onset_age | verdict
        ----------+---------------------+--------
        60        | 34                  | yes
        60        | 35                  | no
        34        | 40                  | yes
        35        | 40                  | no
        40        |                     | ?
        """
    spec("R22", given(with_features(3), table))
    spec("R22h", given(with_features(2), table))


def test_a_start_before_35_counts_once(spec):
    table = "back_pain_onset_age | verdict\n-\n34 | no"
    spec("R22", given(with_features(2), table))
    spec("R22h", given(with_features(1), table))


def test_pain_in_the_buttock_is_one_feature_whether_it_changes_sides_or_not(spec):
    table = """
        alternating_buttock_pain | back_region                    | verdict
        -------------------------+--------------------------------+--------
        no                       | buttock                        | yes
        no                       | low,middle,upper,neck,tailbone | no
        yes                      | low                            | yes
        no                       |                                | ?
        """
    spec("R22", given(with_features(3, after="alternating_buttock_pain"), table))
    spec("R22h", given(with_features(2, after="alternating_buttock_pain"), table))


def test_both_kinds_of_buttock_pain_count_once(spec):
    table = "alternating_buttock_pain | back_region | verdict\n-\nyes | buttock | no"
    spec("R22", given(with_features(2, after="alternating_buttock_pain"), table))
    spec("R22h", given(with_features(1, after="alternating_buttock_pain"), table))


def test_features_count_only_in_back_pain_that_began_before_45_and_lasts_over_three_months(spec):
    table = """
        age_years | back_pain_onset_age | back_pain_status | back_pain_duration_days | verdict
        ----------+---------------------+------------------+-------------------------+--------
        60        | 44                  | now              | 91                      | yes
        60        | 45                  | now              | 91                      | no
        44        | 45                  | now              | 91                      | yes
        45        |                     | now              | 91                      | ?
        60        | 44                  | now              | 90                      | no
        60        | 44                  | now              |                         | ?
        60        | 44                  | past             | 91                      | no
        60        |                     | none             |                         | no
        60        | 44                  |                  | 91                      | ?
        """
    spec("R22", given(with_features(4), table))
    spec("R22h", given(with_features(4), table))


def test_three_features_with_the_rest_open_may_still_become_soon(spec):
    table = "psoriasis | enthesitis_past | verdict\n-\n | | {}\nno | no | {}\nyes | | {}"
    spec("R22", given(with_features(3), table.format("?", "no", "yes")))
    spec("R22h", given(with_features(3), table.format("yes", "yes", "yes")))


def test_heel_pain_of_three_months_before_45_may_be_inflammation_of_the_tendon(spec):
    spec(
        "R22b",
        given(
            HEEL,
            """
            age_years | foot_pain_sites                           | foot_symptom_days | verdict
            ----------+-------------------------------------------+-------------------+--------
            44        | heel_back                                 | 90                | yes
            45        | heel_back                                 | 90                | no
                      | heel_back                                 | 90                | ?
            30        | heel_bottom                               | 90                | yes
            30        | arch_sole,ankle,top,outer_edge,whole_foot | 90                | no
            30        | ball,big_toe,lesser_toes                  | 90                | no
            30        |                                           | 90                | ?
            30        | heel_back                                 | 89                | no
            30        | heel_back                                 |                   | ?
            """,
        ),
    )


def test_inflamed_heels_are_stiff_after_rest_or_on_both_sides_or_resist_treatment(spec):
    spec(
        "R22b",
        given(
            HEEL,
            """
            foot_stiff_after_rest | foot_pain_side | foot_treatment_failed | verdict
            ----------------------+----------------+-----------------------+--------
            yes                   | left           | no                    | yes
            no                    | both           | no                    | yes
            no                    | left           | yes                   | yes
            no                    | left           | no                    | no
            no                    | right          | no                    | no
                                  | left           | no                    | ?
            no                    |                | no                    | ?
            no                    | left           |                       | ?
            """,
        ),
    )


@pytest.mark.parametrize("link", ["psoriasis", "ibd_or_uveitis", "family_spa", "enthesitis_past"])
def test_heel_pain_needs_a_link_to_inflammation(spec, link):
    spec(
        "R22b",
        given(
            NO_LINK | {"back_pain_status": "none"},
            f"{link} | verdict\n-\nyes | yes\nno | no\n | ?",
        ),
    )


def test_plain_back_ache_is_no_link_but_two_inflammatory_features_are(spec):
    spec(
        "R22b",
        given(
            NO_LINK,
            """
            back_better_moving | back_pain_night_wakes | morning_stiff_min | verdict
            -------------------+-----------------------+-------------------+--------
            yes                | yes                   | 30                | yes
            yes                | no                    | 31                | yes
            no                 | yes                   | 31                | yes
            yes                | no                    | 30                | no
            no                 | yes                   | 30                | no
            no                 | no                    | 31                | no
            yes                |                       | 30                | ?
            yes                | no                    |                   | ?
            no                 |                       |                   | ?
            """,
        ),
    )


def test_alternating_buttock_pain_is_one_of_the_two_features(spec):
    spec(
        "R22b",
        given(
            NO_LINK,
            """
            back_better_moving | alternating_buttock_pain | verdict
            -------------------+--------------------------+--------
            yes                | yes                      | yes
            yes                | no                       | no
            no                 | yes                      | no
            yes                |                          | ?
            """,
        ),
    )


def test_features_of_a_back_that_no_longer_hurts_are_no_link(spec):
    spec(
        "R22b",
        given(
            NO_LINK | {"back_better_moving": "yes", "back_pain_night_wakes": "yes"},
            "back_pain_status | verdict\n-\nnow | yes\npast | no\nnone | no\n | ?",
        ),
    )
