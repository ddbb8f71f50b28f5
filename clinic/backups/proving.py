"""Prove a database by what it says of itself: trail, intakes, verdicts; and erase again who came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, UUIDField, Value
from django.db.models.functions import Cast, Replace

from clinic.backups import manifest
from clinic.backups.manifest import NotWhole
from clinic.backups.steps import Steps
from clinic.roles import as_owner
from intake.access import within
from intake.actions.erasing import tombstone_file
from intake.actions.erasing.again import erase_again
from intake.actions.erasing.tombstone_file import Buried
from intake.actions.reconciling.comparison import WITH_THEM, differing
from intake.audit.verifying import verify as verify_trail
from intake.models import Assessment, AuditEntry, AuditSeal, Clinic, IntakeRecord, Tombstone
from intake.models.unhurried import unhurried

EMERGENCIES = 20
MOST_SHOWN = 20  # numbers of lines


@dataclass(slots=True)
class Proof:
    """What was found; `filed` intakes are named by the trail, `judged_again` are emergencies, at most twenty."""

    rows: int = 0
    sealed: int = 0
    filed: int = 0
    judged_again: int = 0
    erased_again: int = 0
    steps: Steps = field(default_factory=Steps)

    def __str__(self):
        return (
            f"{self.rows} rows in {self.steps.seconds:.1f} s; trail: {self.sealed} lines sealed, whole, "
            f"{self.filed} intakes in it, all there or erased; {self.judged_again} emergencies judged again, "
            f"all the same; {self.erased_again} erased again ({self.steps})"
        )


def prove(tombstones: Path, earlier: Path | None = None) -> Proof:
    """The database as it stands. The trail of `earlier`, a backup from before that moment, must be part of its own."""
    proof, heads = Proof(), manifest.read(earlier).heads if earlier else {}
    buried = who_was_erased(tombstones)
    with proof.steps.step("read"), as_owner(), unhurried():
        proof.rows = sum(manifest.counted().values())
    prove_content(proof, heads, buried)
    return proof


def who_was_erased(tombstones: Path) -> list[Buried]:
    """Read before anything is done: by a list that is not there or not whole, the erased would come back."""
    try:
        listed, unreadable = tombstone_file.read(tombstones)
    except FileNotFoundError:
        raise NotWhole(
            f"there is no {tombstones}. Name the list of who was erased by --tombstones; "
            "an empty file where nobody ever was."
        ) from None
    if unreadable:
        numbers = ", ".join(map(str, unreadable[:MOST_SHOWN]))
        raise NotWhole(f"these lines of {tombstones} name nobody who was erased: {numbers}.")
    return listed


def prove_content(proof: Proof, heads: Mapping[str, list], buried: list[Buried]) -> None:
    """Raises NotWhole at the first thing that is not as it was. Erases last: only what is whole is worth it."""
    with unhurried():
        with proof.steps.step("trail"):
            proof.sealed = _whole_trail(heads)
        with proof.steps.step("intakes"):
            proof.filed = _filed_intakes()
        with proof.steps.step("verdicts"):
            proof.judged_again = _same_verdicts()
        with proof.steps.step("erased again"):
            proof.erased_again = erase_again(buried)


def _whole_trail(heads) -> int:
    """Every clinic's chain is unbroken, and holds the head that a manifest has of it."""
    clinics = list(Clinic.objects.order_by("slug"))
    if unknown := sorted(heads.keys() - {clinic.slug for clinic in clinics}):
        raise NotWhole(f"these clinics are missing: {', '.join(unknown)}.")
    sealed = 0
    for clinic in clinics:
        verification = verify_trail(clinic)
        position, hashed = heads.get(clinic.slug, (0, ""))
        with within(clinic):
            is_there = not position or AuditSeal.objects.filter(position=position, hash=hashed).exists()
        if not verification.is_whole or not is_there:
            raise NotWhole(
                f"the trail of {clinic.slug} is not what was sealed: see `manage.py verify_audit`."
            )
        sealed += verification.sealed
    return sealed


def _filed_intakes() -> int:
    """Whatever the trail says was filed is there, or has its tombstone."""
    filed = 0
    for clinic in Clinic.objects.order_by("slug"):
        with within(clinic):
            lines = AuditEntry.objects.filter(act="intake-filed").annotate(intake=_subject_as_uuid())
            record = IntakeRecord.objects.filter(submission_id=OuterRef("intake"))
            stone = Tombstone.objects.filter(kind="intake", uuid=OuterRef("intake"))
            missing = lines.filter(~Exists(record), ~Exists(stone)).count()
            filed += lines.count()
        if missing:
            raise NotWhole(f"{missing} intakes that the trail of {clinic.slug} names are missing.")
    return filed


def _subject_as_uuid():
    """As the column of an id keeps it, so that its index is of use."""
    if connection.vendor == "postgresql":
        return Cast("subject", UUIDField())
    return Replace("subject", Value("-"), Value(""), output_field=CharField())


def _same_verdicts() -> int:
    """The newest emergencies, judged once more by the very rules that judged them."""
    judged = 0
    for clinic in Clinic.objects.order_by("slug"):
        with within(clinic):
            is_emergency = Exists(Assessment.objects.filter(record=OuterRef("pk"), tier="emergency"))
            emergencies = IntakeRecord.objects.filter(is_emergency).order_by("-pk")
            for record in emergencies.prefetch_related(*WITH_THEM)[: EMERGENCIES - judged]:
                if parts := differing(record):
                    named = f"intake {record.submission_id} of {clinic.slug}"
                    raise NotWhole(f"{named} is judged otherwise than it was: {', '.join(parts)}.")
                judged += 1
    return judged
