"""`manage.py clinic`: make a clinic and print its first manager's one-time link."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import transaction

from intake import audit
from intake.access import system, within
from intake.actions.clinics import add_staff, make_clinic
from intake.desk.welcome import welcome_path
from intake.errors import OneClinicAlone
from intake.management.address import add_address
from intake.models import Clinic, User
from intake.models.clinic import refuse_unknown_zone


class Command(BaseCommand):
    help = "Make a clinic. Its first manager chooses a password by the one-time link that is printed."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="short name, as in tokens and sign-in: north-street")
        parser.add_argument("--name", required=True)
        parser.add_argument("--manager", required=True, help="user name of the first manager")
        parser.add_argument("--time-zone", default="UTC", help="IANA name, such as Europe/London")
        add_address(parser)

    @transaction.atomic
    def handle(self, *args, slug, name, manager, time_zone, address, **options):
        try:
            validate_slug(slug)
        except ValidationError as error:
            raise CommandError(
                "The short name must have only letters, digits, hyphens and underscores."
            ) from error
        try:
            refuse_unknown_zone(time_zone)
        except ValidationError as error:
            raise CommandError(error.message) from None
        if Clinic.objects.filter(slug=slug).exists():
            raise CommandError("A clinic has that short name already.")
        if User.objects.filter(username=manager).exists():
            raise CommandError("An account has that user name already.")
        try:
            clinic = make_clinic(slug, name, time_zone)
        except OneClinicAlone as error:
            raise CommandError(f"The clinic was not made. {error}") from None
        user = add_staff(clinic, manager, "manager")
        with within(clinic):
            audit.record(system(clinic, "clinic"), "clinic-made", clinic.slug)
        self.stdout.write(f"{address}{welcome_path(user)}")
