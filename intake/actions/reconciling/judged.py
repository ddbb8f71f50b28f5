"""What the stored rules say of a record now, by the reference engine, rule by rule.

Neither the quick engine nor a line of judging is asked: what they got wrong when the record was filed would pass again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from intake.actions.reconciling.released import Rule, case_of, rules_of
from intake.actions.rows import answers_of
from intake.models import Assessment, IntakeRecord
from intake.questionnaire import EXAMINATIONS, PATIENT_MAY_ANSWER
from intake.triage import findings
from intake.triage.assess import ASKS_NOW, FAILED, SIGNS
from intake.triage.findings import Case
from intake.triage.rules import DEFAULT_RULE
from intake.triage.rules.rule import TIERS

OF_A_FLAG = ("rule", "version", "tier", "pathway", "title", "is_shown")
IN_ANY_ORDER = ("because", "may_quieten")
ASKED = ("ask_now", "ask_in_private", "to_examine")


@dataclass(slots=True)
class Judged:
    """Where a rule failed then, nothing is expected of it."""

    case: Case
    declined: set[str]
    verdicts: str = ""
    failed: list[str] = field(default_factory=list)
    holding: list[Rule] = field(default_factory=list)  # most urgent first
    undecided: list[tuple[Rule, set[str]]] = field(default_factory=list)  # with what they ask

    def most_urgent(self, *pathways: str) -> str:
        tiers = (rule.tier for rule in self.holding if not pathways or rule.pathway in pathways)
        return min(tiers, key=TIERS.index, default="none")

    @property
    def is_flagged(self) -> bool:
        return any(rule.code != DEFAULT_RULE for rule in self.holding)

    @property
    def open_emergencies(self) -> int:
        return sum(
            rule.tier == "emergency" and not PATIENT_MAY_ANSWER.isdisjoint(ask)
            for rule, ask in self.undecided
        )

    @property
    def state(self) -> str:
        if self.failed:
            return "needs_review"
        if self.is_flagged:
            return "flagged"
        return "needs_review" if self.open_emergencies else "clear"

    @property
    def asks(self) -> set[str]:
        return {name for _, ask in self.undecided for name in ask}

    @property
    def ask_now(self) -> set[str]:
        return self.asks & PATIENT_MAY_ANSWER - self.declined

    @property
    def ask_in_private(self) -> set[str]:
        return self.asks & self.declined


def judge(record: IntakeRecord, latest: Assessment) -> Judged:
    answers, rules = answers_of(record), rules_of(latest)
    judged = Judged(case_of(answers, latest), {*answers.declined})
    if latest.verdicts == "" and latest.findings["failed"]:
        judged.failed.append("all")
        return judged
    for rule, sign in zip(rules, latest.verdicts.ljust(len(rules)), strict=False):
        verdict = judged.case.verdict(rule.when)
        judged.verdicts += FAILED if sign == FAILED else SIGNS[verdict]
        if sign == FAILED:
            judged.failed.append(rule.code)
        elif verdict is True:
            judged.holding.append(rule)
        elif verdict is None and rule.tier in ASKS_NOW:
            judged.undecided.append((rule, {*judged.case.to_ask(rule.when)}))
    judged.holding.sort(key=lambda rule: TIERS.index(rule.tier))
    return judged


def expected(judged: Judged) -> dict[str, Any]:
    """The findings as they are to be kept, comparable with `kept`; scores, which decide nothing, are left out."""
    shown = _shown(judged.holding)
    return {
        "failed": {*judged.failed},
        "flags": {rule.code: _flag(rule, judged.case, rule in shown) for rule in judged.holding},
        "undecided": {rule.code: ask for rule, ask in judged.undecided},
        "ask_now": judged.ask_now,
        "ask_in_private": judged.ask_in_private,
        "to_examine": {name for rule in shown for name in _to_examine(rule, judged.case)},
    }


def kept(stored: dict[str, Any]) -> dict[str, Any]:
    """The stored findings without their order, which no engine has to keep."""
    return {
        "failed": {*stored["failed"]},
        "flags": {flag["rule"]: _without_order(flag) for flag in stored["flags"]},
        "undecided": {each["rule"]: {*each["ask"]} for each in stored["undecided"]},
        **{name: {*stored[name]} for name in ASKED},
    }


def _shown(holding: Iterable[Rule]) -> list[Rule]:
    """Of a family the most urgent on each pathway, and the default only where nothing else holds."""
    first = {}
    for rule in holding:
        first.setdefault((rule.family, rule.pathway), rule)
    return [rule for rule in first.values() if rule.code != DEFAULT_RULE or len(first) == 1]


def _flag(rule: Rule, case: Case, is_shown: bool) -> dict[str, Any]:
    reasons = findings.because(rule.when, case)
    return {
        "rule": rule.code,
        "version": rule.version,
        "tier": rule.tier,
        "pathway": rule.pathway,
        "title": rule.title,
        "is_shown": is_shown,
        "because": {reason.name for reason in reasons},
        "reasons": {_reason(reason.name, reason.value, reason.injury) for reason in reasons},
        "may_quieten": {name for part in findings.exclusions(rule.when) for name in case.to_ask(part)},
    }


def _without_order(flag: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: flag[name] for name in OF_A_FLAG},
        **{name: {*flag[name]} for name in IN_ANY_ORDER},
        "reasons": {_reason(each["name"], each["value"], each.get("injury")) for each in flag["reasons"]},
    }


def _reason(name, value, injury) -> tuple:
    return name, tuple(value) if isinstance(value, list) else value, injury


def _to_examine(rule: Rule, case: Case) -> Iterable[str]:
    examinations = findings.examinations(rule.when)
    return (name for name in examinations if name in EXAMINATIONS and case.value(name) is None)
