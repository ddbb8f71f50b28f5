"""`/patients/{id}/export/`, `erase/`, `hold/`, `release/`: a whole copy, then nothing, unless the law holds it back."""

import json
from uuid import uuid4

import pytest
from django.db import connection

from clinic.roles import as_owner
from intake.access import within
from intake.models import AuditEntry
from intake.questionnaire import QUESTIONS
from tests.api.given import SADDLE, WELL, file, patient, pointers, refused, trail

pytestmark = pytest.mark.django_db

WISH = "asked_by_patient"
WORDS = sorted(name for name, question in QUESTIONS.items() if question.kind == "text")


def canary(number):
    return f"Quincefact-{number:03d}"


@pytest.fixture
def story(ada, bo):
    """A patient of whom thirty facts are known, each a word that stands nowhere else."""
    told = iter(canary(number) for number in range(1, 31))
    details = {name: next(told) for name in ("phone", "email")}
    identifiers = [{"system": next(told), "value": next(told)} for _ in range(3)]
    nora = patient(bo, next(told), next(told), identifiers=identifiers, birth_date="1931-07-17", **details)
    double = patient(bo, next(told), next(told), phone=next(told))
    bo.post(f"/patients/{double}/merge/", {"into": nora})

    def typed():
        return {"family_name": next(told), "given_name": next(told), "identifier": identifiers[0]}

    seen = file(ada, SADDLE | {name: next(told) for name in WORDS}, patient=nora, identity=typed())
    ada.patch(f"/intakes/{seen}/", {"answers": {WORDS[0]: next(told)}}, **{"If-Match": '"1"'})
    again = {"answers": WELL | {WORDS[0]: next(told)}, "patient": nora, "identity": typed()}
    refused(ada.put(f"/intakes/{seen}/", again), 409, "already-recorded")
    other = file(ada, SADDLE, patient=double, identity=typed())
    for sent in (seen, other):
        review = ada.get(f"/intakes/{sent}/").json()["review"]
        ada.post(f"/reviews/{review}/acknowledge/")
        ada.post(f"/reviews/{review}/refer/", {"note": next(told)})
        flags = ada.get(f"/reviews/{review}/").json()["flags"]
        outcomes = {flag["rule"]: "confirmed" for flag in flags}
        ada.post(f"/reviews/{review}/close/", {"outcomes": outcomes, "note": next(told)})
    alone = file(ada, WELL | {WORDS[0]: next(told)}, patient=nora)
    planted = {canary(number) for number in range(1, 31)} - set(told)
    return nora, [seen, other, alone], planted


def test_an_export_has_every_fact_and_is_audited(ada, story):
    nora, _, planted = story
    assert len(planted) >= 25

    answer = ada.get(f"/patients/{nora}/export/")

    assert answer.status_code == 200
    missing = {fact for fact in planted if fact not in answer.content.decode()}
    assert missing == set()
    assert "1931-07-17" in answer.content.decode()
    tables = answer.json()["tables"]
    assert set(tables) == {
        "patients",
        "patient_identifiers",
        "intakes",
        "past_revisions",
        "assessments",
        "flags",
        "reviews",
        "referrals",
        "set_asides",
    } | ({"ask_now_tasks"} & set(tables))
    assert all(intake["answers"]["saddle_numbness"] in (True, False) for intake in tables["intakes"])
    assert trail(ada.actor.clinic)[-1] == "patient-exported"


def test_a_merged_entry_is_exported_as_the_person(ada, story):
    nora, _, _ = story
    (double,) = (
        each["uuid"]
        for each in ada.get(f"/patients/{nora}/export/").json()["tables"]["patients"]
        if each["uuid"] != nora
    )
    assert (
        ada.get(f"/patients/{double}/export/").json()["tables"]
        == (ada.get(f"/patients/{nora}/export/").json()["tables"])
    )


def cells():
    """Every value of every table, as text, as a dump would have it; and the values of the trail."""
    found, of_the_trail = set(), set()
    with as_owner(), connection.cursor() as cursor:
        for table in set(connection.introspection.table_names()) - {"intake_limitcounter"}:
            cursor.execute(f'SELECT * FROM "{table}"')
            values = {str(value).replace("-", "") for row in cursor.fetchall() for value in row}
            found |= values
            if table.startswith("intake_audit"):
                of_the_trail |= values
    return found, of_the_trail


def test_nothing_of_it_is_left_after_erasure(ada, bo, cy, request):
    before, _ = cells()
    nora, intakes, planted = request.getfixturevalue("story")
    told = {each for each in cells()[0] - before if len(each) > 12}
    assert len(told) > 50  # ciphertexts, hashes, findings

    answer = cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH})

    assert answer.status_code == 200, answer.content
    gone = answer.json()
    assert (nora in gone["patients"], set(gone["intakes"])) == (True, set(intakes))
    after, of_the_trail = cells()
    ids = {each.replace("-", "") for each in (*gone["patients"], *gone["intakes"])}
    kept = {each for each in told & after if each not in of_the_trail | ids}
    assert {each for each in kept if not each.startswith(("staff:", "20"))} == set()
    assert not any(fact.replace("-", "") in each for fact in planted for each in after)


def test_what_is_gone_says_so_and_cannot_come_back(ada, bo, cy, dee, tablet, story):
    nora, (seen, *_), _ = story
    foreign = dee.get(f"/intakes/{seen}/")
    cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH})

    for answer in (
        ada.get(f"/intakes/{seen}/"),
        ada.get(f"/intakes/{seen}/revisions/"),
        ada.patch(f"/intakes/{seen}/", {"answers": {}}, **{"If-Match": '"1"'}),
        ada.put(f"/intakes/{seen}/", {"answers": SADDLE}),
        tablet.put(f"/intakes/{seen}/", {"answers": {"age_years": 40}}),
        bo.get(f"/patients/{nora}/"),
        bo.put(f"/patients/{nora}/", {"family_name": "Quince", "given_name": "Nora"}),
        ada.get(f"/patients/{nora}/export/"),
        cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH}),
    ):
        refused(answer, 410, "erased")
    assert dee.get(f"/intakes/{seen}/").content == foreign.content  # another clinic learns nothing of it
    with within(ada.actor.clinic):
        assert AuditEntry.objects.filter(outcome="erased").count() == 9


def test_whoever_erases_names_the_patient_twice_and_a_reason(bo, cy):
    nora = patient(bo)

    wrong = cy.post(f"/patients/{nora}/erase/", {"patient": str(uuid4()), "reason": WISH})
    assert pointers(refused(wrong, 400, "refused")) == ["/patient"]
    for body in ({}, {"patient": nora}, {"patient": nora, "reason": "because"}, {"reason": WISH}):
        refused(cy.post(f"/patients/{nora}/erase/", body), 400, "body-refused")
    assert bo.get(f"/patients/{nora}/").status_code == 200


def test_a_legal_hold_is_put_and_released_by_a_manager(bo, cy):
    nora = patient(bo)

    for _ in range(2):
        assert cy.post(f"/patients/{nora}/hold/").json() == {"patient": nora, "is_on_hold": True}
    refused(cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH}), 409, "on-hold")
    assert cy.post(f"/patients/{nora}/release/").json() == {"patient": nora, "is_on_hold": False}

    assert cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH}).status_code == 200


def test_a_clinic_says_how_long_it_keeps_records(cy):
    clinic = cy.get("/clinic/")
    assert clinic.json()["retention_years"] == 6

    changed = cy.patch("/clinic/", {"retention_years": 10}, **{"If-Match": clinic["ETag"]})
    assert changed.json()["retention_years"] == 10
    short = cy.patch("/clinic/", {"retention_years": 5}, **{"If-Match": changed["ETag"]})
    assert pointers(refused(short, 400, "body-refused")) == ["/retention_years"]


def test_an_export_is_one_document_of_plain_json(ada, story):
    nora, *_ = story
    assert json.loads(ada.get(f"/patients/{nora}/export/").content)["exported_at"]
