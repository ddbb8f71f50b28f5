"""Verifying: whether a clinic's trail is what was sealed, line by line, and where it is not."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DatabaseError, connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from intake.access import within
from intake.audit import chain
from intake.audit.heads import Head
from intake.audit.sealing import LOOK_BACK, looked_at, unsealed
from intake.models import AuditEntry, AuditSeal, Clinic

# Times and lists are read by ourselves: a million of them cost less than half as text.
AS_TEXT = [Cast(name, TextField()) if name in ("at", "subjects") else name for name in chain.COLUMNS]
PAGE = 5_000  # each in a transaction of its own, so that on SQLite nobody waits for long
FIRST = -(2**63)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What is wrong (changed, removed, planted, late, gap, head), and at which position or line."""

    kind: str
    sentence: str

    def __str__(self):
        return f"{self.kind}: {self.sentence}"


@dataclass(slots=True)
class Verification:
    """What was looked at and found; `waiting` lines are too young to be sealed yet."""

    sealed: int = 0
    waiting: int = 0
    discrepancies: list[Discrepancy] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.discrepancies

    def find(self, kind: str, sentence: str) -> None:
        self.discrepancies.append(Discrepancy(kind, sentence))


def verify(clinic: Clinic, heads: Iterable[Head] = ()) -> Verification:
    """Walk the clinic's chain from its beginning and compare it with the signed heads that are given."""
    walk = _Walk(clinic, {(head.position, head.hash) for head in heads if head.clinic == clinic.pk})
    for page in _pages(clinic):
        for seal in page.seals:
            walk.step(*seal, page.lines.get(seal[1]))
    walk.end()
    _look_for_planted(clinic, walk)
    return walk.verification


class _Walk:
    """Where we are in the chain, and what we found on the way."""

    def __init__(self, clinic, heads):
        self.verification, self.clinic = Verification(), clinic
        self.expected, self.previous = 1, chain.BEGINNING
        self.newest: datetime | None = None
        self.hash_at, self.heads = {position: None for position, _ in heads}, heads

    def step(self, position, key, hashed, line):
        if position != self.expected:
            self._misplaced(position)
        self.expected = position + 1 if isinstance(position, int) else self.expected
        if position in self.hash_at:
            self.hash_at[position] = hashed
        if line is None:
            self.verification.find(
                "removed", f"position {position}: its line {key} is gone or cannot be read"
            )
        elif not _fits(self.previous, position, line, hashed):
            self.verification.find(
                "changed", f"position {position}: line {key} or its seal is not what was sealed"
            )
        else:
            self._in_time(position, line)
        self.previous = hashed
        self.verification.sealed += 1

    def _misplaced(self, position):
        what = f"position {position} stands where {self.expected} is due"
        self.verification.find("gap", what)

    def _in_time(self, position, line):
        """A true line is sealed within seconds; one that claims to be much older was put in later."""
        at = line[chain.COLUMNS.index("at")]
        if self.newest and at < self.newest - 2 * LOOK_BACK:
            what = (
                f"position {position}: line {line[0]} is dated long before lines that were sealed before it"
            )
            self.verification.find("late", f"{what}; or the clock was set back")
        self.newest = max(at, self.newest or at)

    def end(self):
        for position, signed in sorted(self.heads):
            if self.hash_at[position] is None:
                self.verification.find("head", f"position {position} was signed and is not there any more")
            elif self.hash_at[position] != signed:
                self.verification.find("head", f"position {position} is not what was signed")


def _fits(previous, position, line, hashed) -> bool:
    try:
        return chain.link(previous, position, line) == hashed
    except (AttributeError, TypeError, ValueError):
        return False  # a value that no line of ours ever had


@dataclass(frozen=True, slots=True)
class _Page:
    seals: list[tuple]
    lines: dict[int, tuple]


def _pages(clinic) -> Iterator[_Page]:
    after = FIRST
    while isinstance(after, int):  # on SQLite what is no number stands behind all that are
        with within(clinic):
            rows = _next_seals(after)
            lines = _lines_of(clinic, rows)
        if not rows:
            return
        yield _Page(rows, lines)
        after = rows[-1][0]


def _next_seals(after) -> list[tuple]:
    """Those of the next positions. Only over a gap the database has to look for the first of all that follow,
    which without statistics it finds by sorting them.
    """
    seals = AuditSeal.objects.order_by("position").values_list("position", "entry_id", "hash")
    at_once = seals.filter(position__gt=after, position__lte=after + PAGE)
    return list(at_once) or list(seals.filter(position__gt=after)[:PAGE])


def _lines_of(clinic, rows) -> dict[int, tuple]:
    if not rows:
        return {}
    try:
        span = (rows[0][0], rows[-1][0])
        found = AuditEntry.objects.filter(seal__clinic_id=clinic.pk, seal__position__range=span)
        texts = list(found.values_list(*AS_TEXT))
    except (DatabaseError, ValueError):
        if connection.vendor == "postgresql":
            raise  # it keeps its types, so it is no line that failed
        texts = [text for row in rows if (text := _text_of(row[1])) is not None]
    return {text[0]: line for text in texts if (line := _read(text)) is not None}


def _text_of(key):
    try:
        return AuditEntry.objects.filter(pk=key).values_list(*AS_TEXT).first()
    except (DatabaseError, ValueError):
        return None


def _read(text):
    """The line with its time and its subjects, or nothing where a value is none that a line of ours ever had."""
    key, clinic, at, *words, subjects, outcome = text
    if not all(isinstance(word, str) for word in (*words, outcome)):
        return None
    try:
        at = datetime.fromisoformat(at)
        subjects = [] if subjects == "[]" else json.loads(subjects)
    except (TypeError, ValueError):
        return None
    return key, clinic, at if at.tzinfo else at.replace(tzinfo=UTC), *words, subjects, outcome


def _look_for_planted(clinic, walk):
    """A line that waits for its seal is young; an old one was put among the sealed, or its seal was taken."""
    with within(clinic):
        settled = looked_at()
        before = (walk.newest or timezone.now()) - LOOK_BACK
        young = unsealed().filter(pk__gt=settled, at__gte=before)
        walk.verification.waiting = young.count()
        for key in unsealed().exclude(pk__in=young.values("pk")).order_by("pk").values_list("pk", flat=True):
            walk.verification.find("planted", f"line {key} is old and has no seal")
