"""What of a record is no longer as its rules judge it, by the names of the parts that differ.

Urgency and state are worked out here a second time: a mistake of filing would otherwise repeat itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.actions.judging import place_on_worklist
from intake.actions.reconciling.released import Rule, case_of, rules_of
from intake.actions.rows import answers_of
from intake.models import Assessment, IntakeRecord
from intake.questionnaire import PATIENT_MAY_ANSWER
from intake.triage.assess import ASKS_NOW, FAILED, SIGNS
from intake.triage.rules import DEFAULT_RULE
from intake.triage.rules.rule import TIERS


@dataclass(slots=True)
class Judged:
    """What the stored rules say of a record now. Where a rule failed then, nothing is expected of it."""

    verdicts: str = ""
    holding: list[Rule] = field(default_factory=list)
    open_emergencies: int = 0
    asks: set[str] = field(default_factory=set)

    def most_urgent(self, *pathways: str) -> str:
        tiers = (rule.tier for rule in self.holding if not pathways or rule.pathway in pathways)
        return min(tiers, key=TIERS.index, default="none")

    @property
    def is_flagged(self) -> bool:
        return any(rule.code != DEFAULT_RULE for rule in self.holding)


def differing(record: IntakeRecord) -> list[str]:
    """The parts of the record that differ; none where all is as it was judged.

    Reads the record's assessments, flags, reviews and ask-now tasks, best prefetched.
    """
    assessments = {each.pk: each for each in record.assessments.all()}
    latest = assessments[max(assessments)] if assessments else None
    if latest is None or latest.revision != record.revision:
        return ["assessment"]
    judged = _judge(record, latest)
    is_first = sum(each.revision == latest.revision for each in assessments.values()) == 1
    return list(
        dict.fromkeys(
            [
                *_of_assessment(latest, judged),
                *_of_flags(record, assessments, latest, judged),
                *_of_review(record, latest, judged),
                *_of_ask_now(record, latest, judged, is_first),
            ]
        )
    )


def _judge(record, latest: Assessment) -> Judged:
    """By the reference engine, rule by rule: the compiled one, whose *no* a filing believes, is so checked as well."""
    judged, rules = Judged(), rules_of(latest)
    if latest.verdicts == "" and latest.findings["failed"]:
        return judged
    case = case_of(answers_of(record), latest)
    for rule, sign in zip(rules, latest.verdicts.ljust(len(rules)), strict=False):
        verdict = case.verdict(rule.when)
        judged.verdicts += FAILED if sign == FAILED else SIGNS[verdict]
        if sign != FAILED and verdict is True:
            judged.holding.append(rule)
        elif sign != FAILED and verdict is None and rule.tier in ASKS_NOW:
            ask = case.to_ask(rule.when)
            judged.asks.update(ask)
            judged.open_emergencies += rule.tier == "emergency" and not PATIENT_MAY_ANSWER.isdisjoint(ask)
    return judged


def _of_assessment(latest, judged) -> Iterator[str]:
    if latest.verdicts != judged.verdicts:
        yield "verdicts"
    if latest.tier != judged.most_urgent():
        yield "tier"
    if latest.spinal_evaluation != judged.most_urgent("spine"):
        yield "spinal_evaluation"
    if latest.state != _state(latest, judged):
        yield "state"
    if {flag["rule"] for flag in latest.findings["flags"]} != {rule.code for rule in judged.holding}:
        yield "findings"


def _state(latest, judged):
    if latest.findings["failed"]:
        return "needs_review"
    if judged.is_flagged:
        return "flagged"
    return "needs_review" if judged.open_emergencies else "clear"


def _of_flags(record, assessments, latest, judged) -> Iterator[str]:
    flags = list(record.flags.all())
    current = {flag.rule for flag in flags if flag.is_current}
    holding = {rule.code for rule in judged.holding}
    if holding - current or (current - holding and not latest.findings["failed"]):
        yield "flags"
    for flag in flags:
        then = {rule.code: rule for rule in rules_of(assessments[flag.assessment_id])}.get(flag.rule)
        said = (flag.rule_version, flag.tier, flag.pathway)
        if then is None or said != (then.version, then.tier, then.pathway):
            yield "flags"


def _of_review(record, latest, judged) -> Iterator[str]:
    review = next(iter(record.reviews.all()), None)
    failed = bool(latest.findings["failed"])
    if review is None:
        if judged.is_flagged or failed or judged.asks & {*record.declined}:
            yield "review"
        return
    is_calmer = TIERS.index(review.tier) > TIERS.index(judged.most_urgent())
    place = place_on_worklist(review.tier, review.is_fully_assessed, review.opened_at)
    if is_calmer or review.is_fully_assessed is failed or review.place != place:
        yield "review"


def _of_ask_now(record, latest, judged, is_first) -> Iterator[str]:
    """A rescreening asks nobody at the desk, so it alone may leave questions without a task."""
    asked = latest.findings["ask_now"]
    to_be_asked = judged.asks & PATIENT_MAY_ANSWER - {*record.declined}
    task = next(iter(record.ask_now_tasks.all()), None)
    if bool(asked) != bool(to_be_asked):
        yield "ask_now"
    elif task is None:
        if asked and is_first:
            yield "ask_now"
    elif not latest.findings["failed"] and (task.questions, task.settled_at is None) != (asked, bool(asked)):
        yield "ask_now"
