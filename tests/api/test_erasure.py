"""`/patients/{id}/export/`, `erase/`, `hold/`, `release/`: a whole copy, then nothing, unless the law holds it back."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from clinic.roles import as_owner
from intake import outbox
from intake.access import within
from intake.api.examples import EXAMPLES
from intake.models import AuditEntry, LimitCounter
from intake.questionnaire import QUESTIONS
from tests.api.given import SADDLE, WELL, act_on, file, patient, pointers, refused, trail

pytestmark = pytest.mark.django_db

WISH = "asked_by_patient"
WORDS = sorted(name for name, question in QUESTIONS.items() if question.kind == "text")


BIRTH_DATES = ("1931-07-17", "1931-07-18", "1931-07-19", "1931-07-20")
HURT = {"trauma_recent": True, "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 83}]}
FACTS = 30


def live_through(ada, bo, word):
    """A patient of whom all is known that can be, each of thirty facts a word that stands nowhere else."""
    words = [f"{word}-{number:03d}" for number in range(1, FACTS + 1)]
    told, dates = iter(words), iter(BIRTH_DATES)
    details = {name: next(told) for name in ("phone", "email")}
    identifiers = [{"system": next(told), "value": next(told)} for _ in range(3)]
    details |= {"identifiers": identifiers, "birth_date": next(dates)}
    nora = patient(bo, next(told), next(told), **details)
    double = patient(bo, next(told), next(told), phone=next(told))
    bo.post(f"/patients/{double}/merge/", {"into": nora})

    def typed(identifier=identifiers[0]):
        return {
            "family_name": next(told),
            "given_name": next(told),
            "birth_date": next(dates),
            "identifier": identifier,
        }

    seen = file(ada, SADDLE | HURT | {name: next(told) for name in WORDS}, patient=nora, identity=typed())
    ada.patch(f"/intakes/{seen}/", {"answers": {WORDS[0]: next(told)}}, **{"If-Match": '"1"'})
    again = {"answers": WELL | {WORDS[0]: next(told)}, "patient": nora, "identity": typed()}
    refused(ada.put(f"/intakes/{seen}/", again), 409, "already-recorded")
    unknown = {"system": next(told), "value": next(told)}
    other = file(ada, SADDLE, patient=double, identity=typed(unknown))
    for sent in (seen, other):
        review = ada.get(f"/intakes/{sent}/").json()["review"]
        act_on(ada, review, "acknowledge")
        act_on(ada, review, "refer", {"note": next(told)})
        flags = ada.get(f"/reviews/{review}/").json()["flags"]
        outcomes = {flag["rule"]: "confirmed" for flag in flags}
        act_on(ada, review, "close", {"outcomes": outcomes, "note": next(told)})
    alone = file(ada, WELL | {WORDS[0]: next(told)}, patient=nora)
    assert (next(told, None), next(dates, None)) == (None, None)
    return nora, [seen, other, alone], {*words, *BIRTH_DATES}


@pytest.fixture
def receiver(cy):
    """One who is told of flags and has been away ever since."""
    address = f"/receivers/{uuid4()}/"
    assert cy.put(address, EXAMPLES["ReceiverDetails"]["The clinic's integration engine"]).status_code == 201
    return address


@pytest.fixture
def story(ada, bo, receiver):
    told = live_through(ada, bo, "Quincefact")
    with within(ada.actor.clinic):
        outbox.fan_out()
    return told


def test_an_export_has_every_fact_and_is_audited(ada, story):
    nora, _, planted = story

    answer = ada.get(f"/patients/{nora}/export/")

    assert answer.status_code == 200
    missing = {fact for fact in planted if fact not in answer.content.decode()}
    assert missing == set()
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
    assert HURT["injuries"] in [intake["answers"].get("injuries") for intake in tables["intakes"]]
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


def opened():
    """Every row of every table with its columns opened, but for the counters of calls."""
    with as_owner():
        return {
            (model.__name__, row.pk): " ".join(
                str(getattr(row, field.attname)) for field in model._meta.concrete_fields
            )
            for model in set(apps.get_models()) - {LimitCounter}
            for row in model._base_manager.all()
        }


def found(bo, fact):
    """Whom the desk finds by a name or a birth date."""
    answers = [bo.post("/patients/search/", {name: fact}) for name in ("name", "birth_date")]
    return [
        row["uuid"] for answer in answers if answer.status_code == 200 for row in answer.json()["results"]
    ]


def test_nothing_of_it_is_left_after_erasure(ada, bo, cy, receiver, request, caplog):
    # given a patient who stays, as much known of
    live_through(ada, bo, "Kimfact")
    with within(ada.actor.clinic):
        outbox.fan_out()
    before, rows_before = cells()[0], opened()
    nora, intakes, planted = request.getfixturevalue("story")
    told = {each for each in cells()[0] - before if len(each) > 12}
    assert len(told) > 50  # ciphertexts, hashes, findings
    there = " ".join(text for key, text in opened().items() if key not in rows_before)
    assert {fact for fact in planted if fact not in there} == set()
    assert {model for model, _ in opened().keys() - rows_before.keys()} >= {
        "Delivery",
        "SearchHash",
        "Injury",
    }
    assert nora in found(bo, "Quincefact")

    answer = cy.post(f"/patients/{nora}/erase/", {"patient": nora, "reason": WISH})

    assert answer.status_code == 200, answer.content
    gone = answer.json()
    assert (nora in gone["patients"], set(gone["intakes"])) == (True, set(intakes))
    # then what came with her is gone from every table as it is stored
    after, of_the_trail = cells()
    ids = {each.replace("-", "") for each in (*gone["patients"], *gone["intakes"])}
    kept = {each for each in told & after if each not in of_the_trail | ids}
    assert {each for each in kept if not each.startswith(("staff:", "20"))} == set()
    words = planted - {*BIRTH_DATES}  # which the other patient has too
    assert not any(fact.replace("-", "") in each for fact in words for each in after)
    # and as it opens: nothing is new but tombstones and the trail, and nothing of anybody else has changed
    rows_after = opened()
    assert {model for model, _ in rows_after.keys() - rows_before.keys()} == {"Tombstone", "AuditEntry"}
    assert {key: rows_after.get(key) for key in rows_before} == rows_before
    new = " ".join(text for key, text in rows_after.items() if key not in rows_before)
    assert not [fact for fact in planted if fact in new]
    # and she is neither found nor in the log
    assert found(bo, "Quincefact") == []
    assert nora not in found(bo, BIRTH_DATES[0])
    assert found(bo, BIRTH_DATES[0]) == found(bo, "Kimfact") != []
    log = " ".join(record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when))
    assert log
    assert not [fact for fact in planted if fact in log]


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
