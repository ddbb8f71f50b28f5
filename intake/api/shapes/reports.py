"""What a manager is answered when asking for figures, as shapes."""

from datetime import date

from intake.api.shapes.shape import Shown
from intake.api.shapes.shown import Pathway, Tier


class Waited(Shown):
    """By nearest rank, in whole seconds; null where no case was acknowledged."""

    median: int | None
    p95: int | None


class Outcomes(Shown):
    """What clinicians said at closing. `not_given`: the flag came to a case that was closed already."""

    confirmed: int
    not_confirmed: int
    other_cause: int
    referred: int
    not_given: int


class ConfirmedShare(Shown):
    """Confirmed `of` those confirmed, not confirmed or of other cause, with Wilson's 95 % interval; null of none."""

    of: int
    share: float | None
    low: float | None
    high: float | None


class RuleFired(Shown):
    """A rule in one period. `waiting`: the case is open. What opened no case is neither acknowledged nor waiting."""

    rule: str
    title: str
    tier: Tier
    pathway: Pathway
    fired: int
    acknowledged: int
    waiting: int
    seconds_to_acknowledgement: Waited
    closed: int
    outcomes: Outcomes
    confirmed_share: ConfirmedShare


class RulesInPeriod(Shown):
    """`first_day` and `last_day` are both included, in the clinic's time zone."""

    first_day: date
    last_day: date
    rules: list[RuleFired]


class RulesReport(Shown):
    results: list[RulesInPeriod]
    next: str | None


class CoreSet(Shown):
    """Answers to the core set, over the questions that apply: unsure, declined or not asked is not known."""

    applicable: int
    not_known: int
    unsure: int
    declined: int
    not_asked: int
    not_known_share: float | None


class IntakesInPeriod(Shown):
    """`first_day` and `last_day` are both included. An intake may stand on several `pathways`, or on none."""

    first_day: date
    last_day: date
    intakes: int
    states: dict[str, int]
    tiers: dict[str, int]
    spinal_evaluations: dict[str, int]
    pathways: dict[str, int]
    sources: dict[str, int]
    core_set: CoreSet


class IntakesReport(Shown):
    results: list[IntakesInPeriod]
    next: str | None
