"""`manage.py sign_out`: end whatever a person, or everybody, is signed in by."""

from django.core.management.base import BaseCommand, CommandError

from intake.actions import sign_ins
from intake.models import User


class Command(BaseCommand):
    help = "Sign a member of staff out everywhere, at the pages and of the API; tablets and scripts stay."

    def add_arguments(self, parser):
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("name", nargs="?", help="the user name")
        who.add_argument("--everybody", action="store_true")

    def handle(self, *args, name, everybody, **options):
        people = User.objects.order_by("pk") if everybody else User.objects.filter(username=name)
        if not people:
            raise CommandError("There is nobody of that user name.")
        for user in people:
            sign_ins.sign_out(user)
        self.stdout.write("Signed out.")
