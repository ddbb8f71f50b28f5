"""Whatever goes wrong is told as a problem of a stable type, and tells nothing else."""

import logging
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.http import Http404, UnreadablePostError
from django.test import Client
from rest_framework import exceptions

from clinic.logs import discreet
from intake import audit
from intake.errors import AfootError, NotReached, OutsideClinic, Unreachable
from intake.gate import problems
from intake.models import Review, SearchHash
from tests.api.given import WELL, file, refused, trail

SECRET = "Nora Quince, born 1974-02-03"


@pytest.fixture
def failing(monkeypatch):
    """Makes the worklist raise."""

    def fail(error):
        def worklist(by):
            raise error

        monkeypatch.setattr("intake.actions.reviews.worklist", worklist)

    return fail


@pytest.mark.parametrize("error", [OperationalError(SECRET), InterfaceError(SECRET)])
def test_a_database_that_does_not_answer_is_503_and_says_when_to_come_back(ada, failing, error):
    failing(error)

    answer = ada.get("/worklist/")

    refused(answer, 503, "unreachable")
    assert answer["Retry-After"] == "5"
    assert SECRET not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_refers_to_nothing_at_the_commit_is_503_too_and_leaves_nothing(ada, monkeypatch):
    def referring(by):
        SearchHash.objects.create(clinic=by.clinic, patient_id=10**9, hash="x")
        return Review.objects.all()

    monkeypatch.setattr("intake.actions.reviews.worklist", referring)

    answer = ada.get("/worklist/")

    refused(answer, 503, "overtaken")
    assert answer["Retry-After"] == "5"
    assert trail(ada.actor.clinic) == []


def test_a_database_that_is_away_before_the_caller_is_known_is_503_too(ada, monkeypatch):
    def away(secret):
        raise OperationalError(SECRET)

    monkeypatch.setattr("intake.gate.credentials.actor_of", away)

    refused(ada.get("/worklist/"), 503, "unreachable")


@pytest.mark.parametrize(
    "error",
    [ValueError(SECRET), IntegrityError(SECRET), DataError(SECRET), KeyError(SECRET), RecursionError(SECRET)],
)
def test_the_unforeseen_is_500_without_a_word_of_what_it_said(ada, failing, error):
    failing(error)

    answer = ada.get("/worklist/")

    problem = refused(answer, 500, "unforeseen")
    assert problem.keys() == {"type", "title", "status"}
    assert SECRET not in answer.content.decode()


def test_in_production_the_log_of_the_unforeseen_holds_no_word_of_it_either(ada, failing, caplog):
    failing(ValueError(SECRET))

    ada.get("/worklist/")

    for record in caplog.records:
        record.exc_text = None  # what a formatter before ours made of it
    lines = [discreet().format(record) for record in caplog.records if record.levelno >= logging.ERROR]
    assert any("ValueError" in line for line in lines)
    assert not any(SECRET in line for line in lines)


@pytest.mark.parametrize(
    ("error", "code", "slug"),
    [
        (Http404(SECRET), 404, "not-there"),
        (exceptions.NotFound(SECRET), 404, "not-there"),
        (PermissionDenied(SECRET), 403, "not-allowed"),
        (exceptions.PermissionDenied(SECRET), 403, "not-allowed"),
        (exceptions.NotAuthenticated(SECRET), 401, "no-credential"),
        (exceptions.AuthenticationFailed(SECRET), 401, "no-credential"),
        (UnreadablePostError(SECRET), 400, "body-refused"),
        (OutsideClinic(), 500, "outside-clinic"),
    ],
)
def test_what_the_framework_raises_is_told_in_our_words(ada, failing, error, code, slug):
    failing(error)

    answer = ada.get("/worklist/")

    refused(answer, code, slug)
    assert SECRET not in answer.content.decode()


def test_every_error_of_ours_has_a_status():
    def kinds(error):
        return {error}.union(*map(kinds, error.__subclasses__()))

    assert kinds(AfootError) - {AfootError, OutsideClinic, NotReached} == {
        error
        for error in kinds(AfootError)
        if problems._of_ours(error())[0] < 500 or issubclass(error, Unreachable)
    }


def test_an_error_undoes_what_was_done_before_it(ada, monkeypatch):
    def fail(*args, **more):
        raise ValueError(SECRET)

    monkeypatch.setattr("intake.actions.judging.triage", fail)
    sent = uuid4()

    refused(ada.put(f"/intakes/{sent}/", {"answers": WELL}), 500, "unforeseen")

    monkeypatch.undo()
    assert trail(ada.actor.clinic) == []
    refused(ada.get(f"/intakes/{sent}/"), 404, "not-there")


def test_a_denial_leaves_a_line_and_an_unknown_caller_none(ada, bo, nobody):
    sent = file(ada, WELL)

    bo.get(f"/intakes/{sent}/")
    ada.get(f"/reviews/{sent}/")
    nobody.get(f"/intakes/{sent}/")

    assert trail(ada.actor.clinic) == ["intake-filed", "GET Intake", "GET Review"]


@pytest.mark.parametrize("path", ["/worklist/", "/reviews/0190a000-0000-4000-8000-000000000001/"])
def test_without_an_audit_line_nothing_is_read_nor_denied(ada, monkeypatch, path):
    def away(*args, **more):
        raise OperationalError("the trail is away")

    monkeypatch.setattr(audit, "record", away)

    refused(ada.get(path), 503, "unreachable")


@pytest.mark.parametrize("method", ["delete", "options", "trace", "post", "query", "PROPFIND"])
def test_a_method_that_an_address_does_not_take_is_refused_for_everyone(ada, tablet, nobody, method):
    for person in (ada, tablet, nobody):
        answer = person.call(method, "/worklist/")
        refused(answer, 405, "method-not-allowed")
        assert {*answer["Allow"].split(", ")} == {"GET", "HEAD"}


def test_a_look_at_the_head_alone_is_a_look(ada):
    file(ada, WELL)

    answer = ada.call("head", "/intakes/")

    assert (answer.status_code, answer.content) == (200, b"")
    assert trail(ada.actor.clinic) == ["intake-filed", "intakes-listed"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "nonsense"])
def test_an_answer_that_is_not_json_is_not_to_be_had(ada, accept):
    refused(ada.get("/worklist/", Accept=accept), 406, "not-acceptable")


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/*", "text/html, */*;q=0.1"])
def test_an_answer_in_json_is(ada, accept):
    assert ada.get("/worklist/", Accept=accept)["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/",
        "/api/v1/nope/",
        "/api/v1/intakes",
        "/api/v1/intakes/1/",
        "/api/v2/worklist/",
        "/%00",
        "/admin/",
        "/static/",
        "/static/desk/",
        "/static/../manage.py",
        "/static/%2e%2e/%2e%2e/.git/config",
        "/.git/config",
    ],
)
def test_an_address_that_does_not_exist_is_a_problem_like_any_other(client, ada, path):
    answer = client.get(path)

    refused(answer, 404, "not-there")
    assert answer.content == ada.get(f"/intakes/{uuid4()}/").content


def test_a_host_that_is_not_ours_is_a_problem(client):
    refused(client.get("/api/v1/worklist/", headers={"Host": "evil.example"}), 400, "bad-request")


def test_a_problem_before_any_view_tells_nothing():
    answer = problems.server_error(None)

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OperationalError(SECRET), 503),
        (InterfaceError(SECRET), 503),
        (IntegrityError(SECRET), 500),
        (ValueError(SECRET), 500),
    ],
)
def test_what_fails_outside_of_the_api_is_told_alike(error, code):
    try:
        raise error
    except Exception:
        answer = problems.server_error(None)

    assert (answer.status_code, answer.get("Retry-After")) == (code, "5" if code == 503 else None)
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(("state", "code"), [("25006", 503), ("25P03", 503), ("XX000", 503), ("25P02", 500)])
def test_a_standby_that_takes_no_writes_yet_and_a_disk_beyond_its_quota_will_soon(ada, failing, state, code):
    error = InternalError(SECRET)
    error.__cause__ = type("Said", (Exception,), {"sqlstate": state})()
    failing(error)

    assert ada.get("/worklist/").status_code == code


def test_no_title_has_a_hole_in_it(ada):
    client = Client(headers={"Authorization": f"Bearer {ada.token}"})
    answers = [
        client.delete("/api/v1/me/"),
        client.get("/api/v1/me/", headers={"Accept": "text/html"}),
        client.put(f"/api/v1/intakes/{uuid4()}/", b"x", content_type="text/plain"),
    ]

    assert not any(b"{" in answer.content[1:] for answer in answers)
