"""`manage.py welcome`: print a new one-time link for somebody who has lost the password or second factor."""

from django.core.management.base import BaseCommand, CommandError

from intake.actions import sign_ins
from intake.desk.welcome import welcome_path
from intake.management import named
from intake.management.address import add_address


class Command(BaseCommand):
    help = "Print a one-time link by which a member of staff chooses a password. The second factor stays."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")
        add_address(parser)
        parser.add_argument(
            "--forget-factors", action="store_true", help="app, keys and recovery codes are lost"
        )

    def handle(self, *args, name, address, forget_factors, **options):
        user = named.person(name)
        if not user.is_active:
            raise CommandError("This account is closed. Reopen it at /admin/ (`AFOOT_ADMIN=1`).")
        if forget_factors:
            sign_ins.forget_factors(user)
        self.stdout.write(f"{address}{welcome_path(user)}")
