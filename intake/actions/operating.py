"""What the operator looks at and changes, told in the trail of each clinic that it concerns.

The operator works in no clinic, and what belongs to none, such as an operator's own account, concerns every one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model

from intake import audit
from intake.access import Actor, within
from intake.models import Clinic, Membership, User


@dataclass(frozen=True, slots=True)
class Concern:
    """A thing as the trail names it, and the clinics that are told of it."""

    address: str
    clinics: frozenset[Clinic]


def concerns(things: Iterable[Model]) -> dict[str, Concern]:
    """By the key of each thing, as text. A clinic reads of itself and of its staff, and of no other's."""
    things = [*things]
    clinics_of = defaultdict(set)
    people = {person.pk for person in map(_person, things) if person}
    for membership in Membership.objects.filter(user__in=people).select_related("clinic"):
        clinics_of[membership.user_id].add(membership.clinic)
    every = frozenset(Clinic.objects.all())
    return {
        str(thing.pk): Concern(_address(thing), frozenset(_clinics(thing, clinics_of)) or every)
        for thing in things
    }


def audit_operator(
    operator: User, act: str, kind: str, about: Collection[Concern], *, outcome: str = "done"
) -> None:
    """Write one line in each clinic, with what concerns it; where nothing is named, in every one."""
    clinics = frozenset().union(*(each.clinics for each in about)) if about else Clinic.objects.all()
    for clinic in sorted(clinics, key=lambda each: each.pk):
        actor = Actor("operator", str(operator.uuid), "operator", clinic)
        named = sorted({each.address for each in about if clinic in each.clinics})
        subject, subjects = (named[0], []) if len(named) == 1 else (kind, named)
        with within(clinic):
            audit.record(actor, act, subject, subjects=subjects, outcome=outcome)


def _person(thing: Model) -> User | None:
    person = thing if isinstance(thing, User) else getattr(thing, "user", None)
    return person if isinstance(person, User) else None


def _clinics(thing: Model, clinics_of: dict[int, set[Clinic]]) -> Iterable[Clinic]:
    if isinstance(thing, Clinic):
        return {thing}
    person = _person(thing)
    if person is None or person.is_staff or person.is_superuser:
        return ()
    return clinics_of[person.pk]


def _address(thing: Model) -> str:
    if isinstance(thing, Clinic):
        return thing.slug
    return str(thing.uuid) if isinstance(thing, User) else f"{thing._meta.model_name}:{thing.pk}"
