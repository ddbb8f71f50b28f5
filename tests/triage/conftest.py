"""One spec for every engine: a truth table as a picture, judged in Python and in the database under test."""

from itertools import count
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from intake.access import within
from intake.actions.rows import columns_of, insert_injuries
from intake.models import Clinic, IntakeRecord
from intake.models.insert import insert
from intake.questionnaire import INJURY, QUESTIONS, SHOWN_IF, VERSION
from intake.questionnaire.reading import Answers
from intake.triage import sql
from intake.triage.compiled import compiled
from intake.triage.parameters import defaults
from intake.triage.rules import bind_rules

VERDICTS = {"yes": True, "no": False, "?": None}
SPELT = {verdict: word for word, verdict in VERDICTS.items()}


@pytest.fixture
def clinic(db):
    made = Clinic.objects.create(slug="spec", name="Spec")
    with within(made):
        yield made


@pytest.fixture
def spec(clinic):
    """Check a condition, or a rule by its code (bound to the defaults), against a table of answers and verdicts.

    Blank is *not asked*, `none` an empty list. Columns of an injury make one row of `injuries` where any
    is filled; the column `injuries` may say `none`.
    """

    def check(condition, table):
        if isinstance(condition, str):
            condition = bound_rule(condition)
        cases = list(read_table(table))
        judge_everywhere(clinic, condition, cases)

    return check


def bound_rule(code):
    return next(condition for rule, condition in bind_rules(defaults()) if rule.code == code)


def judge_everywhere(clinic, condition, cases):
    """`cases` are (Answers, expected verdict, how to name it when it is wrong)."""
    keys = [store(clinic, form).pk for form, _, _ in cases]
    filters = sql.filters(condition)
    at_once = all_verdicts([condition])
    quickly = compiled([condition], SHOWN_IF, INJURY)
    holds = set(IntakeRecord.objects.filter(filters.holds).values_list("pk", flat=True))
    fails = set(IntakeRecord.objects.filter(filters.fails).values_list("pk", flat=True))
    assert not holds & fails
    wrong = []
    for key, (form, expected, name) in zip(keys, cases, strict=True):
        verdicts = {
            "Python": form.case().verdict(condition),
            "compiled Python": quickly(form.values, form.injuries)[0],
            "SQL": True if key in holds else False if key in fails else None,
            "the statement in SQL": at_once[key][0],
        }
        for engine, verdict in verdicts.items():
            if verdict is not expected:
                wrong.append(f"{engine} says {SPELT[verdict]}, not {SPELT[expected]}: {name}")
    assert not wrong, "\n".join(wrong)


def all_verdicts(conditions):
    """Every stored record's verdicts, by key, of the statement that judges the history."""
    statement = sql.verdicts_statement(conditions, SHOWN_IF, INJURY, where="TRUE")
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {key: tuple(map(as_verdict, row)) for key, *row in cursor}


def as_verdict(value):
    """SQLite's booleans are numbers."""
    return None if value is None else bool(value)


def read_table(table):
    lines = [line for line in table.strip().splitlines() if line.strip()]
    header, rows = [cell.strip() for cell in lines[0].split("|")], lines[2:]
    assert header[-1] == "verdict", "the last column is the verdict"
    assert set(lines[1]) <= set("-+ "), "a rule stands between header and rows"
    for row in rows:
        cells = [cell.strip() for cell in row.split("|")]
        assert len(cells) == len(header), f"{len(cells)} cells, {len(header)} columns: {row}"
        filled = dict(zip(header[:-1], cells[:-1], strict=True))
        yield as_answers(filled), VERDICTS[cells[-1]], " ".join(row.split())


def as_answers(cells):
    values, injury, injuries = {}, {}, None
    for name, cell in cells.items():
        if name == "injuries":
            injuries = () if cell == "none" else None
        elif cell:
            (injury if name in INJURY else values)[name] = as_answer(name, cell)
    return Answers(values, (injury,) if injury else injuries)


def as_answer(name, cell):
    match QUESTIONS[name].kind:
        case "yes_no":
            return {"yes": True, "no": False}[cell]
        case "many_of":
            return () if cell == "none" else tuple(option.strip() for option in cell.split(","))
        case "whole":
            return int(cell)
        case "number":
            return float(cell)
    assert cell in QUESTIONS[name].option_names or QUESTIONS[name].kind == "text", f"{name} is never {cell}"
    return cell


_clock = count()


def store(clinic, form):
    """File the answers alone: no judging, no audit."""
    now = timezone.now()
    columns = {
        "clinic": clinic.pk,
        "submission_id": uuid4(),
        "content_digest": str(next(_clock)),
        "revision": 1,
        "source": "api",
        "filed_by": "test",
        "received_at": now,
        "revised_at": now,
        "answered_at": "",
        "questionnaire": VERSION,
        "typed_family_name": "",
        "typed_given_name": "",
        "typed_identifier_system": "",
        "typed_identifier_value": "",
        "is_maybe_another_person": False,
        "unsure": [],
        "declined": [],
        "said_by": {},
        "injury_count": None if form.injuries is None else len(form.injuries),
        **columns_of(form.values),
    }
    record = IntakeRecord(pk=insert(IntakeRecord, columns), clinic=clinic)
    insert_injuries(record, form.injuries)
    return record
