"""`manage.py verify_audit`: say whether the audit trail is what was sealed, and compare it with signed heads."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from intake.audit import heads
from intake.audit.verifying import verify
from intake.management import named
from intake.models.unhurried import unhurried

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Verify the sealed audit trail of one clinic or all; ends with an error where anything is wrong."

    def add_arguments(self, parser):
        named.add_clinics(parser)
        parser.add_argument(
            "--heads", default=settings.AFOOT_AUDIT_HEADS.removeprefix("-"), help="file of signed heads"
        )
        parser.add_argument("--public-key", default="", help="who signed the heads, base64")

    @unhurried()
    def handle(self, *args, clinic, public_key, **options):
        clinics = named.clinics(clinic)
        if public_key and not options["heads"]:
            raise CommandError("Name the file of heads that this key signed: --heads.")
        signed = self._heads(options["heads"], public_key)
        if broken := [each.slug for each in clinics if not self._verify(each, signed)]:
            raise CommandError(f"The audit trail is not what was sealed: {', '.join(broken)}.")
        if not signed:
            self.stdout.write("Without signed heads, a trail cut short or sealed anew does not show.")

    def _heads(self, path, public_key) -> list[heads.Head]:
        if not path:
            return []
        key = self._key(public_key)
        try:
            with Path(path).open() as lines:
                found = list(heads.read(lines, key))
        except (OSError, UnicodeDecodeError, heads.NotSigned) as error:
            raise CommandError(f"The heads cannot be trusted: {error}") from error
        if not found:
            raise CommandError(f"The heads cannot be trusted: {path} is empty.")
        return found

    def _key(self, public_key):
        if public_key:
            try:
                return heads.public_key(public_key)
            except ValueError:
                raise CommandError("--public-key must be 32 bytes in base64.") from None
        try:
            return heads.private_key(settings.AFOOT_AUDIT_KEY).public_key()
        except ValueError:
            raise CommandError("Say whose signature to expect: --public-key or AFOOT_AUDIT_KEY.") from None

    def _verify(self, clinic, signed) -> bool:
        found = verify(clinic, signed)
        if signed and found.sealed and not any(head.clinic == clinic.pk for head in signed):
            found.find("head", "no head of this clinic is among those given")
        state = "whole" if found.is_whole else f"{len(found.discrepancies)} findings"
        self.stdout.write(f"{clinic.slug}: {found.sealed} sealed, {found.waiting} waiting, {state}")
        for discrepancy in found.discrepancies[:MOST_SHOWN]:
            self.stdout.write(f"  {discrepancy}")
        return found.is_whole
