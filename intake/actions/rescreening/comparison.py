"""The table of a rescreening: how many records of a clinic would go from which verdict to which."""

from dataclasses import dataclass, field
from uuid import UUID

from intake.actions.judging import is_more_urgent
from intake.actions.rescreening.differences import CODES, NOT_JUDGED, Difference
from intake.models import Clinic
from intake.triage.assess import FAILED
from intake.triage.rules import DEFAULT_RULE, RULES
from intake.triage.rules.rule import most_urgent

SAMPLE = 10  # ids shown for each row
SPELT = {"y": "yes", "n": "no", "?": "not known", FAILED: "failed", NOT_JUDGED: "not judged"}
URGENCIES = ("tier", "spinal_evaluation")


@dataclass(slots=True)
class Row:
    """`rule` is a rule's code with its verdicts in words, or one of `URGENCIES` with the five words of urgency."""

    rule: str
    was: str
    would_be: str
    records: int = 0
    sample: list[UUID] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """One clinic's table, and how many records were looked at, differ, and would open or reopen a review."""

    clinic: Clinic
    looked_at: int = 0
    differ: int = 0
    open_review: int = 0
    reopen_review: int = 0
    rows: dict[tuple[str, str, str], Row] = field(default_factory=dict)

    def count(self, difference: Difference, asks_in_private: bool) -> None:
        """Count one record; `asks_in_private` where an urgent rule would wait for what the patient declined."""
        self.differ += 1
        for rule, was, would_be in difference.verdicts:
            self._add(rule, SPELT[was], SPELT[would_be], difference.submission_id)
        before = (difference.tier, difference.spinal_evaluation)
        now = urgencies(difference.signs)
        for name, was, would_be in zip(URGENCIES, before, now, strict=True):
            if was != would_be:
                self._add(name, was, would_be, difference.submission_id)
        if difference.review is None:
            self.open_review += is_flagged(difference.signs) or asks_in_private
        elif difference.review == "closed":
            self.reopen_review += is_more_urgent(now, before)

    def _add(self, rule, was, would_be, submission_id):
        row = self.rows.setdefault((rule, was, would_be), Row(rule, was, would_be))
        row.records += 1
        if len(row.sample) < SAMPLE:
            row.sample.append(submission_id)

    def table(self) -> list[Row]:
        """Urgencies first, then the rules in the order of the rule book."""
        place = {name: n for n, name in enumerate((*URGENCIES, *CODES))}
        return sorted(
            self.rows.values(), key=lambda row: (place.get(row.rule, len(place)), row.was, row.would_be)
        )


def urgencies(signs: str) -> tuple[str, str]:
    """Tier and spinal evaluation of a record that these rules hold on."""
    holding = [rule for rule, sign in zip(RULES, signs, strict=True) if sign == "y"]
    on_the_spine = (rule.tier for rule in holding if rule.pathway == "spine")
    return most_urgent(rule.tier for rule in holding), most_urgent(on_the_spine)


def is_flagged(signs: str) -> bool:
    return any(sign == "y" for code, sign in zip(CODES, signs, strict=True) if code != DEFAULT_RULE)
