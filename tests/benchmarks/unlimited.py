"""Afoot's settings as shipped but for the limits: else the bucket of twenty intakes a second is measured."""

import sys

# What only developers install, and libraries load where they find it, is not there in a clinic.
sys.modules.update(dict.fromkeys(("greenlet", "requests", "rich")))

from clinic.settings import *  # noqa: E402, F403
from clinic.settings import LIMITS  # noqa: E402

LIMITS = dict.fromkeys(LIMITS, 1_000_000_000)
