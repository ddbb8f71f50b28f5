"""What somebody who owns the database, and has taken the triggers away, may do to a trail."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from random import Random

from django.db import connection
from django.db.models import F

from clinic.roles import as_owner
from intake.audit import chain
from intake.audit.sealing import seal
from intake.models import AuditEntry, AuditSeal, append_only

LINES, SEALS = AuditEntry._base_manager, AuditSeal._base_manager


@contextmanager
def as_its_owner():
    """Everything inside is done by who may do anything, and no trigger minds."""
    with as_owner():
        for table in (append_only.SEALS, append_only.LINES):
            append_only.unprotect(connection, table)
        yield
        for table in (append_only.LINES, append_only.SEALS):
            append_only.protect(connection, table)


class Trail:
    """One clinic's trail, to be tampered with; `chance` decides where."""

    def __init__(self, clinic, other, chance: Random):
        self.clinic, self.other, self.chance = clinic, other, chance

    def lines(self):
        return LINES.filter(clinic_id=self.clinic.pk)

    def seals(self):
        return SEALS.filter(clinic_id=self.clinic.pk).order_by("position")

    def some(self, count=1, *, but_last=0) -> list[int]:
        """Positions, picked at random."""
        last = self.seals().last().position - but_last
        return sorted(self.chance.sample(range(1, last + 1), count))

    def line_at(self, position) -> AuditEntry:
        return LINES.get(pk=SEALS.get(clinic_id=self.clinic.pk, position=position).entry_id)

    def seal_anew(self, since):
        """Rewrite every hash from a position on, as whoever knows how the chain is made can."""
        before = SEALS.filter(clinic_id=self.clinic.pk, position=since - 1).first()
        previous = before.hash if before else chain.BEGINNING
        for row in list(self.seals().filter(position__gte=since)):
            line = LINES.values_list(*chain.COLUMNS).get(pk=row.entry_id)
            previous = chain.link(previous, row.position, line)
            SEALS.filter(pk=row.pk).update(hash=previous)

    def plant(self, position, **columns) -> AuditEntry:
        """A line of its own time among the others of that time."""
        beside = self.line_at(position)
        made = {
            "clinic_id": self.clinic.pk,
            "at": beside.at + timedelta(seconds=5),
            "actor": beside.actor,
            "act": "intake-read",
            "subject": "planted",
        }
        return LINES.create(**(made | columns))


def edit_line(column: str, change: Callable) -> Callable:
    def tamper(trail: Trail):
        (position,) = trail.some()
        line = trail.line_at(position)
        LINES.filter(pk=line.pk).update(**{column: change(trail, getattr(line, column))})

    tamper.__name__ = f"edit_line_{column}"
    return tamper


def edit_seal(column: str, change: Callable) -> Callable:
    def tamper(trail: Trail):
        (position,) = trail.some()
        row = trail.seals().get(position=position)
        SEALS.filter(pk=row.pk).update(**{column: change(trail, getattr(row, column))})

    tamper.__name__ = f"edit_seal_{column}"
    return tamper


def remove_line(trail: Trail):
    (position,) = trail.some()
    trail.lines().filter(pk=trail.line_at(position).pk).delete()


def remove_seal(trail: Trail):
    (position,) = trail.some(but_last=1)
    trail.seals().filter(position=position).delete()


def remove_line_and_seal(trail: Trail):
    (position,) = trail.some(but_last=1)
    trail.lines().filter(pk=trail.line_at(position).pk).delete()
    trail.seals().filter(position=position).delete()


def swap_lines(trail: Trail):
    one, two = (trail.line_at(position) for position in trail.some(2))
    for to, source in ((one.pk, two), (two.pk, one)):
        columns = {name: getattr(source, name) for name in chain.COLUMNS[2:]}
        LINES.filter(pk=to).update(**columns)


def swap_seals(trail: Trail):
    one, two = trail.some(2)
    trail.seals().filter(position=one).update(position=-1)
    trail.seals().filter(position=two).update(position=one)
    trail.seals().filter(position=-1).update(position=two)


def swap_hashes(trail: Trail):
    one, two = (trail.seals().get(position=position) for position in trail.some(2))
    SEALS.filter(pk=one.pk).update(hash=two.hash)
    SEALS.filter(pk=two.pk).update(hash=one.hash)


def cut_short(trail: Trail):
    """The newest lines with their seals."""
    (position,) = trail.some()
    gone = list(trail.seals().filter(position__gte=position).values_list("entry_id", flat=True))
    trail.seals().filter(position__gte=position).delete()
    trail.lines().filter(pk__in=gone).delete()


def cut_seals_short(trail: Trail):
    (position,) = trail.some()
    trail.seals().filter(position__gte=position).delete()


def seal_an_edit_anew(trail: Trail):
    (position,) = trail.some()
    LINES.filter(pk=trail.line_at(position).pk).update(actor="staff:nobody")
    trail.seal_anew(position)


def remove_and_seal_anew(trail: Trail):
    (position,) = trail.some(but_last=1)
    trail.lines().filter(pk=trail.line_at(position).pk).delete()
    trail.seals().filter(position=position).delete()
    for row in list(trail.seals().filter(position__gt=position)):
        SEALS.filter(pk=row.pk).update(position=row.position - 1)
    trail.seal_anew(position)


def plant_unsealed(trail: Trail):
    trail.plant(*trail.some(but_last=1))


def plant_for_the_sealer(trail: Trail):
    trail.plant(*trail.some(but_last=1))
    seal(trail.clinic, thorough=True)


def plant_and_seal_anew(trail: Trail):
    (position,) = trail.some()
    planted = trail.plant(position)
    trail.seals().filter(position__gte=position).update(position=-F("position"))
    trail.seals().filter(position__lt=0).update(position=1 - F("position"))
    SEALS.create(entry_id=planted.pk, clinic_id=trail.clinic.pk, position=position, hash="")
    trail.seal_anew(position)


WAYS = [
    edit_line("id", lambda trail, was: was + 10**6),
    edit_line("clinic_id", lambda trail, was: trail.other.pk),
    edit_line("at", lambda trail, was: was + timedelta(microseconds=trail.chance.choice([1, 10**9]))),
    edit_line("actor", lambda trail, was: was + "1"),
    edit_line("act", lambda trail, was: was.upper()),
    edit_line("subject", lambda trail, was: was + " "),
    edit_line("subjects", lambda trail, was: [*was[1:], "record-99"]),
    edit_line("outcome", lambda trail, was: "done" if was == "denied" else "denied"),
    edit_seal("entry_id", lambda trail, was: was + 10**6),
    edit_seal("clinic_id", lambda trail, was: trail.other.pk + 10**6),
    edit_seal("position", lambda trail, was: trail.chance.choice([0, -3, was + 500])),
    edit_seal("hash", lambda trail, was: was[::-1]),
    remove_line,
    remove_seal,
    remove_line_and_seal,
    swap_lines,
    swap_seals,
    swap_hashes,
    cut_short,
    cut_seals_short,
    seal_an_edit_anew,
    remove_and_seal_anew,
    plant_unsealed,
    plant_for_the_sealer,
    plant_and_seal_anew,
]
