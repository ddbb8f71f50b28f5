"""Every record of the last days is still as its rules judge it, or an alarm says what is not."""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from intake import questionnaire
from intake.access import system, within
from intake.actions import judging, reconciling
from intake.actions.clinics import set_clinic
from intake.actions.erasing import erase_patient
from intake.actions.reconciling.comparison import differing
from intake.actions.rows import answers_of
from intake.models import (
    Alarm,
    AskNowTask,
    Assessment,
    Flag,
    Injury,
    IntakeRecord,
    ReleasedVersion,
    Review,
)
from intake.triage import assess, logic
from intake.triage.parameters import defaults
from intake.triage.rules import RULE_BY_CODE, RULES, RULESET, RULESET_VERSION
from tests.actions.given import (
    HOT_FOOT,
    SADDLE,
    SCIATICA,
    WELL,
    acknowledge,
    amend,
    close,
    filed,
    flags,
    latest,
    patient,
    review_of,
)
from tests.triage.generated import a_patient

pytestmark = pytest.mark.usefixtures("in_north")

ROOT = Path(__file__).parent.parent
CASES = [case["answers"] for case in json.loads((ROOT / "published_cases.json").read_text())["vignettes"]]
HALF_ASKED = {"age_years": 52, "back_pain_status": "now", "leg_pain_below_knee": True}
DECLINED = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
PLAIN = WELL | {"foot_pain_present": True}
NO_SADDLE = {"saddle_numbness": False, "ces_onset_days": None}
INJURED = SCIATICA | {
    "trauma_recent": True,
    "injuries": [{"trauma_type": "mvc", "trauma_days_ago": 3, "trauma_body": ["low_back"]}],
}


def found():
    """What a round finds, by record: the clinic's alarms say the same."""
    (north,) = [each for each in reconciling.reconcile() if each.clinic.slug == "north"]
    return {str(submission_id): list(parts) for submission_id, parts in north.differ.items()}


def alarms():
    return {alarm.subject: alarm.detail for alarm in Alarm.objects.filter(kind="differs-on-reconciling")}


# All is well


def test_what_was_filed_amended_reviewed_and_rescreened_is_as_it_was_judged(ada, cy, north):
    # given a clinic at work
    for answers in (*CASES, WELL, HALF_ASKED, INJURED):
        filed(ada, answers)
    for seed in range(10):
        filed(ada, a_patient(Random(seed)).as_sent()["answers"])
    filed(ada, PLAIN)
    filed(ada, DECLINED | {"back_pain_status": "now"}, declined=["saddle_numbness"])
    close(ada, filed(ada, SADDLE))
    amend(ada, filed(ada, SADDLE), NO_SADDLE)
    amend(ada, filed(ada, HALF_ASKED), {"saddle_numbness": True})
    reopened = filed(ada, HOT_FOOT)
    close(ada, reopened)
    amend(ada, reopened, {"back_pain_status": "now", "saddle_numbness": True})
    closed = filed(ada, SADDLE)
    close(ada, closed)
    amend(ada, closed, {"foot_hot_red_swollen": True, "health_list": ["diabetes"]})
    acknowledge(ada, filed(ada, SADDLE))
    set_clinic(1, {"parameters": {"fever_c": 37.5}}, by=cy.actor)
    ada.actor.clinic.refresh_from_db()
    again = filed(ada, SCIATICA | {"fever_chills": False, "temp_c": 37.9})
    judging.triage(again, answers_of(again), system(north, "rescreen"), is_new=False, at_desk=False)

    # then nothing differs
    assert found() == {}
    assert not Alarm.objects.exists()


def test_a_record_that_could_not_be_judged_is_as_it_should_be(ada, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(judging, "assess", lambda *_: 1 / 0)
        filed(ada, SADDLE)
    with monkeypatch.context() as broken:
        finding = assess._finding

        def fails(rule, *rest):
            return 1 / 0 if rule.code == "R01" else finding(rule, *rest)

        broken.setattr(assess, "_finding", fails)
        filed(ada, SADDLE)
    assert found() == {}


# Planted faults


def edit(model, **change):
    return lambda record: model.objects.filter(record=record).update(**change)


def lose(model, **wanted):
    return lambda record: model.objects.filter(record=record, **wanted).delete()


def misspell_verdicts(record):
    verdicts = latest(record).verdicts
    Assessment.objects.filter(record=record).update(verdicts=verdicts.replace("y", "n", 1))


def empty_verdicts(record):
    Assessment.objects.filter(record=record).update(verdicts="")


def lose_assessment(record):
    Flag.objects.filter(record=record).delete()
    Assessment.objects.filter(record=record).delete()


def add_flag(record):
    rule = RULE_BY_CODE["R26"]
    Flag.objects.create(
        clinic_id=record.clinic_id,
        record=record,
        assessment=latest(record),
        rule="R26",
        rule_version=rule.version,
        tier=rule.tier,
        pathway=rule.pathway,
        raised_at=timezone.now(),
    )


def forget_findings(record):
    kept = latest(record).findings | {"flags": []}
    Assessment.objects.filter(record=record).update(findings=kept)


def find(**change):
    """Other findings than the rules gave."""

    def falsify(record):
        Assessment.objects.filter(record=record).update(findings=latest(record).findings | change)

    return falsify


def find_of_each_flag(**change):
    return lambda record: find(flags=[flag | change for flag in latest(record).findings["flags"]])(record)


def close_by_hand(record):
    """Signed, but with no outcome for any flag."""
    now, ada = timezone.now(), "staff:1"
    signed = {"acknowledged_at": now, "acknowledged_by": ada, "closed_at": now, "closed_by": ada}
    edit(Review, status="closed", **signed)(record)


def answer(**change):
    return lambda record: IntakeRecord.objects.filter(pk=record.pk).update(**change)


PLANTED = {
    "a flag that got lost": (SADDLE, lose(Flag, rule="R01"), ["flags"]),
    "a flag that is not current": (SADDLE, edit(Flag, is_current=False), ["flags"]),
    "a flag that was calmed": (SADDLE, edit(Flag, tier="routine"), ["flags"]),
    "a flag of another pathway": (SADDLE, edit(Flag, pathway="foot"), ["flags"]),
    "a flag of another version": (SADDLE, edit(Flag, rule_version="0"), ["flags"]),
    "a flag of a rule that does not hold": (SADDLE, add_flag, ["flags"]),
    "verdicts that were changed": (SADDLE, misspell_verdicts, ["verdicts"]),
    "verdicts that are gone": (SADDLE, empty_verdicts, ["verdicts"]),
    "a tier that was lowered": (SADDLE, edit(Assessment, tier="soon"), ["tier"]),
    "a spinal evaluation that was lowered": (
        SADDLE,
        edit(Assessment, spinal_evaluation="none"),
        ["spinal_evaluation"],
    ),
    "a state that was changed": (SADDLE, edit(Assessment, state="needs_review"), ["state"]),
    "findings that were emptied": (SADDLE, forget_findings, ["findings"]),
    "an assessment that is missing": (SADDLE, lose_assessment, ["assessment"]),
    "an assessment of another revision": (SADDLE, edit(Assessment, revision=7), ["assessment"]),
    "undecided rules that were emptied": (HALF_ASKED, find(undecided=[]), ["findings"]),
    "an undecided rule that asks for nothing": (
        HALF_ASKED,
        find(undecided=[{"rule": "R01", "ask": []}]),
        ["findings"],
    ),
    "questions that were emptied": (HALF_ASKED, find(ask_now=[]), ["findings"]),
    "what to ask in private, emptied": (DECLINED, find(ask_in_private=[]), ["findings"]),
    "what to examine, added to": (SADDLE, find(to_examine=["slr_left"]), ["findings"]),
    "a rule said to have failed": (SADDLE, find(failed=["R01"]), ["findings"]),
    "flags of another tier as found": (SADDLE, find_of_each_flag(tier="none"), ["findings"]),
    "flags of another title": (SADDLE, find_of_each_flag(title="Nothing"), ["findings"]),
    "flags of which none is shown": (SADDLE, find_of_each_flag(is_shown=False), ["findings"]),
    "flags of another version as found": (SADDLE, find_of_each_flag(version="0"), ["findings"]),
    "flags without their reasons": (SADDLE, find_of_each_flag(reasons=[]), ["findings"]),
    "flags because of nothing": (SADDLE, find_of_each_flag(because=[]), ["findings"]),
    "flags that anything may quieten": (SADDLE, find_of_each_flag(may_quieten=["age_years"]), ["findings"]),
    "findings that lack a part": (SADDLE, edit(Assessment, findings={}), ["judging"]),
    "emergencies that are no longer counted": (
        HALF_ASKED,
        edit(Assessment, open_emergencies=0),
        ["open_emergencies"],
    ),
    "an outcome that nobody gave": (SADDLE, edit(Flag, outcome="not_confirmed"), ["review"]),
    "an outcome of what has no review": (PLAIN, edit(Flag, outcome="not_confirmed"), ["review"]),
    "a review that was closed": (SADDLE, edit(Review, status="closed"), ["review"]),
    "a review that was closed and signed": (SADDLE, close_by_hand, ["review"]),
    "a review that was acknowledged by nobody": (
        SADDLE,
        edit(Review, status="acknowledged", acknowledged_at=timezone.now()),
        ["review"],
    ),
    "a review of an urgency that no judging gave": (SCIATICA, edit(Review, tier="soon"), ["review"]),
    "a review that no longer asks in private": (DECLINED, edit(Review, ask_in_private=[]), ["review"]),
    "a review that got lost": (SADDLE, lose(Review), ["review"]),
    "a review that was calmed": (SADDLE, edit(Review, tier="routine"), ["review"]),
    "a review that was put last": (SADDLE, edit(Review, place=2**60), ["review"]),
    "a review that says it was not judged": (SADDLE, edit(Review, is_fully_assessed=False), ["review"]),
    "a task that got lost": (HALF_ASKED, lose(AskNowTask), ["ask_now"]),
    "a task with fewer questions": (HALF_ASKED, edit(AskNowTask, questions=[]), ["ask_now"]),
    "a task that was settled": (HALF_ASKED, edit(AskNowTask, settled_at=timezone.now()), ["ask_now"]),
    "an answer that was edited": (SADDLE, answer(saddle_numbness=False), ["verdicts"]),
    "an answer that was added": (WELL, answer(saddle_numbness=True, back_pain_status="now"), ["verdicts"]),
    "an answer that was lost": (WELL, answer(foot_wound=None), ["verdicts"]),
    "an injury that got lost": (INJURED, lose(Injury), ["verdicts"]),
    "an injury that was edited": (INJURED, edit(Injury, trauma_days_ago=400), ["verdicts"]),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_is_an_alarm_and_nothing_else_is(ada, fault):
    answers, plant, parts = PLANTED[fault]
    declined = ["saddle_numbness"] if answers is DECLINED else []
    filed(ada, answers, declined=declined)
    record = filed(ada, answers, declined=declined)
    filed(ada, WELL)

    plant(record)

    assert {key: each[: len(parts)] for key, each in found().items()} == {str(record.submission_id): parts}
    assert alarms().keys() == {str(record.submission_id)}


def test_a_lost_review_of_what_nobody_wished_to_say_is_found(ada):
    # given a record on the worklist for nothing but a question to be asked in private
    private = {name: value for name, value in WELL.items() if name != "saddle_numbness"}
    record = filed(ada, private, declined=["saddle_numbness"])
    assert (flags(record), Review.objects.get(record=record).ask_in_private) == (set(), ["saddle_numbness"])

    lose(Review)(record)

    assert found() == {str(record.submission_id): ["review"]}


def test_nothing_is_changed_but_alarms(ada):
    record = filed(ada, SADDLE)
    misspell_verdicts(record)
    before = latest(record).verdicts, Review.objects.values().get(), list(Flag.objects.values())

    found()

    assert (latest(record).verdicts, Review.objects.values().get(), list(Flag.objects.values())) == before


def test_a_difference_that_was_seen_is_told_again_only_when_it_is_another(ada):
    record = filed(ada, SADDLE)
    lose(Review)(record)
    for _ in range(3):
        found()
    assert Alarm.objects.count() == 1

    Alarm.objects.update(seen_at=timezone.now())
    found()
    assert not Alarm.objects.filter(seen_at=None).exists()

    lose(Flag, rule="R01")(record)
    found()
    assert Alarm.objects.get(seen_at=None).detail.startswith("flags, review (")


def test_another_difference_of_the_same_part_is_told_though_the_first_was_seen(ada):
    # given one flag that was lost, seen and put back
    record = filed(ada, SADDLE)
    edit(Flag, is_current=False)(record)
    found()
    Alarm.objects.update(seen_at=timezone.now())
    edit(Flag, is_current=True)(record)
    assert found() == {}

    # when another is lost
    lose(Flag, rule="R01")(record)
    found()

    # then it is an alarm, which says no more than that it is another
    first, second = Alarm.objects.order_by("pk")
    assert second.seen_at is None
    assert second.detail != first.detail
    assert re.fullmatch(r"flags \([0-9a-f]{8}\)", second.detail)


def test_a_flag_that_held_before_is_missed_too(ada):
    record = filed(ada, SADDLE)
    amend(ada, record, NO_SADDLE)
    assert found() == {}

    lose(Flag, rule="R01", is_current=False)(record)

    assert found() == {str(record.submission_id): ["flags"]}


def test_an_outcome_from_before_a_case_was_opened_again_is_no_difference_and_a_newer_one_is(ada):
    # given a case that was closed and opened again by an emergency
    record = filed(ada, SCIATICA)
    close(ada, record)
    amend(ada, record, {"saddle_numbness": True, "ces_onset_days": 1})
    acknowledge(ada, record)
    assert "confirmed" in {flag.outcome for flag in record.flags.all()}
    assert found() == {}

    # when the emergency is given an outcome by hand
    Flag.objects.filter(record=record, rule="R01").update(outcome="not_confirmed")

    assert found() == {str(record.submission_id): ["review"]}


def test_the_quick_engine_is_convicted_by_the_reference_engine(ada, monkeypatch):
    # given a compiled engine that takes cauda equina for a plain no
    number, quick = [rule.code for rule in RULES].index("R01"), assess._compiled

    def blind(values):
        return lambda *form: tuple(
            False if n == number else verdict for n, verdict in enumerate(quick(values)(*form))
        )

    monkeypatch.setattr(assess, "_compiled", blind)
    record = filed(ada, SADDLE)

    # then the reconciler says so
    assert found()[str(record.submission_id)][0] == "verdicts"


def test_a_record_whose_rules_cannot_be_read_is_an_alarm_and_stops_no_other(ada):
    record, other = filed(ada, SADDLE), filed(ada, SADDLE)
    ReleasedVersion.objects.create(digest="0" * 16, kind="ruleset", body={}, released_at=timezone.now())
    Assessment.objects.filter(record=record).update(ruleset_id="0" * 16)
    lose(Review)(other)

    assert found() == {str(record.submission_id): ["judging"], str(other.submission_id): ["review"]}


# Which records, by which rules


def test_it_looks_at_what_was_filed_amended_or_judged_anew_in_the_last_days(ada, north):
    old, amended, rescreened, recent = (filed(ada, SADDLE) for _ in range(4))
    ago = timezone.now() - timedelta(hours=73)
    IntakeRecord.objects.exclude(pk=recent.pk).update(received_at=ago, revised_at=ago)
    Assessment.objects.exclude(record=recent).update(made_at=ago)
    amend(ada, amended, {"age_years": 41})
    judging.triage(rescreened, answers_of(rescreened), system(north, "rescreen"), is_new=False, at_desk=False)
    Review.objects.all().delete()

    assert found().keys() == {str(each.submission_id) for each in (amended, rescreened, recent)}
    (wider,) = reconciling.reconcile(hours=80)
    assert old.submission_id in wider.differ


def test_each_clinic_is_told_of_its_own(ada, dee):
    ours, theirs = filed(ada, SADDLE), filed(dee, SADDLE)
    Review.objects.all().delete()
    with within(dee.actor.clinic):
        Review.objects.all().delete()

    rounds = {each.clinic.slug: each.differ.keys() for each in reconciling.reconcile()}

    assert rounds == {"north": {ours.submission_id}, "south": {theirs.submission_id}}
    assert alarms().keys() == {str(ours.submission_id)}


def release(kind, body):
    version = logic.digest(body)
    ReleasedVersion.objects.create(digest=version, kind=kind, body=body, released_at=timezone.now())
    return version


def judged_by(record, **change):
    Assessment.objects.filter(record=record).update(**change)


def test_a_record_is_judged_by_the_rules_that_judged_it_and_not_by_those_of_now(ada):
    # given a rule set of former days, in another order, in which what holds of the record was less pressing
    record = filed(ada, HOT_FOOT)
    changed = [
        rule | {"tier": "soon"} if rule["code"] in flags(record) else rule for rule in RULESET["rules"]
    ]
    former = release("ruleset", RULESET | {"rules": changed[1:] + changed[:1]})
    verdicts = latest(record).verdicts
    judged_by(record, ruleset=former, tier="soon", verdicts=verdicts[1:] + verdicts[:1])
    find_of_each_flag(tier="soon")(record)
    Flag.objects.filter(record=record).update(tier="soon")
    review = review_of(record)
    place = judging.place_on_worklist("soon", True, review.opened_at)
    Review.objects.filter(record=record).update(tier="soon", place=place)

    # then it is as it was judged, and by the rules of now it would not be
    assert found() == {}
    judged_by(record, ruleset=RULESET_VERSION)
    assert found().keys() == {str(record.submission_id)}


def test_a_record_is_judged_by_the_thresholds_that_judged_it(ada, cy):
    ada.actor.clinic.parameters = {"fever_c": 37.5}
    record = filed(ada, SCIATICA | {"fever_chills": False, "temp_c": 37.9})
    assert found() == {}
    judged_by(record, parameters=logic.digest(defaults()))
    assert found().keys() == {str(record.submission_id)}


def test_a_rule_set_that_does_not_say_what_was_shown_is_judged_by_the_questionnaire_of_then(ada):
    # given a rule set from before rule sets said so
    old = release("ruleset", {name: part for name, part in RULESET.items() if name != "shown_if"})
    record = filed(ada, WELL)
    judged_by(record, ruleset=old)
    assert found() == {}

    # when another questionnaire was the newest at that time, in which nothing hung on anything
    body = json.loads(json.dumps(questionnaire.PUBLISHED))
    for section in body["sections"]:
        for question in section["questions"]:
            question.pop("shown_if", None)
    release("questionnaire", body)
    judged_by(record, made_at=timezone.now())

    # then by that one it would have been judged otherwise
    assert found()[str(record.submission_id)][0] == "verdicts"


def test_a_record_that_is_amended_meanwhile_is_no_alarm(ada, monkeypatch):
    # given a record that is amended after it was read and before it was compared
    record = filed(ada, WELL)
    looks = []

    def first_look_is_old(row):
        looks.append(row.pk)
        return {"assessment": [1]} if len(looks) == 1 else differing(row)

    monkeypatch.setattr(reconciling, "differing", first_look_is_old)

    assert found() == {}
    assert looks == [record.pk] * 2


def test_a_record_that_is_erased_meanwhile_is_no_alarm(ada, bo, cy, monkeypatch):
    nora = patient(bo)
    filed(ada, WELL, patient=nora.uuid)

    def erased_once_it_was_read(row):
        erase_patient(nora.uuid, nora.uuid, "asked_by_patient", by=cy.actor)
        return {"assessment": [1]}

    monkeypatch.setattr(reconciling, "differing", erased_once_it_was_read)

    assert found() == {}
    assert not Alarm.objects.exists()


# The command


def test_a_round_prints_what_it_found(ada):
    record = filed(ada, SADDLE)
    filed(ada, WELL)
    lose(Review)(record)

    out = StringIO()
    call_command("reconcile", once=True, stdout=out)

    told, figures = out.getvalue().splitlines()
    assert told == f"north {record.submission_id}: review"
    assert figures.startswith("2 looked at, 1 differ, ")


def test_a_round_escalates_what_nobody_acknowledged(ada):
    record = filed(ada, SADDLE)
    Review.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    call_command("reconcile", once=True, stdout=StringIO())
    assert Review.objects.get(record=record).escalated_at is not None
