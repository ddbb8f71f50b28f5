"""A kept score as people read it: title, cut-offs in words, what counted and what is missing, its sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from intake.triage.parameters import defaults
from intake.triage.scores import PUBLISHED
from intake.triage.sources import named_source

ADAPTED = "Adapted wording: our own words, so this is not the validated instrument."
VERDICTS = ("yes", "no", "not known")
YES, NO, NOT_KNOWN = VERDICTS


def shown(kept: Iterable[Mapping], texts: Mapping[str, Mapping] = PUBLISHED) -> list[dict[str, Any]]:
    """What was kept of each score with the words of its definition, where there still is one."""
    return [_shown(score, texts.get(score["score"]) or _wordless(score)) for score in kept]


def explained(kept: Iterable[Mapping], texts: Mapping[str, Mapping]) -> list[dict[str, Any]]:
    """As shown, and what the score is for, what it is worth, and all of it in a sentence or two."""
    return [_explained(score, texts[score["score"]]) for score in kept]


def _shown(kept, text):
    items = {item["name"]: item for item in (*text["needs"], *text["items"])}
    says = {cutoff["name"]: cutoff["says"] for cutoff in text["cutoffs"]}
    limits = defaults() | kept["limits"]
    return {
        "score": kept["score"],
        "title": text["title"],
        "lowest": kept["lowest"],
        "highest": kept["highest"],
        "least": text["least"],
        "most": text["most"],
        "cutoffs": [
            {
                "name": name,
                "says": says.get(name, name).format_map(limits),
                "verdict": verdict,
                "may_change": verdict == NOT_KNOWN,
            }
            for name, verdict in kept["verdicts"].items()
        ],
        "counted": [_item(name, items, limits) for name in kept["counted"]],
        "missing": [_item(name, items, limits) for name in kept["missing"]],
        "note": ADAPTED if text["is_adapted"] else "",
        "sources": [named_source(mark) for mark in text["sources"]],
    }


def _item(name, items, limits):
    item = items.get(name, {"wording": name, "points": 0, "is_asked": True})
    return {
        "name": name,
        "wording": item["wording"].format_map(limits),
        "points": item["points"],
        "is_asked": item["is_asked"],
    }


def _wordless(kept):
    """A score that is counted no more: what was kept of it, by its code."""
    return {
        "title": kept["score"],
        "needs": [],
        "items": [],
        "least": kept["lowest"],
        "most": kept["highest"],
        "cutoffs": [],
        "is_adapted": False,
        "sources": [],
    }


def _explained(kept, text):
    score = _shown(kept, text)
    return score | {
        "purpose": text["purpose"],
        "accuracy": text["accuracy"],
        "reading": text["reading"],
        "licence": text["licence"],
        "spoken": _aloud(score),
    }


def _aloud(score) -> str:
    total = f"{score['lowest']}" if score["lowest"] == score["highest"] else _span(score)
    cutoffs = " ".join(_cutoff_aloud(cutoff) for cutoff in score["cutoffs"])
    said = [f"{score['title']}: {total} of {score['most']} points. {cutoffs}"]
    if score["missing"]:
        said.append(f"Missing: {'; '.join(item['wording'] for item in score['missing'])}".rstrip("?") + ".")
    return " ".join([*said, score["note"]]).strip()


def _span(score):
    return f"from {score['lowest']} to {score['highest']}"


def _cutoff_aloud(cutoff) -> str:
    """The side of the cut-off, and whether what is missing can still change it."""
    verdict = "not known, what is missing decides" if cutoff["may_change"] else cutoff["verdict"]
    return f"{cutoff['says']} {verdict[0].upper()}{verdict[1:]}."
