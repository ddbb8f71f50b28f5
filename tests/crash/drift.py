"""Whether a long run stayed as it was: a yes, a no, or not known where it was too short to tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import linear_regression, mean, median

PARTS = 10  # of a run; their means depend on each other far less than single samples do
STUDENT = 2.31  # 95 % on both sides, with the eight degrees of freedom that ten parts leave
HOUR = 3600
LEAST_WINDOWS = 6

Series = list[tuple[float, float]]  # a moment in seconds, and what was there


@dataclass(frozen=True, slots=True)
class Slope:
    """The change in an hour, give or take, as seen in so many hours."""

    an_hour: float
    band: float
    hours: float

    def stays_below(self, limit: float) -> bool | None:
        """Less than an hour is for finding gross leaks: a first step up is none, and nothing else is shown by it."""
        if self.an_hour + self.band < limit:
            return True if self.hours >= 1 else None
        has_grown = self.an_hour * self.hours >= limit
        return False if has_grown and self.an_hour - self.band >= limit else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One goal, what was measured, and whether it is held."""

    what: str
    measured: str
    goal: str
    is_held: bool | None

    def __str__(self):
        word = {True: "held", False: "NOT HELD", None: "not known"}[self.is_held]
        return f"{self.what:<34} {self.measured:<44} {self.goal:<20} {word}"


def slope(series: Series) -> Slope | None:
    """The straight line through the means of ten parts; none where there are fewer samples than two a part."""
    if len(series) < 2 * PARTS:
        return None
    bounds = [len(series) * part // PARTS for part in range(PARTS + 1)]
    parts = [series[start:end] for start, end in pairwise(bounds)]
    hours = [mean(at for at, _ in part) / HOUR for part in parts]
    values = [mean(value for _, value in part) for part in parts]
    line = linear_regression(hours, values)
    missed = sum(
        (value - line.intercept - line.slope * hour) ** 2 for hour, value in zip(hours, values, strict=True)
    )
    spread = sum((hour - mean(hours)) ** 2 for hour in hours)
    band = STUDENT * sqrt(missed / (PARTS - 2) / spread)
    return Slope(line.slope, band, hours=(series[-1][0] - series[0][0]) / HOUR)


def thirds(values: Sequence[float]) -> tuple[float, float]:
    """The medians of the first and of the last third."""
    third = max(1, len(values) // 3)
    return median(values[:third]), median(values[-third:])


def memory(what: str, series: Series, *, limit: float) -> Finding:
    """In MB; less than the limit more in an hour."""
    found = slope(series)
    if found is None:
        return Finding(what, f"{len(series)} samples", f"< {limit:g} MB/h", None)
    first, last = thirds([value for _, value in series])
    measured = f"{first:.1f} to {last:.1f} MB, {found.an_hour:+.2f} ± {found.band:.2f} MB/h"
    return Finding(what, measured, f"< {limit:g} MB/h", found.stays_below(limit))


def files(what: str, series: Series) -> Finding:
    """As many open at the end as at the beginning."""
    if len(series) < 2 * PARTS:
        return Finding(what, f"{len(series)} samples", "flat", None)
    first, last = thirds([value for _, value in series])
    return Finding(what, f"{first:g} to {last:g} open", "flat", last <= first)


def waits(what: str, windows: Sequence[float], *, limit: float) -> Finding:
    """The p99 of each window, in seconds; the last ones hardly slower than the first."""
    goal = f"< {limit:.0%} more"
    if len(windows) < LEAST_WINDOWS:
        return Finding(what, f"{len(windows)} windows", goal, None)
    first, last = thirds(windows)
    drift = last / first - 1
    return Finding(what, f"{first * 1000:.1f} to {last * 1000:.1f} ms, {drift:+.0%}", goal, drift < limit)


def code(findings: Iterable[Finding]) -> int:
    """What to end with: 0 where every goal is held, 1 where one is not, 2 where one is not known."""
    held = [finding.is_held for finding in findings]
    if False in held:
        return 1
    return 0 if held and None not in held else 2
