"""Staff are signed out by the server: after twenty idle minutes, and at the end of a shift however busy they were."""

import pytest
from django.test import Client

from intake.desk.home import Home
from intake.gate import sessions
from intake.models import User
from tests.clock import Clock
from tests.desk.given import PHRASE, SIGN_IN, code_of, enrol, is_signed_in, sign_in

MINUTE = 60


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(sessions, "time", clock)
    return clock


@pytest.fixture
def desk(ada, clock):
    client = sign_in()
    assert is_signed_in(client)
    return client


def test_twenty_idle_minutes_end_it(desk, clock):
    clock.now += 19 * MINUTE
    assert is_signed_in(desk)
    clock.now += 19 * MINUTE
    assert is_signed_in(desk)
    clock.now += 21 * MINUTE
    assert not is_signed_in(desk)


def test_what_has_ended_does_not_come_back(desk, clock):
    kept = desk.cookies["sessionid"].value
    clock.now += 21 * MINUTE
    assert not is_signed_in(desk)

    desk.cookies["sessionid"] = kept
    clock.now -= 21 * MINUTE

    assert not is_signed_in(desk)


def test_a_shift_ends_it_however_busy(desk, clock):
    for _ in range(12 * 60 // 15):
        assert is_signed_in(desk)
        clock.now += 15 * MINUTE

    assert is_signed_in(desk)
    clock.now += MINUTE
    assert not is_signed_in(desk)


def test_a_page_that_refreshes_itself_renews_nothing(desk, clock, monkeypatch):
    monkeypatch.setattr(Home, "is_live", True, raising=False)
    for _ in range(10):
        assert is_signed_in(desk)
        clock.now += 2 * MINUTE

    clock.now += MINUTE
    assert not is_signed_in(desk)


def test_nothing_that_a_browser_sends_keeps_it(desk, clock):
    clock.now += 21 * MINUTE

    answer = desk.get("/desk/?skip_timeout_reset=1", headers={"X-Skip-Timeout": "1"})

    assert answer.status_code == 302


def opens(key):
    client = Client()
    client.cookies["sessionid"] = key
    return is_signed_in(client)


@pytest.mark.parametrize(
    ("place", "proof"),
    [
        ("/desk/password-again/", lambda secret: {"password": PHRASE}),
        ("/desk/second-factor/reauthenticate/", lambda secret: {"code": code_of(secret)}),
    ],
)
def test_who_proves_it_once_more_goes_on_under_a_new_key(ada, place, proof):
    client = sign_in()
    secret = enrol(User.objects.get(username="ada"))
    before = client.cookies["sessionid"].value
    assert opens(before)

    client.post(place, proof(secret))

    after = client.cookies["sessionid"].value
    assert after != before
    assert opens(after)
    assert not opens(before)


def test_a_key_that_a_browser_brought_along_is_not_the_one_that_is_signed_in(ada):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.post(SIGN_IN, {"login": "ada", "password": PHRASE})

    assert client.cookies["sessionid"].value != "a" * 32
    assert not opens("a" * 32)


def test_signing_out_ends_it_here_and_empties_the_browser(desk):
    key = desk.cookies["sessionid"].value

    answer = desk.post("/desk/sign-out/")

    assert not opens(key)
    assert answer["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in desk.get(SIGN_IN)


def test_what_has_ended_by_itself_empties_the_browser_too(desk, clock):
    clock.now += 21 * MINUTE

    assert desk.get("/desk/")["Clear-Site-Data"] == '"cache"'


def test_the_sessions_of_one_whose_account_is_closed_are_over_at_once(desk):
    User.objects.filter(username="ada").update(is_active=False)

    assert not is_signed_in(desk)
