"""The shapes of conditions, one truth table each, by every engine."""

from intake.questionnaire import NOTATION
from intake.triage import logic


def read(text):
    return NOTATION.read(text)


def test_a_comparison_is_not_known_without_an_answer(spec):
    spec(
        read("age_years >= 50"),
        """
        age_years | verdict
        ----------+--------
        50        | yes
        49        | no
                  | ?
        """,
    )


def test_any_of_needs_one_yes_and_all_of_one_no(spec):
    table = """
        night_sweats | smoker | verdict
        -------------+--------+--------
        yes          | no     | {}
        yes          | yes    | {}
        no           | no     | {}
        yes          |        | {}
        no           |        | {}
                     |        | {}
        """
    spec(read("smoker or smoker"), "smoker | verdict\n-\nyes | yes\nno | no\n | ?")
    any_of, all_of = "yes yes no yes ? ?", "no yes no ? no ?"
    facts = read("diabetes or smoker"), read("diabetes and smoker")
    for condition, verdicts in zip(facts, (any_of, all_of), strict=True):
        spec(condition, table.format(*verdicts.split()).replace("night_sweats", "diabetes    "))


def test_not_asks_for_a_known_no(spec):
    spec(read("not smoker"), "smoker | verdict\n-\nyes | no\nno | yes\n | ?")


def test_unless_excludes_only_when_it_is_known_to_hold(spec):
    spec(
        read("unless(diabetes and smoker)"),
        """
        diabetes | smoker | verdict
        ---------+--------+--------
        yes      | yes    | no
        yes      |        | yes
        yes      | no     | yes
                 |        | yes
        """,
    )


def test_an_examination_not_done_counts_for_nothing(spec):
    spec(
        read("found(ankle_df_mrc_left <= 3)"),
        """
        ankle_df_mrc_left | verdict
        ------------------+--------
        3                 | yes
        4                 | no
                          | no
        """,
    )


def test_answered_is_yes_or_no(spec):
    spec(logic.Answered("smoker"), "smoker | verdict\n-\nyes | yes\nno | yes\n | no")


def test_a_list_holds_at_least_one(spec):
    spec(
        read("bladder_change has {weak_stream, cannot_pee}"),
        """
        bladder_change              | verdict
        ----------------------------+--------
        cannot_pee                  | yes
        trouble_starting,cannot_pee | yes
        trouble_starting            | no
        none                        | no
                                    | ?
        """,
    )


def test_a_follow_up_that_does_not_apply_is_no(spec):
    spec(
        read("leg_pain_side is both"),
        """
        leg_pain_present | leg_pain_side | verdict
        -----------------+---------------+--------
        yes              | both          | yes
        yes              | left          | no
        yes              |               | ?
                         |               | ?
        no               |               | no
        """,
    )


def test_points_are_settled_once_the_rest_cannot_change_the_side(spec):
    points = logic.Points(2, ((2, read("diabetes")), (1, read("smoker")), (-1, read("psoriasis"))))
    spec(
        points,
        """
        diabetes | smoker | psoriasis | verdict
        ---------+--------+-----------+--------
        yes      | no     | no        | yes
        yes      | no     | yes       | no
        yes      | yes    |           | yes
        yes      |        | yes       | ?
        yes      |        | no        | yes
        no       |        |           | no
                 | no     | yes       | no
                 |        | no        | ?
        """,
    )


def test_any_injury_asks_each_row_and_knows_of_none(spec):
    spec(
        read("injury(trauma_type is mvc and trauma_days_ago <= 7)"),
        """
        trauma_recent | injuries | trauma_type | trauma_days_ago | verdict
        --------------+----------+-------------+-----------------+--------
                      |          | mvc         | 7               | yes
                      |          | mvc         | 8               | no
                      |          | mvc         |                 | ?
                      |          | sport       |                 | no
        yes           |          |             |                 | ?
        no            |          |             |                 | no
                      | none     |             |                 | no
        yes           | none     |             |                 | ?
                      |          |             |                 | ?
        """,
    )


def test_an_injury_may_lean_on_the_record(spec):
    spec(
        read("injury(trauma_type is mvc and back_now)"),
        """
        back_pain_status | trauma_type | verdict
        -----------------+-------------+--------
        now              | mvc         | yes
        none             | mvc         | no
                         | mvc         | ?
        now              | sport       | no
        """,
    )


def test_a_condition_comes_back_from_its_json():
    for text in (
        "injury(trauma_type is mvc) or found(both(ankle_df_mrc_* >= 5))",
        "unless(sugioka_score >= 5)",
    ):
        condition = read(text)
        assert logic.from_json(logic.to_json(condition)) == condition
