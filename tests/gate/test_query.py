"""A query parameter is known and fits, or every fault is named at once and none is repeated."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from intake.errors import QueryRefused
from intake.gate import query

KNOWN = {
    "tier": query.choice("urgent", "soon"),
    "patient": query.uuid,
    "from": query.instant,
    "day": query.day,
    "cursor": query.cursor,
}


def read(text):
    return query.read(Request(RequestFactory().get(f"/?{text}")), KNOWN)


def test_parameters_are_read_as_what_they_are():
    sent = "0190a000-0000-7000-8000-00000000ada0"

    assert read(f"tier=soon&patient={sent}&from=2026-01-31T09:30:00Z&day=2024-02-29&cursor=MQ") == {
        "tier": "soon",
        "patient": UUID(sent),
        "from": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "day": date(2024, 2, 29),
        "cursor": "MQ",
    }


def test_nothing_asked_is_nothing_read():
    assert read("") == {}


@pytest.mark.parametrize(
    "text",
    [
        "tier=Soon",
        "tier=",
        "tier=soon%00",
        "tier=soon&tier=soon",
        "patient=1",
        "patient=%00",
        "from=2026-01-31",
        "from=2026-01-31T09:30:00",
        "from=2026-13-01T00:00:00Z",
        "from=2016-12-31T23:59:60Z",
        "from=1900-12-31T00:00:00Z",
        "from=9999-01-01T00:00:00Z",
        "from=" + "1" * 10_000,
        "day=",
        "day=2026-02-30",
        "day=2026-2-3",
        "day=20260203",
        "day=2026-W05-6",
        "day=٢٠٢٦-01-31",
        "day=2026-01-31T09:30:00Z",
        "day=1900-12-31",
        "day=9999-01-01",
        "=",
        "tier__in=soon",
        "%FF=1",
    ],
)
def test_what_does_not_fit_is_refused(text):
    with pytest.raises(QueryRefused) as refused:
        read(text)

    assert len(refused.value.faults) == 1


def test_every_fault_is_named_and_no_value_repeated():
    with pytest.raises(QueryRefused) as refused:
        read("tier=Quince&patient=Nora&family_name=Quince")

    faults = refused.value.faults
    assert [(fault.pointer, fault.kind) for fault in faults] == [
        ("tier", "not_allowed"),
        ("patient", "not_allowed"),
        ("?", "unknown_name"),
    ]
    assert faults[0].detail == "tier must be one of: urgent, soon"
    assert not any(word in str(faults) for word in ("Quince", "Nora", "family_name"))
