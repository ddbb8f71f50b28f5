"""Each record is judged by the rules, thresholds and questionnaire that judged it."""

import json

import pytest
from django.utils import timezone

from intake import questionnaire
from intake.actions import judging
from intake.models import Assessment, Flag, ReleasedVersion, Review
from intake.triage import logic
from intake.triage.parameters import defaults
from intake.triage.rules import RULESET, RULESET_VERSION
from tests.actions.given import HOT_FOOT, SCIATICA, WELL, filed, flags, latest, review_of
from tests.reconciling.given import find_of_each_flag, found

pytestmark = pytest.mark.usefixtures("in_north")


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
