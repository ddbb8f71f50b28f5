"""How a family of rules is written: what its codes share is said once, and each code says its own."""

import re

from intake.questionnaire import NOTATION
from intake.triage.rules.rule import Rule

_BRACKETED = re.compile(r"\[([SM]\d+(?:, [SM]\d+)*)\]")


def code(code: str, pathway: str, tier: str, **own: str) -> dict[str, str]:
    """One code: title, sentence, next_step, trigger, and what it says otherwise than its family."""
    return {"code": code, "pathway": pathway, "tier": tier, **own}


def family(name: str, *codes: dict[str, str], **shared: str) -> tuple[Rule, ...]:
    """The rules of a family. `shared` is why, evidence, confidence and reading, where a code has no own."""
    return tuple(_rule(name, shared | own) for own in codes)


def marks_in(text: str) -> tuple[str, ...]:
    """The sources that a text names, `[S96, M1]`, each once: seen ones first, by number."""
    found = {mark for group in _BRACKETED.findall(text) for mark in group.split(", ")}
    return tuple(sorted(found, key=lambda mark: (mark[0] != "S", int(mark[1:]))))


def _rule(name, said):
    return Rule(
        family=name,
        when=NOTATION.read(said["trigger"]),
        sources=marks_in(said["evidence"]),
        **said,
    )
