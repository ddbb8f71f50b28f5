"""`/rules/`: what judges, whole, by version."""

import pytest

from intake.triage.rules import RULESET_VERSION
from tests.api.given import SADDLE, file, refused


@pytest.mark.parametrize("who", ["ada", "cy"])
def test_a_clinician_and_a_manager_read_the_rules(who, request):
    answer = request.getfixturevalue(who).get("/rules/")

    assert answer.status_code == 200
    assert answer.json()["version"] == RULESET_VERSION
    assert {rule["code"] for rule in answer.json()["rules"]} >= {"R01", "R04", "D00"}
    assert answer["ETag"] == f'"{RULESET_VERSION}"'


def test_the_published_scores_are_part_of_the_rule_set(ada):
    scores = {score["code"]: score for score in ada.get("/rules/").json()["scores"]}

    assert scores["sugioka"]["cutoffs"][0]["trigger"] == "total >= $sugioka_cutoff"
    assert all(score["sources"] and score["licence"] and score["items"] for score in scores.values())


def test_what_is_known_already_is_not_sent_again(ada):
    answer = ada.get("/rules/", **{"If-None-Match": f'"{RULESET_VERSION}"'})

    assert (answer.status_code, answer.content) == (304, b"")


def test_the_rules_that_judged_an_intake_are_read_by_their_version(ada):
    judged = ada.get(f"/intakes/{file(ada, SADDLE)}/").json()["assessment"]

    rules = ada.get(f"/rules/{judged['ruleset']}/").json()["rules"]

    versions = {rule["code"]: rule["version"] for rule in rules}
    assert all(versions[flag["rule"]] == flag["version"] for flag in judged["flags"])


@pytest.mark.parametrize("version", ["0000000000000000", "nonsense"])
@pytest.mark.parametrize("held", [None, '"{}"', "*"])
def test_a_version_that_never_was_is_not_there_whatever_the_caller_says_to_hold(ada, version, held):
    said = {"If-None-Match": held.format(version)} if held else {}
    refused(ada.get(f"/rules/{version}/", **said), 404, "not-there")


@pytest.mark.parametrize("who", ["bo", "tablet"])
def test_neither_the_front_desk_nor_a_tablet_reads_them(who, request):
    refused(request.getfixturevalue(who).get("/rules/"), 403, "not-allowed")
