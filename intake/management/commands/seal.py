"""`manage.py seal`: seal the audit trail of every clinic, and tell signed heads to somewhere else."""

import logging
import sys
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from intake.access import within
from intake.audit import heads, sealing
from intake.management.rounds import until_stopped
from intake.models import Clinic

log = logging.getLogger("intake.audit")
EVERY = 2  # seconds
THOROUGH_EVERY = timedelta(hours=1)
HEAD_EVERY = timedelta(minutes=1)  # where the chain grew; else once an hour, to say that the sealer lives
STANDSTILL = timedelta(hours=1)


class Command(BaseCommand):
    help = "Seal new lines of the audit trail, every two seconds until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one thorough round, then end")
        parser.add_argument(
            "--head-to",
            default=settings.AFOOT_AUDIT_HEADS,
            metavar="FILE",
            help="append signed heads to this file, or - for standard output (default: AFOOT_AUDIT_HEADS)",
        )
        parser.add_argument("--new-key", action="store_true", help="print a new pair of keys, then end")

    def handle(self, *args, once, head_to, new_key, **options):
        if new_key:
            secret = heads.new_key()
            self.stdout.write(f"AFOOT_AUDIT_KEY={secret}")
            self.stdout.write(f"public: {heads.text_of(heads.private_key(secret).public_key())}")
            return
        sealer = Sealer(Heads(head_to, self.stdout) if head_to else None)
        if not once:
            until_stopped(sealer.one_round, every=EVERY)
        if not sealer.one_round(thorough=True):
            raise CommandError(
                "A clinic's trail could not be sealed, or its head not told: the log says which and why. "
                "`manage.py verify_audit` says more."
            )


class Sealer:
    def __init__(self, told: "Heads | None"):
        self.told, self.next_thorough = told, timezone.now()

    def one_round(self, *, thorough: bool = False) -> bool:
        """Seal each clinic; a chain that was tampered with, or heads that find no place, hold up no other clinic's."""
        now = timezone.now()
        if thorough := thorough or now >= self.next_thorough:
            self.next_thorough = now + THOROUGH_EVERY
        held_up = [each for each in Clinic.objects.order_by("pk") if not self._seal(each, thorough)]
        return not held_up

    def _seal(self, clinic, thorough):
        try:
            sealing.seal(clinic, thorough=thorough)
            if self.told:
                self.told.tell(clinic)
        except (DatabaseError, InterfaceError, OSError) as error:
            kind = type(error).__name__
            log.error("the trail of clinic %s was not sealed, or its head not told: %s", clinic.pk, kind)
            return False
        return True


class Heads:
    """Tells a clinic's head where it moved, at most once a minute, and at least once an hour."""

    def __init__(self, to: str, out):
        self.to, self.out, self.last = to, out, {}
        try:
            self.key = heads.private_key(settings.AFOOT_AUDIT_KEY)
        except ValueError:
            raise CommandError(
                "Heads are signed: set AFOOT_AUDIT_KEY (`manage.py seal --new-key`)."
            ) from None

    def tell(self, clinic: Clinic) -> None:
        with within(clinic):
            newest = sealing.newest()
        now = timezone.now()
        position, hashed = newest[:2] if newest else (0, "")
        before, told_at = self.last.get(clinic.pk, (0, None))
        wait = HEAD_EVERY if position != before else STANDSTILL
        if not position or (told_at and now < told_at + wait):
            return
        line = heads.sign(heads.Head(clinic.pk, position, hashed, now.isoformat()), self.key)
        if self.to == "-":
            self.out.write(line)
            sys.stdout.flush()
        else:
            heads.append(line, Path(self.to))
        self.last[clinic.pk] = (position, now)
