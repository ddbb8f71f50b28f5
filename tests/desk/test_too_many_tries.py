"""Where secrets are tried at the pages, an address tries so often a minute; what is past that is not looked at."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.test import Client
from django.urls import get_resolver

from intake.desk.locked import COUNTED
from intake.gate import limits
from intake.models import User
from tests.api.given import trail
from tests.clock import Clock
from tests.conftest import employ
from tests.desk.given import PHRASE, SIGN_IN, code_of, enrol, is_signed_in, sign_in, sign_in_twice

CODE = "/desk/second-factor/authenticate/"
PLACES = [
    *("/desk/password-again/", "/desk/password/", CODE),
    *("/desk/second-factor/reauthenticate/", "/desk/second-factor/webauthn/reauthenticate/"),
]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def _two_a_minute(settings, ada):
    settings.LIMITS = settings.LIMITS | {"password": 2, "second_factor": 2}


def attempt(name, password="not it", address="192.0.2.1", **claims):
    client = Client(REMOTE_ADDR=address, headers=claims)
    return client.post(SIGN_IN, {"login": name, "password": password})


def test_past_the_limit_no_password_is_looked_at_and_no_line_written(north, monkeypatch):
    for name in ("eve", "fay"):
        employ(north, name, "clinician")
    checked, check = [], ModelBackend.authenticate
    monkeypatch.setattr(
        ModelBackend, "authenticate", lambda *args, **more: checked.append(1) or check(*args, **more)
    )

    codes = [attempt(name).status_code for name in ("ada", "eve", "fay", "ada")]

    assert codes == [200, 200, 429, 429]
    assert len(checked) == 2
    assert trail(north) == ["signed-in"] * 2


def test_it_says_how_long_to_wait_and_then_the_right_password_opens(clock):
    attempt("nobody")
    clock.now += 13
    attempt("no one")

    answer = attempt("ada", PHRASE)

    assert (answer.status_code, answer["Retry-After"]) == (429, "47")
    assert "Wait 47 seconds" in answer.content.decode()
    assert "ada" not in answer.content.decode()
    clock.now += 46
    assert "Wait 1 second," in attempt("ada", PHRASE).content.decode()
    clock.now += 1
    assert attempt("ada", PHRASE)["Location"] == "/desk/"


def test_what_was_refused_is_no_miss_of_the_person(settings):
    for _ in range(8):
        attempt("ada")
    settings.LIMITS = settings.LIMITS | {"password": 1_000}

    assert attempt("ada", PHRASE).status_code == 302


def test_each_address_is_counted_by_itself_whatever_it_claims():
    codes = [attempt("x", **{"X-Forwarded-For": f"10.0.0.{number}"}).status_code for number in range(3)]

    assert codes == [200, 200, 429]
    assert attempt("ada", PHRASE, address="192.0.2.2").status_code == 302


def test_who_is_signed_in_and_who_only_looks_is_held_up_by_nothing():
    client = sign_in()
    for _ in range(3):
        sign_in(password="not it")

    assert is_signed_in(client)
    assert Client().get(SIGN_IN).status_code == 200


def test_a_second_factor_is_counted_too_and_apart_from_the_password(north):
    secret = enrol(User.objects.get(username="ada"))
    client = sign_in()

    bodies = [{"code": "000000"}, {"credential": '{"id": 1}'}, {"code": code_of(secret)}]
    codes = [client.post(CODE, body).status_code for body in bodies]

    assert codes == [200, 200, 429]
    assert trail(north) == ["second-factor-asked", "signed-in", "signed-in"]
    assert not is_signed_in(client)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_where_a_secret_is_tried_is_counted(place, settings):
    client = sign_in_twice()
    settings.LIMITS = settings.LIMITS | {"password": 0, "second_factor": 0}

    assert (
        client.post(place, {"password": "x", "oldpassword": "x", "code": "x", "credential": "{}"}).status_code
        == 429
    )
    assert client.get(place).status_code in (200, 302)


def test_no_page_that_asks_for_a_secret_is_forgotten():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    assert names >= COUNTED.keys()
    asking = ("login", "authenticate", "password")
    assert {name for name in names if any(word in name for word in asking)} == COUNTED.keys()
