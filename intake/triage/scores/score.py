"""What a published score is: weighted items, cut-offs, whom it concerns, what it is worth, where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.questionnaire import QUESTIONS
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.logic import Condition
from intake.triage.notation import Notation
from intake.triage.scores.not_asked import NEVER_KNOWN, NOT_ASKED
from intake.triage.sources import marks_in

ASKABLE = QUESTIONS | NOT_ASKED
_NOTATION = Notation(ASKABLE, FACTS, SUMS)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what it counts where its trigger is *yes*; with 0 points it is a condition beside the total.

    In the wording `{fracture_age}` stands for the clinic's threshold.
    """

    name: str
    points: int
    wording: str
    trigger: str
    when: Condition

    @property
    def is_asked(self) -> bool:
        """Whether our questionnaire holds all that it reads."""
        return NOT_ASKED.keys().isdisjoint(logic.names(self.when))


@dataclass(frozen=True, slots=True)
class Cutoff:
    """One side to be on: `trigger` speaks of the `total`, `says` what reaching it means."""

    name: str
    says: str
    trigger: str
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A published score.

    `concerns` says of whom it speaks: where that is known *no* the score is left out. `needs` are items
    without points that every cut-off waits for. `reading` tells where ours departs from what is published,
    `accuracy` what it is worth, with figures only where they were seen. `is_adapted`: the wording is ours,
    so this is not the validated instrument.
    """

    code: str
    title: str
    purpose: str
    concerns: str
    concerns_when: Condition
    needs: tuple[Item, ...]
    items: tuple[Item, ...]
    cutoffs: tuple[Cutoff, ...]
    accuracy: str
    reading: str
    licence: str
    is_adapted: bool

    @property
    def sources(self) -> tuple[str, ...]:
        said = (cutoff.says for cutoff in self.cutoffs)
        return marks_in(" ".join((self.accuracy, self.reading, self.licence, *said)))

    @property
    def least(self) -> int:
        return sum(min(item.points, 0) for item in self.items)

    @property
    def most(self) -> int:
        return sum(max(item.points, 0) for item in self.items)


def item(points: int, name: str, wording: str = "", trigger: str = "") -> Item:
    """An item; with a name alone it is that question in our own wording."""
    trigger = trigger or name
    return Item(name, points, wording or ASKABLE[name].wording, trigger, as_scored(_NOTATION.read(trigger)))


def of_sum(name: str, **wordings: str) -> tuple[Item, ...]:
    """The items of a sum that rules use too, in its order, each given a name and a wording.

    A rule asks for an examination that was `found`; a score says where it is missing.
    """
    named = zip(SUMS[name], wordings.items(), strict=True)
    return tuple(item(points, own, wording, _asked(trigger)) for (points, trigger), (own, wording) in named)


def _asked(trigger):
    return trigger.removeprefix("found(").removesuffix(")") if trigger.startswith("found(") else trigger


def score(
    code: str,
    *,
    concerns: str,
    items: tuple[Item, ...],
    cutoffs: Mapping[str, tuple[str, str]],
    needs: tuple[Item, ...] = (),
    **said,
) -> Score:
    """A score; each of `cutoffs` is a name with its trigger and what it says."""
    total = {"total": tuple((item.points, item.trigger) for item in items if item.points)}
    notation = Notation(ASKABLE, FACTS, SUMS | total)
    return Score(
        code=code,
        concerns=concerns,
        concerns_when=_NOTATION.read(concerns),
        needs=needs,
        items=items,
        cutoffs=tuple(
            Cutoff(name, says, trigger, _where_needed(needs, as_scored(notation.read(trigger))))
            for name, (trigger, says) in cutoffs.items()
        ),
        **said,
    )


def _where_needed(needs, condition):
    return logic.all_of(*(need.when for need in needs), condition)


def as_scored(condition: Condition) -> Condition:
    """An examination that was marked as not done is not known to a score.

    What stands within an exclusion stays as it is: `unless` asks for a known *yes*.
    """
    match condition:
        case logic.Found():
            raise ValueError(f"a score would take an examination not done for a no: {condition!r}")
        case logic.AllOf(parts) | logic.AnyOf(parts):
            return type(condition)(tuple(as_scored(part) for part in parts))
        case logic.Points(cutoff, weighted):
            return logic.Points(cutoff, tuple((points, as_scored(part)) for points, part in weighted))
        case logic.OneOf(name) if "not_done" in ASKABLE[name].option_names:
            not_done = logic.OneOf(name, ("not_done",))
            return logic.any_of(condition, logic.all_of(not_done, NEVER_KNOWN))
    return condition
