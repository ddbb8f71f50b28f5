"""`manage.py sign_out`: end whatever a person, or everybody, is signed in by."""

from django.core.management.base import BaseCommand

from intake.actions import sign_ins
from intake.management import named
from intake.models import User


class Command(BaseCommand):
    help = "Sign a member of staff out everywhere, at the pages and of the API; tablets and scripts stay."

    def add_arguments(self, parser):
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("name", nargs="?", help="the user name")
        who.add_argument("--everybody", action="store_true")

    def handle(self, *args, name, everybody, **options):
        for user in User.objects.order_by("pk") if everybody else [named.person(name)]:
            sign_ins.sign_out(user)
        self.stdout.write("Signed out.")
