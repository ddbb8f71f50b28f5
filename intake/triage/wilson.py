"""How large a share is, and between which limits it may well lie: Wilson's score interval."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)  # two-sided, 95 %
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Share:
    """A share `of` so many, with its 95 % interval; of nothing, the share is not known, which is not 0."""

    of: int
    share: float | None
    low: float | None
    high: float | None


def share(count: int, of: int) -> Share:
    """How many of how many (Wilson 1927, J Am Stat Assoc 22:209-212; no correction for continuity)."""
    if not 0 <= count <= of:
        raise ValueError(f"no share of {of} is {count}")
    if of == 0:
        return Share(0, None, None, None)
    observed = count / of
    shrunk = 1 + Z * Z / of
    middle = (observed + Z * Z / (2 * of)) / shrunk
    reach = Z / shrunk * sqrt(observed * (1 - observed) / of + Z * Z / (4 * of * of))
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Share(of, round(observed, DIGITS), round(low, DIGITS), round(high, DIGITS))
