"""`manage.py reconcile`: judge the last days' records again and raise an alarm for what is no longer as it was.

Each round also escalates late emergencies, as `deliver` does, and removes what has expired.
"""

from argparse import ArgumentTypeError
from functools import partial
from time import perf_counter

from django.core.management.base import BaseCommand

from intake.actions.reconciling import HOURS, reconcile
from intake.actions.reviews import escalate_emergencies
from intake.gate import leftovers
from intake.management.rounds import until_stopped

EVERY = 15 * 60  # seconds
MOST_HOURS = 10 * 365 * 24


class Command(BaseCommand):
    help = (
        "Every 15 minutes, until stopped: escalate late emergencies; remove expired counters, failed sign-ins and "
        "sessions; judge the last days' records again by the rules that judged them, and raise an alarm for any "
        "difference."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--hours", type=_hours, default=HOURS, help=f"how far back to look ({HOURS})")

    def handle(self, *args, once, hours, **options):
        if once:
            self.one_round(hours)
            return
        until_stopped(partial(self.one_round, hours), every=EVERY)

    def one_round(self, hours):
        escalate_emergencies()  # also where nobody keeps `deliver` running
        leftovers.remove()
        began, looked_at, differ = perf_counter(), 0, 0
        for clinic in reconcile(hours):
            looked_at, differ = looked_at + clinic.looked_at, differ + len(clinic.differ)
            for submission_id, parts in clinic.differ.items():
                self.stdout.write(f"{clinic.clinic} {submission_id}: {', '.join(parts)}")
        took = perf_counter() - began
        self.stdout.write(f"{looked_at} looked at, {differ} differ, {took:.1f} s")


def _hours(text):
    if not text.isdecimal() or not 1 <= int(text) <= MOST_HOURS:
        raise ArgumentTypeError(f"must be a whole number of hours from 1 to {MOST_HOURS}")
    return int(text)
