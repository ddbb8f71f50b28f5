"""How a family of rules is written: what its codes share is said once, and each code says its own."""

from dataclasses import MISSING, fields

from intake.questionnaire import NOTATION
from intake.triage.rules.rule import Rule
from intake.triage.sources import marks_in

READ = {"family", "when", "sources"}  # off the rest
SAID = {field.name for field in fields(Rule) if field.default is MISSING} - READ


def code(code: str, pathway: str, tier: str, **own: str) -> dict[str, str]:
    """One code: title, sentence, next_step, trigger, and what it says otherwise than its family."""
    return {"code": code, "pathway": pathway, "tier": tier, **own}


def family(name: str, *codes: dict[str, str], **shared: str) -> tuple[Rule, ...]:
    """The rules of a family. `shared` is why, evidence, confidence and reading, where a code has no own."""
    return tuple(_rule(name, shared | own) for own in codes)


def _rule(name, said):
    if missing := SAID - said.keys():
        raise TypeError(f"{said['code']} does not say its {', '.join(sorted(missing))}")
    return Rule(
        family=name,
        when=NOTATION.read(said["trigger"]),
        sources=marks_in(said["evidence"]),
        **said,
    )
