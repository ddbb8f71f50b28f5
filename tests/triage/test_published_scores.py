"""The published tables of the clinical text: the figures that we print agree with each other and with ours."""

import re

import pytest

from intake.questionnaire import reading
from intake.triage.scores import PUBLISHED
from tests.triage.scores.tally import count


def after(probability, likelihood_ratio):
    """The probability once a finding of this likelihood ratio is known."""
    odds = probability / (1 - probability) * likelihood_ratio
    return odds / (1 + odds)


def likelihood_ratios(sensitivity, specificity):
    return sensitivity / (1 - specificity), (1 - sensitivity) / specificity


def predictive_values(probability, sensitivity, specificity):
    positive, negative = likelihood_ratios(sensitivity, specificity)
    return after(probability, positive), 1 - after(probability, negative)


def says(code, figure):
    return re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d]|\.\d)", PUBLISHED[code]["accuracy"])


def test_a_man_of_seventy_scores_eight_of_ten_on_sugioka():
    form = reading.read(
        {
            "age_years": 70,
            "leg_pain_present": True,
            "leg_symptom_days": 365,
            "leg_symptom_walking": True,
            "leg_symptom_standing": True,
            "leg_relief_sitting": True,
            "leg_relief_bending": True,
            "leg_better_leaning_back": False,
            "bladder_change": ["none"],
        }
    )

    found = count(form, "sugioka")

    assert (found.lowest, found.highest, found.score.most) == (8, 8, 10)
    assert found.verdicts == (True, True)
    assert found.missing == ()


@pytest.mark.parametrize(
    ("code", "sensitivity", "specificity", "positive", "negative"),
    [
        ("asas", "79.6", "72.4", "2.88", "0.28"),
        ("berlin", "70.0", "81.4", "3.76", "0.37"),
        ("calin", "89.9", "52.5", "1.89", "0.19"),
    ],
)
def test_likelihood_ratios_follow_from_sensitivity_and_specificity(
    code, sensitivity, specificity, positive, negative
):
    worked_out = likelihood_ratios(float(sensitivity) / 100, float(specificity) / 100)

    assert [f"{ratio:.2f}" for ratio in worked_out] == [positive, negative]
    assert all(says(code, figure) for figure in (f"{sensitivity}%", f"{specificity}%", positive, negative))


@pytest.mark.parametrize(
    ("sensitivity", "specificity", "positive", "negative"),
    [("68.3", "75.1", "54.5", "84.4"), ("79.8", "68.8", "52.8", "88.6")],
)
def test_what_the_questionnaire_of_konno_predicts_in_33_545_adults(
    sensitivity, specificity, positive, negative
):
    worked_out = predictive_values(0.304, float(sensitivity) / 100, float(specificity) / 100)

    assert [f"{value * 100:.1f}" for value in worked_out] == [positive, negative]
    assert all(
        says("sshq", f"{figure}%") for figure in ("30.4", sensitivity, specificity, positive, negative)
    )


def test_a_negative_ottawa_rule_leaves_fewer_than_one_point_four_percent():
    assert f"{after(0.15, 0.08) * 100:.2f}" == "1.39"
    assert all(says("ottawa_ankle", figure) for figure in ("0.08", "15%", "1.4%", "99.4%", "35.3%"))


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("wells_dvt", ["5%", "17%", "53%"]),
        ("cook_myelopathy", ["30.9", "0.18", "249"]),
        ("cook_stenosis", ["98%", "4.6", "96%", "0.19"]),
        ("sugioka", ["468", "47.3%", "13.3%", "47.6%", "55.2%", "65.5%", "0.154", "0.81", "0.58"]),
        ("asas", ["77.0%", "91.7%", "95.1%", "47.5%", "38.6%", "91.9%"]),
        ("henschke_roman", ["0.834"]),
        ("ottawa_foot", ["91%", "25%"]),
    ],
)
def test_a_printed_figure_is_the_published_one(code, figures):
    assert all(says(code, figure) for figure in figures)


@pytest.mark.parametrize(
    ("code", "figures"), [("sshq", ["84%", "78%"]), ("henschke_roman", ["15.5", "218", "9.6", ".16"])]
)
def test_a_figure_from_memory_is_not_printed(code, figures):
    assert not any(says(code, figure) for figure in figures)
    assert "withheld until a clinician has checked it" in PUBLISHED[code]["accuracy"]
