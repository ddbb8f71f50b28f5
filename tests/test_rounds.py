"""A worker goes on whatever the database does, until it is told to stop."""

import os
import signal

import pytest
from django.db import DatabaseError, InterfaceError

from intake.errors import Unreachable
from intake.management.rounds import until_stopped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signals_put_back():
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield
    for sign, was in before.items():
        signal.signal(sign, was)


def rounds(*what):
    """A round each: an error to raise, or what it says that it did; then the worker is stopped."""
    left = [*what]

    def one_round():
        if not left:
            os.kill(os.getpid(), signal.SIGTERM)
            return None
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return one_round, left


@pytest.mark.parametrize("error", [DatabaseError("away"), InterfaceError("closed"), Unreachable()])
def test_a_database_that_is_away_ends_no_worker(error, caplog):
    one_round, left = rounds(error, None)

    until_stopped(one_round, every=0.001)

    assert left == []
    assert f"the database does not answer: {type(error).__name__}" in caplog.text


def test_what_nobody_foresaw_does():
    one_round, _ = rounds(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        until_stopped(one_round, every=0.001)


def test_a_busy_worker_goes_on_at_once():
    one_round, left = rounds(1, 1, 1)

    until_stopped(one_round, every=60, while_busy=True)

    assert left == []
