"""All records judged anew by all rules in the database, on one core, as after a change of rules."""

import time
from collections.abc import Iterator
from statistics import median

from django.db import connection

from intake.access import among
from intake.actions import rescreening
from intake.actions.rescreening import BATCH
from intake.models import Assessment, Clinic, IntakeRecord
from intake.questionnaire import INJURY, SHOWN_IF
from intake.triage import sql
from intake.triage.parameters import defaults
from intake.triage.rules import RULES, bind_rules
from tests.benchmarks.figures import Row
from tests.benchmarks.loading import fill
from tests.benchmarks.scale import Scale

ONE_CORE = "SET max_parallel_workers_per_gather = 0"
TIMES = 3


def measured(scale: Scale) -> Iterator[Row]:
    fill(scale.records, scale.clinics)
    with connection.cursor() as cursor:
        cursor.execute(ONE_CORE)
    assert rejudge_history() == verdicts_kept(), "what is quick must be right"
    what = f"History of {scale.records:,} records judged anew, all {len(RULES)} rules, one core"
    yield row(what, scale.records, rejudge_history, least=150_000)
    yield row(
        "The same, compared with every verdict kept: `rescreen --dry-run`", scale.records, compare_history
    )


def row(what, records, judge, *, least=None) -> Row:
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        judged, *_ = judge()
        seconds.append(time.perf_counter() - began)
        assert judged == records
    taken = median(seconds)
    how = f"median of {TIMES}, {taken:.1f} s each"
    return Row(what=what, figure=records / taken, unit="records/s", least=least, how=how)


def rejudge_history() -> list[int]:
    """Work out every rule's verdict on every record in the database, as many at once as `rescreen` takes.

    Returns how many records that were, and then on how many of them each rule holds.
    """
    conditions = [condition for _, condition in bind_rules(defaults())]
    verdicts = sql.verdicts_statement(conditions, SHOWN_IF, INJURY, where="id > %s AND id <= %s")
    holding = ", ".join(f"count(*) FILTER (WHERE v{number})" for number in range(len(conditions)))
    found = []
    with among(Clinic.objects.all()), connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {IntakeRecord._meta.db_table}")
        (last,) = cursor.fetchone()
        for first in range(0, last, BATCH):
            cursor.execute(f"SELECT count(*), {holding} FROM ({verdicts}) AS judged", [first, first + BATCH])
            found.append(cursor.fetchone())
    return [sum(batch) for batch in zip(*found, strict=True)]


def verdicts_kept() -> list[int]:
    """The same counts, from the verdicts that were given when each record was filed."""
    holding = ", ".join(
        f"count(*) FILTER (WHERE substr(verdicts, {place}, 1) = 'y')" for place in range(1, len(RULES) + 1)
    )
    with among(Clinic.objects.all()), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), {holding} FROM {Assessment._meta.db_table}")
        return list(cursor.fetchone())


def compare_history() -> list[int]:
    """Step by step, as the command does; returns how many records were compared."""
    *_, last = rescreening.compare(Clinic.objects.all())
    return [sum(comparison.looked_at for comparison in last.found.values())]
