"""`manage.py deliver`: tell the clinics' receivers what waits, and escalate emergencies that nobody acknowledged."""

import logging
import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from intake import outbox
from intake.actions.reviews import escalate_emergencies

log = logging.getLogger("intake.outbox")
EVERY = 2  # seconds


class Command(BaseCommand):
    help = "Deliver outbox messages and escalate late emergencies, until stopped. Several may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="until nothing is to be done now, then end")

    def handle(self, *args, once, **options):
        if once:
            while one_round():
                pass
            return
        stopped = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                if one_round():
                    continue
            except DatabaseError as error:
                log.error("the database does not answer: %s", type(error).__name__)
                close_old_connections()
            stopped.wait(EVERY)


def one_round() -> int:
    escalate_emergencies()
    return outbox.deliver()
