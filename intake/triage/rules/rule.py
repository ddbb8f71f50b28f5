"""What a rule is: a code with one tier, one pathway, a trigger, what to say and do, and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from intake.triage.logic import Condition, digest, to_json

TIER_MEANS = {  # the most urgent first
    "emergency": "same-day emergency department",
    "urgent": "seen within days, aiming at 24 to 72 hours",
    "soon": "seen within about two weeks",
    "routine": "at this visit or by ordinary referral",
    "none": "no flag",
}
TIERS = tuple(TIER_MEANS)
PATHWAYS = ("spine", "nerve", "neuro", "vascular", "rheum", "foot", "own_doctor")
Tier = Literal[TIERS]
Pathway = Literal[PATHWAYS]
CONFIDENCE = {
    "A": "published rule or guideline",
    "B": "supported by accuracy data",
    "C": "judgement, no published accuracy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One code of a family.

    `trigger` is the clinical text's own notation, `when` the condition read from it. `sentence` is what
    staff read, `next_step` what is to be done. `evidence` tells what is published about it, with figures
    and the marks of its `sources` (`S96`: seen; `M2`: from memory, so no figure of it is shown).
    """

    code: str
    family: str
    title: str
    tier: str
    pathway: str
    confidence: str
    sentence: str
    next_step: str
    trigger: str
    when: Condition
    why: str
    evidence: str
    sources: tuple[str, ...]
    reading: str = ""  # the choice made where the text of a trigger can be read in two ways
    version: str = field(init=False, default="")

    def __post_init__(self):
        if self.tier not in TIERS or self.pathway not in PATHWAYS or self.confidence not in CONFIDENCE:
            raise ValueError(f"{self.code}: {self.tier}, {self.pathway}, {self.confidence}")
        content = [self.code, self.tier, self.pathway, to_json(self.when), self.sentence, self.next_step]
        object.__setattr__(self, "version", digest(content))


def most_urgent(tiers: Iterable[str]) -> str:
    return min(tiers, key=TIERS.index, default="none")
