"""`manage.py selfcheck`: what `/readyz` looks at, told at the terminal."""

from django.core.management.base import BaseCommand, CommandError

from intake.health.checks import findings


class Command(BaseCommand):
    help = "Check the database, migrations, workers, audit trail, disk and rules; ends with an error if one fails."

    def handle(self, *args, **options):
        failed = []
        for finding in findings():
            age = "" if finding.seconds is None else f", {finding.seconds} s"
            self.stdout.write(f"{finding.name}: {'ok' if finding.ok else 'FAILING'}{age}")
            if not finding.ok:
                failed.append(finding.name)
        if failed:
            raise CommandError(f"Not well: {', '.join(failed)}.")
