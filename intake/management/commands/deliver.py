"""`manage.py deliver`: tell the clinics' receivers what waits, and escalate emergencies that nobody sees to."""

from django.core.management.base import BaseCommand

from intake import outbox
from intake.actions.reviews import escalate_emergencies
from intake.management.rounds import until_stopped

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
        until_stopped(one_round, every=EVERY, while_busy=True)


def one_round() -> int:
    escalate_emergencies()
    return outbox.deliver()
