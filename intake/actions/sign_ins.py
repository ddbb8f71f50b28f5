"""A line in the trail of each clinic that a person works in, where they sign in to the pages or out of them, are
refused there, or change what they sign in with; and the end of what they are signed in by.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from intake import audit
from intake.access import Actor, nobody, system, within
from intake.models import Clinic, Credential, Membership, User

log = logging.getLogger(__name__)

SIGNED_IN, SEEN = "signed_in_at", "seen_at"  # in a session, set by the gate


def audit_person(user: User, act: str, *, outcome: str = "done") -> None:
    for actor in _as_staff_or_operator(user):
        with within(actor.clinic):
            audit.record(actor, act, user.uuid, outcome=outcome)


def _as_staff_or_operator(user) -> list[Actor]:
    """In each of their roles; the operator, who works nowhere, concerns every clinic."""
    memberships = Membership.objects.filter(user=user).select_related("clinic").order_by("pk")
    staff = [Actor("staff", str(user.uuid), each.role, each.clinic) for each in memberships]
    if staff or not user.is_superuser:
        return staff
    return [Actor("operator", str(user.uuid), "operator", clinic) for clinic in Clinic.objects.order_by("pk")]


def audit_missed_sign_in(username: str) -> None:
    """That somebody tried to be this person and did not get in, and nothing where nobody has such a name.

    People type their password there, so what was typed is not written down. Of the operator the log is told: a
    stranger's every miss would else be a line in every clinic's trail.
    """
    meant = User.objects.filter(username=username).first()
    if meant is None:
        return
    clinics = Clinic.objects.filter(memberships__user=meant).distinct().order_by("pk")
    for clinic in clinics:
        with within(clinic):
            audit.record(nobody(clinic), "signed-in", meant.uuid, outcome="refused")
    if not clinics:
        log.warning("somebody tried to sign in as %s, who works in no clinic", meant.uuid)


def audit_password_alone(user: User) -> None:
    """That somebody knew this person's password, and is yet to show a second factor.

    Where *signed-in* does not follow soon, the password may be stolen; a miss would not tell it from a slip.
    """
    for clinic in {actor.clinic for actor in _as_staff_or_operator(user)}:
        with within(clinic):
            audit.record(nobody(clinic), "second-factor-asked", user.uuid)


def audit_unlocked(user: User) -> None:
    """That the operator let a person try again."""
    _audit_by_operator(user, "unlock", "sign-in-unlocked")


def _audit_by_operator(user, task, act):
    for clinic in {actor.clinic for actor in _as_staff_or_operator(user)}:
        with within(clinic):
            audit.record(system(clinic, task), act, user.uuid)


@dataclass(frozen=True)
class Sitting:
    """A session at the pages: since when, and when it was last seen."""

    key: str
    since: datetime
    seen: datetime
    is_here: bool


def sessions_of(user: User, here: str = "") -> list[Sitting]:
    """The sessions of a person at the pages, the last one first."""
    found = []
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        said = row.get_decoded()
        if said.get("_auth_user_id") == str(user.pk):
            since, seen = (datetime.fromtimestamp(said.get(name, 0), UTC) for name in (SIGNED_IN, SEEN))
            found.append(Sitting(row.pk, since, seen, row.pk == here))
    return sorted(found, key=lambda each: each.since, reverse=True)


def tokens_of(user: User) -> QuerySet[Credential]:
    """The bearer tokens of a person that are good; those of tablets and scripts are nobody's."""
    good = Credential.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    return good.filter(membership__user=user, kind="token").select_related("clinic")


@transaction.atomic
def end_all(user: User, but: str = "") -> None:
    """Sign a person out everywhere, of the API too, but in the session of this key."""
    held(user)
    gone = [sitting.key for sitting in sessions_of(user) if sitting.key != but]
    Session.objects.filter(pk__in=gone).delete()
    Credential.objects.filter(membership__user=user, revoked_at=None).update(revoked_at=timezone.now())


def held(user: User) -> User | None:
    """The person as they are now, held before what is theirs: who signs in, or changes or ends any of it, waits."""
    return User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()


def end_tokens_of(membership: Membership) -> None:
    """It has become another one: what was signed in for it is over for good, as where a membership goes."""
    Credential.objects.filter(membership=membership).delete()


@transaction.atomic
def end_elsewhere(user: User, here: str) -> None:
    end_all(user, but=here)
    audit_person(user, "signed-out-elsewhere")


@transaction.atomic
def password_changed(user: User, here: str = "") -> None:
    """A person has another password: whoever is signed in by the one before is out."""
    end_all(user, but=here)
    audit_person(user, "password-changed")


@transaction.atomic
def sign_out(user: User) -> None:
    """The operator ends it all."""
    end_all(user)
    _audit_by_operator(user, "sign-out", "signed-out-everywhere")


@transaction.atomic
def forget_factors(user: User) -> None:
    """The operator removes what a person lost; until the link is used nobody gets in by a password alone."""
    held(user)
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_all(user)
    _audit_by_operator(user, "welcome", "second-factor-removed")
