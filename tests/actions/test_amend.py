"""A correction or an added examination makes a new revision; nothing that was said or decided before is lost."""

import pytest

from intake.access import within
from intake.actions.amending import amend_intake
from intake.actions.rows import answers_of
from intake.errors import AnswersRefused, NotAllowed, NotThere, Stale
from intake.models import AuditEntry, Injury, OutboxMessage, PastRevision
from intake.questionnaire import reading
from intake.questionnaire.envelope import AnswersEnvelope, Identity
from intake.questionnaire.question import NONE
from tests.actions.given import (
    SADDLE,
    SCIATICA,
    WELL,
    amend,
    filed,
    flags,
    read,
    years_before_today,
)

pytestmark = pytest.mark.usefixtures("in_north")

SADDLE_AGAIN = {"saddle_numbness": True, "ces_onset_days": 0}


def values(person, record):
    return answers_of(read(person, record.submission_id)).values


# Revisions


def test_an_amendment_makes_a_new_revision_and_keeps_the_one_before_whole(ada):
    # given an intake with all that a revision can hold
    injuries = [{"trauma_type": "mvc", "trauma_days_ago": 5, "trauma_body": ["neck"]}]
    first = filed(
        ada,
        SCIATICA | {"trauma_recent": True, "injuries": injuries},
        unsure=["sexual_change"],
        declined=["pregnant"],
        said_by={"age_years": "relative"},
    )
    before = answers_of(first)

    # when a clinician adds an examination
    amend(ada, first, {"ankle_df_mrc_left": 4, "injuries": []})

    # then the first revision reads as it was, and each has its own assessment
    past = PastRevision.objects.get(record=first)
    sent = {name: past.body[name] for name in ("answers", "unsure", "declined")}
    assert reading.read(**sent) == before
    assert past.body["said_by"] == {"age_years": "relative"}
    assert (past.revision, past.received_at, past.filed_by) == (1, first.received_at, str(ada.actor))
    assert [row.revision for row in first.assessments.order_by("pk")] == [1, 2]


def test_every_revision_is_kept(ada):
    record = filed(ada, WELL)
    for age in (41, 42, 43):
        amend(ada, record, {"age_years": age})

    past = PastRevision.objects.filter(record=record).order_by("revision")
    assert [row.body["answers"]["age_years"] for row in past] == [40, 41, 42]
    assert read(ada, record.submission_id).age_years == 43
    assert read(ada, record.submission_id).revision == 4


@pytest.mark.parametrize("revision", [0, 1, 3, 99])
def test_a_change_to_another_revision_than_the_current_is_stale(ada, revision):
    record = filed(ada, WELL)
    amend(ada, record, {"age_years": 41})

    with pytest.raises(Stale):
        amend(ada, record, {"age_years": 50}, revision=revision)

    assert values(ada, record)["age_years"] == 41
    assert PastRevision.objects.count() == 1


def test_an_amendment_is_one_line_in_the_trail_and_a_message(ada):
    record = filed(ada, WELL)
    amend(ada, record, {"age_years": 41})

    assert [line.act for line in AuditEntry.objects.order_by("pk")] == ["intake-filed", "intake-amended"]
    assert [message.event for message in OutboxMessage.objects.all()] == ["intake.amended"]


@pytest.mark.parametrize("who", ["cy", "tablet"])
def test_only_clinicians_and_the_desk_amend(request, ada, who):
    record = filed(ada, WELL)
    with pytest.raises(NotAllowed):
        amend(request.getfixturevalue(who), record, {"age_years": 41}, revision=1)


def test_a_record_of_another_clinic_is_not_there(ada, dee):
    record = filed(ada, WELL)
    with within(dee.actor.clinic), pytest.raises(NotThere):
        amend_intake(record.submission_id, 1, AnswersEnvelope({}), by=dee.actor)


# What an amendment says


def test_what_is_not_mentioned_stays(ada):
    record = filed(ada, SCIATICA, unsure=["sexual_change"], declined=["pregnant"])
    amend(ada, record, {"age_years": 41})

    assert values(ada, record) == answers_of(record).values | {"age_years": 41}
    now = read(ada, record.submission_id)
    assert (now.unsure, now.declined) == (["sexual_change"], ["pregnant"])


def test_an_answer_sent_as_null_is_withdrawn(ada):
    record = filed(ada, WELL)
    amend(ada, record, {"age_years": None, "bladder_change": None})
    assert not {"age_years", "bladder_change"} & values(ada, record).keys()


@pytest.mark.parametrize("silence", ["unsure", "declined"])
def test_an_answer_met_with_silence_is_withdrawn(ada, silence):
    record = filed(ada, WELL)
    amend(ada, record, **{silence: ["saddle_numbness"]})

    now = read(ada, record.submission_id)
    assert now.saddle_numbness is None
    assert getattr(now, silence) == ["saddle_numbness"]


def test_an_answer_ends_a_silence(ada):
    record = filed(ada, {}, unsure=["saddle_numbness"], declined=["fever_chills"])
    amend(ada, record, {"saddle_numbness": True, "fever_chills": False})

    now = read(ada, record.submission_id)
    assert (now.unsure, now.declined) == ([], [])
    assert now.saddle_numbness is True


def test_one_silence_takes_the_place_of_the_other(ada):
    record = filed(ada, {}, declined=["saddle_numbness"])
    amend(ada, record, unsure=["saddle_numbness"])
    now = read(ada, record.submission_id)
    assert (now.unsure, now.declined) == (["saddle_numbness"], [])


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"answers": {"age_years": 200}}, "/answers/age_years"),
        ({"answers": {"no_such_question": None}}, "/answers/no_such_question"),
        ({"answers": {"trauma_type": None}}, "/answers/trauma_type"),
        ({"answers": {"days_since_last_visit": 3}}, "/answers/days_since_last_visit"),
        ({"answers": {"mrc_fell_since_last": None}}, "/answers/mrc_fell_since_last"),
        ({"unsure": ["weakness_new_since_last"]}, "/unsure/0"),
        ({"declined": ["saddle_numbness", "nothing"]}, "/declined/1"),
        ({"unsure": [3]}, "/unsure"),
        ({"answers": {"age_years": 3}, "unsure": ["age_years"]}, "/unsure/0"),
        ({"answers": {"age_years": 3}, "said_by": {"sex_at_birth": "relative"}}, "/said_by/sex_at_birth"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_was_sent(ada, change, pointer):
    record = filed(ada, {"age_years": 40, "sex_at_birth": "male"}, unsure=["sexual_change"])

    with pytest.raises(AnswersRefused) as refused:
        amend(ada, record, **change)

    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert read(ada, record.submission_id).revision == 1


def test_a_change_against_an_answer_that_stays_is_a_contradiction(ada):
    record = filed(ada, SCIATICA)

    with pytest.raises(AnswersRefused) as refused:
        amend(ada, record, {"leg_pain_present": False})
    assert "/answers/leg_pain_below_knee" in {fault.pointer for fault in refused.value.faults}

    follow_ups = ("leg_pain_below_knee", "leg_pain_side", "leg_pain_cough_sneeze")
    amend(ada, record, {"leg_pain_present": False} | dict.fromkeys(follow_ups))
    assert values(ada, record)["leg_pain_present"] is False


def test_injuries_are_replaced_as_a_whole(ada):
    record = filed(ada, {"injuries": [{"trauma_type": "mvc"}, {"trauma_type": "sport"}]})

    amend(ada, record, {"injuries": [{"trauma_type": "assault"}]})
    assert answers_of(read(ada, record.submission_id)).injuries == ({"trauma_type": "assault"},)

    amend(ada, record, {"injuries": []})
    assert answers_of(read(ada, record.submission_id)).injuries == ()

    amend(ada, record, {"injuries": None})
    assert answers_of(read(ada, record.submission_id)).injuries is None
    assert not Injury.objects.exists()


# Checklists


def test_an_amended_checklist_replaces_what_it_had_answered(ada):
    record = filed(ada, {"health_list": ["diabetes"]})
    amend(ada, record, {"health_list": ["gout"]})
    assert values(ada, record)["diabetes"] is False
    assert values(ada, record)["gout_dx"] is True


def test_a_checklist_that_was_met_with_silence_can_be_answered_later(ada):
    record = filed(ada, {}, unsure=["health_list"], declined=["med_list"])
    amend(ada, record, {"health_list": [NONE], "med_list": ["blood_thinner"]})

    now = read(ada, record.submission_id)
    assert (now.unsure, now.declined) == ([], [])
    assert (now.diabetes, now.anticoagulant, now.immunosuppressed) == (False, True, False)


@pytest.mark.parametrize("withdrawal", [{"answers": {"health_list": None}}, {"unsure": ["health_list"]}])
def test_a_withdrawn_checklist_withdraws_what_it_had_answered(ada, withdrawal):
    record = filed(ada, {"health_list": ["diabetes"]})
    amend(ada, record, **withdrawal)
    assert read(ada, record.submission_id).diabetes is None


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        ({"health_list": ["low_immunity"]}, {"med_list": []}, True),
        ({"med_list": ["immune_medicine"]}, {"health_list": ["diabetes"]}, True),
        ({"health_list": [], "med_list": []}, {"med_list": ["blood_thinner"]}, False),
        ({"health_list": [], "med_list": []}, {"med_list": ["immune_medicine"]}, True),
        ({"health_list": ["low_immunity"]}, {"health_list": [], "med_list": []}, False),
        ({"health_list": []}, {"health_list": ["gout"]}, None),
    ],
)
def test_what_two_checklists_answer_changes_only_by_what_they_settle(ada, before, change, expected):
    record = filed(ada, before)
    amend(ada, record, change)
    assert read(ada, record.submission_id).immunosuppressed is expected


def test_silence_on_two_checklists_can_be_amended(ada):
    record = filed(ada, {}, unsure=["health_list"], declined=["med_list"])
    amend(ada, record, {"age_years": 50})
    assert read(ada, record.submission_id).declined == ["steroid_3mo", "anticoagulant", "immunosuppressed"]


# Whose word


def test_the_patients_word_and_the_examination_stand_side_by_side(ada):
    # given a patient who feels no weakness
    record = filed(ada, WELL)

    # when a clinician finds some
    amend(ada, record, {"ankle_df_mrc_left": 2}, said_by={"ankle_df_mrc_left": "clinician"})

    # then neither overwrites the other, and the finding counts
    now = read(ada, record.submission_id)
    assert (now.foot_drop_self, now.ankle_df_mrc_left) == (False, 2)
    assert now.said_by == {"ankle_df_mrc_left": "clinician"}
    assert "R04" in flags(record, is_current=True)


def test_whose_word_an_answer_is_goes_with_the_answer(ada):
    record = filed(
        ada,
        SADDLE | {"injuries": []},
        said_by={"age_years": "relative", "saddle_numbness": "staff", "injuries": "relative"},
    )

    amend(ada, record, {"fever_chills": True})
    assert read(ada, record.submission_id).said_by == record.said_by

    amend(ada, record, {"age_years": 41, "saddle_numbness": None}, said_by={"age_years": "clinician"})
    assert read(ada, record.submission_id).said_by == {"age_years": "clinician", "injuries": "relative"}

    amend(ada, record, {"age_years": 42, "injuries": None})
    assert read(ada, record.submission_id).said_by == {}


def test_an_age_that_a_person_states_is_no_longer_the_records_word(ada, bo):
    # given an age worked out from a birth date
    typed = Identity(birth_date=years_before_today(70))
    record = filed(ada, {"fever_chills": False}, identity=typed)
    assert record.said_by == {"age_years": "record"}

    # when a person states another
    amend(ada, record, {"age_years": 50})

    # then it stands as theirs, and the desk is asked whether this is the right person
    now = read(ada, record.submission_id)
    assert (now.age_years, now.said_by, now.is_maybe_another_person) == (50, {}, True)

    # and a correction settles that
    amend(ada, record, {"age_years": 70})
    assert not read(ada, record.submission_id).is_maybe_another_person
