"""What the tests of webhooks begin with: a receiver on this machine, one that only answers, and a clock of our own."""

from ipaddress import ip_network

import pytest
from django.utils import timezone

from tests.webhooks.given import Clock, Ear
from tests.webhooks.listening import listening


@pytest.fixture(autouse=True)
def _loopback_is_named_by_the_operator(settings):
    settings.AFOOT_PRIVATE_RECEIVERS = [ip_network("127.0.0.0/8")]


@pytest.fixture
def clock(monkeypatch):
    """The time is what a test says it is."""
    clock = Clock(timezone.now())
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def listener():
    with listening() as found:
        yield found


@pytest.fixture
def ear():
    return Ear()
