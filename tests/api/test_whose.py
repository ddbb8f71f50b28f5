"""`/intakes/{id}/candidates/` and `/intakes/{id}/patient/`: whose an intake may be, and a person says whose it is."""

from uuid import uuid4

import pytest

from tests.api.given import WELL, file, patient, pointers, refused, trail

NORA = {"family_name": "Quince", "given_name": "Nóra", "birth_date": "1974-02-03"}


def test_patients_with_the_same_name_birth_date_or_number_are_candidates(bo):
    number = {"system": "urn:mrn", "value": "17"}
    by_name = patient(bo, "quince", "nora")
    by_birth_date = patient(bo, "Pear", "Kim", birth_date="1974-02-03")
    by_number = patient(bo, "Plum", "Lee", identifiers=[number | {"system": "urn:other"}])
    patient(bo, "Apple", "Joe")
    sent = file(bo, WELL, identity=NORA | {"identifier": number})

    answer = bo.get(f"/intakes/{sent}/candidates/")

    assert [row["uuid"] for row in answer.json()["results"]] == [by_name, by_birth_date, by_number]
    assert trail(bo.actor.clinic)[-1] == "candidates-listed"


def test_an_intake_without_identity_has_no_candidates(bo):
    patient(bo)
    sent = file(bo, WELL)

    assert bo.get(f"/intakes/{sent}/candidates/").json()["results"] == []


def test_an_intake_is_linked_once_however_often_it_is_said(ada, bo):
    sent, nora = file(ada), patient(bo)

    for _ in range(2):
        answer = bo.post(f"/intakes/{sent}/patient/", {"patient": nora})
        assert answer.status_code == 200
        assert answer.json() == {"submission_id": sent, "status": "filed"}

    assert ada.get(f"/intakes/{sent}/").json()["patient"] == nora
    assert trail(ada.actor.clinic).count("intake-linked") == 1


@pytest.mark.parametrize(
    ("body", "pointer"), [({}, ""), ({"patient": "Nora"}, "/patient"), ({"pat": 1}, "/pat")]
)
def test_a_link_to_nobody_is_refused(ada, body, pointer):
    sent = file(ada)

    problem = refused(ada.post(f"/intakes/{sent}/patient/", body), 400, "body-refused")

    assert pointer in pointers(problem)


@pytest.mark.parametrize("who", ["cy", "tablet"])
def test_neither_a_manager_nor_a_tablet_says_whose_it_is(who, ada, request):
    sent, person = file(ada), request.getfixturevalue(who)

    refused(person.get(f"/intakes/{sent}/candidates/"), 403, "not-allowed")
    refused(person.post(f"/intakes/{sent}/patient/", {"patient": str(uuid4())}), 403, "not-allowed")


def test_neither_an_intake_nor_a_patient_of_another_clinic_is_there(ada, bo, dee):
    nora, north, south = patient(bo), file(ada), file(dee)

    for path in (f"/intakes/{north}/candidates/", f"/intakes/{uuid4()}/candidates/"):
        refused(dee.get(path), 404, "not-there")
    answers = [
        dee.post(f"/intakes/{sent}/patient/", {"patient": whom})
        for sent, whom in ((north, nora), (south, nora), (south, str(uuid4())), (str(uuid4()), nora))
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert ada.get(f"/intakes/{north}/").json()["patient"] is None
    assert dee.get(f"/intakes/{south}/").json()["patient"] is None
