"""Count every score of one record: the totals still possible, the side of each cut-off, what is missing."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from intake import questionnaire
from intake.questionnaire.reading import Answers
from intake.triage import logic
from intake.triage.compiled import Judge, compiled
from intake.triage.logic import Condition, Number, Verdict
from intake.triage.scores import SCORES, Score

log = logging.getLogger(__name__)
_PLACEHOLDER = re.compile(r"{(\w+)}")


class Count(NamedTuple):
    """One score on one record.

    `lowest` and `highest` bound the total whatever the `missing` items turn out to be; where the verdict
    on a cut-off is known all the same, none of them can change it. `verdicts` go with the cut-offs,
    `limits` are the thresholds that its wordings name.
    """

    score: Score
    lowest: int
    highest: int
    verdicts: tuple[Verdict, ...]
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    limits: Mapping[str, Number]


class _Bound(NamedTuple):
    """A score under a clinic's values; `conditions` are whom it concerns, each item, each cut-off."""

    score: Score
    limits: Mapping[str, Number]
    items: tuple[tuple[str, int, int, int], ...]  # name, points, and the least and most while it is open
    conditions: tuple[Condition, ...]


def count_scores(answers: Answers, values: tuple[tuple[str, Number], ...]) -> tuple[Count, ...]:
    """Every score that may concern this record, under thresholds sorted by name.

    One that raises is left out and named in the log.
    """
    try:
        scores, judge = _compiled(values)
        return tuple(_counts(scores, judge(answers.values, answers.injuries)))
    except Exception:
        return tuple(_one_by_one(answers, dict(values)))


@lru_cache(maxsize=256)
def _compiled(values: tuple[tuple[str, Number], ...]) -> tuple[tuple[_Bound, ...], Judge]:
    """The scores under these values and one function for all their conditions, in the same order."""
    scores = tuple(_bind(score, dict(values)) for score in SCORES)
    conditions = [condition for bound in scores for condition in bound.conditions]
    return scores, compiled(conditions, questionnaire.SHOWN_IF, questionnaire.INJURY)


def _bind(score, values):
    items = (*score.needs, *score.items)
    conditions = (score.concerns_when, *(each.when for each in (*items, *score.cutoffs)))
    said = " ".join((*(item.wording for item in items), *(cutoff.says for cutoff in score.cutoffs)))
    return _Bound(
        score,
        {name: values[name] for name in _PLACEHOLDER.findall(said)},
        tuple((item.name, item.points, min(item.points, 0), max(item.points, 0)) for item in items),
        tuple(logic.bind(condition, values) for condition in conditions),
    )


def _counts(scores: Sequence[_Bound], verdicts: Sequence[Verdict]) -> Iterator[Count]:
    start = 0
    for bound in scores:
        end = start + len(bound.conditions)
        if verdicts[start] is not False:
            yield _count(bound, verdicts[start + 1 : end])
        start = end


def _count(bound, verdicts) -> Count:
    lowest = highest = 0
    counted, missing = [], []
    for (name, points, least, most), verdict in zip(bound.items, verdicts, strict=False):
        if verdict:
            lowest += points
            highest += points
            counted.append(name)
        elif verdict is None:
            lowest += least
            highest += most
            missing.append(name)
    sides = tuple(verdicts[len(bound.items) :])
    return Count(bound.score, lowest, highest, sides, tuple(counted), tuple(missing), bound.limits)


def _one_by_one(answers, values) -> Iterator[Count]:
    """By the reference engine, each score by itself, so that the one at fault is named."""
    for score in SCORES:
        try:
            bound, case = _bind(score, values), answers.case()
            yield from _counts([bound], [case.verdict(condition) for condition in bound.conditions])
        except Exception as error:
            log.error("score %s failed: %s", score.code, type(error).__name__)
