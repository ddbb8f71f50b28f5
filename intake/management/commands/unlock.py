"""`manage.py unlock`: let somebody who missed too often try again at once."""

from django.core.management.base import BaseCommand, CommandError

from intake.gate import sign_in
from intake.models import User


class Command(BaseCommand):
    help = "Forget the misses of a member of staff, of passwords, codes and keys alike, at whatever address."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")

    def handle(self, *args, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError("There is nobody of that user name.")
        sign_in.unlock(user)
        self.stdout.write("Unlocked.")
