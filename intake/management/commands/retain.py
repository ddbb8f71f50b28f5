"""`manage.py retain`: erase what clinics need not keep any longer, first as a dry run."""

from django.core.management.base import BaseCommand

from intake.actions.erasing.retention import retain
from intake.management import named
from intake.models.unhurried import unhurried


class Command(BaseCommand):
    help = (
        "Erase patients without a visit in the years that their clinic keeps records, and, when as old, intakes not "
        "linked to a patient and copies of what was never filed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say how many, and erase nothing")
        named.add_clinics(parser)

    @unhurried()
    def handle(self, *args, dry_run, clinic, **options):
        for each in named.clinics(clinic):
            kept = retain(each, dry_run=dry_run)
            verb = "would be erased" if dry_run else "erased"
            self.stdout.write(
                f"{each.slug}: last there before {kept.visited_since:%Y-%m-%d}: {kept.patients} patients, "
                f"{kept.intakes} intakes and {kept.copies} copies {verb}, {kept.on_hold} on hold"
            )
