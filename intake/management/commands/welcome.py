"""`manage.py welcome`: print a new one-time link for somebody who lost password or second factor."""

from django.core.management.base import BaseCommand, CommandError

from intake.actions import sign_ins
from intake.desk.welcome import welcome_path
from intake.management.address import add_address
from intake.models import User


class Command(BaseCommand):
    help = "Print a one-time link by which a member of staff chooses a password. The second factor stays."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")
        add_address(parser)
        parser.add_argument(
            "--forget-factors", action="store_true", help="app, keys and recovery codes are lost"
        )

    def handle(self, *args, name, address, forget_factors, **options):
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError("There is nobody of that user name who may sign in.")
        if forget_factors:
            sign_ins.forget_factors(user)
        self.stdout.write(f"{address}{welcome_path(user)}")
