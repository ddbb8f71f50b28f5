"""`/assessments/`: answers are judged by the clinic's rules, and nothing is stored."""

import pytest

from intake.access import within
from intake.models import IntakeRecord
from tests.api.given import HALF_ASKED, SADDLE, file, pointers, refused, trail


def test_answers_are_judged_as_an_intake_would_be(ada):
    judged = ada.post("/assessments/", {"answers": SADDLE}).json()

    filed = ada.get(f"/intakes/{file(ada, SADDLE)}/").json()["assessment"]
    assert judged == {name: value for name, value in filed.items() if name in judged}
    assert filed.keys() - judged.keys() == {"state", "revision", "made_at"}


def test_nothing_is_stored(ada):
    ada.post("/assessments/", {"answers": SADDLE})

    with within(ada.actor.clinic):
        assert not IntakeRecord.objects.exists()
    assert trail(ada.actor.clinic) == []


def test_what_is_not_known_is_named(ada):
    judged = ada.post("/assessments/", {"answers": HALF_ASKED, "unsure": ["saddle_numbness"]}).json()

    assert "saddle_numbness" in judged["ask_now"]
    assert judged["undecided"]


def test_the_clinics_own_thresholds_judge(ada, cy):
    body = {"answers": SADDLE | {"ces_onset_days": 20, "ces_course": "same"}}
    before = ada.post("/assessments/", body).json()
    cy.patch("/clinic/", {"parameters": {"ces_recent_days": 30}}, **{"If-Match": '"1"'})

    assert (before["tier"], ada.post("/assessments/", body).json()["tier"]) == ("urgent", "emergency")


def test_published_scores_stand_beside_the_findings(ada):
    leg = {
        "age_years": 70,
        "leg_pain_present": True,
        "leg_symptom_walking": True,
        "leg_symptom_standing": True,
    }
    judged = ada.post("/assessments/", {"answers": leg | {"leg_relief_bending": True}}).json()

    score = next(each for each in judged["scores"] if each["score"] == "sugioka")
    assert (score["lowest"], score["highest"], score["least"], score["most"]) == (4, 9, -2, 10)
    assert [item["name"] for item in score["counted"]] == [
        "age_60",
        "leg_relief_bending",
        "leg_symptom_standing",
    ]
    assert {item["name"] for item in score["missing"]} >= {"over_6_months", "leg_better_leaning_back"}
    assert [cutoff["verdict"] for cutoff in score["cutoffs"]] == ["not known", "not known"]
    assert "5 points or more" in score["cutoffs"][0]["says"]
    assert "S73" in [source["mark"] for source in score["sources"]]
    assert "dapted" in score["note"]


def test_the_clinics_own_cut_off_is_the_one_that_is_told(ada, cy):
    cy.patch("/clinic/", {"parameters": {"sugioka_cutoff": 7}}, **{"If-Match": '"1"'})

    judged = ada.post("/assessments/", {"answers": {"age_years": 70, "leg_pain_present": True}}).json()

    score = next(each for each in judged["scores"] if each["score"] == "sugioka")
    assert "7 points or more" in score["cutoffs"][0]["says"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"answers": {}, "identity": {}}, "/identity"),
        ({"answers": {"age_years": None}}, "/answers/age_years"),
        ({"answers": {"weakness_new_since_last": True}}, "/answers/weakness_new_since_last"),
        ({"answers": {}, "unsure": ["nope"]}, "/unsure/0"),
        ({"answers": {}, "unsure": "gait"}, "/unsure"),
    ],
)
def test_a_body_that_does_not_fit_is_refused(ada, body, pointer):
    answer = ada.post("/assessments/", body)

    assert answer.status_code == 400
    assert pointers(answer.json()) == [pointer]


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_tries_an_assessment(who, request):
    refused(request.getfixturevalue(who).post("/assessments/", {"answers": SADDLE}), 403, "not-allowed")
