"""`/questionnaire/`: what is asked, whole, by version."""

import pytest

from intake import questionnaire
from intake.actions.versions import release_current
from intake.models import ReleasedVersion
from tests.api.given import refused

VERSION = questionnaire.VERSION


@pytest.mark.parametrize("who", ["ada", "bo", "cy", "tablet"])
def test_everyone_of_the_clinic_reads_it(who, request):
    answer = request.getfixturevalue(who).get("/questionnaire/")

    assert answer.status_code == 200
    assert answer.json()["version"] == VERSION
    names = {each["name"] for section in answer.json()["sections"] for each in section["questions"]}
    assert {"saddle_numbness", "gait_types"} <= names
    assert answer["ETag"] == f'"{VERSION}"'


def test_what_is_known_already_is_not_sent_again(tablet):
    for path in ("/questionnaire/", f"/questionnaire/{VERSION}/"):
        answer = tablet.get(path, **{"If-None-Match": f'"{VERSION}"'})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", f'"{VERSION}"')


def test_what_was_asked_long_ago_is_still_read_by_its_version(tablet):
    release_current()
    now = ReleasedVersion.objects.get(digest=VERSION)
    ReleasedVersion.objects.create(
        digest="0" * 16, kind="questionnaire", body={"sections": []}, released_at=now.released_at
    )

    assert tablet.get(f"/questionnaire/{'0' * 16}/").json() == {"sections": [], "version": "0" * 16}
    assert tablet.get(f"/questionnaire/{VERSION}/").json()["version"] == VERSION


@pytest.mark.parametrize("version", ["f" * 16, "x", "a" * 5_000])
def test_a_version_that_never_was_is_not_there(tablet, version):
    refused(tablet.get(f"/questionnaire/{version}/"), 404, "not-there")


def test_a_rule_set_is_no_questionnaire(ada):
    rules = ada.get("/rules/").json()["version"]

    refused(ada.get(f"/questionnaire/{rules}/"), 404, "not-there")


def test_it_has_no_parameters(tablet):
    refused(tablet.get("/questionnaire/?language=de"), 400, "query-refused")


def test_nobody_reads_it_without_a_token(nobody):
    refused(nobody.get("/questionnaire/"), 401, "no-credential")
