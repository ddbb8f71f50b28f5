"""Answers by chance: how often each is given, and a table of them that is drawn from at once, thousands a second."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from intake.questionnaire import NONE, QUESTIONS

POOL = 499  # values drawn beforehand for each question that is not a plain yes or no

Maker = Callable[[Random, str], Any]
Chances = Mapping[str, float | Maker]


@dataclass(frozen=True, slots=True)
class Table:
    """What a group of patients answers: `yes` by its share, everything else picked from a pool drawn beforehand."""

    yes: tuple[tuple[str, float], ...]
    pools: tuple[tuple[str, tuple], ...]

    def draw(self, rng: Random) -> dict[str, Any]:
        chance = rng.random
        answers = {name: chance() < share for name, share in self.yes}
        for name, pool in self.pools:
            answers[name] = pool[int(chance() * POOL)]
        return answers


def table(chances: Chances) -> Table:
    """Chances by name: a share of *yes*, or how a value is made. A value of None is a question left out."""
    rng = Random(0)
    return Table(
        yes=tuple((name, chance) for name, chance in chances.items() if not callable(chance)),
        pools=tuple(
            (name, tuple(made(rng, name) for _ in range(POOL)))
            for name, made in chances.items()
            if callable(made)
        ),
    )


def one_of(**weights: float) -> Maker:
    """One of the values by weight; `skipped` is the weight of no answer at all."""
    values = [None if value == "skipped" else value for value in weights]
    reached = list(accumulate(weights.values()))
    return lambda rng, _: rng.choices(values, cum_weights=reached)[0]


def ticks(**shares: float) -> Maker:
    """Options ticked each by its own share; none of them is an answer too."""

    def made(rng, name):
        options = (option for option in QUESTIONS[name].option_names if option != NONE)
        return tuple(option for option in options if rng.random() < shares.get(option, 0))

    return made


def at_least_one(**shares: float) -> Maker:
    """As `ticks`, for a list that nobody leaves empty: else the likeliest is ticked."""
    ticked, likeliest = ticks(**shares), max(shares, key=shares.get)
    return lambda rng, name: ticked(rng, name) or (likeliest,)


def between(low: int, high: int) -> Maker:
    return lambda rng, _: rng.randint(low, high)


def about(median: float, spread: float, high: float = 43_800) -> Maker:
    """A whole number, most of them near the median, some far above it; `spread` is that of its logarithm."""
    return lambda rng, _: min(int(high), round(median * rng.lognormvariate(0, spread)))


def sometimes(share: float, made: Maker) -> Maker:
    """Answered by this share, left out by the others."""
    return lambda rng, name: made(rng, name) if rng.random() < share else None
