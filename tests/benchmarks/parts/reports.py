"""The manager's reports over years of intakes: the whole request, as the manager waits for it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db import connection
from django.test import Client

from intake.actions.credentials import issue_token
from intake.models import Clinic
from tests.benchmarks.figures import Row
from tests.benchmarks.loading import fill
from tests.benchmarks.scale import Scale

TIMES = 5
NAMES = ("rules", "intakes")
SPANS = {"the last 30 days": "", "five years by month": "?from={since}&to={today}&period=month"}


def measured(scale: Scale) -> Iterator[Row]:
    records = scale.records_on(connection.vendor)
    fill(records, scale.clinics)
    token = issue_token(Clinic.objects.exclude(slug="pool").first(), "manager")
    today = datetime.now(UTC).date()
    days = {"today": today, "since": today - timedelta(days=5 * 365 - 1)}
    for name in NAMES:
        for span, query in SPANS.items():
            seconds = [wait(f"/api/v1/reports/{name}/{query.format(**days)}", token) for _ in range(TIMES)]
            yield Row(
                what=f"Report of {name}, {span}, {records:,} records, {scale.clinics} clinics",
                figure=median(seconds) * 1000,
                unit="ms",
                most=1000,
                how=f"median of {TIMES} requests, first page",
            )


def wait(path: str, token: str) -> float:
    client = Client(headers={"Authorization": f"Bearer {token}", "Host": "localhost"})
    began = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return time.perf_counter() - began
