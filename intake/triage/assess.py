"""Judge one record by every rule, keeping for each the reasons, what is still to ask and to examine."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from intake import questionnaire
from intake.questionnaire.reading import Answers
from intake.triage import findings
from intake.triage.compiled import Judge, compiled
from intake.triage.findings import Case, Reason, unique
from intake.triage.logic import Condition, Number, Verdict
from intake.triage.parameters import checked, defaults
from intake.triage.rules import DEFAULT_RULE, RULES, RULESET_VERSION, bound
from intake.triage.rules.rule import TIERS, Rule, most_urgent
from intake.triage.scores.counting import Count, count_scores

SIGNS = {True: "y", False: "n", None: "?"}
FAILED = "!"  # in the string of verdicts: the rule raised an exception
ASKS_NOW = ("emergency", "urgent")
Values = tuple[tuple[str, Number], ...]  # every threshold by name, sorted
DEFAULTS: Values = tuple(sorted(defaults().items()))


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one record.

    `because` holds the decisive answers of a *yes*; `ask` the questions that would settle a *not known*;
    `may_quieten` those that could still exclude a *yes*; `examine` what was not yet examined.
    """

    rule: Rule
    verdict: Verdict
    because: tuple[Reason, ...] = ()
    ask: tuple[str, ...] = ()
    may_quieten: tuple[str, ...] = ()
    examine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one record: `tier` over all pathways, `spinal_evaluation` on the spine's.

    `flags` are the rules that hold, most urgent first; `shown` those of them that staff read: of a
    family the most urgent on each pathway, and the default only where nothing else holds. `undecided`
    are emergency and urgent rules that are not known. `verdicts` has a sign per rule, in rule order.
    `scores` stand beside the rules and decide nothing.
    """

    tier: str
    spinal_evaluation: str
    flags: tuple[Finding, ...]
    shown: tuple[Finding, ...]
    undecided: tuple[Finding, ...]
    failed: tuple[str, ...]
    verdicts: str
    ruleset: str
    ask_now: tuple[str, ...]
    ask_in_private: tuple[str, ...]
    to_examine: tuple[str, ...]
    scores: tuple[Count, ...] = ()

    @property
    def is_flagged(self) -> bool:
        return any(finding.rule.code != DEFAULT_RULE for finding in self.flags)


def assess(answers: Answers, parameters: Mapping[str, Any] | None = None) -> Outcome:
    """Judge a form by every rule, bound to the clinic's `parameters` (defaults where None).

    A rule that raises fails safe: it is named in `failed`, never *no*.
    """
    values = tuple(sorted(checked(parameters).items())) if parameters else DEFAULTS
    return _outcome(answers, *_judged(answers, values), count_scores(answers, values))


def _judged(answers: Answers, values: Values) -> tuple[str, list[Finding], list[str]]:
    """Rule by rule: a sign for each, the findings of those that are not plainly *no*, the codes of those that fail."""
    rules, reads = bound(values), _reads(values)
    case = answers.case()
    verdicts = _quick_verdicts(answers, values)
    signs, found, failed = [SIGNS[verdict] for verdict in verdicts], [], []
    for place, verdict in enumerate(verdicts):
        if verdict is False:
            continue
        rule, condition = rules[place]
        try:
            finding = _finding(rule, condition, case, reads[place])
            signs[place] = SIGNS[finding.verdict]
        except Exception:
            failed.append(rule.code)
            signs[place] = FAILED
        else:
            found.append(finding)
    return "".join(signs), found, failed


def _outcome(answers: Answers, verdicts: str, found, failed, scores) -> Outcome:
    holding = [finding for finding in found if finding.verdict is True]
    holding.sort(key=lambda finding: TIERS.index(finding.rule.tier))
    undecided = tuple(
        finding for finding in found if finding.verdict is None and finding.rule.tier in ASKS_NOW
    )
    shown = _shown(holding)
    return Outcome(
        tier=most_urgent(finding.rule.tier for finding in holding),
        spinal_evaluation=most_urgent(
            finding.rule.tier for finding in holding if finding.rule.pathway == "spine"
        ),
        flags=tuple(holding),
        shown=shown,
        undecided=undecided,
        failed=tuple(failed),
        verdicts=verdicts,
        ruleset=RULESET_VERSION,
        ask_now=_ask_now(undecided, answers),
        ask_in_private=_ask_in_private(undecided, answers),
        to_examine=unique(name for finding in shown for name in finding.examine),
        scores=scores,
    )


def _quick_verdicts(answers: Answers, values: Values) -> tuple[Verdict, ...]:
    """Every rule's verdict at once; where that fails, all open, so that each is judged by itself."""
    try:
        return _compiled(values)(answers.values, answers.injuries)
    except Exception:
        return (None,) * len(RULES)


@lru_cache(maxsize=256)
def _compiled(values: Values) -> Judge:
    return compiled(
        [condition for _, condition in bound(values)], questionnaire.SHOWN_IF, questionnaire.INJURY
    )


@dataclass(frozen=True, slots=True)
class Reads:
    """What a bound condition makes exceptions for, and which examinations it looks for."""

    exclusions: tuple[Condition, ...]
    examinations: tuple[str, ...]


@lru_cache(maxsize=256)
def _reads(values: Values) -> tuple[Reads, ...]:
    return tuple(
        Reads(
            findings.exclusions(condition),
            tuple(name for name in findings.examinations(condition) if name in questionnaire.EXAMINATIONS),
        )
        for _, condition in bound(values)
    )


def _finding(rule: Rule, condition: Condition, case: Case, reads: Reads) -> Finding:
    """The verdict with its reasons, by the reference engine."""
    verdict = case.verdict(condition)
    if verdict is True:
        return Finding(
            rule,
            verdict,
            because=unique(findings.because(condition, case)),
            may_quieten=unique(name for exclusion in reads.exclusions for name in case.to_ask(exclusion)),
            examine=tuple(name for name in reads.examinations if case.value(name) is None),
        )
    if verdict is None and rule.tier in ASKS_NOW:
        return Finding(rule, verdict, ask=case.to_ask(condition))
    return Finding(rule, verdict)


def _shown(found) -> tuple[Finding, ...]:
    """Most urgent first, so the first of a family on a pathway is the one to show."""
    first = {}
    for finding in found:
        first.setdefault((finding.rule.family, finding.rule.pathway), finding)
    return tuple(
        finding for finding in first.values() if finding.rule.code != DEFAULT_RULE or len(first) == 1
    )


def _ask_now(undecided, answers):
    """What staff ask before the visit: what a patient can answer and has not declined."""
    return unique(
        name
        for finding in undecided
        for name in finding.ask
        if name in questionnaire.PATIENT_MAY_ANSWER and name not in answers.declined
    )


def _ask_in_private(undecided, answers):
    """What the patient declined and an emergency or urgent rule still waits for."""
    return unique(name for finding in undecided for name in finding.ask if name in answers.declined)
