"""Staff are signed out by the server: after twenty idle minutes, and at the end of a shift however busy they were."""

import pytest

from intake.desk.home import Home
from intake.gate import sessions
from tests.desk.given import is_signed_in, sign_in

MINUTE = 60


class Clock:
    def __init__(self):
        self.now = 1_800_000_000

    def time(self):
        return self.now

    def pass_(self, minutes):
        self.now += minutes * MINUTE


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
    clock.pass_(19)
    assert is_signed_in(desk)
    clock.pass_(19)
    assert is_signed_in(desk)
    clock.pass_(21)
    assert not is_signed_in(desk)


def test_what_has_ended_does_not_come_back(desk, clock):
    kept = desk.cookies["sessionid"].value
    clock.pass_(21)
    assert not is_signed_in(desk)

    desk.cookies["sessionid"] = kept
    clock.now -= 21 * MINUTE

    assert not is_signed_in(desk)


def test_a_shift_ends_it_however_busy(desk, clock):
    for _ in range(12 * 60 // 15):
        assert is_signed_in(desk)
        clock.pass_(15)

    assert is_signed_in(desk)
    clock.pass_(1)
    assert not is_signed_in(desk)


def test_a_page_that_refreshes_itself_renews_nothing(desk, clock, monkeypatch):
    monkeypatch.setattr(Home, "is_live", True, raising=False)
    for _ in range(10):
        assert is_signed_in(desk)
        clock.pass_(2)

    clock.pass_(1)
    assert not is_signed_in(desk)


def test_nothing_that_a_browser_sends_keeps_it(desk, clock):
    clock.pass_(21)

    answer = desk.get("/desk/?skip_timeout_reset=1", headers={"X-Skip-Timeout": "1"})

    assert answer.status_code == 302
