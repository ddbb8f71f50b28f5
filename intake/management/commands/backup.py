"""`manage.py backup FOLDER`: a copy of the whole database that `manage.py restore` can prove."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from clinic.backups import making
from clinic.backups.manifest import NotWhole


class Command(BaseCommand):
    help = "Write a backup into a new folder below FOLDER, verify it, and bring the list of tombstones up to date."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        try:
            made = making.back_up(folder)
        except (OSError, NotWhole) as error:
            raise CommandError(f"There is no backup: {error}") from error
        rows = sum(made.manifest.tables.values())
        self.stdout.write(
            f"{made.folder}: {rows} rows, {made.manifest.size} bytes in {made.steps.seconds:.1f} s ({made.steps})"
        )
