"""Fill a database with years of intakes of many clinics, in constant memory: COPY on PostgreSQL, executemany on SQLite.

A pool of different forms is filed by the very action that files them in the clinic, looked at and undone; what it
wrote (record, injuries, assessment, flags, review, ask-now task) is then copied under new ids, clinics, patients
and times. So a million records hold only as many different forms as the pool, and each row stands as the engine
judged it. Free text is left out, since it is sealed for the one row that it was written in, and patients have no
name for the same reason. Journal, outbox and past revisions stay empty: no figure reads them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from clinic.roles import as_owner
from clinic.starting import release_versions
from intake.access import Actor, within
from intake.actions.clinics import make_clinic
from intake.actions.filing import record_intake
from intake.actions.judging import place_on_worklist
from intake.models import AskNowTask, Assessment, Flag, Injury, IntakeRecord, Patient, Review
from intake.questionnaire import QUESTIONS
from intake.questionnaire.envelope import IntakeEnvelope
from intake.questionnaire.reading import Answers
from tests.benchmarks import afterwards
from tests.benchmarks.copying import Copies, keys_checked_at_the_end
from tests.benchmarks.population import population

POOL = 4_000  # different forms
AT_ONCE = 5_000  # records a transaction
YEARS = timedelta(days=5 * 365)
VISITS = 3  # of a patient
EXAMINED = 0.15

Row = dict[str, Any]

# What differs from copy to copy; a number of its own is named where another table refers to it.
DIFFERING: dict[type[Model], tuple[str, ...]] = {
    Patient: ("id", "clinic_id", "uuid", "created_at"),
    IntakeRecord: ("id", "clinic_id", "submission_id", "patient_id", "received_at", "revised_at"),
    Injury: ("clinic_id", "record_id"),
    Assessment: ("id", "clinic_id", "record_id", "made_at"),
    Flag: ("clinic_id", "record_id", "assessment_id", "raised_at", "outcome"),
    Review: (
        *("clinic_id", "record_id", "uuid", "status", "place", "opened_at", "version"),
        *("acknowledged_at", "acknowledged_by", "closed_at", "closed_by"),
    ),
    AskNowTask: ("clinic_id", "record_id", "opened_at"),
}
OF_A_RECORD = (Injury, Assessment, Flag, Review, AskNowTask)
FREE_TEXT = frozenset(name for name, question in QUESTIONS.items() if question.kind == "text")


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing one form wrote, table by table."""

    form: Answers
    rows: dict[type[Model], list[Row]]


def fill(records: int, clinics: int, *, seed: int = 1) -> None:
    """Load so many records; a database that holds them already is left as it is."""
    connection.ensure_connection()  # `as_owner` speaks to the connection that there is
    with as_owner():
        if IntakeRecord._base_manager.count() != records:
            _fill(pool_of(seed, min(POOL, records)), records, clinics, Random(seed))


def pool_of(seed: int, count: int) -> list[Answers]:
    """The forms that are filed over and over."""
    forms = islice(population(seed, examined=EXAMINED), count)
    return [
        replace(form, values={n: v for n, v in form.values.items() if n not in FREE_TEXT}) for form in forms
    ]


def _fill(forms, records, clinics, rng):
    filed, patient = file_and_undo(forms)
    keys = [make_clinic(f"clinic-{number}", f"Clinic {number}").pk for number in range(1, clinics + 1)]
    load = _Load(filed, patient, keys, records, rng)
    with keys_checked_at_the_end(DIFFERING):
        for first in range(1, records + 1, AT_ONCE):
            with transaction.atomic(), connection.cursor() as cursor:
                load.write(cursor, range(first, min(first + AT_ONCE, records + 1)))
        _settle()


def file_and_undo(forms: Iterable[Answers]) -> tuple[list[Filed], Row]:
    """File each with the real action, read all that it wrote, and leave the database as it was; and a patient."""
    release_versions()
    with transaction.atomic():
        clinic = make_clinic("pool", "Where the pool is filed")
        by = Actor("script", "benchmark", "clinician", clinic)
        with within(clinic):
            keys = {_filed(form, by): form for form in forms}
            rows = _all_that_was_written()
            made_at = datetime.now(UTC)
            Patient.objects.create(
                clinic=clinic, uuid=uuid4(), family_name="", given_name="", created_at=made_at
            )
            patient = Patient.objects.values().get()
        transaction.set_rollback(True)
    filed = [Filed(form, {model: found[key] for model, found in rows.items()}) for key, form in keys.items()]
    return filed, patient


def _filed(form, by) -> int:
    return record_intake(uuid4(), IntakeEnvelope(**form.as_sent()), by=by).record.pk


def _all_that_was_written() -> dict[type[Model], dict[int, list[Row]]]:
    """The rows of each table by the record that they belong to."""
    rows = {}
    key_of = {IntakeRecord: "id"} | dict.fromkeys(OF_A_RECORD, "record_id")
    for model, key in key_of.items():
        rows[model] = defaultdict(list)
        for row in model.objects.order_by("pk").values():
            rows[model][row[key]].append(row)
    return rows


class _Load:
    """Copies of the pool under numbers from 1, spread over clinics, patients and years."""

    def __init__(self, pool: list[Filed], patient: Row, clinics: list[int], records: int, rng: Random):
        self.clinics, self.rng = clinics, rng
        self.now = datetime.now(UTC)
        self.step = YEARS / records
        self.patients = -(-records // (len(clinics) * VISITS))  # of a clinic
        self.copies = {model: Copies(model, names) for model, names in DIFFERING.items()}
        self.patient = self.copies[Patient].part(patient)
        self.pool = [self._prepared(filed.rows) for filed in pool]

    def _prepared(self, rows) -> tuple[Row | None, dict[type[Model], list]]:
        """The review, and each row's unchanging part written beforehand."""
        parts = {model: [self.copies[model].part(row) for row in found] for model, found in rows.items()}
        return next(iter(rows[Review]), None), parts

    def write(self, cursor, numbers: range) -> None:
        for number in numbers:
            self._add(number)
        for copies in self.copies.values():
            copies.write(cursor)

    def _add(self, number: int) -> None:
        visit, place = divmod(number - 1, len(self.clinics))
        review, parts = self.rng.choice(self.pool)
        own = self._own(number, self.clinics[place], self.now - YEARS + self.step * number)
        own["patient_id"] = visit % self.patients * len(self.clinics) + place + 1
        if visit < self.patients:
            self.copies[Patient].add(own | {"id": own["patient_id"]}, self.patient)
        if review is not None:
            own |= afterwards.of_review(self.rng, review["tier"], own["opened_at"], self.now)
            own["place"] = place_on_worklist(review["tier"], review["is_fully_assessed"], own["opened_at"])
        for model, rows in parts.items():
            for part in rows:
                own["outcome"] = afterwards.of_flag(self.rng, own)
                self.copies[model].add(own, part)

    def _own(self, number, clinic, at) -> Row:
        """What differs, under the names that the tables have for it."""
        keys = dict.fromkeys(("id", "record_id", "assessment_id"), number)
        addresses = {
            name: UUID(int=self.rng.getrandbits(128), version=4) for name in ("submission_id", "uuid")
        }
        times = ("received_at", "revised_at", "made_at", "raised_at", "opened_at", "created_at")
        return {"clinic_id": clinic, "closed_at": None, **keys, **addresses, **dict.fromkeys(times, at)}


def _settle() -> None:
    """Let numbers go on after the last one loaded, and let the planner know what there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(DIFFERING)):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
