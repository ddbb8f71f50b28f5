"""An intake sent again is told from other content, whatever became of the keys and of the record meanwhile."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from intake.access import within
from intake.actions.filing import record_intake
from intake.errors import AlreadyRecorded
from intake.models import AuditEntry, IntakeRecord, PastRevision, SetAside, keys
from intake.models.encrypted import Sealed
from intake.questionnaire.envelope import Identifier, Identity
from tests.actions.given import SADDLE, WELL, amend, envelope, file, link, patient, years_before_today

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent
CASES = [case["answers"] for case in json.loads((ROOT / "published_cases.json").read_text())["vignettes"]]
NORA = Identity("Quince", "Nora", date(1931, 2, 3), Identifier("urn:hospital", "4711"))
HURT = SADDLE | {
    "trauma_recent": True,
    "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 3, "trauma_body": ["low_back"]}],
}
FORMS = {
    "as usual": {"answers": SADDLE},
    "hurt": {"answers": HURT},
    "checklists and texts": {
        "answers": WELL
        | {"health_list": ["diabetes"], "med_list": ["steroid_pills_3mo"], "work_type": "desk"}
    },
    "silent": {"answers": {}, "unsure": ["saddle_numbness", "age_years"], "declined": ["sexual_change"]},
    "with a name": {"answers": SADDLE, "identity": NORA},
    "an age worked out": {"answers": {"back_pain_status": "now"}, "identity": NORA},
    "whose word": {"answers": SADDLE, "said_by": {"age_years": "relative", "med_list": "relative"}},
}


@pytest.fixture
def change_key(settings):
    def change():
        settings.AFOOT_SEARCH_KEY = bytes(range(64, 96))

    return change


def nothing_set_aside(clinic):
    with within(clinic):
        lines = AuditEntry.objects.filter(act="intake-set-aside")
        return not SetAside.objects.exists() and not lines.exists()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_was_filed_before_the_key_of_search_was_changed_is_known_again(ada, bo, north, form, change_key):
    plain, amended, linked = (file(ada, **form).record for _ in range(3))
    amend(ada, amended, {"age_years": 41}, said_by={"age_years": "clinician"})
    amend(ada, amended, {"back_pain_status": "past", "injuries": []})
    seen = patient(bo, birth_date=years_before_today(60))
    link(bo, linked, seen)

    change_key()

    for record in (plain, amended, linked):
        again = file(ada, submission_id=record.submission_id, **form)
        assert (again.is_new, again.record.pk) == (False, record.pk)
    assert not file(ada, submission_id=linked.submission_id, **form, patient=seen.uuid).is_new
    assert nothing_set_aside(north)


def test_so_is_every_published_case(ada, north, change_key):
    filed = [(file(ada, case).record.submission_id, case) for case in CASES]
    change_key()
    assert not any(file(ada, case, sent).is_new for sent, case in filed)
    assert nothing_set_aside(north)


@pytest.mark.parametrize(
    "other",
    [
        {"answers": HURT | {"age_years": 41}},
        {"answers": {name: value for name, value in HURT.items() if name != "age_years"}},
        {"answers": HURT | {"injuries": [{"trauma_type": "mvc", "trauma_days_ago": 4}]}},
        {"answers": HURT, "unsure": ["sexual_change"]},
        {"answers": HURT, "declined": ["sexual_change"]},
        {"answers": HURT, "identity": replace(NORA, given_name="Nina")},
        {"answers": HURT, "identity": replace(NORA, birth_date=date(1931, 2, 4))},
        {"answers": HURT, "identity": replace(NORA, identifier=None)},
        {"answers": HURT, "said_by": {"age_years": "relative"}},
        {"answers": HURT, "patient": "another"},
    ],
)
@pytest.mark.parametrize("is_amended", [False, True])
@pytest.mark.parametrize("key_is_new", [False, True])
def test_other_content_is_other_content_before_and_after(
    ada, bo, north, other, is_amended, key_is_new, change_key
):
    form = {"answers": HURT, "identity": NORA}
    record = file(ada, **form).record
    if is_amended:
        amend(ada, record, {"age_years": 41})
    if key_is_new:
        change_key()
    other = form | other
    if "patient" in other:
        other["patient"] = patient(bo).uuid

    for _ in range(2):
        with pytest.raises(AlreadyRecorded):
            file(ada, submission_id=record.submission_id, **other)

    with within(north):
        assert SetAside.objects.count() == 1


def test_whose_word_an_answer_is_is_content(ada, north):
    record = file(ada, SADDLE, said_by={"age_years": "relative"}).record

    assert not file(ada, SADDLE, record.submission_id, said_by={"age_years": "relative"}).is_new
    for said_by in ({}, {"age_years": "staff"}, {"age_years": "relative", "saddle_numbness": "relative"}):
        with pytest.raises(AlreadyRecorded):
            file(ada, SADDLE, record.submission_id, said_by=said_by)

    with within(north):
        assert SetAside.objects.count() == 3


def test_when_it_was_answered_is_not(ada, north):
    sent = uuid4()
    first, later = (
        replace(envelope(SADDLE), answered_at=f"2026-01-31T09:{minute}:00+01:00") for minute in (30, 31)
    )
    with within(north):
        record_intake(sent, first, by=ada.actor)
        again = record_intake(sent, later, by=ada.actor)
        assert (again.is_new, again.record.answered_at) == (False, first.answered_at)
    assert nothing_set_aside(north)


def test_a_first_revision_that_does_not_open_is_never_taken_for_the_same(ada, north, change_key):
    record = file(ada, SADDLE).record
    amend(ada, record, {"age_years": 41})
    change_key()
    with within(north):
        PastRevision.objects.update(body=Sealed(keys.seal("{}", north.pk, ("from elsewhere",))))

    with pytest.raises(AlreadyRecorded):
        file(ada, SADDLE, record.submission_id)


def test_the_hash_that_was_kept_stays_as_it_was(ada, north, change_key):
    record = file(ada, SADDLE).record
    before = record.content_digest
    change_key()
    assert keys.keyed_hash(north.pk, "content", "x") != before
    file(ada, SADDLE, record.submission_id)
    with within(north):
        assert IntakeRecord.objects.get().content_digest == before
