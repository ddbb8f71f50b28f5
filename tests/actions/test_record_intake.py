"""What happens when an intake is filed: read, filed, judged, announced, and never lost or taken for well."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions import set_aside
from intake.actions.rows import answers_of
from intake.errors import AlreadyRecorded, AnswersRefused, BodyRefused, NotAllowed
from intake.models import (
    AskNowTask,
    Assessment,
    AuditEntry,
    Flag,
    IntakeRecord,
    OutboxMessage,
    ReleasedVersion,
    Review,
    SetAside,
)
from intake.questionnaire import VERSION
from intake.questionnaire.envelope import Identifier, Identity
from intake.triage.rules import RULESET_VERSION
from tests.actions.given import (
    SADDLE,
    WELL,
    amend,
    file,
    filed,
    flags,
    latest,
    link,
    patient,
    review_of,
    years_before_today,
)

pytestmark = pytest.mark.usefixtures("in_north")

NUMBER = Identifier("urn:hospital", "4711")


def test_a_tablet_files_the_patients_answers_and_no_examination(tablet):
    with pytest.raises(AnswersRefused) as refused:
        file(tablet, SADDLE | {"ankle_df_mrc_left": 3})
    assert [fault.pointer for fault in refused.value.faults] == ["/answers/ankle_df_mrc_left"]
    assert not IntakeRecord.objects.exists()


# What is kept


def test_an_intake_is_filed_judged_and_put_on_the_worklist(ada):
    record = filed(ada, SADDLE, unsure=["sexual_change"])

    assessment = latest(record)
    assert (assessment.tier, assessment.spinal_evaluation, assessment.state) == ("emergency",) * 2 + (
        "flagged",
    )
    assert {"R01", "R01u"} <= flags(record, is_current=True)
    review = review_of(record)
    assert (review.status, review.tier, review.is_fully_assessed) == ("open", "emergency", True)
    assert record.unsure == ["sexual_change"]
    assert record.questionnaire_id == VERSION
    assert assessment.ruleset_id == RULESET_VERSION


def test_a_record_reads_back_as_it_was_sent(ada):
    answers = SADDLE | {
        "temp_c": 37.5,
        "foot_symptom_days": 0,
        "gait_observed": ["wide_base", "toe_walk"],
        "injuries": [{"trauma_type": "mvc", "trauma_body": ["neck", "low_back"]}, {}],
    }
    record = filed(ada, answers, unsure=["sexual_change"], declined=["pregnant"])

    read = answers_of(record)
    assert read.values["temp_c"] == 37.5
    assert read.values["foot_symptom_days"] == 0
    assert set(read.values["gait_observed"]) == {"wide_base", "toe_walk"}
    assert read.values["diabetes"] is False
    assert read.injuries == ({"trauma_type": "mvc", "trauma_body": ("low_back", "neck")}, {})
    assert (read.unsure, read.declined) == (("sexual_change",), ("pregnant",))


def test_a_well_patient_is_clear_and_troubles_nobody(ada):
    record = filed(ada, WELL)

    assert latest(record).state == "clear"
    assert not Flag.objects.exists()
    assert not Review.objects.exists()
    assert not AskNowTask.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_plain_foot_pain_alone_is_clear_and_opens_no_review(ada):
    record = filed(
        ada,
        WELL
        | {
            "foot_pain_present": True,
            "foot_pain_onset": "gradual",
            "foot_pain_night": False,
            "smoker": False,
        },
    )

    assert flags(record) == {"D00"}
    assert latest(record).state == "clear"
    assert not Review.objects.exists()


def test_an_empty_form_is_never_clear_and_asks_now(ada):
    record = filed(ada, {})

    assert latest(record).state == "needs_review"
    assert latest(record).open_emergencies > 0
    assert "saddle_numbness" in AskNowTask.objects.get(record=record).questions


def test_what_was_declined_is_asked_in_private_and_not_at_the_desk(ada):
    known = {name: value for name, value in SADDLE.items() if name != "saddle_numbness"}
    record = filed(ada, known, declined=["saddle_numbness"])

    review = review_of(record)
    assert review.ask_in_private == ["saddle_numbness"]
    assert review.status == "open"
    assert "saddle_numbness" not in AskNowTask.objects.get(record=record).questions


def test_faults_leave_nothing_behind(ada):
    with pytest.raises(AnswersRefused):
        file(ada, SADDLE | {"age_years": 200})

    assert not IntakeRecord.objects.exists()
    assert not AuditEntry.objects.exists()


def test_said_by_names_whose_word_an_answer_is(ada):
    record = filed(
        ada,
        WELL | {"injuries": []},
        said_by={
            "health_list": "staff",
            "diabetes": "clinician",
            "age_years": "relative",
            "injuries": "staff",
        },
    )

    assert record.said_by["age_years"] == "relative"
    assert record.said_by["diabetes"] == "clinician"
    assert record.said_by["gout_dx"] == "staff"
    assert record.said_by["injuries"] == "staff"
    assert "health_list" not in record.said_by


@pytest.mark.parametrize(
    "said_by",
    [
        {"age_years": "record"},
        {"age_years": "a neighbour"},
        {"temp_c": "clinician"},
        {"no such question": "patient"},
        {"injuries": "patient"},
        {"days_since_last_visit": "record"},
    ],
)
def test_said_by_takes_only_answers_that_were_given_and_people_that_there_are(ada, said_by):
    with pytest.raises(AnswersRefused) as refused:
        file(ada, WELL, said_by=said_by)
    assert [fault.pointer.rpartition("/")[0] for fault in refused.value.faults] == ["/said_by"]


def test_a_form_of_a_questionnaire_that_was_never_served_is_refused(ada):
    with pytest.raises(BodyRefused):
        file(ada, WELL, questionnaire="0123456789abcdef")


def test_a_form_of_an_earlier_questionnaire_keeps_its_name(ada):
    earlier = ReleasedVersion.objects.create(
        digest="0123456789abcdef", kind="questionnaire", body={}, released_at=timezone.now()
    )
    assert filed(ada, WELL, questionnaire=earlier.digest).questionnaire == earlier


@pytest.mark.parametrize("who", ["ada", "bo", "tablet"])
def test_who_may_file(request, who):
    assert file(request.getfixturevalue(who), WELL).is_new


def test_a_manager_may_not_file(cy):
    with pytest.raises(NotAllowed):
        file(cy, WELL)


# Sent again


def test_a_replay_gives_the_first_result_and_nothing_twice(ada):
    # given a tablet that lost the reply to its first attempt
    sent = uuid4()
    first = file(ada, SADDLE, sent)

    # when it sends the same answers again, in another order
    again = file(ada, dict(reversed(SADDLE.items())), sent)

    # then nothing is filed, judged, audited or announced twice
    assert (first.is_new, again.is_new) == (True, False)
    assert first.record.pk == again.record.pk
    counts = [
        model.objects.count() for model in (IntakeRecord, Assessment, Review, AuditEntry, OutboxMessage)
    ]
    assert counts == [1, 1, 1, 1, 1]


def test_a_replay_after_an_amendment_gives_the_record_as_it_stands(ada):
    record = file(ada, SADDLE).record
    amend(ada, record, {"saddle_numbness": False, "ces_onset_days": None})

    again = file(ada, SADDLE, record.submission_id)

    assert not again.is_new
    assert again.record.revision == 2
    assert not SetAside.objects.exists()


def test_a_replay_after_linking_is_still_the_same(ada, bo):
    record = file(ada, SADDLE).record
    link(bo, record, patient(bo, birth_date=years_before_today(40)))

    assert not file(ada, SADDLE, record.submission_id).is_new


@pytest.mark.parametrize(
    "other",
    [
        {"answers": SADDLE | {"age_years": 41}},
        {"answers": WELL},
        {"answers": SADDLE, "unsure": ["sexual_change"]},
        {"answers": SADDLE, "declined": ["sexual_change"]},
        {"answers": SADDLE, "identity": Identity(family_name="Quince")},
        {"answers": SADDLE, "identity": Identity(identifier=NUMBER)},
        {"answers": SADDLE | {"injuries": []}},
    ],
)
def test_other_content_under_a_used_id_is_refused_and_set_aside(ada, other):
    record = filed(ada, SADDLE)

    for _ in range(2):  # however often it comes
        with pytest.raises(AlreadyRecorded):
            file(ada, submission_id=record.submission_id, **other)

    copy = SetAside.objects.get()
    assert copy.submission_id == record.submission_id
    assert copy.body["answers"] == other["answers"]
    assert [entry.act for entry in AuditEntry.objects.order_by("pk")] == ["intake-filed", "intake-set-aside"]
    assert list(set_aside.waiting(ada.actor)) == [copy]
    assert filed(ada, SADDLE, record.submission_id).content_digest == record.content_digest


def test_each_other_content_is_set_aside_by_itself_with_all_that_was_sent(ada):
    record = filed(ada, SADDLE)

    for age in (41, 42):
        identity = Identity("Quince", "Nora", date(1980, 2, 29), NUMBER)
        with pytest.raises(AlreadyRecorded):
            file(
                ada,
                SADDLE | {"age_years": age},
                record.submission_id,
                identity=identity,
                said_by={"age_years": "relative"},
            )

    assert SetAside.objects.count() == 2
    body = SetAside.objects.latest("pk").body
    assert body["identity"]["birth_date"] == "1980-02-29"
    assert body["identity"]["identifier"] == {"system": NUMBER.system, "value": NUMBER.value}
    assert body["said_by"] == {"age_years": "relative"}


def test_a_copy_that_a_person_dealt_with_waits_no_more(ada):
    record = filed(ada, SADDLE)
    with pytest.raises(AlreadyRecorded):
        file(ada, WELL, record.submission_id)
    copy = SetAside.objects.get()

    for _ in range(2):
        set_aside.settle(copy.pk, by=ada.actor)

    assert not set_aside.waiting(ada.actor).exists()
    assert AuditEntry.objects.filter(act="set-aside-settled").count() == 1


def test_two_clinics_may_use_the_same_submission_id(ada, dee):
    sent = uuid4()
    ours = filed(ada, SADDLE, sent)
    theirs = filed(dee, WELL, sent)

    assert ours.pk != theirs.pk
    with within(dee.actor.clinic):
        assert latest(theirs).state == "clear"
    assert latest(ours).state == "flagged"
