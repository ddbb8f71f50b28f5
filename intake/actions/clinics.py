"""Make a clinic with its staff, and change what a clinic may set."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from intake import audit
from intake.access import Actor, require
from intake.actions.versions import parameters_version
from intake.errors import Fault, OneClinicAlone, ParametersRefused, Stale, TimeZoneRefused
from intake.models import Clinic, Membership, User
from intake.models.clinic import refuse_unknown_zone
from intake.triage.parameters import PARAMETERS, checked


def make_clinic(slug: str, name: str, time_zone: str = "UTC", *, is_demo: bool = False) -> Clinic:
    return add_clinic(Clinic(slug=slug, name=name, time_zone=time_zone, is_demo=is_demo))


@transaction.atomic
def add_clinic(clinic: Clinic) -> Clinic:
    """Raises OneClinicAlone where the next start would refuse it; IntegrityError where its short name is taken."""
    require_room()
    clinic.save()
    parameters_version(clinic)
    return clinic


def require_room() -> None:
    """For one more clinic; raises OneClinicAlone."""
    if settings.PRODUCTION and connection.vendor == "sqlite" and Clinic.objects.exists():
        raise OneClinicAlone


@transaction.atomic
def add_staff(clinic: Clinic, username: str, role: str, password: str | None = None) -> User:
    """A person with a place in the clinic; without a password only a one-time link lets them in."""
    user, _ = User.objects.get_or_create(username=username)
    if password:
        user.set_password(password)
    elif not user.password:
        user.set_unusable_password()
    user.save()
    Membership.objects.get_or_create(user=user, clinic=clinic, role=role)
    return user


@transaction.atomic
def set_clinic(version: int, changes: dict, *, by: Actor) -> Clinic:
    """Change the clinic's own settings; a threshold sent as null goes back to its default."""
    require(by, "set_clinic")
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    if clinic.version != version:
        raise Stale
    if "parameters" in changes:
        changes = changes | {"parameters": thresholds(clinic, changes["parameters"])}
    try:
        refuse_unknown_zone(changes.get("time_zone", "UTC"))
    except ValidationError as error:
        raise TimeZoneRefused([Fault("/time_zone", "not_allowed", error.message)]) from None
    for name, value in changes.items():
        setattr(clinic, name, value)
    keep_changed(clinic, changes)
    audit.record(by, "clinic-set", clinic.slug)
    return clinic


def keep_changed(clinic: Clinic, names: Collection[str]) -> None:
    """As another version, by which who saw the one before learns that theirs is old."""
    clinic.version += 1
    clinic.save(update_fields=[*names, "version"])
    parameters_version(clinic)


def thresholds(clinic: Clinic, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The clinic's own thresholds with those wanted; null goes back to a default. Raises ParametersRefused."""
    if not wanted.keys() <= PARAMETERS.keys():
        raise ParametersRefused([Fault("/parameters", "unknown_name", "there is no such parameter")])
    overrides = {name: value for name, value in (clinic.parameters | wanted).items() if value is not None}
    try:
        checked(overrides)
    except ValueError as error:
        raise ParametersRefused([Fault("/parameters", "not_allowed", str(error))]) from None
    return overrides
