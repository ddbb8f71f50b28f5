"""What is sent and answered where a patient is erased, held back from it, or exported."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from intake.api.shapes.asked import Asked
from intake.api.shapes.shape import Shown
from intake.models.tombstone import REASONS


class Erasure(Asked):
    """`patient` repeats the id in the address, so that nobody is erased by a slip."""

    patient: UUID
    reason: Literal[REASONS]


class Erased(Shown):
    """The ids that are gone, and how many rows there were; an intake sent again under one of them is a 410."""

    erased_at: datetime
    patients: list[UUID]
    intakes: list[UUID]
    rows: int


class Held(Shown):
    """Whether a legal hold forbids erasing the patient."""

    patient: UUID
    is_on_hold: bool


class PatientExport(Shown):
    """Everything about one patient. `tables` has a list for each kind of thing that is kept: patients, intakes with
    their answers, past revisions, assessments, flags, reviews, referrals and whatever later comes to it.
    """

    exported_at: datetime
    tables: dict[str, list[dict[str, Any]]]
