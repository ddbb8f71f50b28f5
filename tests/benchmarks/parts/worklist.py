"""The first page of a clinic's worklist, as the endpoint reads it: what its statements cost in the database.

The statements are those that the endpoint ran, caught on their way. On PostgreSQL each is prepared and run often
before it is explained, as the connection of a worker that has served a while holds it, and its planning and execution
count; on SQLite, which explains no times, it is timed from the call to the last row.
"""

import re
import time
from collections.abc import Iterator
from itertools import count
from statistics import median

from django.db import connection
from django.test import Client

from intake.access import within
from intake.actions.credentials import issue_token
from intake.models import Clinic
from tests.benchmarks.figures import Row
from tests.benchmarks.loading import fill
from tests.benchmarks.scale import Scale

CLINICS = 20  # looked at
TIMES = 5  # each statement
UNTIL_PLANNED = 10  # PostgreSQL plans the first five anew, and may keep the sixth plan
OF_THE_LIST = ("intake_review", "intake_flag", "intake_referral", "intake_assessment", "intake_intakerecord")


def measured(scale: Scale) -> Iterator[Row]:
    records = scale.records_on(connection.vendor)
    fill(records, scale.clinics)
    pages = [page_of(clinic) for clinic in Clinic.objects.exclude(slug="pool").order_by("slug")[:CLINICS]]
    on = f"{records:,} records, {scale.clinics} clinics"
    how = f"median of {len(pages)} clinics, each statement the median of {TIMES}"
    yield Row(
        what=f"Worklist, all its {median(map(len, pages)):.0f} statements, {on}",
        figure=median(sum(page) for page in pages),
        unit="ms",
        most=2,
        how=how,
    )
    yield Row(
        what=f"Worklist, its first statement, {on}",
        figure=median(page[0] for page in pages),
        unit="ms",
        how=how,
    )


def page_of(clinic: Clinic) -> list[float]:
    """Milliseconds of each statement that reads the list."""
    statements = run_by("/api/v1/worklist/", issue_token(clinic, "clinician"))
    of_the_list = [(sql, params) for sql, params in statements if reads_the_list(sql)]
    with within(clinic):
        return [median(cost(sql, params)) for sql, params in of_the_list]


def run_by(path: str, token: str) -> list[tuple[str, tuple]]:
    """The statements of one request that was answered."""
    run = []

    def note(execute, sql, params, many, context):
        run.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = Client(headers={"Authorization": f"Bearer {token}"}).get(path, headers={"Host": "localhost"})
    assert answer.status_code == 200, answer.content
    return run


def reads_the_list(sql: str) -> bool:
    return sql.startswith("SELECT") and any(f'FROM "{table}"' in sql for table in OF_THE_LIST)


def cost(sql: str, params) -> list[float]:
    """Milliseconds, each of some times."""
    if connection.vendor == "postgresql":
        return explained(sql, params)
    return [timed(sql, params) for _ in range(TIMES)]


def timed(sql: str, params) -> float:
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(sql, params)
        cursor.fetchall()
        return (time.perf_counter() - began) * 1000


def explained(sql: str, params) -> list[float]:
    """Planning and execution by the server's own clock."""
    import psycopg

    connection.ensure_connection()
    numbers = count(1)
    prepared = re.sub("%s", lambda _: f"${next(numbers)}", sql)
    run = f"EXECUTE of_the_list ({', '.join(['%s'] * len(params))})"
    with psycopg.ClientCursor(
        connection.connection
    ) as cursor:  # EXPLAIN takes no parameters bound by the server
        cursor.execute(f"PREPARE of_the_list AS {prepared}")
        for _ in range(UNTIL_PLANNED):
            cursor.execute(run, params)
        plans = [explain(cursor, run, params) for _ in range(TIMES)]
        cursor.execute("DEALLOCATE of_the_list")
    return [plan["Planning Time"] + plan["Execution Time"] for plan in plans]


def explain(cursor, run: str, params) -> dict:
    cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {run}", params)
    return cursor.fetchone()[0][0]
