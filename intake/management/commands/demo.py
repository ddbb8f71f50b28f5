"""`manage.py demo`: once, a demo clinic with staff, a tablet and synthetic cases; then how to try it."""

import json
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from clinic import database
from intake.access import CLINICIAN, FRONT_DESK, MANAGER, Actor, within
from intake.actions.clinics import add_staff, make_clinic
from intake.actions.credentials import issue_token
from intake.actions.filing import record_intake
from intake.actions.patients import add_patient
from intake.management.address import add_address
from intake.management.demo_cases import AGES, CASES
from intake.models import Clinic, Device
from intake.questionnaire.envelope import Identity, IntakeEnvelope

SLUG = "demo"
TRY = """\
Afoot is served at {address}
  Desk               {address}/desk/
  API documentation  {address}/api/v1/docs/
  OpenAPI schema     {address}/api/v1/schema/

Sign-ins of the demo clinic, made up for this machine:
{sign_ins}

File an intake and see its flags:

curl -s -X PUT {address}/api/v1/intakes/$(python3 -c 'import uuid; print(uuid.uuid4())')/ \\
  -H 'Authorization: Bearer {token}' \\
  -H 'Content-Type: application/json' \\
  -d '{body}' | python3 -m json.tool
"""
BODY = {
    "answers": {
        "age_years": 52,
        "back_pain_status": "now",
        "leg_pain_present": True,
        "leg_pain_below_knee": True,
        "foot_drop_self": True,
        "foot_drop_days": 3,
    },
    "unsure": ["saddle_numbness"],
}


class Command(BaseCommand):
    help = "Make the demo clinic (once) and print its addresses, sign-ins and a curl to paste."

    def add_arguments(self, parser):
        add_address(parser)

    def handle(self, *args, address, **options):
        if settings.PRODUCTION:
            raise CommandError("A demo clinic has no place in production.")
        if not Clinic.objects.filter(slug=SLUG).exists():
            _make()
        self.stdout.write(_how_to_try(address))


@transaction.atomic
def _make():
    clinic = make_clinic(SLUG, "Demo clinic", "UTC", is_demo=True)
    sign_ins = {role: token_hex(8) for role in (CLINICIAN, FRONT_DESK, MANAGER)}
    for role, password in sign_ins.items():
        add_staff(clinic, role, role, password)
    now = timezone.now()
    with within(clinic):
        device = Device.objects.create(
            clinic=clinic, uuid=_uuid("tablet"), name="Demo tablet", created_at=now, enrolled_at=now
        )
        _file_cases(Actor("script", "demo", FRONT_DESK, clinic))
    tokens = {
        CLINICIAN: issue_token(clinic, CLINICIAN),
        "tablet": issue_token(clinic, "device", device=device),
    }
    kept = _kept()
    kept.touch(mode=0o600)
    kept.write_text(json.dumps({"passwords": sign_ins, "tokens": tokens}))


def _kept() -> Path:
    """Where each database has its own: beside the file of SQLite, else in Afoot's folder. Git ignores them."""
    named = database.named(connection.settings_dict)
    beside = Path(named) if connection.vendor == "sqlite" else settings.BASE_DIR / quote(named, safe="")
    return beside.with_name(f".{beside.name}.demo-sign-ins")


def _file_cases(by):
    for number, age in enumerate(AGES, start=1):
        for title, answers in CASES:
            name = f"{title} {number}"
            details = {"family_name": f"Synthetic, {title}", "given_name": f"Number {number}"}
            patient, _ = add_patient(_uuid(f"patient {name}"), details, [], by=by)
            envelope = IntakeEnvelope(
                answers={"age_years": age, **answers},
                patient=patient.uuid,
                identity=Identity(details["family_name"], details["given_name"]),
            )
            record_intake(_uuid(f"intake {name}"), envelope, by=by, source="command_line")


def _uuid(name):
    return uuid5(NAMESPACE_URL, f"urn:afoot:demo:{name}")


def _how_to_try(address):
    try:
        kept = json.loads(_kept().read_text())
    except FileNotFoundError:
        raise CommandError(
            "The demo clinic is there but its sign-ins are not. "
            f"Remove the database {database.named(connection.settings_dict)} and run again."
        ) from None
    lines = [f"  {role:<12} {password}" for role, password in kept["passwords"].items()]
    lines.append(f"  tablet token {kept['tokens']['tablet']}")
    return TRY.format(
        address=address,
        sign_ins="\n".join(lines),
        token=kept["tokens"][CLINICIAN],
        body=json.dumps(BODY),
    )
