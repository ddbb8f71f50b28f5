"""Answers to columns and back."""

from collections.abc import Mapping
from typing import Any

from intake import questionnaire
from intake.models import Injury, IntakeRecord
from intake.models.encrypted import Unreadable
from intake.models.insert import insert
from intake.questionnaire import INJURY, QUESTIONS, STORED
from intake.questionnaire.reading import Answers, from_storage


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as column values; a many-of answer becomes its bits."""
    return {
        name: questionnaire.mask(name, value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def answers_of(record: IntakeRecord) -> Answers:
    """The current revision as it was read, from its columns and its injuries."""
    injuries = None
    if record.injury_count is not None:
        rows = sorted(record.injuries.all(), key=lambda row: row.position)
        injuries = tuple(_values_of(row, INJURY) for row in rows)
    return from_storage(_values_of(record, STORED), injuries, record.unsure, record.declined)


def _values_of(row, questions):
    values = ((name, getattr(row, name)) for name in questions)
    return {
        name: tuple(questionnaire.ticked(name, value)) if QUESTIONS[name].kind == "many_of" else value
        for name, value in values
        if value is not None and not isinstance(value, Unreadable)
    }


def insert_injuries(record: IntakeRecord, injuries) -> None:
    for position, row in enumerate(injuries or ()):
        own = {"clinic": record.clinic_id, "record": record.pk, "position": position}
        insert(Injury, own | columns_of(row))
