"""PostgreSQL stops where its log finds no room: callers are told to come back, and what was acknowledged is there."""

import logging
import time
from uuid import uuid4

import pytest
from django.db import connection

from intake.access import within
from intake.models import AuditEntry, IntakeRecord
from tests.actions.given import WELL
from tests.at_once import at_once
from tests.outage import full_log
from tests.outage.given import ask, is_told_to_come_back

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

CLIENTS = 4


@pytest.fixture
def server(ada):
    """Started after Ada came, so that she is in it."""
    if connection.vendor != "postgresql":
        pytest.skip("what PostgreSQL does")
    logging.disable(logging.CRITICAL)  # a hundred refusals are not written down one by one
    try:
        with full_log.log_on_a_small_volume() as started:
            yield started
    finally:
        logging.disable(logging.NOTSET)


def file(person, sent):
    return ask(f"/api/v1/intakes/{sent}/", person.token, "PUT", {"answers": WELL})


def file_until_it_stops(person, server):
    """What each call was answered, by the id that it sent."""
    answers = {}
    while server.process.poll() is None:
        sent = uuid4()
        answers[sent] = file(person, sent)
    return answers


def stored(clinic):
    with within(clinic):
        return {*IntakeRecord.objects.values_list("submission_id", flat=True)}


def test_a_log_without_room_stops_the_server_and_loses_nothing_that_was_acknowledged(server, ada, north):
    assert file(ada, uuid4()).status_code == 201

    # when clients file and file while the volume of the log is filled
    with server.without_room():
        *told, filled = at_once(
            CLIENTS + 1,
            lambda number: server.fill_log() if number == CLIENTS else file_until_it_stops(ada, server),
        )
        assert filled is None
        answers = {sent: answer for each in told for sent, answer in each.items()}

        # then the server has stopped by itself and cannot be started, and every call is told to come back
        assert server.process.returncode != 0
        assert "No space left on device" in server.said
        assert "PANIC" in server.said
        assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))
        assert ask("/readyz").status_code == 503
        assert not server.start()
    acknowledged = {sent for sent, answer in answers.items() if answer.status_code == 201}
    refused = answers.keys() - acknowledged
    assert acknowledged
    assert refused
    assert all(is_told_to_come_back(answers[sent]) for sent in refused)

    # and is not started again by room alone
    assert is_told_to_come_back(ask("/api/v1/worklist/", ada.token))

    # when its operator starts it
    assert server.start()

    # then the application goes on by itself, and nothing that was acknowledged is lost
    began = time.monotonic()
    while ask("/api/v1/worklist/", ada.token).status_code != 200:
        assert time.monotonic() < began + 15
    assert acknowledged <= stored(north)
    for sent in refused:
        assert file(ada, sent).status_code in (200, 201)
    assert len(stored(north)) == 1 + len(answers)
    with within(north):
        assert AuditEntry.objects.filter(act="intake-filed").count() == 1 + len(answers)
