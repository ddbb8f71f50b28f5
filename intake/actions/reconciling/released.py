"""Rule sets as they were released: judge a form by just the rules, thresholds and *shown if* of then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from intake.models import Assessment, ReleasedVersion
from intake.questionnaire import SHOWN_IF
from intake.questionnaire.reading import Answers
from intake.triage import logic
from intake.triage.findings import Case
from intake.triage.logic import Condition

KEPT = 64  # rule sets at hand; more were rarely at work within a few days


@dataclass(frozen=True, slots=True)
class Rule:
    """What a stored rule set says of one rule, its thresholds put in."""

    code: str
    version: str
    tier: str
    pathway: str
    family: str
    title: str
    when: Condition


def rules_of(assessment: Assessment) -> tuple[Rule, ...]:
    return _bound(assessment.ruleset_id, assessment.parameters_id)


def case_of(form: Answers, assessment: Assessment) -> Case:
    """The form as the reference engine saw it when the assessment was made."""
    shown_if = _shown_if_with(assessment.ruleset_id)
    if shown_if is None:
        shown_if = _shown_if_in(_questionnaire_at(assessment.made_at))
    return Case(form.values, form.injuries, shown_if)


@lru_cache(KEPT)
def _bound(ruleset: str, parameters: str) -> tuple[Rule, ...]:
    values, known = _body("parameters", parameters), {}
    return tuple(
        Rule(
            rule["code"],
            rule["version"],
            rule["tier"],
            rule["pathway"],
            rule["family"],
            rule["title"],
            logic.shared(logic.bind(logic.from_json(rule["when"]), values), known),
        )
        for rule in _body("ruleset", ruleset)["rules"]
    )


@lru_cache(KEPT)
def _shown_if_with(ruleset: str) -> Mapping[str, Condition] | None:
    """What the rule set itself says; those released before it did so say nothing."""
    kept = _body("ruleset", ruleset).get("shown_if")
    return kept and {name: logic.from_json(condition) for name, condition in kept.items()}


def _questionnaire_at(moment: datetime) -> str | None:
    """The questionnaire that was newest when the judging was done; not the one that was filled, which may be older."""
    released = ReleasedVersion.objects.filter(kind="questionnaire", released_at__lte=moment)
    return released.order_by("-released_at").values_list("digest", flat=True).first()


@lru_cache(KEPT)
def _shown_if_in(digest: str | None) -> Mapping[str, Condition]:
    if digest is None:
        return SHOWN_IF
    body = _body("questionnaire", digest)
    questions = [each for part in (*body["sections"], body["injuries"]) for each in part["questions"]]
    return {each["name"]: logic.from_json(each["shown_if"]) for each in questions if "shown_if" in each}


def _body(kind: str, digest: str) -> dict[str, Any]:
    return ReleasedVersion.objects.get(kind=kind, digest=digest).body
