"""Receivers that answer, but slowly, or all at once: no round is long, so no emergency waits for them."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from intake import outbox
from intake.access import within
from intake.models import WebhookReceiver
from intake.outbox import delivering
from tests.webhooks.given import Clock, add, announce, told

pytestmark = pytest.mark.django_db


@dataclass
class Slow:
    """In place of the network: each answer takes its time, by the clock of the test."""

    clock: Clock
    seconds: dict[str, float]
    otherwise: float = 0
    status: int = 204
    heard: list[str] = field(default_factory=list)

    def __call__(self, url, headers, body):
        self.heard.append(url)
        self.clock.forward(seconds=self.seconds.get(url, self.otherwise))
        return self.status

    def round(self) -> float:
        """Seconds that a round took."""
        began = self.clock.now
        outbox.deliver(self)
        return (self.clock.now - began).total_seconds()


@pytest.fixture
def slow(clock, monkeypatch):
    monkeypatch.setattr(delivering, "monotonic", lambda: clock.now.timestamp())
    return Slow(clock, {})


def urls(number):
    return [f"https://receiver-{each}.example.org/" for each in range(number)]


def test_slow_refusals_end_a_round_and_reach_everybody_in_turn(cy, north, slow):
    for url in urls(20):
        add(cy, url)
    announce(north, *(uuid4() for _ in range(50)))
    slow.otherwise, slow.status = 14, 500

    assert max(slow.round() for _ in range(25)) == 14

    assert {*slow.heard} == {*urls(20)}


def test_who_answers_goes_before_who_was_slow(cy, north, slow):
    for url in urls(5):
        add(cy, url)
    slow.seconds = dict.fromkeys(urls(4), 14)
    announce(north, *(uuid4() for _ in range(3)))
    while {*slow.heard} != {*urls(5)}:
        slow.round()
    slow.clock.forward(minutes=1)
    announce(north, uuid4())
    slow.heard.clear()

    slow.round()

    prompt = urls(5)[4]
    assert prompt in slow.heard[:-1]
    assert slow.heard[-1] in urls(4)


def test_one_that_is_slow_rests_for_as_long_as_it_took(cy, north, slow):
    add(cy, urls(1)[0])
    announce(north, uuid4(), uuid4(), uuid4())
    slow.otherwise = 8

    outbox.deliver(slow)
    with within(north):
        assert WebhookReceiver.objects.get().rests_until == slow.clock.now + timedelta(seconds=8)
    assert outbox.deliver(slow) == 0
    slow.clock.forward(seconds=8)
    slow.otherwise = 0
    outbox.deliver(slow)

    assert [each.state for each in told(cy)] == ["delivered"] * 3
    with within(north):
        assert WebhookReceiver.objects.get().rests_until is None


def test_many_that_are_busy_have_their_turns_in_rounds_that_are_short(cy, north, slow):
    for url in urls(20):
        add(cy, url)
    announce(north, *(uuid4() for _ in range(4)))
    slow.otherwise = 1

    longest = 0
    while len(slow.heard) < 80:
        longest = max(longest, slow.round())

    assert longest <= delivering.ROUND + delivering.TURN + 1


def test_one_that_was_slow_has_its_turn_however_busy_the_others_are(cy, north, slow):
    for url in urls(20):
        add(cy, url)
    recovered, *_ = urls(20)
    announce(north, *(uuid4() for _ in range(40)))
    with within(north):
        WebhookReceiver.objects.filter(url=recovered).update(rests_until=slow.clock.now)
    slow.otherwise = 1

    took = slow.round()

    assert slow.heard[-1] == recovered
    assert took <= delivering.ROUND + 2 * (delivering.TURN + 1)


def test_receivers_with_an_emergency_go_before_others(cy, north, slow):
    for url in urls(10):
        add(cy, url, [outbox.FLAGGED])
    add(cy, "https://emergencies.example.org/", [outbox.UNACKNOWLEDGED])
    announce(north, uuid4())
    announce(north, uuid4(), event=outbox.UNACKNOWLEDGED)

    slow.round()

    assert slow.heard[0] == "https://emergencies.example.org/"
