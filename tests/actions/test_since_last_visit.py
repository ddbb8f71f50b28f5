"""What two visits say together: worked out once, at filing, from the patient's latest earlier record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.patients import merge_patient
from intake.errors import AnswersRefused
from intake.models import AuditEntry, IntakeRecord, PastRevision
from intake.questionnaire.envelope import Identifier, Identity
from intake.triage.parameters import defaults
from tests.actions.given import (
    WELL,
    acknowledge,
    amend,
    file,
    filed,
    flags,
    latest,
    link,
    patient,
    read,
    review_of,
)

pytestmark = pytest.mark.usefixtures("in_north")

SETTLED_DAYS = defaults()["settled_days"]
WEAK = WELL | {"leg_weakness": True}


@pytest.fixture
def nora(bo):
    return patient(bo, identifiers=[Identifier("urn:hospital", "4711")])


@pytest.fixture
def visit(ada, nora):
    """File an intake of Nora's, as if some days ago."""

    def file_visit(answers, days_ago=0, **more):
        record = filed(ada, answers, patient=nora.uuid, **more)
        if days_ago:
            then = timezone.now() - timedelta(days=days_ago)
            IntakeRecord.objects.filter(pk=record.pk).update(received_at=then)
        return record

    return file_visit


def since(record):
    return (record.days_since_last_visit, record.mrc_fell_since_last, record.weakness_new_since_last)


# What is worked out


def test_a_first_visit_says_nothing_of_a_last_one(visit):
    assert since(visit(WEAK)) == (None, None, None)


def test_an_intake_of_an_unknown_patient_says_nothing_of_a_last_one(ada):
    filed(ada, WELL)
    assert since(filed(ada, WEAK)) == (None, None, None)


def test_weakness_known_to_be_absent_then_and_present_now_is_new(visit):
    visit(WELL, days_ago=10)
    now = visit(WEAK)
    assert since(now) == (10, None, True)
    assert now.said_by == dict.fromkeys(("days_since_last_visit", "weakness_new_since_last"), "record")


@pytest.mark.parametrize(
    ("then", "now", "is_new"),
    [
        ({"leg_weakness": False, "foot_drop_self": False}, {"leg_weakness": True}, True),
        ({"foot_drop_self": False}, {"foot_drop_self": True}, True),
        ({"leg_weakness": False}, {"foot_drop_self": True}, None),
        ({}, {"leg_weakness": True}, None),
        ({"leg_weakness": True}, {"leg_weakness": True}, None),
        (
            {"leg_weakness": True, "foot_drop_self": False},
            {"leg_weakness": True, "foot_drop_self": True},
            True,
        ),
        (
            {"leg_weakness": True, "foot_drop_self": True},
            {"leg_weakness": True, "foot_drop_self": True},
            False,
        ),
        (
            {"leg_weakness": False, "foot_drop_self": False},
            {"leg_weakness": False, "foot_drop_self": False},
            False,
        ),
        ({"leg_weakness": False, "foot_drop_self": False}, {"leg_weakness": False}, None),
        ({"leg_weakness": False, "foot_drop_self": False}, {}, None),
    ],
)
def test_what_either_visit_does_not_know_stays_not_known(visit, then, now, is_new):
    visit(then, days_ago=10)
    assert visit(now).weakness_new_since_last is is_new


@pytest.mark.parametrize(
    ("then", "now", "fell"),
    [
        ({"ankle_df_mrc_left": 5}, {"ankle_df_mrc_left": 4}, True),
        ({"ankle_df_mrc_left": 4}, {"ankle_df_mrc_left": 4}, False),
        ({"ankle_df_mrc_left": 3}, {"ankle_df_mrc_left": 5}, False),
        ({"ankle_df_mrc_left": 5}, {"ankle_df_mrc_right": 2}, None),
        ({"ankle_df_mrc_left": 5}, {}, None),
        ({}, {"ankle_df_mrc_left": 0}, None),
        ({"ehl_mrc_left": 5, "knee_ext_mrc_right": 1}, {"ehl_mrc_left": 5, "knee_ext_mrc_right": 0}, True),
    ],
)
def test_a_grade_of_power_fell_where_both_visits_have_it_and_it_is_lower_now(visit, then, now, fell):
    visit(then, days_ago=10)
    assert visit(now).mrc_fell_since_last is fell


def test_the_latest_earlier_visit_counts_and_no_other(visit):
    visit(WELL | {"ankle_df_mrc_left": 5}, days_ago=60)
    visit(WEAK | {"foot_drop_self": True, "ankle_df_mrc_left": 3}, days_ago=20)
    now = visit(WEAK | {"foot_drop_self": True, "ankle_df_mrc_left": 3})
    assert since(now) == (20, False, False)


def test_a_visit_at_another_clinic_does_not_count(visit, dee):
    # given the same person, by the same identifier, in another clinic
    filed(dee, WELL, identity=Identity(identifier=Identifier("urn:hospital", "4711")))
    assert since(visit(WEAK)) == (None, None, None)


def test_an_equal_identifier_brings_the_last_visit_along(ada, visit):
    visit(WELL, days_ago=10)
    now = filed(ada, WEAK, identity=Identity(identifier=Identifier("urn:hospital", "4711")))
    assert since(now) == (10, None, True)


def test_a_visit_under_a_merged_entry_counts(ada, bo, visit, nora):
    # given a visit filed under one entry, merged into another later
    visit(WELL, days_ago=10)
    other = patient(bo)
    merge_patient(nora.uuid, other.uuid, by=bo.actor)

    assert since(filed(ada, WEAK, patient=other.uuid)) == (10, None, True)
    assert filed(ada, WEAK, patient=nora.uuid).days_since_last_visit == 0


# Never from outside


@pytest.mark.parametrize(
    "answer",
    [{"days_since_last_visit": 3}, {"mrc_fell_since_last": False}, {"weakness_new_since_last": False}],
)
def test_it_is_never_taken_from_outside(ada, visit, answer):
    with pytest.raises(AnswersRefused):
        file(ada, WELL | answer)
    assert ada.put(f"/intakes/{visit(WELL).submission_id}/", {"answers": answer}).status_code == 400
    assert ada.post("/assessments/", {"answers": answer}).status_code == 400


def test_it_cannot_be_changed_or_withdrawn_from_outside(ada, visit):
    visit(WELL, days_ago=10)
    now = visit(WEAK)
    for change in (
        {"answers": {"weakness_new_since_last": False}},
        {"answers": {"weakness_new_since_last": None}},
        {"unsure": ["weakness_new_since_last"]},
        {"declined": ["days_since_last_visit"]},
    ):
        with pytest.raises(AnswersRefused):
            amend(ada, now, **change)
    assert since(read(ada, now.submission_id)) == (10, None, True)


# Once


def test_it_is_not_worked_out_again_when_the_earlier_record_is_amended(ada, visit):
    then = visit(WELL, days_ago=10)
    now = visit(WEAK)

    amend(ada, then, {"leg_weakness": True})

    assert since(read(ada, now.submission_id)) == (10, None, True)
    assert read(ada, now.submission_id).revision == 1


def test_it_stays_when_the_record_itself_is_amended(ada, visit):
    visit(WELL, days_ago=10)
    now = visit(WEAK)

    amend(ada, now, {"age_years": 41})

    now = read(ada, now.submission_id)
    assert since(now) == (10, None, True)
    assert now.said_by["weakness_new_since_last"] == "record"


# Known later, by an amendment


def test_a_grade_that_the_clinician_adds_to_a_tablets_form_is_compared_with_the_last_one(ada, tablet, visit):
    visit(WELL | {"ankle_df_mrc_left": 5}, days_ago=10)
    now = filed(tablet, WELL, identity=Identity(identifier=Identifier("urn:hospital", "4711")))
    assert since(now) == (10, None, False)

    amend(ada, now, {"ankle_df_mrc_left": 4})

    now = read(ada, now.submission_id)
    assert since(now) == (10, True, False)
    assert now.said_by["mrc_fell_since_last"] == "record"
    assert (latest(now).spinal_evaluation, "R04" in flags(now)) == ("urgent", True)


def test_weakness_that_the_desk_asks_about_is_new_where_it_was_absent_then(bo, tablet, visit):
    visit(WELL, days_ago=10)
    unasked = {name: value for name, value in WELL.items() if name != "leg_weakness"}
    now = filed(tablet, unasked, identity=Identity(identifier=Identifier("urn:hospital", "4711")))

    amend(bo, now, {"leg_weakness": True})

    now = read(bo, now.submission_id)
    assert since(now) == (10, None, True)
    assert (latest(now).tier, "R04" in flags(now)) == ("urgent", True)


def test_weakness_that_is_corrected_is_new_no_longer(ada, visit):
    visit(WELL, days_ago=10)
    now = visit(WEAK)

    amend(ada, now, {"leg_weakness": False})

    now = read(ada, now.submission_id)
    assert since(now) == (10, None, False)
    assert "R04" not in flags(now, is_current=True)


def test_an_answer_that_is_withdrawn_takes_along_what_it_said_of_the_last_visit(ada, visit):
    visit(WELL | {"ankle_df_mrc_left": 5}, days_ago=10)
    now = visit(WEAK | {"ankle_df_mrc_left": 4})

    amend(ada, now, {"leg_weakness": None, "ankle_df_mrc_left": None})

    now = read(ada, now.submission_id)
    assert since(now) == (10, None, None)
    assert now.said_by == {"days_since_last_visit": "record"}


# Linked later


def test_linking_later_works_it_out_and_judges_again(ada, bo, visit, nora):
    # given a walk-in with a weak leg, and Nora's visit ten days ago
    visit(WELL, days_ago=10)
    walk_in = filed(ada, WEAK)
    assert "R04" not in flags(walk_in)
    acknowledge(ada, walk_in)

    # when the desk says that it was Nora
    link(bo, walk_in, nora)

    # then the weakness is new, the case urgent, and the review open again
    now = read(ada, walk_in.submission_id)
    assert since(now) == (10, None, True)
    assert now.patient == nora
    assert now.revision == 2
    assert "R04" in flags(now, is_current=True)
    assert (review_of(now).status, review_of(now).tier) == ("open", "urgent")
    assert PastRevision.objects.get(record=now).body["answers"].get("weakness_new_since_last") is None
    acts = AuditEntry.objects.filter(subject=str(now.submission_id)).order_by("pk")
    assert [line.act for line in acts] == ["intake-filed", "intake-linked"]


def test_linking_to_another_patient_takes_back_what_the_first_had_brought(ada, bo, visit, nora):
    visit(WELL | {"age_years": 40}, days_ago=10)
    now = filed(ada, {"leg_weakness": True}, patient=nora.uuid)
    other = patient(bo)

    link(bo, now, other)

    now = read(ada, now.submission_id)
    assert since(now) == (None, None, None)
    assert now.said_by == {}


def test_linking_twice_to_the_same_changes_nothing(ada, bo, nora):
    walk_in = filed(ada, WELL)
    link(bo, walk_in, nora)
    link(bo, walk_in, nora)
    assert read(ada, walk_in.submission_id).revision == 1
    assert AuditEntry.objects.filter(act="intake-linked").count() == 1


def test_a_later_visit_does_not_count_for_an_earlier_one(ada, bo, visit, nora):
    walk_in = filed(ada, WEAK)
    IntakeRecord.objects.filter(pk=walk_in.pk).update(received_at=timezone.now() - timedelta(days=20))
    visit(WELL)

    link(bo, walk_in, nora)

    assert since(read(ada, walk_in.submission_id)) == (None, None, None)


# What it does


@pytest.mark.parametrize(("days", "is_urgent"), [(1, True), (SETTLED_DAYS, True), (SETTLED_DAYS + 1, False)])
def test_new_weakness_is_urgent_within_the_window_and_not_after(visit, days, is_urgent):
    visit(WELL, days_ago=days)
    now = visit(WEAK)
    assert now.days_since_last_visit == days
    assert ("R04" in flags(now)) is is_urgent


def test_without_the_last_visit_the_same_form_is_not_urgent(visit):
    assert "R04" not in flags(visit(WEAK))


def test_a_fallen_grade_is_urgent_though_the_patient_feels_nothing(visit):
    visit(WELL | {"ankle_df_mrc_left": 5}, days_ago=300)
    now = visit(WELL | {"ankle_df_mrc_left": 4})
    assert "R04" in flags(now)
    assert latest(now).spinal_evaluation == "urgent"
    because = next(flag for flag in latest(now).findings["flags"] if flag["rule"] == "R04")["because"]
    assert "mrc_fell_since_last" in because


def test_the_patients_own_word_is_left_alone(visit):
    visit(WELL, days_ago=10)
    now = visit(WEAK | {"leg_weakness_course": "better", "leg_weakness_days": 400})
    assert (now.leg_weakness_course, now.leg_weakness_days) == ("better", 400)
    assert now.weakness_new_since_last is True
