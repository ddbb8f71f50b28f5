"""What happens around webhooks, a word each: a receiver is added, an event announced, rounds are made."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from intake import outbox, outside
from intake.access import visible_to, within
from intake.actions import receivers
from intake.errors import NotReached
from intake.models import Delivery, OutboxMessage, WebhookReceiver


@dataclass
class Clock:
    now: datetime

    def forward(self, **by):
        self.now += timedelta(**by)


@dataclass
class Ear:
    """In place of the network: keeps what it is sent and answers as it was told."""

    answers: list = field(default_factory=list)
    otherwise: int | str = 204
    heard: list[tuple[str, str]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)

    def __call__(self, url, headers, body):
        answer = self.answers.pop(0) if self.answers else self.otherwise
        if callable(answer):
            answer = answer(url, headers, body)
        self.heard.append((url, headers["webhook-id"]))
        if isinstance(answer, str):
            raise NotReached(answer)
        if 200 <= answer < 300:
            self.accepted.append(headers["webhook-id"])
        return answer


def add(person, url="https://receiver.example.org/", events=outbox.EVENTS) -> WebhookReceiver:
    """A receiver of the clinic."""
    with within(person.actor.clinic):
        return receivers.add_receiver(uuid4(), {"url": url, "events": list(events)}, by=person.actor)[0]


def announce(clinic, *subjects: UUID, event=outbox.FLAGGED) -> list[str]:
    """Announce an event of each subject, in one act; gives the ids of the messages."""
    with within(clinic):
        for subject in subjects:
            outbox.announce(event, subject, clinic)
        last = OutboxMessage.objects.order_by("-pk").values_list("uuid", flat=True)[: len(subjects)]
        return [str(uuid) for uuid in reversed(last)]


def told(person, **wanted) -> list[Delivery]:
    with within(person.actor.clinic):
        rows = visible_to(person.actor, Delivery).filter(**wanted)
        return list(rows.select_related("message", "receiver").order_by("pk"))


def rounds(ear) -> int:
    """Rounds until nothing is to be done now; gives what was done in all."""
    done = 0
    while number := outbox.deliver(ear):
        done += number
    return done


def why(url, **sent):
    """Why a URL is not reached."""
    with pytest.raises(NotReached) as refused:
        outside.post(url, {}, b"{}", **sent)
    return refused.value.why
