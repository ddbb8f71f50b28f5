"""Several deliverers, and one that dies or comes back late: each message is heard, under one id."""

from collections import Counter
from threading import Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections

from intake import outbox, outside
from intake.access import within
from intake.outbox import delivering, fanning_out
from tests.at_once import at_once
from tests.webhooks.given import add, announce, rounds, told
from tests.webhooks.listening import listening

CANARY = "Canaryquince"

pytestmark = pytest.mark.django_db


# Several deliverers, and one that dies


@pytest.mark.django_db(transaction=True)
def test_several_deliverers_at_once_send_each_message_once(cy, north):
    with listening() as listener:
        add(cy, listener.url)
        records = [uuid4() for _ in range(12)]
        ids = announce(north, *records * 5)

        at_once(4, lambda _: rounds(outside.post))
        rounds(outside.post)

    assert Counter(listener.ids) == Counter(ids)
    place = {uuid: number for number, uuid in enumerate(ids)}
    for number in range(12):
        of_one = [place[uuid] for uuid in listener.ids if place[uuid] % 12 == number]
        assert of_one == sorted(of_one)


@pytest.mark.django_db(transaction=True)
def test_who_fans_out_second_waits_for_who_came_first_and_takes_what_is_left(cy, north, monkeypatch):
    monkeypatch.setattr(fanning_out, "AT_ONCE", 1)
    add(cy)
    record = uuid4()
    announce(north, record, record)
    done = []

    def fan_out_too():
        try:
            with within(north):
                done.append(outbox.fan_out())
        except DatabaseError as error:
            done.append(error)
        finally:
            connections.close_all()

    second = Thread(target=fan_out_too)
    with within(north):
        assert outbox.fan_out() == 1
        second.start()
        second.join(0.5)
        assert done == []
    second.join()

    assert done == [1]
    assert len(told(cy, record=record)) == 2


def test_what_a_deliverer_left_when_it_died_is_sent_again_under_the_same_id(cy, north, ear, clock):
    # given a deliverer that dies between sending and writing down
    add(cy)
    record = uuid4()
    ids = announce(north, record, record)

    def die(*_):
        raise KeyboardInterrupt

    ear.answers = [die]
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(ear)

    # then nobody else takes it up at once, or what follows it, and somebody does later
    rounds(ear)
    assert ear.accepted == []
    clock.forward(seconds=delivering.LEASE.total_seconds() + 1)
    rounds(ear)
    assert ear.accepted == ids


def test_the_lease_is_longer_than_sending_may_take():
    assert delivering.LEASE.total_seconds() >= 2 * outside.TOTAL


def test_who_comes_back_late_spoils_nothing(cy, north, ear, clock):
    # given a deliverer that was stopped for longer than its lease, while another one delivered
    add(cy)
    announce(north, uuid4())

    def slow(*_):
        clock.forward(seconds=delivering.LEASE.total_seconds() + 1)
        rounds(ear)
        return 500

    # when it comes back with a failure
    outbox.deliver(slow)

    # then what the other wrote down stands
    assert (told(cy)[0].state, told(cy)[0].attempts) == ("delivered", 2)


def test_a_receiver_whose_secret_does_not_open_is_sent_nothing(cy, north, ear):
    add(cy)
    announce(north, uuid4())
    with within(north), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_webhookreceiver SET secret = 'gone:1'")

    rounds(ear)

    assert ear.heard == []
    assert told(cy)[0].status == "no-secret"
