"""What the schema holds by itself: a column a question, its limits, and a verdict that is never clear by default."""

from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone

from clinic.roles import as_owner
from intake import questionnaire
from intake.access import within
from intake.errors import OutsideClinic
from intake.models import Assessment, AuditEntry, Injury, IntakeRecord, Patient, ReleasedVersion
from intake.models.answers import column, most_bits
from intake.models.insert import insert
from intake.questionnaire import CHECKLISTS, INJURY, QUESTIONS, STORED
from intake.triage.logic import digest
from intake.triage.parameters import defaults
from intake.triage.rules import RULESET, RULESET_VERSION
from tests.actions.given import WELL, filed, latest
from tests.models.everything import fill

ROWS_OF = {name: Injury if name in INJURY else IntakeRecord for name in {**STORED, **INJURY}}
KINDS = {
    "yes_no": models.BooleanField,
    "one_of": models.CharField,
    "many_of": models.IntegerField,  # a small one is one too
    "whole": models.IntegerField,
    "number": models.FloatField,
    "text": models.TextField,
}
CHOICES = [
    (model, field.removesuffix("__in"))
    for model in apps.get_app_config("intake").get_models()
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
    for field, _ in [child for child in constraint.condition.children if isinstance(child, tuple)]
    if field.endswith("__in") and field.removesuffix("__in") not in QUESTIONS
]


def is_refused(model, name, value, **wanted):
    """Whether the database turns away this value of a column, whatever Python thinks of it."""
    where = " AND ".join(f'"{key}" = %s' for key in wanted) or "1 = 1"
    statement = f'UPDATE "{model._meta.db_table}" SET "{name}" = %s WHERE {where}'
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [value, *wanted.values()])
            assert cursor.rowcount > 0
    except DatabaseError:
        return True
    return False


@pytest.fixture
def filled(north, in_north, ada):
    fill(north)
    return north


# Columns


def test_every_stored_question_has_its_column_and_there_is_none_besides():
    for model, questions in ((IntakeRecord, STORED), (Injury, INJURY)):
        nullable = {field.name for field in model._meta.concrete_fields if field.null}
        assert questions.keys() <= nullable
        assert nullable - questions.keys() <= {"patient", "typed_birth_date", "injury_count"}
        for name, question in questions.items():
            assert isinstance(model._meta.get_field(name), KINDS[question.kind])


def test_a_checklist_has_no_column():
    columns = {field.name for field in IntakeRecord._meta.concrete_fields}
    assert not CHECKLISTS.keys() & columns
    with pytest.raises(TypeError):
        column(QUESTIONS["health_list"])


def test_the_database_itself_holds_the_limits_of_every_answer(filled):
    wrong = []
    for name, question in {**STORED, **INJURY}.items():
        fits, misfits = limits(question)
        wrong += [(name, "refused", value) for value in fits if is_refused(ROWS_OF[name], name, value)]
        wrong += [(name, "taken", value) for value in misfits if not is_refused(ROWS_OF[name], name, value)]
    assert wrong == []


def limits(question):
    match question.kind:
        case "yes_no":
            return (True, False, None), ()
        case "one_of":
            return (*question.option_names, None), ("?", "")
        case "many_of":
            return (0, most_bits(question), None), (-1, most_bits(question) + 1)
        case "whole" | "number":
            return (question.low, question.high, None), (question.low - 1, question.high + 1)
        case "text":
            return ("x" * question.max_length, None), ()
    raise TypeError(question.kind)


@pytest.mark.parametrize(("model", "name"), CHOICES, ids=lambda it: getattr(it, "__name__", it))
def test_the_database_itself_holds_every_choice(filled, model, name):
    assert is_refused(model, name, "?")


@pytest.mark.parametrize(("count", "refused"), [(-1, True), (0, False), (20, False), (21, True)])
def test_a_record_has_at_most_twenty_injuries(filled, count, refused):
    assert is_refused(IntakeRecord, "injury_count", count) is refused


def test_a_patient_is_not_merged_into_itself(filled):
    nora = Patient.objects.get()
    assert is_refused(Patient, "merged_into_id", nora.pk)


@pytest.mark.parametrize("entered", ["another", None])
def test_no_row_goes_into_a_clinic_that_was_not_entered(north, south, entered):
    line = {"clinic_id": north.pk, "at": timezone.now(), "actor": "x", "act": "x", "subject": "x"}
    with within(south) if entered else nullcontext(), pytest.raises(OutsideClinic):
        insert(AuditEntry, line | {"subjects": [], "outcome": "done"})


# Clear


def test_an_assessment_needs_review_unless_it_says_otherwise(ada, in_north):
    record = filed(ada, WELL)
    judged = latest(record)
    key = insert(
        Assessment,
        {
            "clinic": in_north.pk,
            "record": record.pk,
            "revision": 2,
            "ruleset": judged.ruleset_id,
            "parameters": judged.parameters_id,
            "made_at": timezone.now(),
            "tier": "none",
            "spinal_evaluation": "none",
            "verdicts": "",
            "open_emergencies": 0,
            "findings": {},
        },
    )
    assert Assessment.objects.get(pk=key).state == "needs_review"


@pytest.mark.parametrize(("open_emergencies", "refused"), [(0, False), (1, True), (9, True)])
def test_an_open_emergency_is_never_clear(ada, in_north, open_emergencies, refused):
    filed(ada, {})
    Assessment.objects.update(open_emergencies=open_emergencies)
    assert is_refused(Assessment, "state", "clear") is refused
    Assessment.objects.filter(open_emergencies=0).update(state="clear")
    assert is_refused(Assessment, "open_emergencies", 1) is (open_emergencies == 0)


@pytest.mark.parametrize("missing", ["ruleset_id", "parameters_id", "open_emergencies"])
def test_no_assessment_is_without_rule_set_thresholds_and_count(ada, in_north, missing):
    filed(ada, WELL)
    assert is_refused(Assessment, missing, None)


# The trail


def test_a_line_of_the_trail_is_neither_changed_nor_removed(filled):
    lines = AuditEntry.objects.count()
    for tamper in (
        lambda: AuditEntry.objects.update(actor="nobody"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.first().delete(),
        lambda: AuditEntry.objects.first().save(),
        lambda: sql("UPDATE intake_auditentry SET at = at"),
        lambda: sql("DELETE FROM intake_auditentry"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), as_owner(), transaction.atomic():
            tamper()
    assert AuditEntry.objects.count() == lines > 0


def test_a_line_of_the_trail_is_not_replaced(filled):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's REPLACE removes a row without asking its triggers")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql("REPLACE INTO intake_auditentry SELECT * FROM intake_auditentry")


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# Once


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_app_config("intake").get_models() if model._meta.constraints],
    ids=lambda model: model.__name__,
)
def test_every_unique_key_is_held_by_the_database(filled, model):
    row = model._base_manager.filter(**({"clinic": filled} if hasattr(model, "clinic") else {})).first()
    keys = [key for key in model._meta.constraints if isinstance(key, models.UniqueConstraint)]
    for key in keys:
        if "id" in key.fields:
            continue
        twin = model._base_manager.get(pk=row.pk)
        twin.pk = None
        for field in model._meta.concrete_fields:
            if field.get_internal_type() == "UUIDField" and field.name not in key.fields:
                setattr(twin, field.attname, uuid4())
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


# Released versions


@pytest.mark.django_db
def test_what_is_asked_and_judged_by_is_released_by_migrate():
    released = {(row.kind, row.digest): row.body for row in ReleasedVersion.objects.all()}
    assert released[("questionnaire", questionnaire.VERSION)]["sections"]
    assert released[("ruleset", RULESET_VERSION)] == RULESET
    assert released[("parameters", digest(defaults()))] == defaults()
