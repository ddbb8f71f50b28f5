"""Every rule that a record is judged by, a file a family, in the order of the clinical text.

A rule speaks of thresholds by name; `bind_rules` puts a clinic's values in before any engine sees it.
"""

from functools import lru_cache

from intake.questionnaire import QUESTIONS, SHOWN_IF
from intake.triage import logic
from intake.triage.logic import Condition, Number
from intake.triage.parameters import PARAMETERS, defaults
from intake.triage.rules import (
    children,
    claudication,
    cord,
    foot,
    inflammatory,
    mechanical,
    nerves,
    radicular,
    red_flags,
    trauma,
    tumour_and_infection,
    vascular,
    weakness,
)
from intake.triage.rules.rule import Rule
from intake.triage.rules.safety_net import SAFETY_NET
from intake.triage.scores import PUBLISHED as PUBLISHED_SCORES

__all__ = [
    "DEFAULT_RULE",
    "RULES",
    "RULESET",
    "RULESET_VERSION",
    "RULE_BY_CODE",
    "SAFETY_NET",
    "Rule",
    "bind_rules",
    "bound",
    "faults_in",
    "title_of",
]

RULES: tuple[Rule, ...] = (
    *red_flags.CAUDA_EQUINA,
    *red_flags.BOTH_SIDED_SYMPTOMS,
    *red_flags.BOTH_SIDED_WEAKNESS,
    *weakness.FOOT_DROP,
    *weakness.FIBULAR_NERVE,
    *weakness.HEEL_WALKING,
    *weakness.TIPTOE,
    *nerves.SCIATIC_NERVE,
    *cord.SPINAL_CORD,
    *nerves.GUILLAIN_BARRE,
    *cord.SPINAL_BLEED,
    *trauma.INJURY_AND_FRAGILE_BONE,
    *tumour_and_infection.CANCER,
    *tumour_and_infection.INFECTION,
    *trauma.FOOT_AFTER_BACK_INJURY,
    *radicular.RADICULAR,
    *radicular.REFERRED_FOOT_PAIN,
    *radicular.KNOWN_SPINAL_DIAGNOSIS,
    *radicular.FOOT_BACK_AND_GAIT,
    *claudication.STENOSIS,
    *claudication.LEG_ARTERIES,
    *mechanical.YOUNG_ATHLETE,
    *mechanical.SLIPPED_VERTEBRA,
    *mechanical.LIMITING_BACK_PAIN,
    *inflammatory.INFLAMMATORY,
    *mechanical.FOOT_LOADS_BACK,
    *children.CHILDREN,
    *vascular.COLD_FOOT,
    *vascular.STARVED_FOOT,
    *foot.HOT_DIABETIC_FOOT,
    *foot.FOOT_INFECTION,
    *vascular.CLOT,
    *vascular.AORTA,
    *foot.FOOT_INJURY,
    *foot.HOT_FOOT,
    *foot.ACHILLES,
    *foot.STRESS_FRACTURE,
    *foot.COMPARTMENT,
    *nerves.NEUROPATHY,
    *foot.FOOT_PAIN,
)
RULE_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
DEFAULT_RULE = "D00"  # any foot pain; shown only where nothing else holds


def faults_in(rules: tuple[Rule, ...]) -> list[str]:
    """What may not be: a code twice, a threshold that nobody can set, a question that is no longer asked."""
    codes = [rule.code for rule in rules]
    retired = {name for name, question in QUESTIONS.items() if question.retired}
    faults = [f"{code} twice" for code in sorted(set(codes)) if codes.count(code) > 1]
    for rule in rules:
        unknown = logic.parameters(rule.when) - PARAMETERS.keys()
        faults += [f"{rule.code}: no parameter {name}" for name in sorted(unknown)]
        faults += [f"{rule.code}: {name} is retired" for name in sorted(logic.names(rule.when) & retired)]
    return faults


if _faults := faults_in(RULES):
    raise ValueError("; ".join(_faults))

RULESET = {
    "parameters": defaults(),
    "shown_if": {name: logic.to_json(condition) for name, condition in SHOWN_IF.items()},
    "rules": [
        {
            "code": rule.code,
            "version": rule.version,
            "tier": rule.tier,
            "pathway": rule.pathway,
            "family": rule.family,
            "confidence": rule.confidence,
            "title": rule.title,
            "sentence": rule.sentence,
            "why": rule.why,
            "next_step": rule.next_step,
            "evidence": rule.evidence,
            "sources": list(rule.sources),
            "reading": rule.reading,
            "trigger": rule.trigger,
            "when": logic.to_json(rule.when),
        }
        for rule in RULES
    ],
    "scores": list(PUBLISHED_SCORES.values()),
}
RULESET_VERSION = logic.digest(RULESET)


def title_of(code: str, otherwise: str) -> str:
    """The title of a rule of now, or another word for what is none."""
    return RULE_BY_CODE[code].title if code in RULE_BY_CODE else otherwise


def bind_rules(values: dict[str, Number]) -> tuple[tuple[Rule, Condition], ...]:
    """Each rule with its condition under a clinic's values; one bound set is kept per distinct values."""
    return bound(tuple(sorted(values.items())))


@lru_cache(maxsize=256)
def bound(values: tuple[tuple[str, Number], ...]) -> tuple[tuple[Rule, Condition], ...]:
    """The same for values that are sorted by name already."""
    given, known = dict(values), {}
    return tuple((rule, logic.shared(logic.bind(rule.when, given), known)) for rule in RULES)
