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
