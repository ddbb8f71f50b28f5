"""The answers as typed columns, made from the questionnaire: a column a question, with its check."""

from django.db import models
from django.db.models import Q

from intake.models.encrypted import EncryptedText
from intake.questionnaire import SECTIONS, STORED, mask
from intake.questionnaire.question import NONE, Question

LARGEST_SMALL = 32_767


def column(question: Question) -> models.Field:
    """The column of a question; NULL is *not known*."""
    match question.kind:
        case "yes_no":
            return models.BooleanField(null=True)
        case "one_of":
            return models.CharField(max_length=max(map(len, question.option_names)), null=True)
        case "many_of":
            return _whole(most_bits(question))
        case "whole":
            return _whole(question.high)
        case "number":
            return models.FloatField(null=True)
        case "text":
            return EncryptedText(row=["submission_id"], null=True)
    raise TypeError(f"no column for {question!r}")


def _whole(high):
    kind = models.SmallIntegerField if high <= LARGEST_SMALL else models.IntegerField
    return kind(null=True)


def most_bits(question: Question) -> int:
    """All options of a many-of question ticked at once, a bit each."""
    return mask(question.name, (name for name in question.option_names if name != NONE))


def check(question: Question, table: str) -> models.CheckConstraint | None:
    """The range or one-of check of a column; NULL passes."""
    match question.kind:
        case "one_of":
            allowed = Q(**{f"{question.name}__in": list(question.option_names)})
        case "many_of":
            allowed = Q(**{f"{question.name}__range": (0, most_bits(question))})
        case "whole" | "number":
            allowed = Q(**{f"{question.name}__range": (question.low, question.high)})
        case _:
            return None
    return models.CheckConstraint(condition=allowed, name=f"{table}_{question.name}_allowed")


def checks(questions, table: str) -> list[models.CheckConstraint]:
    return [made for question in questions if (made := check(question, table)) is not None]


def answers_model(name: str, questions) -> type[models.Model]:
    """An abstract model with a column for each question."""
    meta = type("Meta", (), {"abstract": True})
    columns = {question.name: column(question) for question in questions}
    return type(name, (models.Model,), {"Meta": meta, "__module__": __name__, **columns})


SECTION_MODELS = tuple(
    answers_model(
        f"{section.title().replace('_', '')}Answers",
        [question for question in questions if question.name in STORED],
    )
    for section, questions in SECTIONS.items()
)
