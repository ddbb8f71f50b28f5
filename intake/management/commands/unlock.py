"""`manage.py unlock`: let somebody who missed too often try again at once."""

from django.core.management.base import BaseCommand

from intake.gate import sign_in
from intake.management import named


class Command(BaseCommand):
    help = "Forget the misses of a member of staff, of passwords, codes and keys alike, at whatever address."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")

    def handle(self, *args, name, **options):
        sign_in.unlock(named.person(name))
        self.stdout.write("Unlocked.")
