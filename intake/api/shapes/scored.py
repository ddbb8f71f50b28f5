"""Published scores as callers are shown them, beside the findings."""

from typing import Literal

from intake.api.shapes.shape import Shown, SourceNamed
from intake.triage.scores.spoken import VERDICTS


class ScoreItem(Shown):
    """`points` is 0 for a condition beside the total. `is_asked` is false where our questionnaire lacks it."""

    name: str
    wording: str
    points: int
    is_asked: bool


class CutoffShown(Shown):
    """The side of a cut-off; `may_change` where what is missing still decides it."""

    name: str
    says: str
    verdict: Literal[VERDICTS]
    may_change: bool


class ScoreShown(Shown):
    """A published score. The total lies from `lowest` to `highest`; the score itself runs from `least` to `most`.

    `note` says where the wording is ours, so that it is not the validated instrument.
    """

    score: str
    title: str
    lowest: int
    highest: int
    least: int
    most: int
    cutoffs: list[CutoffShown]
    counted: list[ScoreItem]
    missing: list[ScoreItem]
    note: str
    sources: list[SourceNamed]


class ScoreExplained(ScoreShown):
    """The score with what it is for and worth; `spoken` is all of it to be read aloud."""

    purpose: str
    accuracy: str
    reading: str
    licence: str
    spoken: str
