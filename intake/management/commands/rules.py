"""`manage.py rules`: print the rule book, `docs/rules.md`."""

from django.core.management.base import BaseCommand

from intake.triage.rules.book import book


class Command(BaseCommand):
    help = "Print the rule book in clinical prose: manage.py rules > docs/rules.md"
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(book(), ending="")
