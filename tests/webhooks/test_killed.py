"""Deliverers are killed in the midst of their work: nothing is lost, and the order of each record stands."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread, Timer
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from intake import outbox
from intake.access import within
from intake.models import Delivery, OutboxMessage
from tests.webhooks.given import add
from tests.webhooks.listening import is_authentic, listening

FAILS = 0.2  # of the requests


def address() -> str:
    """Where the test's own database is."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["AFOOT_DATABASE"])._replace(path=f"/{name}").geturl()


@dataclass
class Deliverer:
    """The process at work now, and how often one was killed."""

    process: subprocess.Popen
    pid: int = 0
    kills: int = 0
    lock: Lock = field(default_factory=Lock)

    def follow(self):
        for line in self.process.stdout:
            with self.lock:
                self.pid = int(line)

    def kill(self):
        with self.lock:
            if self.pid:
                os.kill(self.pid, signal.SIGKILL)
                self.pid, self.kills = 0, self.kills + 1


@contextmanager
def deliverer():
    environment = os.environ | {
        "AFOOT_DATABASE": address(),
        "AFOOT_PRIVATE_RECEIVERS": "127.0.0.0/8",
        "AFOOT_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.webhooks.deliverer"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    found = Deliverer(process)
    thread = Thread(target=found.follow, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        process.terminate()
        process.wait(10)
        thread.join()
        process.stdout.close()


def fill(clinic, *, messages: int, records: int) -> dict[str, tuple]:
    """Announce so many; gives of each id the record and the place in its order."""
    about, now = [uuid4() for _ in range(records)], timezone.now()
    with within(clinic):
        made = OutboxMessage.objects.bulk_create(
            OutboxMessage(
                event=outbox.FLAGGED, subject=about[number % records], clinic=clinic, created_at=now
            )
            for number in range(messages)
        )
    return {str(message.uuid): (message.subject, number) for number, message in enumerate(made)}


def waiting(clinic) -> bool:
    with within(clinic):
        return (
            OutboxMessage.objects.filter(delivered_at=None).exists()
            or Delivery.objects.filter(delivered_at=None).exists()
        )


def killed_while_delivering(cy, *, messages, records, kills, seconds):
    """Deliver to a receiver that fails at times, killing evenly over the run; what the receiver took, and the kills."""
    clinic, chance, secrets = cy.actor.clinic, random.Random(20261122), []
    moments = {(number + 1) * messages // (kills + 1): number for number in range(kills)}
    with deliverer() as victim:

        def answer(heard, _):
            if not is_authentic(secrets[0], heard.headers, heard.body):
                return 401
            moment = moments.pop(len(listener.heard), None)
            if moment is not None and moment % 2:
                victim.kill()  # taken, and never written down
                return 204
            if moment is not None:
                Timer(chance.uniform(0, 0.02), victim.kill).start()
            return 500 if chance.random() < FAILS else 204

        with listening(answer) as listener:
            secrets.append(add(cy, listener.url).secret)
            places = fill(clinic, messages=messages, records=records)
            until = time.monotonic() + seconds
            while waiting(clinic) and time.monotonic() < until:
                time.sleep(0.1)
    return places, listener, victim.kills


def check(cy, places, listener):
    """Nothing lost, nothing made up, each record in order; gives how many came twice."""
    times = Counter(listener.ids)
    assert times.keys() == places.keys()
    told = defaultdict(list)
    for uuid in listener.ids:
        record, place = places[uuid]
        told[record].append(place)
    assert [record for record, order in told.items() if order != sorted(order)] == []
    with within(cy.actor.clinic):
        assert {delivery.state for delivery in Delivery.objects.all()} == {"delivered"}
        assert Delivery.objects.count() == len(places)
    return sum(times.values()) - len(times)


@pytest.mark.django_db(transaction=True)
def test_a_deliverer_is_killed_three_times_and_nothing_is_lost(cy):
    places, listener, kills = killed_while_delivering(cy, messages=200, records=40, kills=3, seconds=60)
    assert kills == 3
    assert check(cy, places, listener) >= 1


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_messages_and_a_hundred_kills(cy):
    began = time.monotonic()
    places, listener, kills = killed_while_delivering(
        cy, messages=10_000, records=500, kills=100, seconds=1_500
    )
    repeats = check(cy, places, listener)
    print(
        f"\n{connection.vendor}: {len(places)} messages, {len(listener.heard)} attempts, {kills} kills, 0 lost, "
        f"{repeats} came twice, {time.monotonic() - began:.0f} s"
    )
    assert kills >= 100
    assert repeats >= 30
