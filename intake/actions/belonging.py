"""Everything that belongs to a patient, found through the registry of models, so that no later table is forgotten.

What hangs on a patient or an intake by reference is followed by itself. What only names their ids is listed here, and
so is what belongs to nobody; a test fails on a table that is neither.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from intake.actions import set_aside
from intake.models import (
    Alarm,
    AuditEntry,
    AuditSeal,
    Delivery,
    Device,
    IntakeRecord,
    OutboxMessage,
    Patient,
    Review,
    SetAside,
    Tombstone,
    WebhookReceiver,
)
from intake.models.tenancy import ClinicOwned

Rows = dict[type[models.Model], list[models.Model]]

NAMES_AN_ID = {OutboxMessage: "subject", Delivery: "record", Alarm: "subject"}
OF_NO_PATIENT = {AuditEntry, AuditSeal, Device, Tombstone, WebhookReceiver}  # the trail has ids, and stays
FOUND_BY_CONTENT = {SetAside}


def rows_of(
    *, patients: Iterable[Patient] = (), intakes: Iterable[IntakeRecord] = (), locked: bool = False
) -> Rows:
    """The patients (with those merged into them), the intakes, and all that hangs on them; then what names them.

    `locked`: whoever is at one of them is waited for, and nobody begins until our transaction ends.
    """
    found: Rows = {}
    _follow(Patient, patients, found, locked)
    _follow(IntakeRecord, intakes, found, locked)
    found[SetAside] = _set_aside(found)
    for model, column in NAMES_AN_ID.items():
        naming = _rows(model, locked).filter(**{f"{column}__in": _as_kept(model, column, found)})
        found[model] = list(naming.order_by("pk"))
    return {model: rows for model, rows in found.items() if rows}


def unlinked_intakes_of(patient: Patient, *, locked: bool = False) -> list[IntakeRecord]:
    """Intakes of nobody known whose typed identifier is the patient's: an equal one matches by itself.

    `locked` as above: one that somebody is linking is waited for, and then belongs to whom it was linked.
    """
    numbers = _numbers([patient, *patient.merged.all()])
    unlinked = IntakeRecord.objects.filter(patient=None)
    typed = unlinked.only("clinic", "submission_id", "typed_identifier_system", "typed_identifier_value")
    theirs = [
        row.pk
        for row in (typed.order_by("pk").iterator() if numbers else ())
        if (row.typed_identifier_system, row.typed_identifier_value) in numbers
    ]
    return list(_rows(IntakeRecord, locked).filter(patient=None, pk__in=theirs).order_by("pk"))


def addresses_of(rows: Rows) -> set[UUID]:
    """Every id by which the rows are known outside; a copy set aside may lie under the id of somebody else's."""
    return {
        value
        for model, found in rows.items()
        if model not in FOUND_BY_CONTENT
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField)
        for row in found
        if (value := getattr(row, field.attname)) is not None
    }


def references_to(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """What refers to it within the clinic."""
    return [
        relation
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, ClinicOwned) and relation.related_model not in NAMES_AN_ID
    ]


def _follow(model, rows, found, locked):
    known = {row.pk for row in found.setdefault(model, [])}
    new = [row for row in rows if row.pk not in known]
    found[model] += new
    # a review before its flags, as whoever closes it takes them, or the two would wait for each other
    relations = sorted(references_to(model), key=lambda each: each.related_model is not Review)
    for relation in relations if new else ():
        children = _rows(relation.related_model, locked).filter(**{f"{relation.field.name}__in": new})
        _follow(relation.related_model, children.order_by("pk"), found, locked)


def _rows(model, locked):
    return model.objects.select_for_update() if locked else model.objects.all()


def _as_kept(model, column, found):
    """The addresses so far, as the column spells them: messages first, so that alarms on these are found too."""
    addresses = addresses_of(found)
    is_text = isinstance(model._meta.get_field(column), models.CharField)
    return map(str, addresses) if is_text else addresses


def _set_aside(found) -> list[SetAside]:
    """Copies under the ids of these intakes, and copies that speak of the patient under another's id."""
    sent = {row.submission_id for row in found[IntakeRecord]}
    ids = {str(row.uuid) for row in found[Patient]}
    numbers = _numbers(found[Patient])
    return [
        copy
        for copy in SetAside.objects.iterator()
        if copy.submission_id in sent or _speaks_of(copy.body, ids, numbers)
    ]


def _numbers(patients) -> set[tuple[str, str]]:
    return {(each.system, each.value) for row in patients for each in row.identifiers.all()}


def _speaks_of(body, ids, numbers) -> bool:
    if not isinstance(body, dict):
        return False  # not readable any more
    if set_aside.RECEIVED in body:
        return _is_mentioned(body[set_aside.RECEIVED], ids, numbers)
    identity = body.get("identity") or {}
    number = identity.get("identifier") or {}
    return body.get("patient") in ids or (number.get("system"), number.get("value")) in numbers


def _is_mentioned(text, ids, numbers) -> bool:
    """By a UUID, however it is spelt, or by a number and its system, whatever stands around them."""
    bare = text.lower().replace("-", "")
    return any(each.replace("-", "") in bare for each in ids) or any(
        set_aside.mentions(text, *number) for number in numbers
    )
