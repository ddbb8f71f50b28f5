"""`manage.py reconcile`: judge the last days' records again and raise an alarm for what is no longer as it was."""

import logging
import signal
from threading import Event
from time import perf_counter

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from intake.actions.reconciling import HOURS, reconcile
from intake.actions.reviews import escalate_emergencies

log = logging.getLogger("intake.reconcile")
EVERY = 15 * 60  # seconds


class Command(BaseCommand):
    help = (
        "Judge the last days' records again by the rules that judged them, every 15 minutes, until stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--hours", type=int, default=HOURS, help=f"how far back to look ({HOURS})")

    def handle(self, *args, once, hours, **options):
        if once:
            self.one_round(hours)
            return
        stopped = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                self.one_round(hours)
            except DatabaseError as error:
                log.error("the database does not answer: %s", type(error).__name__)
                close_old_connections()
            stopped.wait(EVERY)

    def one_round(self, hours):
        escalate_emergencies()  # also where nobody keeps `deliver` running
        began, looked_at, differ = perf_counter(), 0, 0
        for clinic in reconcile(hours):
            looked_at, differ = looked_at + clinic.looked_at, differ + len(clinic.differ)
            for submission_id, parts in clinic.differ.items():
                self.stdout.write(f"{clinic.clinic} {submission_id}: {', '.join(parts)}")
        took = perf_counter() - began
        self.stdout.write(f"{looked_at} looked at, {differ} differ, {took:.1f} s")
