"""Tables of a score: what was answered, the total (`3 to 5` while it is open), the side of each cut-off."""

from dataclasses import replace

from intake.questionnaire import QUESTIONS
from intake.questionnaire.reading import Answers
from intake.triage.parameters import checked
from intake.triage.scores.counting import Count, count_scores
from intake.triage.scores.not_asked import NOT_ASKED
from intake.triage.scores.score import ASKABLE
from tests.triage.conftest import SPELT, as_answers


def count(form: Answers, code: str, **parameters) -> Count:
    """The one score on one form; it must be there."""
    return next(
        each
        for each in count_scores(form, tuple(sorted(checked(parameters).items())))
        if each.score.code == code
    )


def tally(code: str, table: str, **parameters) -> None:
    """Check a score against a table: blank is not asked; the total and each cut-off named are checked."""
    header, _, *rows = [line for line in table.strip().splitlines() if line.strip()]
    names = _cells(header)
    wrong = []
    for row in rows:
        filled = dict(zip(names, _cells(row), strict=True))
        expected = {name: cell for name, cell in filled.items() if name not in ASKABLE}
        found = _as_cells(count(_form(filled), code, **parameters))
        if expected != {name: found[name] for name in expected}:
            wrong.append(f"{found}: {' '.join(row.split())}")
    assert not wrong, "\n".join(wrong)


def _form(filled):
    """What was answered; what our questionnaire does not hold is put in behind the reader's back."""
    form = as_answers({name: cell for name, cell in filled.items() if name in QUESTIONS})
    completed = {name: filled[name] == "yes" for name in NOT_ASKED if filled.get(name)}
    return replace(form, values=form.values | completed)


def _cells(line):
    return [cell.strip() for cell in line.split("|")]


def _as_cells(found: Count):
    sides = zip(found.score.cutoffs, found.verdicts, strict=True)
    is_open = found.lowest != found.highest
    total = f"{found.lowest} to {found.highest}" if is_open else str(found.lowest)
    return {"total": total} | {cutoff.name: SPELT[verdict] for cutoff, verdict in sides}
