"""`manage.py rescreen`: judge the history by the rules and thresholds of now, first as a dry run."""

import sys
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, CommandError

from intake.actions import rescreening
from intake.management import named
from intake.models.unhurried import unhurried

WIDTH = 30  # of the progress bar


class Command(BaseCommand):
    help = """Judge the stored records by the rules and thresholds of now.

With --dry-run, says how many records would change from which verdict to which, per rule and clinic, and how
many would open a review; nothing is stored. Without it, just those records are judged anew and reviews opened;
past verdicts stay. May be interrupted: it says how to go on."""

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and store nothing")
        named.add_clinics(parser)
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="go on after an interruption")

    @unhurried()
    def handle(self, *args, dry_run, clinic, after, **options):
        act = rescreening.compare if dry_run else rescreening.rescreen
        found, reached, interrupted = {}, after, False
        try:
            for step in act(named.clinics(clinic), after=after):
                found, reached = step.found, step.reached
                self.show_progress(step)
        except KeyboardInterrupt:
            interrupted = True
        for comparison in found.values():
            self.stdout.write(as_text(comparison, "would be" if dry_run else "is"))
        if interrupted:
            again = f"manage.py rescreen{' --dry-run' if dry_run else ''} --after {reached}"
            raise CommandError(f"Interrupted. To go on: {again}", returncode=130)

    def show_progress(self, step):
        """A bar for who watches; nothing where the output goes to a file or is soon over."""
        if sys.stderr.isatty() and step.end > rescreening.BATCH:
            share = step.reached / step.end
            bar = "#" * round(WIDTH * share)
            self.stderr.write(f"\r[{bar:<{WIDTH}}] {share:4.0%}", ending="\n" if share == 1 else "")


def as_text(comparison, verb) -> str:
    """One clinic's table, each row with its count and the first ids."""
    rows = [
        f"  {row.rule:<18} {row.was:<10} -> {row.would_be:<10} {row.records:>9,}\n" + listed(row.sample)
        for row in comparison.table()
    ]
    head = (
        f"{comparison.clinic.slug}: {comparison.looked_at:,} records, {comparison.differ:,} differ; "
        f"{comparison.open_review:,} open a new review, {comparison.reopen_review:,} reopen one\n"
    )
    titles = f"  {'rule':<18} {'was':<10}    {verb:<10} {'records':>9}\n" if rows else ""
    return head + titles + "".join(rows)


def listed(ids) -> str:
    return "".join(f"      {record}\n" for record in ids)
