"""`manage.py rotate_keys`: seal what older keys sealed under the current one, while the clinic works."""

from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, CommandError

from intake.actions import rotating_keys, second_factors
from intake.models import Clinic
from intake.models.keys import current_key
from intake.models.unhurried import unhurried


class Command(BaseCommand):
    help = """Re-encrypt everything under the first key of AFOOT_ENCRYPTION_KEYS.

Put the new key first and keep the old one behind it; restart every server and worker; then run this. It may be stopped
and run again at any time. Once it ends without an error no server needs the old key; keep it with the old backups.

With --search, rebuild the hashes by which patients are found, after AFOOT_SEARCH_KEY was changed: run it while servers
and workers are stopped."""

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--search", action="store_true", help="rebuild the hashes of search")

    @unhurried()
    def handle(self, *args, search, **options):
        clinics = Clinic.objects.order_by("slug")
        if search:
            for clinic in clinics:
                self.stdout.write(f"{clinic}: {rotating_keys.index_again(clinic):,} patients indexed")
            return
        second_factors.reseal()
        left, missing = 0, set()
        for clinic in clinics:
            rotated = rotating_keys.rotate(clinic)
            left += rotated.left
            missing |= rotated.missing
            self.stdout.write(f"{clinic}: {rotated.rows:,} rows sealed under {current_key()}")
        if missing:
            raise CommandError(
                f"{left:,} rows still need another key. AFOOT_ENCRYPTION_KEYS lacks {', '.join(sorted(missing))}: put "
                "what is missing behind the current one, then run this again."
            )
        if left:
            raise CommandError(
                f"{left:,} rows still need another key: run this again. Those that stay do not open, and the log "
                "names them."
            )
