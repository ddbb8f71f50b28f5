"""What the tests of webhooks begin with: a receiver on this machine, one that only answers, and a clock of our own."""

import socket
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


@pytest.fixture
def named(monkeypatch):
    """Names on the network: each look-up of one gives the next of its answers."""
    names, looked_up = {}, []

    def getaddrinfo(host, port, **_):
        looked_up.append(host)
        answers = names[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    names["looked up"] = looked_up
    return names
