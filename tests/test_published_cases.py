"""The published cases through the running API: each comes out as clinicians expect, explained, on the worklist."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from intake.triage.rules import DEFAULT_RULE

CASES = json.loads((Path(__file__).parent / "published_cases.json").read_text())["vignettes"]
FOOT_FIRST = "foot_first"  # no tier: nothing to evaluate in the spine, and a flag elsewhere


def is_as_expected(case, tier, spinal_evaluation):
    acceptable, must_not = case["acceptable"], case["must_not"]
    if FOOT_FIRST in must_not and case["pathway"] == "spine" and spinal_evaluation == "none":
        return False
    if tier in must_not:
        return False
    return tier in acceptable or (FOOT_FIRST in acceptable and spinal_evaluation == "none")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_case_comes_out_as_clinicians_expect(ada, case):
    # given the answers of the case, filed over the API
    sent = uuid4()
    filed = ada.put(f"/intakes/{sent}/", {"answers": case["answers"]})
    assert filed.status_code == 201

    # then the urgency is one that clinicians accept
    judged = filed.json()["assessment"]
    assert is_as_expected(case, judged["tier"], judged["spinal_evaluation"]), judged["tier"]

    # and it is explained: the answers that decided, the next step, the source
    explained = ada.get(f"/intakes/{sent}/explanation/").json()
    assert all(flag["because"] and flag["next_step"] and flag["evidence"] for flag in explained["flags"])
    assert explained["safety_net"] in explained["aloud"]

    # and it waits on the worklist, unless plain foot pain is all that was found
    shown = [flag["rule"] for flag in judged["flags"] if flag["is_shown"]]
    waiting = [row["submission_id"] for row in ada.get("/worklist/").json()["results"]]
    assert shown
    assert (str(sent) in waiting) is (shown != [DEFAULT_RULE])


def test_no_outcome_outside_the_accepted_ones_would_pass():
    spinal = next(case for case in CASES if case["id"] == "V001")
    assert not is_as_expected(spinal, "urgent", "urgent")
    assert not is_as_expected(spinal, "emergency", "none")
    foot = next(case for case in CASES if case["id"] == "V081")
    assert is_as_expected(foot, "routine", "none")
    assert not is_as_expected(foot, "urgent", "none")
