"""What a dry run of a rescreening is answered with, as shapes."""

from uuid import UUID

from intake.api.shapes.shape import Shown


class VerdictChange(Shown):
    """How many intakes would go from one verdict to another, and ten of them.

    `rule` is a rule's code (its verdicts: yes, no, not known, failed, not judged), or `tier` or
    `spinal_evaluation`, whose verdicts are the five words of urgency.
    """

    rule: str
    title: str
    was: str
    would_be: str
    records: int
    sample: list[UUID]


class Rescreening(Shown):
    """Of `looked_at` intakes `differ` would change; so many of them would open a review, or reopen a closed one."""

    looked_at: int
    differ: int
    open_review: int
    reopen_review: int
    results: list[VerdictChange]
