"""`/intakes/{id}/revisions/`: what stood before an amendment stays readable."""

from uuid import uuid4

import pytest

from tests.api.given import HALF_ASKED, file, refused, trail


def test_every_revision_is_kept_whole_with_what_was_said_of_it(ada):
    # given an intake that an amendment made an emergency
    sent = file(ada, HALF_ASKED, unsure=["saddle_numbness"])
    change = {"answers": {"saddle_numbness": True, "ces_onset_days": 1}}
    assert ada.patch(f"/intakes/{sent}/", change, **{"If-Match": '"1"'}).status_code == 200

    # when its revisions are read
    now, before = ada.get(f"/intakes/{sent}/revisions/").json()["results"]

    # then both stand, each with its own verdict
    assert (now["revision"], before["revision"]) == (2, 1)
    assert now["answers"]["saddle_numbness"] is True
    assert "saddle_numbness" not in before["answers"]
    assert before["unsure"] == ["saddle_numbness"]
    assert now["assessment"]["tier"] == "emergency" != before["assessment"]["tier"]
    assert trail(ada.actor.clinic)[-1] == "revisions-read"


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_reads_revisions(who, ada, request):
    sent = file(ada)

    refused(request.getfixturevalue(who).get(f"/intakes/{sent}/revisions/"), 403, "not-allowed")


def test_another_clinics_revisions_are_not_there(ada, dee):
    sent = file(ada)

    foreign, missing = (dee.get(f"/intakes/{uuid}/revisions/") for uuid in (sent, uuid4()))

    refused(foreign, 404, "not-there")
    assert foreign.content == missing.content
