"""The clinics and people whom the operator names at the terminal."""

from argparse import ArgumentParser
from collections.abc import Collection

from django.core.management.base import CommandError

from intake.models import Clinic, User


def add_clinics(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--clinic", action="append", default=[], metavar="SLUG", help="this clinic only; repeatable"
    )


def clinics(slugs: Collection[str]) -> list[Clinic]:
    """Those of these short names, or all where none is given. Raises CommandError where one is not there."""
    rows = Clinic.objects.order_by("slug")
    found = list(rows.filter(slug__in=slugs) if slugs else rows)
    if missing := sorted(set(slugs) - {clinic.slug for clinic in found}):
        raise CommandError(f"There is no clinic {', '.join(missing)}. `manage.py clinic` makes one.")
    return found


def person(username: str) -> User:
    """Raises CommandError where no user has that name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError("No user has that name.")
    return user
