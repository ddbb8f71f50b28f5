"""`/intakes/{id}/`: filed once, read, amended by the version that was read."""

from uuid import uuid4

import pytest

from intake.access import within
from intake.models import Assessment, IntakeRecord, SetAside
from tests.api.given import HALF_ASKED, SADDLE, WELL, file, patient, pointers, refused, trail


def test_a_clinician_files_an_intake_and_sees_what_was_found(ada):
    sent = uuid4()

    answer = ada.put(f"/intakes/{sent}/", {"answers": SADDLE, "unsure": ["sexual_change"]})

    assert answer.status_code == 201
    shown = answer.json()
    assert shown["submission_id"] == str(sent)
    assert shown["unsure"] == ["sexual_change"]
    assert shown["assessment"]["tier"] == "emergency"
    assert shown["review"]
    assert ada.get(f"/intakes/{sent}/").json() == shown


def test_an_intake_is_read_with_its_scores(ada):
    sent = file(ada, SADDLE | {"age_years": 70, "leg_pain_present": True, "leg_relief_sitting": True})

    scores = {each["score"]: each for each in ada.get(f"/intakes/{sent}/").json()["assessment"]["scores"]}

    assert [item["name"] for item in scores["cook_stenosis"]["counted"]] == [
        "leg_relief_sitting",
        "age_over_48",
    ]
    assert scores["cook_stenosis"]["title"]


def test_an_assessment_made_before_there_were_scores_is_read_without(ada):
    sent = file(ada, SADDLE)
    with within(ada.actor.clinic):
        judged = Assessment.objects.get(record__submission_id=sent)
        del judged.findings["scores"]
        judged.save()

    assert ada.get(f"/intakes/{sent}/").json()["assessment"]["scores"] == []
    assert ada.get(f"/intakes/{sent}/explanation/").json()["scores"] == []


def test_the_same_again_is_answered_the_same_and_filed_once(ada):
    sent = uuid4()
    first = ada.put(f"/intakes/{sent}/", {"answers": SADDLE})

    again = ada.put(f"/intakes/{sent}/", {"answers": SADDLE})

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert trail(ada.actor.clinic) == ["intake-filed", "intake-read"]


@pytest.mark.parametrize("who", ["tablet", "bo"])
def test_a_tablet_and_the_front_desk_learn_that_it_is_filed_and_nothing_else(who, request):
    sender, sent = request.getfixturevalue(who), uuid4()

    for code in (201, 200):
        answer = sender.put(f"/intakes/{sent}/", {"answers": SADDLE})
        assert answer.status_code == code
        assert answer.json() == {"submission_id": str(sent), "status": "filed"}
        assert "ETag" not in answer


def test_a_tablet_files_no_examination(tablet):
    answer = tablet.put(f"/intakes/{uuid4()}/", {"answers": WELL | {"ankle_df_mrc_left": 3}})

    assert pointers(refused(answer, 400, "answers-refused")) == ["/answers/ankle_df_mrc_left"]


def test_other_content_under_a_used_id_is_refused_and_set_aside(tablet, ada):
    sent = file(tablet, SADDLE)

    answer = tablet.put(f"/intakes/{sent}/", {"answers": WELL})

    refused(answer, 409, "already-recorded")
    assert ada.get(f"/intakes/{sent}/").json()["answers"]["saddle_numbness"] is True
    with within(ada.actor.clinic):
        assert SetAside.objects.get().body["answers"] == WELL


def test_every_fault_is_named_at_once_and_no_answer_is_repeated(ada):
    sent = uuid4()
    answers = {
        "age_years": "Quincy",
        "pain_scoer": 7,
        "Nora Quince": True,
        "foot_pain_present": False,
        "foot_pain_side": "left",
        "injuries": [{"trauma_days_ago": -3}, {"trauma_type": "Quincy"}],
    }

    answer = ada.put(f"/intakes/{sent}/", {"answers": answers, "unsure": ["gait"], "declined": [7]})

    problem = refused(answer, 400, "answers-refused")
    assert {*pointers(problem)} >= {
        "/answers/age_years",
        "/answers/pain_scoer",
        "/answers/?",
        "/answers/injuries/0/trauma_days_ago",
        "/answers/injuries/1/trauma_type",
    }
    assert not any(word in answer.content.decode() for word in ("Quincy", "Nora", "-3"))
    with within(ada.actor.clinic):
        assert not IntakeRecord.objects.exists()


def test_an_answer_against_its_parents_no_is_a_contradiction(ada):
    answers = {"foot_pain_present": False, "foot_pain_side": "left"}

    problem = refused(ada.put(f"/intakes/{uuid4()}/", {"answers": answers}), 400, "answers-refused")

    assert pointers(problem) == ["/answers/foot_pain_side"]
    assert problem["errors"][0]["kind"] == "contradiction"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"answers": []}, "/answers"),
        ({"answers": {}, "clinic": "south"}, "/clinic"),
        ({"answers": {}, "tier": "none"}, "/tier"),
        ({"answers": {}, "filed_by": "staff:1"}, "/filed_by"),
        ({"answers": {}, "Nora Quince": 1}, "/?"),
        ({"answers": {}, "patient": "Nora"}, "/patient"),
        ({"answers": {}, "identity": {"birth_date": "Nora"}}, "/identity/birth_date"),
        (
            {"answers": {}, "identity": {"identifier": {"system": "", "value": "1"}}},
            "/identity/identifier/system",
        ),
        ({"answers": {}, "said_by": {"age_years": "clinician"}}, "/said_by/age_years"),
        ({"answers": {}, "questionnaire": "0" * 16}, "/questionnaire"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_a_pointer(ada, body, pointer):
    answer = ada.put(f"/intakes/{uuid4()}/", body)

    assert answer.status_code == 400
    assert pointers(answer.json()) == [pointer]
    assert "Nora" not in answer.content.decode()


@pytest.mark.parametrize("birth_date", ["0001-01-01", "1800-02-28", "9999-12-31"])
def test_an_impossible_birth_date_is_kept_as_typed_and_upsets_nothing(ada, birth_date):
    sent = file(ada, WELL, identity={"birth_date": birth_date})

    assert ada.get(f"/intakes/{sent}/").json()["identity"]["birth_date"] == birth_date


def test_an_intake_for_a_patient_who_is_not_there_is_not_filed(ada):
    answer = ada.put(f"/intakes/{uuid4()}/", {"answers": WELL, "patient": str(uuid4())})

    refused(answer, 404, "not-there")


def test_what_is_known_already_is_not_sent_again_and_leaves_no_line(ada):
    sent = file(ada)
    first = ada.get(f"/intakes/{sent}/")

    again = ada.get(f"/intakes/{sent}/", **{"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert trail(ada.actor.clinic) == ["intake-filed", "intake-read"]


def test_what_was_known_is_sent_again_once_the_intake_has_a_patient(ada, bo):
    sent, nora = file(ada), patient(bo)
    before = ada.get(f"/intakes/{sent}/")
    bo.post(f"/intakes/{sent}/patient/", {"patient": nora})

    after = ada.get(f"/intakes/{sent}/", **{"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after.json()["patient"] == nora


def test_a_clinician_adds_the_examination(ada):
    sent = file(ada, SADDLE)
    tag = ada.get(f"/intakes/{sent}/")["ETag"]

    change = {"answers": {"ankle_df_mrc_left": 3}, "said_by": {"ankle_df_mrc_left": "clinician"}}
    answer = ada.patch(f"/intakes/{sent}/", change, **{"If-Match": tag})

    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    assert answer.json()["answers"]["ankle_df_mrc_left"] == 3
    assert answer["ETag"] == ada.get(f"/intakes/{sent}/")["ETag"] != tag


def test_an_answer_sent_as_null_is_withdrawn(ada):
    sent = file(ada, SADDLE)

    answer = ada.patch(f"/intakes/{sent}/", {"answers": {"age_years": None}}, **{"If-Match": '"1"'})

    assert "age_years" not in answer.json()["answers"]


def test_a_change_without_if_match_is_refused(ada):
    sent = file(ada)

    refused(ada.patch(f"/intakes/{sent}/", {"answers": {}}), 428, "match-required")


@pytest.mark.parametrize("tag", ['"7"', 'W/"1"', "*", "1", '"x"', '"1", "2"', '"' + "9" * 40 + '"'])
def test_a_change_of_another_version_is_refused(ada, tag):
    sent = file(ada)

    answer = ada.patch(f"/intakes/{sent}/", {"answers": {"age_years": 41}}, **{"If-Match": tag})

    refused(answer, 412, "stale")
    assert ada.get(f"/intakes/{sent}/").json()["revision"] == 1


def test_the_front_desk_answers_what_is_to_be_asked_now(ada, bo):
    # given an intake with questions that staff are to put now
    sent = file(bo, HALF_ASKED)
    row = bo.get("/queue/").json()["results"][0]
    asked = [question["name"] for question in row["ask_now"]]
    assert "saddle_numbness" in asked

    # when the desk has asked one of them
    match = {"If-Match": f'"{row["revision"]}"'}
    answer = bo.patch(f"/intakes/{sent}/", {"answers": {"saddle_numbness": False}}, **match)

    # then it is filed, and the desk learns nothing from it
    assert answer.status_code == 200
    assert answer.json() == {"submission_id": sent, "status": "filed"}
    assert ada.get(f"/intakes/{sent}/").json()["answers"]["saddle_numbness"] is False


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"saddle_numbness": False, "age_years": 40}},
        {"answers": {"age_years": None}},
        {"answers": {}, "declined": ["back_pain_status"]},
        {"answers": {"ankle_df_mrc_left": 5}},
    ],
)
def test_the_front_desk_answers_nothing_else(ada, bo, change):
    sent = file(bo, HALF_ASKED)

    refused(bo.patch(f"/intakes/{sent}/", change, **{"If-Match": '"1"'}), 403, "not-allowed")
    assert ada.get(f"/intakes/{sent}/").json()["revision"] == 1


def test_the_front_desk_answers_nothing_where_nothing_is_to_be_asked(bo):
    sent = file(bo, WELL)

    answer = bo.patch(f"/intakes/{sent}/", {"answers": {"age_years": 41}}, **{"If-Match": '"1"'})

    refused(answer, 403, "not-allowed")


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_reads_an_intake(who, ada, request):
    sent = file(ada)

    refused(request.getfixturevalue(who).get(f"/intakes/{sent}/"), 403, "not-allowed")


def test_another_clinics_intake_is_not_there(ada, dee):
    sent = file(ada)

    foreign, missing = dee.get(f"/intakes/{sent}/"), dee.get(f"/intakes/{uuid4()}/")

    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
    assert trail(dee.actor.clinic) == ["GET Intake", "GET Intake"]


def test_two_clinics_may_use_the_same_id(ada, dee):
    sent = uuid4()

    for person, answers in ((ada, SADDLE), (dee, WELL)):
        assert person.put(f"/intakes/{sent}/", {"answers": answers}).status_code == 201

    assert ada.get(f"/intakes/{sent}/").json()["answers"]["saddle_numbness"] is True
    assert dee.get(f"/intakes/{sent}/").json()["answers"]["saddle_numbness"] is False


def test_an_id_in_capitals_is_the_same_id(ada):
    sent = uuid4()
    filed = ada.put(f"/intakes/{str(sent).upper()}/", {"answers": SADDLE})
    assert filed.json()["submission_id"] == str(sent)
    assert ada.put(f"/intakes/{sent}/", {"answers": SADDLE}).status_code == 200
