"""What the database itself refuses to call clear, whoever writes the row."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake.models import Assessment
from intake.models.assessment import STATES
from intake.questionnaire import VERSION
from intake.triage.logic import digest
from intake.triage.parameters import defaults
from intake.triage.rules import RULES, RULESET_VERSION
from tests.actions.given import WELL, filed

pytestmark = pytest.mark.usefixtures("in_north")

CALM = {
    "revision": 1,
    "ruleset_id": RULESET_VERSION,
    "parameters_id": digest(defaults()),
    "state": "clear",
    "tier": "none",
    "spinal_evaluation": "none",
    "verdicts": "n" * len(RULES),
    "open_emergencies": 0,
    "findings": json.dumps({}),
}


@pytest.fixture
def write(ada, north):
    """Write an assessment by raw SQL: calm, but for what is said otherwise; `...` leaves a column out."""
    record = filed(ada, WELL)

    def insert(**otherwise):
        row = {"clinic_id": north.pk, "record_id": record.pk, "made_at": timezone.now(), **CALM, **otherwise}
        row = {name: value for name, value in row.items() if value is not ...}
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO intake_assessment ({names}) VALUES ({marks})", list(row.values()))
        return Assessment.objects.latest("pk")

    return insert


def test_a_row_that_does_not_say_its_state_needs_review(write):
    assert write(state=...).state == "needs_review"


def test_what_was_judged_and_is_calm_may_be_clear(write):
    assert write().state == "clear"
    assert write(tier="routine").state == "clear"  # plain foot pain


@pytest.mark.parametrize(
    "otherwise",
    [
        {"ruleset_id": None},
        {"ruleset_id": ...},
        {"parameters_id": None},
        {"open_emergencies": 1},
        {"open_emergencies": None},
        {"verdicts": ""},
        {"verdicts": "n!n"},
        {"verdicts": None},
        {"spinal_evaluation": "routine"},
        {"tier": "emergency"},
        {"tier": "urgent"},
        {"tier": "soon"},
    ],
    ids=str,
)
def test_nothing_else_is(write, otherwise):
    with pytest.raises(IntegrityError):
        write(**otherwise)


@pytest.mark.parametrize("state", [None, "", "CLEAR", "unflagged"])
def test_there_is_no_other_state(write, state):
    with pytest.raises(IntegrityError):
        write(state=state)
    assert set(STATES) == {"needs_review", "flagged", "clear"}


def test_what_is_clear_cannot_become_otherwise_and_stay_so(write):
    row = write()
    for change in ({"open_emergencies": 1}, {"verdicts": "!"}, {"tier": "urgent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "version", ["0" * 16, digest(defaults()), VERSION], ids=["none", "thresholds", "form"]
)
def test_nothing_but_a_rule_set_that_was_released_can_have_judged(write, version):
    def write_and_look(**otherwise):
        with transaction.atomic():
            write(**otherwise)
            connection.check_constraints()

    write_and_look()
    with pytest.raises(IntegrityError):
        write_and_look(ruleset_id=version)
    with pytest.raises(IntegrityError):
        write_and_look(ruleset_id=version, ruleset_kind="parameters")
