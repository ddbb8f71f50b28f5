"""`manage.py token`: print an API token for scripts."""

from django.core.management.base import BaseCommand

from intake.actions.credentials import issue_token
from intake.management import named
from intake.models.credential import CREDENTIAL_ROLES


class Command(BaseCommand):
    help = "Print an API token of a clinic and role, good for 30 days."

    def add_arguments(self, parser):
        parser.add_argument("--clinic", required=True)
        parser.add_argument("--role", required=True, choices=CREDENTIAL_ROLES)

    def handle(self, *args, clinic, role, **options):
        (found,) = named.clinics([clinic])
        self.stdout.write(issue_token(found, role))
