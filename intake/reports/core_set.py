"""How much of the core set, the questions that everyone is asked, was left not known, and in which of three ways.

Counted per intake and question, over the questions that apply: a follow-up whose *shown if* is known not to hold is
left out, and a checklist is known once each thing that it alone asks is.
"""

from dataclasses import dataclass
from functools import reduce
from operator import add, or_

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Cast

from intake.questionnaire import CHECKLISTS, QUESTIONS, SHOWN_IF, Question
from intake.triage import sql

CORE = tuple(question for question in QUESTIONS.values() if question.core and not question.retired)


@dataclass(frozen=True, slots=True)
class CoreSet:
    """`not_known` of the `applicable` ones, parted into its three silences; a share of none is not known."""

    applicable: int
    not_known: int
    unsure: int
    declined: int
    not_asked: int
    not_known_share: float | None


NOBODY = CoreSet(0, 0, 0, 0, 0, None)


def by_period(records: QuerySet) -> dict[int, CoreSet]:
    """The core set of the records that stand in each period."""
    counted = records.annotate(
        unsure_names=Cast("unsure", TextField()), declined_names=Cast("declined", TextField())
    )
    rows = counted.values("period").annotate(
        intakes=Count("pk"),
        unanswered=Sum(_how_many(_is_unanswered(question) for question in CORE)),
        closed=Sum(_how_many(_is_closed(question) for question in CORE if question.shown_if)),
        is_unsure=Sum(_named("unsure_names")),
        is_declined=Sum(_named("declined_names")),
    )
    return {row["period"]: _core_set(row) for row in rows}


def _core_set(row: dict) -> CoreSet:
    applicable = len(CORE) * row["intakes"] - row["closed"]
    not_known = row["unanswered"] - row["closed"]
    return CoreSet(
        applicable=applicable,
        not_known=not_known,
        unsure=row["is_unsure"],
        declined=row["is_declined"],
        not_asked=not_known - row["is_unsure"] - row["is_declined"],
        not_known_share=round(not_known / applicable, 4),
    )


def _how_many(conditions) -> Case:
    """How many of these hold of a record."""
    return reduce(add, (Case(When(each, then=1), default=0) for each in conditions), Value(0))


def _columns(question: Question) -> tuple[str, ...]:
    """Where its answer stands; of a checklist, the yes/no questions that no other checklist answers."""
    if question.kind != "checklist":
        return (question.name,)
    elsewhere = {
        option.answers for other in CHECKLISTS.values() if other is not question for option in other.options
    }
    return tuple(
        option.answers for option in question.options if option.answers and option.answers not in elsewhere
    )


def _is_unanswered(question: Question) -> Q:
    return reduce(or_, (Q(**{f"{column}__isnull": True}) for column in _columns(question)))


def _is_closed(question: Question) -> Q:
    """A follow-up that nobody needs to ask, and nobody answered."""
    return _is_unanswered(question) & sql.filters(SHOWN_IF[question.name]).fails


def _named(silence: str) -> Case:
    """How many that apply are named in one of the two lists of silences, which are empty on most forms."""
    return Case(
        When(**{silence: "[]"}, then=0),
        default=reduce(add, (_is_named(question, silence) for question in CORE)),
        output_field=IntegerField(),
    )


def _is_named(question: Question, silence: str) -> Case:
    named = reduce(or_, (Q(**{f"{silence}__contains": f'"{name}"'}) for name in _columns(question)))
    if silence == "declined_names" and question.kind == "checklist":  # in one of the three ways, not in two
        unsure = (Q(unsure_names__contains=f'"{name}"') for name in _columns(question))
        return Case(When(reduce(or_, unsure), then=0), When(named, then=1), default=0)
    closed = [When(_is_closed(question), then=0)] if question.shown_if else []
    return Case(*closed, When(named, then=1), default=0)
