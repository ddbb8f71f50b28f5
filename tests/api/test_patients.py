"""`/patients/` and `/patients/search/`: listed and found; what is sought travels in a body, not in an address."""

import pytest

from tests.api.given import WELL, file, pages_of, patient, pointers, refused, trail


def found(person, **wanted):
    return [row["uuid"] for row in person.post("/patients/search/", wanted).json()["results"]]


def test_patients_are_listed_in_the_order_they_were_added(ada, bo):
    added = [patient(bo, "Quince"), patient(bo, "Apple")]

    rows = ada.get("/patients/").json()["results"]

    assert [row["uuid"] for row in rows] == added
    assert trail(bo.actor.clinic)[-1] == "patients-listed"


def test_a_long_list_comes_in_pages_that_miss_nothing(bo):
    added = [patient(bo) for _ in range(51)]

    pages = list(pages_of(bo, "/patients/"))

    assert [len(page) for page in pages] == [50, 1]
    assert [row["uuid"] for page in pages for row in page] == added


def test_patients_are_found_by_name_birth_date_and_number(ada, bo):
    number = {"system": "urn:mrn", "value": "17"}
    nora = patient(bo, "Quínce", "Nora", birth_date="1974-02-03", identifiers=[number])
    noel = patient(bo, "Quincey", "Noel")

    assert found(ada) == [nora, noel]
    assert found(ada, name="QUIN") == [nora, noel]
    assert found(ada, name="quince nora") == [nora]
    assert found(ada, birth_date="1974-02-03") == [nora]
    assert found(ada, identifier=number) == [nora]
    assert found(ada, name="quin", birth_date="1975-02-03") == []
    assert found(ada, name="%%%") == found(ada, name="___") == []
    assert trail(ada.actor.clinic)[-1] == "patients-searched"


def test_the_pages_of_a_search_are_sought_with_the_same_body(bo, pages_of_three):
    added = [patient(bo) for _ in range(5)]
    first = bo.post("/patients/search/", {"name": "quince"}).json()

    rest = bo.post(first["next"].removeprefix(bo.address), {"name": "quince"}).json()

    assert [row["uuid"] for row in first["results"] + rest["results"]] == added
    assert rest["next"] is None


def test_a_patient_merged_into_another_is_not_listed(bo):
    nora, again = patient(bo), patient(bo)
    bo.post(f"/patients/{again}/merge/", {"into": nora})

    assert found(bo, name="quince") == [nora]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": 7}, "/name"),
        ({"name": "qu"}, "/name"),
        ({"name": "\u200b’\u200b"}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"birth_date": "Quince"}, "/birth_date"),
        ({"identifier": {"system": "urn:mrn"}}, "/identifier"),
        ({"folded_name__startswith": "q"}, "/folded_name__startswith"),
    ],
)
def test_a_search_that_does_not_fit_is_refused(bo, body, pointer):
    assert pointers(refused(bo.post("/patients/search/", body), 400, "body-refused")) == [pointer]


def test_a_search_has_no_parameters_but_the_cursor(bo):
    refused(bo.post("/patients/search/?name=quince", {}), 400, "query-refused")
    refused(bo.post("/patients/search/?cursor=nonsense!", {}), 400, "query-refused")


@pytest.mark.parametrize("who", ["cy", "tablet"])
def test_neither_a_manager_nor_a_tablet_sees_patients(who, request):
    person = request.getfixturevalue(who)

    refused(person.get("/patients/"), 403, "not-allowed")
    refused(person.post("/patients/search/", {}), 403, "not-allowed")


def test_another_clinics_patients_are_not_listed_nor_found(bo, dee):
    patient(bo, identifiers=[{"system": "urn:mrn", "value": "17"}])

    assert dee.get("/patients/").json()["results"] == []
    assert found(dee, name="quince") == found(dee, identifier={"system": "urn:mrn", "value": "17"}) == []


@pytest.mark.parametrize("typed", ["Qui\u200bnce", "\u202eQuince", "Quin\u0441e", "Ｑｕｉｎｃｅ"], ids=ascii)
def test_a_name_that_only_looks_alike_is_kept_as_it_was_sent_and_found(ada, bo, typed):
    uuid = patient(bo, family_name=typed)
    sent = file(ada, WELL, identity={"family_name": "Quince", "given_name": "Nora"})

    assert bo.get(f"/patients/{uuid}/").json()["family_name"] == typed
    assert found(bo, name="quince") == found(bo, name=typed) == [uuid]
    assert [each["uuid"] for each in bo.get(f"/intakes/{sent}/candidates/").json()["results"]] == [uuid]
