"""`manage.py deliver`: hand on what waits in the outbox, and escalate emergencies that nobody acknowledged."""

import logging
import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from intake import outbox
from intake.actions.reviews import escalate_emergencies
from intake.models import OutboxMessage

log = logging.getLogger("intake.outbox")
EVERY = 2  # seconds


class Command(BaseCommand):
    help = "Deliver outbox messages (to the log for now) and escalate late emergencies, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args, once, **options):
        if once:
            one_round()
            return
        stopped = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                one_round()
            except DatabaseError as error:
                log.error("the database does not answer: %s", type(error).__name__)
                close_old_connections()
            stopped.wait(EVERY)


def one_round() -> None:
    escalate_emergencies()
    while outbox.deliver(to_the_log):
        pass


def to_the_log(message: OutboxMessage) -> None:
    log.info("%s %s %s", message.event, message.subject, message.uuid)
