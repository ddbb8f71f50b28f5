"""`/patients/{id}/`: added once, read, corrected by the version that was read, merged and unmerged."""

from uuid import uuid4

import pytest

from tests.api.given import patient, pointers, refused, trail

NORA = {
    "family_name": "Quince",
    "given_name": "Nora",
    "birth_date": "1974-02-03",
    "phone": "+00 1",
    "email": "nora@example.org",
    "identifiers": [{"system": "urn:mrn", "value": "17"}],
}


def test_a_patient_is_added_once_however_often_it_is_sent(ada, bo):
    uuid = uuid4()

    first, again = (bo.put(f"/patients/{uuid}/", NORA) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == NORA | {"uuid": str(uuid), "merged_into": None, "version": 1}
    assert ada.get(f"/patients/{uuid}/").json() == first.json()
    assert trail(bo.actor.clinic) == ["patient-added", "patient-read", "patient-read"]


def test_names_are_kept_as_they_were_written(bo):
    uuid = patient(bo, "O’Brien-李 \u202e", "  Zoë\u200b")

    shown = bo.get(f"/patients/{uuid}/").json()

    assert (shown["family_name"], shown["given_name"]) == ("O’Brien-李 \u202e", "  Zoë\u200b")


def test_other_details_under_a_used_id_are_refused(bo):
    uuid = patient(bo)

    answer = bo.put(f"/patients/{uuid}/", {"family_name": "Pear", "given_name": "Kim"})

    refused(answer, 409, "already-recorded")
    assert bo.get(f"/patients/{uuid}/").json()["family_name"] == "Quince"


def test_an_identifier_belongs_to_one_patient(bo):
    patient(bo, identifiers=NORA["identifiers"])

    refused(bo.put(f"/patients/{uuid4()}/", NORA), 409, "conflict")


def test_what_is_known_already_is_not_sent_again_and_leaves_no_line(bo):
    uuid = patient(bo)
    tag = bo.get(f"/patients/{uuid}/")["ETag"]

    again = bo.get(f"/patients/{uuid}/", **{"If-None-Match": f'"0", W/{tag}'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert trail(bo.actor.clinic) == ["patient-added", "patient-read"]


def test_demographics_are_corrected(bo):
    uuid = patient(bo, **{"birth_date": "1974-02-03", "identifiers": NORA["identifiers"]})
    tag = bo.get(f"/patients/{uuid}/")["ETag"]

    change = {"family_name": "Pear", "birth_date": None, "identifiers": []}
    answer = bo.patch(f"/patients/{uuid}/", change, **{"If-Match": tag})

    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["family_name"], shown["given_name"], shown["birth_date"]) == ("Pear", "Nora", None)
    assert (shown["identifiers"], shown["version"]) == ([], 2)
    assert answer["ETag"] == bo.get(f"/patients/{uuid}/")["ETag"] != tag


def test_a_correction_names_the_version_it_corrects(bo):
    uuid = patient(bo)

    refused(bo.patch(f"/patients/{uuid}/", {"phone": "1"}), 428, "match-required")
    refused(bo.patch(f"/patients/{uuid}/", {"phone": "1"}, **{"If-Match": '"2"'}), 412, "stale")
    assert bo.get(f"/patients/{uuid}/").json()["phone"] == ""


def test_a_correction_to_another_patients_identifier_is_refused_whole(bo):
    patient(bo, identifiers=NORA["identifiers"])
    uuid = patient(bo, "Pear")

    change = {"phone": "1", "identifiers": NORA["identifiers"]}
    refused(bo.patch(f"/patients/{uuid}/", change, **{"If-Match": '"1"'}), 409, "conflict")

    shown = bo.get(f"/patients/{uuid}/").json()
    assert (shown["phone"], shown["identifiers"], shown["version"]) == ("", [], 1)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"family_name": ""}, "/family_name"),
        ({"family_name": None}, "/family_name"),
        ({"family_name": "x" * 121}, "/family_name"),
        ({"birth_date": "31.01.1974"}, "/birth_date"),
        ({"birth_date": "1974-02-30"}, "/birth_date"),
        ({"identifiers": [{"system": "urn:mrn", "value": ""}]}, "/identifiers/0/value"),
        ({"identifiers": [{"system": "urn:mrn", "value": str(each)} for each in range(21)]}, "/identifiers"),
        ({"uuid": "1"}, "/uuid"),
        ({"merged_into": None}, "/merged_into"),
        ({"version": 7}, "/version"),
        ({"clinic": "south"}, "/clinic"),
    ],
)
def test_details_that_do_not_fit_are_refused(bo, change, pointer):
    uuid = patient(bo)

    corrected = bo.patch(f"/patients/{uuid}/", change, **{"If-Match": '"1"'})
    added = bo.put(f"/patients/{uuid4()}/", NORA | change)

    for answer in (corrected, added):
        assert pointers(refused(answer, 400, "body-refused")) == [pointer]


def test_two_entries_are_one_person_until_it_is_undone(bo):
    nora, again = patient(bo), patient(bo)

    for _ in range(2):
        merged = bo.post(f"/patients/{again}/merge/", {"into": nora})
        assert (merged.status_code, merged.json()["merged_into"]) == (200, nora)
    for _ in range(2):
        parted = bo.post(f"/patients/{again}/unmerge/")
        assert (parted.status_code, parted.json()["merged_into"]) == (200, None)

    acts = trail(bo.actor.clinic)
    assert (acts.count("patient-merged"), acts.count("patient-unmerged")) == (1, 1)


def test_an_act_that_changes_nothing_is_still_a_look_at_the_patient(bo):
    uuid = patient(bo)

    bo.post(f"/patients/{uuid}/unmerge/")

    assert trail(bo.actor.clinic) == ["patient-added", "patient-read"]


def test_a_chain_or_a_circle_of_merges_is_refused(bo):
    one, two, three = patient(bo), patient(bo), patient(bo)
    bo.post(f"/patients/{one}/merge/", {"into": two})

    refused(bo.post(f"/patients/{three}/merge/", {"into": one}), 409, "out-of-turn")
    refused(bo.post(f"/patients/{two}/merge/", {"into": three}), 409, "out-of-turn")
    refused(bo.post(f"/patients/{three}/merge/", {"into": three}), 409, "out-of-turn")


@pytest.mark.parametrize("who", ["ada", "cy", "tablet"])
def test_only_the_front_desk_writes_patients(who, bo, request):
    uuid, person = patient(bo), request.getfixturevalue(who)

    refused(person.put(f"/patients/{uuid4()}/", NORA), 403, "not-allowed")
    refused(person.patch(f"/patients/{uuid}/", {"phone": "1"}, **{"If-Match": '"1"'}), 403, "not-allowed")
    refused(person.post(f"/patients/{uuid}/merge/", {"into": uuid}), 403, "not-allowed")
    refused(person.post(f"/patients/{uuid}/unmerge/"), 403, "not-allowed")


def test_another_clinics_patient_is_not_there(bo, dee):
    uuid = patient(bo)

    foreign, missing = dee.get(f"/patients/{uuid}/"), dee.get(f"/patients/{uuid4()}/")

    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
