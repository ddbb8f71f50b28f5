"""What could not be filed: kept as received until a person has dealt with it."""

import re
from hashlib import sha256
from json import detect_encoding
from typing import Any
from uuid import UUID

import msgspec
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from intake import audit
from intake.access import DEVICE, Actor, one, refuse_erased, require, visible_to
from intake.errors import AfootError, Fault, Refused, TooManyWaiting
from intake.models import IntakeRecord, SetAside
from intake.models.insert import insert
from intake.models.keys import keyed_hash
from intake.questionnaire.envelope import IntakeEnvelope

RECEIVED = "received"
MOST_WAITING = 100  # copies of one tablet, so that it fills no disk: of the largest bodies 36 to 180 MB
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


class Received(msgspec.Struct, frozen=True):
    """What a tablet sent, as text, and why it was refused."""

    received: str
    refused: str
    errors: list[Fault]


def keep(submission_id: UUID, digest: str, body: dict[str, Any], *, by: Actor) -> None:
    """Set a copy aside, once. Raises TooManyWaiting where it is new and a tablet has too many: nothing is kept."""
    copy = {
        "clinic": by.clinic.pk,
        "submission_id": submission_id,
        "content_digest": digest,
        "body": body,
        "filed_by": str(by),
        "received_at": timezone.now(),
    }
    if insert(SetAside, copy, once="clinic_id, submission_id, content_digest") is None:
        return
    if by.kind == DEVICE and waiting(by).filter(filed_by=str(by)).count() > MOST_WAITING:
        raise TooManyWaiting
    audit.record(by, "intake-set-aside", submission_id, outcome="set-aside")


@transaction.atomic
def keep_refused(submission_id: UUID, received: bytes, refusal: AfootError, *, by: Actor) -> None:
    """Set aside what was refused, just as it came. Raises Erased: nothing is kept under such an id."""
    require(by, "file_intake")
    filed = visible_to(by, IntakeRecord).select_for_update(no_key=True).filter(submission_id=submission_id)
    if not filed.values_list("pk", flat=True).first():  # else nobody erases it meanwhile
        refuse_erased(IntakeRecord, submission_id)
    body = Received(
        received=_as_text(received),
        refused=str(refusal),
        errors=list(refusal.faults) if isinstance(refusal, Refused) else [],
    )
    content = sha256(received or body.refused.encode())  # where there is nothing to keep, that it came
    digest = keyed_hash(by.clinic.pk, RECEIVED, content.hexdigest())
    keep(submission_id, digest, msgspec.to_builtins(body), by=by)


def _as_text(received: bytes) -> str:
    """Text that any reader can hold: a byte that is no character, and NUL, are spelt out (`\\xff`)."""
    return received.decode(detect_encoding(received), "backslashreplace").replace("\0", "\\x00")


def kept(copy: SetAside) -> IntakeEnvelope | Received:
    """What a copy holds."""
    shape = Received if RECEIVED in copy.body else IntakeEnvelope
    return msgspec.convert(copy.body, shape)


def mentions(text: str, *words: str) -> bool:
    """Whether all of the words stand in what may be no JSON at all."""
    said = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
    return all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)


def waiting(by: Actor) -> models.QuerySet:
    """The copies that nobody has dealt with; `is_filed` where an intake stands under the id by now."""
    filed = visible_to(by, IntakeRecord).filter(submission_id=OuterRef("submission_id"))
    return visible_to(by, SetAside).filter(settled_at=None).annotate(is_filed=Exists(filed))


@transaction.atomic
def settle(copy_id: int, *, by: Actor) -> None:
    require(by, "settle_set_aside")
    copy = one(visible_to(by, SetAside).select_for_update(), pk=copy_id)
    if copy.settled_at is None:
        copy.settled_at = timezone.now()
        copy.save(update_fields=["settled_at"])
        audit.record(by, "set-aside-settled", copy.submission_id)
