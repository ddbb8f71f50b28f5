"""Afoot's settings as shipped but for the limits: else the bucket of twenty intakes a second is measured."""

from clinic.settings import *  # noqa: F403
from clinic.settings import LIMITS

LIMITS = dict.fromkeys(LIMITS, 1_000_000_000)
