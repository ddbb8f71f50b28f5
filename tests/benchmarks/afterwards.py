"""What became of a review in the years since: how long it waited, who saw it, what it proved to be (our judgement)."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

MINUTES_TO_BE_SEEN = {"emergency": 3, "urgent": 20, "soon": 120, "routine": 480, "none": 480}  # the median
DAYS_TO_BE_CLOSED = 6
LEFT_OPEN = 0.04  # so that a worklist fills more than its first page
OUTCOMES = ("confirmed",) * 6 + ("not_confirmed",) * 8 + ("other_cause",) * 3 + ("referred",) * 3
CLINICIAN = "staff:00000000-0000-0000-0000-000000000000"


def of_review(rng: Random, tier: str, opened_at: datetime, now: datetime) -> dict[str, Any]:
    """The columns of a review that tell where it stands now."""
    left = rng.random() < LEFT_OPEN
    seen_at = opened_at + timedelta(minutes=MINUTES_TO_BE_SEEN[tier] * rng.lognormvariate(0, 1))
    closed_at = seen_at + timedelta(days=DAYS_TO_BE_CLOSED * rng.lognormvariate(0, 1))
    is_seen, is_closed = not left and seen_at < now, not left and closed_at < now
    return {
        "status": "closed" if is_closed else "acknowledged" if is_seen else "open",
        "acknowledged_at": seen_at if is_seen else None,
        "acknowledged_by": CLINICIAN if is_seen else "",
        "closed_at": closed_at if is_closed else None,
        "closed_by": CLINICIAN if is_closed else "",
        "version": 1 + is_seen + is_closed,
    }


def of_flag(rng: Random, review: dict[str, Any]) -> str | None:
    return rng.choice(OUTCOMES) if review["closed_at"] else None
