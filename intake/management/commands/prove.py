"""`manage.py prove`: whether the database, as it came back to a point in time, is what its trail says it is."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clinic.backups import proving
from clinic.backups.manifest import NotWhole


class Command(BaseCommand):
    help = "Read all rows, verify the trail, look for every intake that it names, judge emergencies again, erase again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--tombstones",
            type=Path,
            default=settings.AFOOT_TOMBSTONES or None,
            help="the list of who was erased (default: AFOOT_TOMBSTONES)",
        )
        parser.add_argument(
            "--earlier", type=Path, help="folder of a backup from before the moment that came back"
        )

    def handle(self, *args, tombstones, earlier, **options):
        if tombstones is None:
            raise CommandError("Say by --tombstones who was erased; an empty file where nobody ever was.")
        try:
            proof = proving.prove(tombstones, earlier)
        except (OSError, NotWhole) as error:
            raise CommandError(f"Not proven: {error}") from error
        self.stdout.write(str(proof))
