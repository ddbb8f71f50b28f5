"""`manage.py token`: print an API token for scripts."""

from django.core.management.base import BaseCommand, CommandError

from intake.actions.credentials import issue_token
from intake.models import Clinic
from intake.models.credential import CREDENTIAL_ROLES


class Command(BaseCommand):
    help = "Print an API token of a clinic and role, good for 30 days."

    def add_arguments(self, parser):
        parser.add_argument("--clinic", required=True)
        parser.add_argument("--role", required=True, choices=CREDENTIAL_ROLES)

    def handle(self, *args, clinic, role, **options):
        found = Clinic.objects.filter(slug=clinic).first()
        if found is None:
            raise CommandError("There is no clinic of that name. `manage.py clinic` makes one.")
        self.stdout.write(issue_token(found, role))
