"""Who may do what, and inside which clinic: every query a door makes begins here."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, models, transaction

from intake.errors import AlreadyRecorded, Erased, NotAllowed, NotThere, OutsideClinic, Unreachable
from intake.models import Clinic, IntakeRecord, Patient, Tombstone, row_security
from intake.models.tenancy import current_clinic

log = logging.getLogger(__name__)

Result = TypeVar("Result")

FRONT_DESK, CLINICIAN, MANAGER, DEVICE = "front_desk", "clinician", "manager", "device"

BURIED = {Patient: "patient", IntakeRecord: "intake"}

_seen: ContextVar[tuple[int, ...] | None] = ContextVar("seen_clinics", default=None)  # keys

MAY: dict[str, frozenset[str]] = {
    act: frozenset(roles)
    for act, roles in {
        "see_oneself": (FRONT_DESK, CLINICIAN, MANAGER),
        "read_questionnaire": (FRONT_DESK, CLINICIAN, MANAGER, DEVICE),
        "read_rules": (CLINICIAN, MANAGER),
        "file_intake": (FRONT_DESK, CLINICIAN, DEVICE),
        "read_intake": (CLINICIAN,),
        "amend_intake": (CLINICIAN, FRONT_DESK),
        "try_assessment": (CLINICIAN,),
        "read_patient": (FRONT_DESK, CLINICIAN),
        "write_patient": (FRONT_DESK,),
        "link_intake": (FRONT_DESK, CLINICIAN),
        "see_queue": (FRONT_DESK,),
        "see_worklist": (CLINICIAN,),
        "review": (CLINICIAN,),
        "settle_set_aside": (CLINICIAN,),
        "see_alarms": (CLINICIAN, MANAGER),
        "enrol_device": (FRONT_DESK, MANAGER),
        "set_clinic": (MANAGER,),
        "erase_patient": (MANAGER,),
        "export_patient": (CLINICIAN,),
        "manage_receivers": (MANAGER,),
        "rescreen": (MANAGER,),
        "read_audit": (MANAGER,),
        "read_reports": (MANAGER,),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which clinic and role; `kind` is staff, device, operator, script, system or nobody."""

    kind: str
    id: str
    role: str
    clinic: Clinic
    is_authenticated: bool = True

    def __str__(self):
        return f"{self.kind}:{self.id}"

    @property
    def sees_findings(self) -> bool:
        """A device or the front desk is answered with *filed*, never with a finding."""
        return self.role == CLINICIAN


def system(clinic: Clinic, task: str) -> Actor:
    """The service itself, at work on its own account."""
    return Actor(kind="system", id=task, role="system", clinic=clinic)


def nobody(clinic: Clinic) -> Actor:
    """Whoever it was that did not show who they are."""
    return Actor(kind="nobody", id="unknown", role="", clinic=clinic)


def may(actor: Actor, act: str) -> bool:
    return actor.role in MAY[act]


def require(actor: Actor, act: str) -> None:
    if not may(actor, act):
        raise NotAllowed


@contextmanager
def within(clinic: Clinic, *, at_one_moment: bool = False) -> Iterator[None]:
    """One transaction inside one clinic: outside of it the clinic's rows cannot be asked for.

    `at_one_moment` is for who only looks: all rows are seen as they stood together. An error undoes what was done,
    but for AlreadyRecorded: the copy that was set aside for staff stays.
    """
    refusal = None
    with _seeing((clinic.pk,), at_one_moment):
        entered = current_clinic.set(clinic.pk)
        try:
            yield
        except AlreadyRecorded as error:
            refusal = error
        finally:
            current_clinic.reset(entered)
    if refusal:
        raise refusal


@contextmanager
def among(clinics: Iterable[Clinic]) -> Iterator[None]:
    """One transaction in which `across_clinics` finds the rows of these clinics, for the service's own tasks."""
    with _seeing(tuple(clinic.pk for clinic in clinics)):
        yield


@contextmanager
def _seeing(clinics: tuple[int, ...], at_one_moment: bool = False) -> Iterator[None]:
    """One transaction to which the database, too, shows the rows of these clinics alone."""
    is_inner, before = connection.in_atomic_block, _seen.get()
    with transaction.atomic():
        row_security.show(clinics, at_one_moment=at_one_moment)
        entered = _seen.set(clinics)
        try:
            yield
        finally:
            _seen.reset(entered)
        if is_inner:  # an error need not be answered here: what is rolled back takes its setting along
            row_security.show(before or ())


def in_each_clinic(act: Callable[[Clinic], Result]) -> list[Result]:
    """The service's own act, for one clinic after the other: what cannot be read in one holds up no other.

    A database that is away is the same for all of them, and raised.
    """
    results = []
    for clinic in Clinic.objects.order_by("pk"):
        try:
            results.append(act(clinic))
        except (OperationalError, InterfaceError, Unreachable):
            raise
        except Exception as error:
            log.error("%s failed for clinic %s: %s", act.__name__, clinic.pk, type(error).__name__)
    return results


def visible_to(actor: Actor, model: type[models.Model]) -> models.QuerySet:
    """The rows of `model` in the actor's clinic; raises where another clinic was entered."""
    if current_clinic.get() != actor.clinic.pk:
        raise NotAllowed
    return model.objects.all()


def one(rows: models.QuerySet, **address) -> models.Model:
    """The one row at an address; what is absent or another clinic's is NotThere alike."""
    try:
        return rows.get(**address)
    except rows.model.DoesNotExist:
        refuse_erased(rows.model, *address.values())
        raise NotThere from None


def refuse_erased(model: type[models.Model], *address) -> None:
    """Raise Erased where something of this kind stood at the address; what is gone is told from what never was."""
    if model in BURIED and Tombstone.objects.filter(kind=BURIED[model], uuid__in=address).exists():
        raise Erased


def across_clinics(model: type[models.Model]) -> models.QuerySet:
    """The rows of the clinics that `among` has entered; a test lists who may call this."""
    clinics = _seen.get()
    if clinics is None:
        raise OutsideClinic
    return model._base_manager.filter(clinic_id__in=clinics)
