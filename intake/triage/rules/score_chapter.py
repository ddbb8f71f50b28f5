"""The chapter of the rule book on published scores, printed from the scores themselves."""

from intake.triage import logic
from intake.triage.parameters import defaults
from intake.triage.rules.outline import outline, phrase
from intake.triage.scores import SCORES
from intake.triage.scores.not_asked import NOT_ASKED
from intake.triage.scores.spoken import ADAPTED

INTRODUCTION = """\
## Scores

Published scores stand beside the findings. They raise no flag and decide nothing; where a rule counts the
same list of points, both read it from one place. Only scores whose weights were seen and that no licence
bars are here.

- While an item is not known the total is a range, from the lowest to the highest still possible.
- A cut-off is reached, not reached or not known. It is not known only as long as the missing items can
  still change the side; where they cannot, it is settled and the items are still named as missing.
- Unknown is never no. What a score asks and our form does not hold is marked *not asked here* and stays
  missing, and so does an examination that was not done, which a rule would pass over.
- A score is left out where it is known not to concern the patient.
- *Adapted* means that the wording is ours: the score is then not the validated instrument. Licences need a
  legal check before commercial use.
"""


def chapter() -> str:
    return "\n".join([INTRODUCTION, *(_score(score) for score in SCORES)])


def _score(score):
    lines = [
        f"### {score.title}\n",
        f"`{score.code}` · {score.least} to {score.most} points\n",
        f"{score.purpose}\n",
        *([f"*{ADAPTED}*\n"] if score.is_adapted else []),
        f"Left out where this is known not to hold:\n\n{outline(score.concerns)}\n",
        "| points | item | counts when |\n|---|---|---|",
        *(_row("needed", item) for item in score.needs),
        *(_row(f"{item.points:+d}" if item.points else "beside", item) for item in score.items),
        "",
        *(f"- **{cutoff.name}**: {_in_words(cutoff.says)}" for cutoff in score.cutoffs),
        "",
        f"*Accuracy:* {score.accuracy}\n",
        f"*How it is read:* {score.reading}\n",
        f"*Licence:* {score.licence}\n",
    ]
    return "\n".join(lines)


def _row(points, item):
    return f"| {points} | {_in_words(item.wording)}{_whether_asked(item)} | {phrase(item.trigger)} |"


def _whether_asked(item):
    if item.is_asked:
        return ""
    return " (not asked here)" if logic.names(item.when) <= NOT_ASKED.keys() else " (asked in part)"


def _in_words(text):
    return text.format_map(defaults())
