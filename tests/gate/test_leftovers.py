"""What sign-ins and calls leave behind is gone once it is over, and nothing that still holds somebody up is."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from intake.gate import leftovers, limits
from intake.models import LimitCounter
from tests.clock import Clock
from tests.desk.given import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


def test_a_counter_goes_once_no_limit_remembers_it_and_not_before(clock):
    def counts():
        kinds = {"a caller": limits.WINDOW, "a code": 900, "a secret": limits.AN_HOUR}
        return tuple(limits.count(what, seconds).calls for what, seconds in kinds.items())

    assert counts() == (1, 1, 1)
    leftovers.remove()
    clock.now += 59
    leftovers.remove()
    assert counts() == (2, 2, 2)

    clock.now += 121
    leftovers.remove()
    assert counts() == (1, 3, 3)

    clock.now += limits.AN_HOUR - 181
    leftovers.remove()
    assert limits.count("a secret", limits.AN_HOUR).calls == 4
    clock.now += limits.AN_HOUR + 1
    leftovers.remove()
    assert not LimitCounter.objects.exists()


def test_of_a_flood_of_names_nothing_is_left(clock):
    for number in range(50):
        sign_in(f"u{number}")
    assert LimitCounter.objects.count() > 50

    clock.now += limits.AN_HOUR + 61
    leftovers.remove()

    assert not LimitCounter.objects.exists()


def test_who_is_locked_out_stays_so_and_what_is_over_goes(ada):
    for _ in range(5):
        sign_in(password="not it")
    sign_in("nobody")
    AccessAttempt.objects.filter(failures_since_start=1).update(
        attempt_time=timezone.now() - timedelta(minutes=16)
    )

    leftovers.remove()

    assert [each.failures_since_start for each in AccessAttempt.objects.all()] == [5]
    LimitCounter.objects.all().delete()
    assert not is_signed_in(sign_in())


def test_a_session_that_has_ended_goes_and_one_that_lasts_stays(ada, bo):
    here = sign_in()
    there = sign_in("bo")
    ended = Session.objects.filter(pk=there.session.session_key)
    ended.update(expire_date=timezone.now() - timedelta(seconds=1))

    leftovers.remove()

    assert not ended.exists()
    assert is_signed_in(here)


def test_each_round_of_the_reconciler_removes_them(north, clock):
    limits.count("a caller", limits.WINDOW)
    clock.now += limits.AN_HOUR + 1

    call_command("reconcile", once=True, stdout=StringIO())

    assert not LimitCounter.objects.exists()
