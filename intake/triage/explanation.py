"""Say aloud why a record is flagged: what was found, because of which answers, whose word, which source, what next."""

from collections.abc import Mapping
from typing import Any

from intake.questionnaire import INJURY, QUESTIONS
from intake.triage.rules.rule import TIER_MEANS
from intake.triage.rules.safety_net import SAFETY_NET
from intake.triage.scores.spoken import YES, explained
from intake.triage.sources import named_source

WORD_OF = {
    "patient": "the patient's word",
    "relative": "a relative's word",
    "staff": "told to staff",
    "clinician": "found by a clinician",
    "record": "worked out from the record",
}


def explain(findings: Mapping[str, Any], ruleset: Mapping[str, Any], said_by: Mapping[str, str]) -> dict:
    """The kept findings in words, each rule and score as it stood in the `ruleset` that judged."""
    texts, score_texts = (
        {each["code"]: each for each in ruleset.get(kind, [])} for kind in ("rules", "scores")
    )
    flags = [_flag(flag, texts[flag["rule"]], said_by) for flag in findings["flags"] if flag["is_shown"]]
    scores = explained(findings.get("scores", []), score_texts)
    return {
        "flags": flags,
        "still_to_ask": [named(name) for name in findings["ask_now"]],
        "ask_in_private": [named(name) for name in findings["ask_in_private"]],
        "still_to_examine": [named(name) for name in findings["to_examine"]],
        "not_assessed": list(findings["failed"]),
        "scores": scores,
        "safety_net": SAFETY_NET,
        "aloud": _aloud(flags, scores, findings),
    }


def _flag(flag, text, said_by) -> dict:
    return {
        "rule": flag["rule"],
        "version": flag["version"],
        "title": text["title"],
        "tier": flag["tier"],
        "pathway": flag["pathway"],
        "sentence": text["sentence"],
        "because": [_reason(reason, said_by) for reason in flag["reasons"]],
        "why": text["why"],
        "next_step": text["next_step"],
        "evidence": text["evidence"],
        "sources": [named_source(mark) for mark in text["sources"]],
        "confidence": text["confidence"],
        "would_change_it": [named(name) for name in flag["may_quieten"]],
    }


def _reason(reason, said_by) -> dict:
    name = reason["name"]
    heard_from = said_by.get("injuries" if name in INJURY else name) or _usual_word(name)
    spoken = f"{_as_asked(name)} {value_in_words(name, reason['value'])} ({WORD_OF[heard_from]})."
    return {"name": name, "value": reason["value"], "said_by": heard_from, "spoken": spoken}


def _as_asked(name) -> str:
    """The question itself, without how to tap it."""
    return QUESTIONS[name].wording.partition("?")[0] + "?"


def _usual_word(name) -> str:
    """Whose word an answer is where nobody said otherwise: the first who may give it."""
    return QUESTIONS[name].who[0]


def value_in_words(name: str, value: Any) -> str:
    """An answer as a person would say it, with its unit."""
    question = QUESTIONS[name]
    wordings = {option.name: option.wording for option in question.options}
    match value:
        case True:
            return "Yes"
        case False:
            return "No"
        case []:
            return "None of these"
        case list() | tuple():
            return ", ".join(wordings[option] for option in value)
        case str():
            return wordings.get(value, value)
    return f"{value:g} {question.unit}"


def named(name: str) -> dict:
    """A question by its name and wording, as staff put it."""
    if name == "injuries":
        return {"name": name, "wording": "What happened in each injury, and when?"}
    return {"name": name, "wording": _as_asked(name)}


def _aloud(flags, scores, findings) -> str:
    """The whole as paragraphs, most urgent first."""
    said = [_flag_aloud(flag) for flag in flags] or ["No rule that flags a case holds on what is known."]
    if findings["failed"]:
        said.insert(0, "Not fully assessed: a rule failed, so a person must look at this record now.")
    if findings["ask_now"]:
        asked = " ".join(named(name)["wording"] for name in findings["ask_now"])
        said.append(f"Still to ask, face to face: {asked}")
    if findings["ask_in_private"]:
        asked = " ".join(named(name)["wording"] for name in findings["ask_in_private"])
        said.append(f"Declined, and to be asked in private: {asked}")
    said += [score["spoken"] for score in scores if _is_reached(score)]
    said.append(SAFETY_NET)
    return "\n\n".join(said)


def _is_reached(score):
    return any(cutoff["verdict"] == YES for cutoff in score["cutoffs"])


def _flag_aloud(flag) -> str:
    because = " ".join(reason["spoken"] for reason in flag["because"])
    sources = "; ".join(_source_aloud(source) for source in flag["sources"]) or "judgement alone"
    return (
        f"{flag['title']} ({flag['pathway'].replace('_', ' ')}; {flag['tier']}: {TIER_MEANS[flag['tier']]}). "
        f"{flag['sentence']} Because: {because} Next: {flag['next_step']} It rests on: {sources}."
    )


def _source_aloud(source) -> str:
    return source["citation"] if source["seen"] else f"{source['citation']} (from memory, not yet checked)"
