"""`manage.py restore FOLDER`: bring a backup into an empty database, and prove that it is what was backed up."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from clinic.backups import restoring
from clinic.backups.manifest import NotWhole
from intake.actions.erasing import tombstone_file


class Command(BaseCommand):
    help = "Restore the backup in FOLDER into an empty database, erase again what was erased, and verify the whole."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--tombstones",
            type=Path,
            help="the list of who was erased (default: AFOOT_TOMBSTONES, else beside the folder of the backup)",
        )

    def handle(self, *args, folder, tombstones, **options):
        try:
            proof = restoring.restore(folder, tombstones or tombstone_file.where(folder.resolve().parent))
        except (OSError, NotWhole) as error:
            raise CommandError(f"Not restored: {error}") from error
        self.stdout.write(str(proof))
