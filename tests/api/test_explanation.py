"""`/intakes/{id}/explanation/`: why, in words."""

from uuid import uuid4

import pytest

from intake.triage.rules.rule import TIER_MEANS
from tests.api.given import HALF_ASKED, SADDLE, file, refused, trail


def test_a_flag_is_explained_by_the_answers_that_decided(ada):
    sent = file(ada, SADDLE)

    explained = ada.get(f"/intakes/{sent}/explanation/").json()

    because = {reason["name"] for flag in explained["flags"] for reason in flag["because"]}
    assert "saddle_numbness" in because
    assert all(flag["sources"] and flag["evidence"] and flag["next_step"] for flag in explained["flags"])
    assert explained["safety_net"] in explained["aloud"]
    assert f"emergency: {TIER_MEANS['emergency']}" in explained["aloud"]
    assert trail(ada.actor.clinic)[-1] == "explanation-read"


def test_a_score_is_explained_by_what_it_is_for_and_worth(ada):
    leg = {
        "age_years": 70,
        "leg_pain_present": True,
        "leg_symptom_walking": True,
        "leg_symptom_standing": True,
    }
    sent = file(ada, leg | {"leg_relief_sitting": True, "leg_relief_bending": True})

    explained = ada.get(f"/intakes/{sent}/explanation/").json()

    score = next(each for each in explained["scores"] if each["score"] == "sugioka")
    assert all(score[part] for part in ("purpose", "accuracy", "reading", "licence"))
    assert score["spoken"] in explained["aloud"]
    assert all(source["citation"] for source in score["sources"])


def test_a_score_that_reaches_nothing_is_not_read_aloud(ada):
    explained = ada.get(f"/intakes/{file(ada, SADDLE)}/explanation/").json()

    assert explained["scores"]
    assert not any(score["spoken"] in explained["aloud"] for score in explained["scores"])


def test_what_is_still_to_ask_is_named_with_its_wording(ada):
    sent = file(ada, HALF_ASKED)

    still = ada.get(f"/intakes/{sent}/explanation/").json()["still_to_ask"]

    assert "saddle_numbness" in [question["name"] for question in still]
    assert all(question["wording"] for question in still)


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_reads_an_explanation(who, ada, request):
    sent = file(ada)

    refused(request.getfixturevalue(who).get(f"/intakes/{sent}/explanation/"), 403, "not-allowed")


def test_another_clinics_explanation_is_not_there(ada, dee):
    sent = file(ada)

    foreign, missing = (dee.get(f"/intakes/{uuid}/explanation/") for uuid in (sent, uuid4()))

    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
