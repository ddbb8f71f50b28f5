"""A change of rules or thresholds: what it would change is told first, and then changed without touching the past."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions import rescreening
from intake.actions.erasing import erase_patient
from intake.actions.reconciling import reconcile
from intake.actions.reviews import escalate_emergencies
from intake.errors import NotAllowed, ParametersRefused
from intake.models import AskNowTask, Assessment, Clinic, IntakeRecord, ReleasedVersion, Review
from intake.triage.assess import SIGNS
from intake.triage.logic import digest
from intake.triage.rules import RULE_BY_CODE, RULES, RULESET, RULESET_VERSION
from tests.actions.given import (
    LONGER,
    SADDLE,
    SCIATICA,
    SETTLED,
    WELL,
    acknowledge,
    amend,
    close,
    file,
    filed,
    patient,
    read,
    review_of,
    set_thresholds,
)

# Settled for 20 days: urgent by the default of 14 days, an emergency where 30 count as recent.
CODES = [rule.code for rule in RULES]


def finished(steps):
    """The tables by the clinic's slug."""
    found = {}
    for step in steps:
        found = step.found
    return {comparison.clinic.slug: comparison for comparison in found.values()}


def rows(comparison):
    return {(row.rule, row.was, row.would_be): row.records for row in comparison.table()}


def assessments(person, record):
    with within(person.actor.clinic):
        return list(Assessment.objects.filter(record=record).order_by("pk"))


def as_judged_before(person, record, ruleset, verdicts):
    """Make the record's one assessment that of another rule set."""
    with within(person.actor.clinic):
        Assessment.objects.filter(record=record).update(ruleset_id=ruleset, verdicts=verdicts)


def release(codes):
    """A rule set of the past, of these rules in this order."""
    body = RULESET | {"rules": [{"code": code} for code in codes]}
    return ReleasedVersion.objects.create(
        digest=digest(body), kind="ruleset", body=body, released_at=timezone.now()
    ).digest


def verdicts_of(person, record):
    with within(person.actor.clinic):
        return dict(zip(CODES, Assessment.objects.filter(record=record).latest("pk").verdicts, strict=True))


# Seen before it is made


def test_where_nothing_changed_nothing_differs(ada):
    for answers in (WELL, SADDLE, SCIATICA, {}):
        file(ada, answers)

    found = finished(rescreening.compare([ada.actor.clinic]))["north"]

    assert (found.looked_at, found.differ, found.open_review, found.table()) == (4, 0, 0, [])


def test_a_manager_sees_what_other_thresholds_would_make_of_the_past(ada, cy):
    settled, well = filed(ada, SETTLED), filed(ada, WELL)

    with within(cy.actor.clinic):
        found = rescreening.compare_with(LONGER, by=cy.actor)

    assert (found.looked_at, found.differ) == (2, 1)
    assert rows(found) == {
        ("tier", "urgent", "emergency"): 1,
        ("spinal_evaluation", "urgent", "emergency"): 1,
        ("R01", "no", "yes"): 1,
        ("R01d", "yes", "no"): 1,
    }
    assert all(row.sample == [settled.submission_id] for row in found.table())
    # and nothing is stored
    assert [len(assessments(ada, record)) for record in (settled, well)] == [1, 1]


def test_a_proposal_stands_beside_what_the_clinic_set_before(ada, cy):
    set_thresholds(cy, LONGER)
    filed(ada, SETTLED)

    with within(cy.actor.clinic):
        assert rescreening.compare_with({}, by=cy.actor).differ == 0
        assert rescreening.compare_with({"pvr_ml": 150}, by=cy.actor).differ == 0
        assert rescreening.compare_with({"ces_recent_days": None}, by=cy.actor).differ == 1


def test_only_the_manager_may_try_and_only_what_is_allowed(ada, cy):
    with within(ada.actor.clinic):
        with pytest.raises(NotAllowed):
            rescreening.compare_with(LONGER, by=ada.actor)
        with pytest.raises(ParametersRefused):
            rescreening.compare_with({"ces_recent_days": 1}, by=cy.actor)


def test_each_clinic_is_judged_by_its_own_thresholds(ada, cy, dee):
    for person in (ada, dee):
        filed(person, SETTLED)
    set_thresholds(cy, LONGER)

    found = finished(rescreening.compare([cy.actor.clinic, dee.actor.clinic]))

    assert {slug: comparison.differ for slug, comparison in found.items()} == {"north": 1, "south": 0}
    assert {comparison.looked_at for comparison in found.values()} == {1}


def test_a_sample_is_the_first_ten(ada, cy, monkeypatch):
    monkeypatch.setattr(rescreening, "BATCH", 5)
    sent = [filed(ada, SETTLED).submission_id for _ in range(12)]

    with within(cy.actor.clinic):
        row = rescreening.compare_with(LONGER, by=cy.actor).table()[0]

    assert (row.records, row.sample) == (12, sent[:10])
    assert all(isinstance(each, UUID) for each in row.sample)


def test_a_clinic_whose_thresholds_no_longer_fit_is_left_out_and_said(ada, caplog):
    filed(ada, WELL)
    ada.actor.clinic.parameters = {"gone": 1}

    found = finished(rescreening.compare([ada.actor.clinic]))["north"]

    assert found.looked_at == 0
    assert "north" in caplog.text


# A rule set of the past


def test_rules_that_moved_are_compared_by_their_code(ada):
    record = filed(ada, SADDLE)
    signs = verdicts_of(ada, record)
    turned = CODES[::-1]
    as_judged_before(ada, record, release(turned), "".join(signs[code] for code in turned))

    assert finished(rescreening.compare([ada.actor.clinic]))["north"].differ == 0


def test_a_new_rule_changes_those_on_which_it_holds_or_is_not_known(ada):
    ill, well = filed(ada, SADDLE), filed(ada, WELL)
    older = [code for code in CODES if code != "R01"]
    ruleset = release(older)
    for record in (ill, well):
        signs = verdicts_of(ada, record)
        as_judged_before(ada, record, ruleset, "".join(signs[code] for code in older))

    found = finished(rescreening.compare([ada.actor.clinic]))["north"]

    assert rows(found) == {("R01", "not judged", "yes"): 1}


def test_a_rule_that_is_no_longer_there_changes_those_on_which_it_held(ada):
    held, did_not = filed(ada, WELL), filed(ada, WELL)
    signs = "".join(verdicts_of(ada, held).values())
    ruleset = release([*CODES, "R00"])
    as_judged_before(ada, held, ruleset, signs + "y")
    as_judged_before(ada, did_not, ruleset, signs + "n")

    assert rows(finished(rescreening.compare([ada.actor.clinic]))["north"]) == {
        ("R00", "yes", "not judged"): 1
    }


def test_a_rule_that_failed_or_was_never_judged_is_judged_now(ada):
    failed, never = filed(ada, SADDLE), filed(ada, SADDLE)
    signs = "".join(verdicts_of(ada, failed).values())
    as_judged_before(ada, failed, RULESET_VERSION, "!" + signs[1:])
    as_judged_before(ada, never, RULESET_VERSION, "")

    found = finished(rescreening.compare([ada.actor.clinic]))["north"]

    assert rows(found)["R01", "failed", "yes"] == 2
    assert found.differ == 2


def test_a_record_without_an_assessment_is_not_overlooked(ada):
    record = filed(ada, WELL)
    with within(ada.actor.clinic):
        Assessment.objects.filter(record=record).delete()

    assert finished(rescreening.rescreen([ada.actor.clinic]))["north"].differ == 1
    assert len(assessments(ada, record)) == 1


# Then made


def test_rescreening_adds_an_assessment_to_just_what_differs(ada, cy):
    settled, well = filed(ada, SETTLED), filed(ada, WELL)
    before = assessments(ada, settled)[0]
    set_thresholds(cy, LONGER)

    found = finished(rescreening.rescreen([cy.actor.clinic]))["north"]

    assert rows(found)["R01", "no", "yes"] == 1
    then, now = assessments(ada, settled)
    assert (then.pk, then.verdicts, then.tier) == (before.pk, before.verdicts, "urgent")
    assert (now.tier, now.parameters_id != then.parameters_id) == ("emergency", True)
    assert len(assessments(ada, well)) == 1
    # and a second run finds nothing to do
    assert finished(rescreening.rescreen([cy.actor.clinic]))["north"].differ == 0


def test_what_became_more_urgent_is_back_on_the_worklist(ada, cy):
    with within(ada.actor.clinic):
        closed = filed(ada, SETTLED)
        close(ada, closed)
        open_one = filed(ada, SETTLED)
    set_thresholds(cy, LONGER)

    told = finished(rescreening.compare([cy.actor.clinic]))["north"]
    finished(rescreening.rescreen([cy.actor.clinic]))

    assert (told.differ, told.open_review, told.reopen_review) == (2, 0, 1)
    with within(ada.actor.clinic):
        for record in (closed, open_one):
            assert (review_of(record).status, review_of(record).tier) == ("open", "emergency")


def test_what_was_not_flagged_opens_a_review(ada):
    record = filed(ada, SADDLE)
    with within(ada.actor.clinic):
        Review.objects.all().delete()
        record.flags.all().delete()
    as_judged_before(ada, record, RULESET_VERSION, "n" * len(RULES))

    told = finished(rescreening.compare([ada.actor.clinic]))["north"]
    finished(rescreening.rescreen([ada.actor.clinic]))

    assert (told.open_review, told.reopen_review) == (1, 0)
    with within(ada.actor.clinic):
        assert review_of(record).tier == "emergency"
        assert record.flags.filter(rule="R01", is_current=True).exists()


def test_what_a_patient_declined_opens_a_review_too(ada):
    answers = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    record = filed(ada, answers | {"back_pain_status": "now"}, declined=["saddle_numbness"])
    with within(ada.actor.clinic):
        Review.objects.all().delete()
    as_judged_before(ada, record, RULESET_VERSION, "n" * len(RULES))

    assert finished(rescreening.compare([ada.actor.clinic]))["north"].open_review == 1
    finished(rescreening.rescreen([ada.actor.clinic]))

    with within(ada.actor.clinic):
        assert review_of(record).ask_in_private == ["saddle_numbness"]


def test_nobody_is_sent_to_ask_a_patient_who_left_long_ago(ada):
    record = filed(ada, {})
    with within(ada.actor.clinic):
        AskNowTask.objects.all().delete()
    as_judged_before(ada, record, RULESET_VERSION, "n" * len(RULES))

    finished(rescreening.rescreen([ada.actor.clinic]))

    with within(ada.actor.clinic):
        assert not AskNowTask.objects.exists()


def test_what_the_desk_settled_does_not_open_again(ada):
    # given a task that was settled, and a rule that the rules of then left decided
    unasked = {name: value for name, value in WELL.items() if name != "foot_cold_pale_blue"}
    record = filed(ada, unasked)
    settled = timezone.now() - timedelta(days=365)
    with within(ada.actor.clinic):
        AskNowTask.objects.update(opened_at=settled, settled_at=settled, questions=[])
    as_judged_before(ada, record, RULESET_VERSION, "n" * len(RULES))

    assert finished(rescreening.rescreen([ada.actor.clinic]))["north"].differ == 1

    with within(ada.actor.clinic):
        task = AskNowTask.objects.get()
        assert (task.opened_at, task.settled_at, task.questions) == (settled, settled, [])
    assert escalate_emergencies() == 0
    (north,) = (each for each in reconcile() if each.clinic.slug == "north")
    assert north.differ == {}
    # and whoever amends it can still ask
    with within(ada.actor.clinic):
        amend(ada, record, {"age_years": 41})
        assert AskNowTask.objects.get().settled_at is None


def test_a_clinic_may_go_back_to_what_it_had(ada, cy):
    record = filed(ada, SETTLED)
    for parameters in (LONGER, {"ces_recent_days": None}):
        set_thresholds(cy, parameters)
        finished(rescreening.rescreen([cy.actor.clinic]))

    assert [each.tier for each in assessments(ada, record)] == ["urgent", "emergency", "urgent"]


def test_only_the_current_revision_is_judged(ada, cy):
    with within(ada.actor.clinic):
        record = filed(ada, SETTLED)
        amend(ada, record, {"ces_onset_days": 300})
    set_thresholds(cy, LONGER)

    assert finished(rescreening.rescreen([cy.actor.clinic]))["north"].differ == 0


def test_a_record_that_was_amended_meanwhile_is_left_to_that(ada, cy):
    record = filed(ada, SETTLED)
    set_thresholds(cy, LONGER)
    (difference,) = _differences(cy)
    with within(ada.actor.clinic):
        amend(ada, read(ada, record.submission_id), {"age_years": 41})

    rescreening._reassess(difference, rescreening.Comparison(cy.actor.clinic))

    assert len(assessments(ada, record)) == 2


def test_a_record_is_judged_by_the_thresholds_of_the_moment_and_not_of_the_runs_beginning(ada, cy):
    # given a run that began before the manager set a threshold
    record = filed(ada, SETTLED)
    as_judged_before(ada, record, RULESET_VERSION, "n" * len(RULES))
    (difference,) = _differences(cy)
    began = rescreening.Comparison(Clinic.objects.get(pk=cy.actor.clinic.pk))
    set_thresholds(cy, LONGER)

    rescreening._reassess(difference, began)

    assert assessments(ada, record)[-1].tier == "emergency"


def _differences(person):
    clinic = person.actor.clinic
    found = {clinic.pk: rescreening.Comparison(clinic)}
    values = rescreening.checked(clinic.parameters)
    with rescreening._among(found):
        return rescreening._compared(found, values, 0, 2**40)


def test_an_interrupted_run_goes_on_where_it_stopped(ada, cy, monkeypatch):
    monkeypatch.setattr(rescreening, "BATCH", 2)
    records = [filed(ada, SETTLED) for _ in range(5)]
    set_thresholds(cy, LONGER)

    first = next(iter(rescreening.rescreen([cy.actor.clinic])))
    found = finished(rescreening.rescreen([cy.actor.clinic], after=first.reached))["north"]

    assert (first.found[cy.actor.clinic.pk].differ, found.differ) == (2, 3)
    assert {len(assessments(ada, record)) for record in records} == {2}


def test_what_acknowledged_a_case_stays_where_it_became_no_more_urgent(ada, cy):
    set_thresholds(cy, LONGER)
    with within(ada.actor.clinic):
        record = filed(ada, SETTLED)
        acknowledge(ada, record)
    set_thresholds(cy, {"ces_recent_days": None})

    finished(rescreening.rescreen([cy.actor.clinic]))

    with within(ada.actor.clinic):
        assert review_of(record).status == "acknowledged"
        assert not record.flags.get(rule="R01").is_current


def test_the_signs_are_those_that_an_assessment_keeps(ada):
    for answers in (WELL, SADDLE, SCIATICA, {}):
        filed(ada, answers)
    with within(ada.actor.clinic):
        kept = set("".join(Assessment.objects.values_list("verdicts", flat=True)))
        assert IntakeRecord.objects.count() == 4
    assert kept == set(SIGNS.values())
    assert set(CODES) == RULE_BY_CODE.keys()


def test_a_record_that_is_erased_meanwhile_stops_nobody(ada, bo, cy, north, monkeypatch):
    # given two records that differ, of which one is erased after they were compared
    nora = patient(bo)
    filed(ada, SETTLED, patient=nora.uuid)
    kept = filed(ada, SETTLED)
    set_thresholds(cy, LONGER)
    compared = rescreening._compared

    def erased_once_compared(*args):
        differing = compared(*args)
        with within(north):
            erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor)
        return differing

    monkeypatch.setattr(rescreening, "_compared", erased_once_compared)

    # when the history is judged anew
    finished(rescreening.rescreen([north]))

    # then the other one is
    assert len(assessments(ada, kept)) == 2
    with within(north):
        assert IntakeRecord.objects.get() == kept
