"""Bearer tokens and enrolment codes: made here, kept as a hash, shown once."""

import json
from datetime import timedelta
from hashlib import sha256
from secrets import choice, token_urlsafe
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from intake import audit
from intake.access import DEVICE, Actor, nobody, one, require, visible_to, within
from intake.actions import sign_ins
from intake.errors import NoCredential, NotThere, SignInRefused
from intake.models import Clinic, Credential, Device, Membership, User

STAFF_TOKEN_LIFE = timedelta(hours=12)
SCRIPT_TOKEN_LIFE = timedelta(days=30)
DEVICE_TOKEN_LIFE = timedelta(days=365)
CODE_LIFE = timedelta(minutes=10)
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, O, 1 and I, which are read wrongly
CODE_LENGTH = 12
NO_SUCH_CODE = "This code is unknown, was used already or has expired."


# Written out, because the ORM spends more on writing it than the database on answering, at every request.
CLINIC_COLUMNS = [field.attname for field in Clinic._meta.concrete_fields if field.attname != "reconciled_at"]
IN_JSON = {"languages", "parameters"}
WHO_IS_IT = (
    "SELECT c.id, CASE WHEN c.membership_id IS NOT NULL THEN 'staff' WHEN c.device_id IS NOT NULL THEN 'device' "  # noqa: S608, our own names
    "ELSE 'script' END, c.role, c.holder, "
    f"{', '.join(f'k.{name}' for name in CLINIC_COLUMNS)} "
    "FROM intake_credential AS c JOIN intake_clinic AS k ON k.id = c.clinic_id "
    "LEFT JOIN intake_membership AS m ON m.id = c.membership_id LEFT JOIN intake_user AS u ON u.id = m.user_id "
    "WHERE c.kind = 'token' AND c.secret_hash = %s AND c.revoked_at IS NULL AND c.expires_at > %s "
    "AND (c.membership_id IS NULL OR (m.clinic_id = c.clinic_id AND m.role = c.role AND u.is_active))"
)


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def issue_token(clinic: Clinic, role: str, *, life: timedelta = SCRIPT_TOKEN_LIFE, **owner) -> str:
    """A new bearer token for a role in a clinic; `owner` is membership= or device=. Returns the secret."""
    return _issue("token", token_urlsafe(32), clinic, role, life, owner)


def _issue(kind, secret, clinic, role, life, owner):
    now = timezone.now()
    Credential.objects.create(
        kind=kind,
        secret_hash=hashed(secret),
        clinic=clinic,
        role=role,
        created_at=now,
        expires_at=now + life,
        holder=_holder(**owner),
        **owner,
    )
    return secret


def _holder(membership: Membership | None = None, device: Device | None = None) -> UUID | None:
    return membership.user.uuid if membership else device and device.uuid


def actor_of(secret: str) -> Actor:
    """Who this bearer token stands for, now: over, revoked or of a membership that has changed is NoCredential."""
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(WHO_IS_IT, [hashed(secret), now])
        found = cursor.fetchone()
    if found is None:
        raise NoCredential
    key, kind, role, holder, *clinic = found
    return Actor(kind, str(UUID(str(holder))) if holder else str(key), role, _clinic(clinic))


def _clinic(columns) -> Clinic:
    own = dict(zip(CLINIC_COLUMNS, columns, strict=True))
    return Clinic.from_db(
        "default", own, [json.loads(own[name]) if name in IN_JSON else own[name] for name in own]
    )


def _live(kind, secret):
    return Credential.objects.filter(
        kind=kind, secret_hash=hashed(secret), revoked_at=None, expires_at__gt=timezone.now()
    )


@transaction.atomic
def sign_in(user: User | None, clinic_slug: str, role: str) -> tuple[str, Membership]:
    """A token for a membership of the person; the password was checked before, and was wrong where there is no user.

    The person is held: what was checked still stands, and whoever ends all that they have comes before or after.
    """
    if user is None or not _stands(user):
        raise SignInRefused
    memberships = Membership.objects.select_related("clinic").filter(user=user, clinic__slug=clinic_slug)
    membership = memberships.filter(role=role).first() if role else memberships.first()
    if membership is None:
        raise SignInRefused
    clinic, role = membership.clinic, membership.role
    token = issue_token(clinic, role, life=STAFF_TOKEN_LIFE, membership=membership)
    with within(clinic):
        audit.record(Actor("staff", str(user.uuid), role, clinic), "signed-in", user.uuid)
    return token, membership


def _stands(user) -> bool:
    """Whether the account is open, with the password that was checked."""
    now = sign_ins.held(user)
    return now is not None and now.is_active and now.password == user.password


def audit_refused_sign_in(username: str, clinic_slug: str) -> None:
    """A line in the trail of the clinic that was named, if there is one; never with the name that was typed.

    People type their password there. The account is named by its id where it has a membership in this clinic.
    """
    clinic = Clinic.objects.filter(slug=clinic_slug).first()
    memberships = Membership.objects.filter(user__username=username, clinic__slug=clinic_slug)
    meant = memberships.values_list("user__uuid", flat=True).first()
    if clinic is not None:
        with within(clinic):
            audit.record(nobody(clinic), "signed-in", meant or "unknown", outcome="refused")


def known(kind: str, secret: str) -> Credential | None:
    """The credential of this secret, though it be over, used or revoked; None where the secret is nobody's."""
    return Credential.objects.select_related("clinic").filter(kind=kind, secret_hash=hashed(secret)).first()


REFUSED = {"token": "token-refused", "enrolment_code": "device-enrolled"}


def audit_refused_credential(credential: Credential) -> None:
    """A line in its clinic's trail: whose it was, never the secret."""
    with within(credential.clinic):
        whose = credential.holder or f"credential {credential.pk}"
        audit.record(nobody(credential.clinic), REFUSED[credential.kind], whose, outcome="refused")


@transaction.atomic
def sign_out(secret: str, *, by: Actor) -> None:
    _live("token", secret).update(revoked_at=timezone.now())
    audit.record(by, "signed-out", by.id)


@transaction.atomic
def add_device(device_id: UUID, name: str, *, by: Actor) -> tuple[Device, bool, str]:
    """Announce a tablet and give a one-time code that enrols it.

    A repeat renames it and gives a new code; the old one ends.
    """
    require(by, "enrol_device")
    device, is_new = (
        visible_to(by, Device)
        .select_for_update()
        .get_or_create(
            uuid=device_id, defaults={"clinic": by.clinic, "name": name, "created_at": timezone.now()}
        )
    )
    if device.revoked_at is not None:
        raise NotThere("This tablet was revoked. Announce it under a new id.")
    if device.name != name:
        device.name = name
        device.save(update_fields=["name"])
    Credential.objects.filter(device=device, kind="enrolment_code").update(revoked_at=timezone.now())
    code = "".join(choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    _issue("enrolment_code", code, by.clinic, DEVICE, CODE_LIFE, {"device": device})
    audit.record(by, "device-announced", device_id)
    return device, is_new, code


def enrol_device(code: str) -> tuple[str, Device]:
    """Trade a one-time code for the device's token; of several at once just one succeeds.

    The token that it had before is over: who enrols a tablet again may have lost it. The device is held first and its
    credentials after it, as by whoever announces or revokes it.
    """
    found = _live("enrolment_code", code).select_related("clinic").first()
    if found is None:
        raise NoCredential(NO_SUCH_CODE)
    with within(found.clinic):
        device = Device.objects.select_for_update().get(pk=found.device_id)
        if not _live("enrolment_code", code).exists():
            raise NoCredential(NO_SUCH_CODE)
        device.enrolled_at = timezone.now()
        device.save(update_fields=["enrolled_at"])
        Credential.objects.filter(device=device, revoked_at=None).update(revoked_at=timezone.now())
        token = issue_token(found.clinic, DEVICE, life=DEVICE_TOKEN_LIFE, device=device)
        by = Actor("device", str(device.uuid), DEVICE, found.clinic)
        audit.record(by, "device-enrolled", device.uuid)
    return token, device


@transaction.atomic
def revoke_device(device_id: UUID, *, by: Actor) -> Device:
    """From the next request on, the tablet's token is refused."""
    require(by, "enrol_device")
    device = one(visible_to(by, Device).select_for_update(), uuid=device_id)
    if device.revoked_at is None:
        device.revoked_at = timezone.now()
        device.save(update_fields=["revoked_at"])
        Credential.objects.filter(device=device, revoked_at=None).update(revoked_at=device.revoked_at)
        audit.record(by, "device-revoked", device_id)
    return device
