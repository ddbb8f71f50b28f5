"""Published scores: lists of points in the shape and notation of rules, a file a disease.

Only what may be shown is here: weights that were seen and no licence that bars them. A score decides
nothing and raises no flag; it stands beside the findings with its source, and says what it lacks.
"""

from intake.triage import logic
from intake.triage.scores import clot_and_cord, inflammatory, injury, stenosis
from intake.triage.scores.score import Cutoff, Item, Score

__all__ = ["PUBLISHED", "SCORES", "Cutoff", "Item", "Score"]

SCORES: tuple[Score, ...] = (
    stenosis.SSHQ,
    stenosis.SUGIOKA,
    stenosis.COOK_STENOSIS,
    inflammatory.ASAS,
    inflammatory.BERLIN,
    inflammatory.CALIN,
    inflammatory.NG65,
    injury.OTTAWA_ANKLE,
    injury.OTTAWA_FOOT,
    clot_and_cord.WELLS_DVT,
    clot_and_cord.COOK_MYELOPATHY,
    injury.HENSCHKE_ROMAN,
)


def _published(score: Score) -> dict:
    """The score as part of the released rule set."""
    return {
        "code": score.code,
        "title": score.title,
        "purpose": score.purpose,
        "concerns": score.concerns,
        "concerns_when": logic.to_json(score.concerns_when),
        "needs": [_published_item(each) for each in score.needs],
        "items": [_published_item(each) for each in score.items],
        "least": score.least,
        "most": score.most,
        "cutoffs": [
            {"name": each.name, "says": each.says, "trigger": each.trigger, "when": logic.to_json(each.when)}
            for each in score.cutoffs
        ],
        "accuracy": score.accuracy,
        "reading": score.reading,
        "sources": list(score.sources),
        "licence": score.licence,
        "is_adapted": score.is_adapted,
    }


def _published_item(item: Item) -> dict:
    return {
        "name": item.name,
        "points": item.points,
        "wording": item.wording,
        "is_asked": item.is_asked,
        "trigger": item.trigger,
        "when": logic.to_json(item.when),
    }


PUBLISHED: dict[str, dict] = {score.code: _published(score) for score in SCORES}
