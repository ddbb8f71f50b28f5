"""`/intakes/`: the clinic's intakes, newest first, by filter and page by page."""

from base64 import urlsafe_b64encode
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.api.given import HOT_FOOT, SADDLE, WELL, file, pages_of, patient, pointers, refused, trail


def listed(person, **filters):
    query = "&".join(f"{name}={quote(str(value))}" for name, value in filters.items())
    return [row["submission_id"] for row in person.get(f"/intakes/?{query}").json()["results"]]


def test_intakes_are_listed_newest_first_with_their_outcome(ada):
    first, second = file(ada, SADDLE), file(ada, HOT_FOOT)

    rows = ada.get("/intakes/").json()["results"]

    assert [row["submission_id"] for row in rows] == [second, first]
    assert [(row["tier"], row["spinal_evaluation"], row["state"]) for row in rows] == [
        ("urgent", "none", "flagged"),
        ("emergency", "emergency", "flagged"),
    ]


def test_intakes_are_found_by_what_they_are(ada, bo):
    nora = patient(bo)
    saddle, hot = file(ada, SADDLE, patient=nora), file(ada, HOT_FOOT)

    assert listed(ada, patient=nora) == [saddle]
    assert listed(ada, patient=uuid4()) == []
    assert listed(ada, tier="urgent") == [hot]
    assert listed(ada, spinal_evaluation="emergency") == [saddle]
    assert listed(ada, state="flagged") == [hot, saddle]
    assert listed(ada, state="clear") == []
    assert listed(ada, state="flagged", tier="soon") == []


def test_intakes_of_a_person_are_found_by_either_of_two_merged_entries(ada, bo):
    nora, double = patient(bo), patient(bo)
    first, second = file(ada, patient=nora), file(ada, patient=double)
    assert listed(ada, patient=nora) == [first]

    bo.post(f"/patients/{double}/merge/", {"into": nora})
    assert listed(ada, patient=nora) == listed(ada, patient=double) == [second, first]

    bo.post(f"/patients/{double}/unmerge/")
    assert (listed(ada, patient=nora), listed(ada, patient=double)) == ([first], [second])


def test_intakes_are_found_by_when_they_came(ada):
    first, second = file(ada), file(ada)
    at = ada.get(f"/intakes/{second}/").json()["received_at"]

    assert listed(ada, received_from=at) == [second]
    assert listed(ada, received_before=at) == [first]
    assert listed(ada, received_from="9998-12-31T23:59:59-23:59") == []
    assert listed(ada, received_from="1901-01-01T00:00:00+23:59") == [second, first]


def test_one_look_at_the_list_is_one_line_that_names_its_records(ada):
    file(ada)

    listed(ada)

    assert trail(ada.actor.clinic) == ["intake-filed", "intakes-listed"]


def test_a_long_list_comes_in_pages_that_miss_nothing(ada):
    sent = [file(ada, WELL) for _ in range(53)]

    pages = list(pages_of(ada, "/intakes/?spinal_evaluation=none"))

    assert [len(page) for page in pages] == [50, 3]
    assert [row["submission_id"] for page in pages for row in page] == sent[::-1]


def cursor(key):
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "x",
        "%00",
        "ä",
        cursor("x"),
        cursor("1.2"),
        cursor("-1"),
        cursor("9" * 19),
        cursor("٣"),
        "!!" + cursor("1"),
        cursor("1") + "=",
        cursor("1' OR 1=1"),
        "A" * 5_000,
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(ada, nonsense):
    problem = refused(ada.get(f"/intakes/?cursor={nonsense}"), 400, "query-refused")

    assert pointers(problem) == ["cursor"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("nope=1", "?"),
        ("clinic=south", "?"),
        ("format=json", "?"),
        ("patient__clinic=2", "?"),
        ("tier=worst", "tier"),
        ("tier=urgent&tier=soon", "tier"),
        ("patient=Nora", "patient"),
        ("state=", "state"),
        ("received_from=yesterday", "received_from"),
        ("received_from=2026-02-30T00:00:00Z", "received_from"),
        ("received_from=2026-01-31T00:00:00", "received_from"),
        ("received_before=0001-01-01T00:00:00%2B14:00", "received_before"),
    ],
)
def test_a_parameter_that_is_not_known_or_does_not_fit_is_refused(ada, query, pointer):
    problem = refused(ada.get(f"/intakes/?{query}"), 400, "query-refused")

    assert pointers(problem) == [pointer]


def test_every_parameter_that_does_not_fit_is_named_at_once(ada):
    problem = refused(ada.get("/intakes/?nope=1&tier=worst&patient=Nora"), 400, "query-refused")

    assert pointers(problem) == ["?", "tier", "patient"]
    assert "worst" not in str(problem["errors"])


def test_more_parameters_than_anybody_has_are_refused(ada):
    refused(ada.get("/intakes/?" + "&".join("a=1" for _ in range(1_001))), 400, "query-refused")


@pytest.mark.parametrize("who", ["bo", "cy", "tablet"])
def test_only_a_clinician_lists_intakes(who, request):
    refused(request.getfixturevalue(who).get("/intakes/"), 403, "not-allowed")


def test_another_clinics_intakes_are_not_listed_nor_found_by_their_patient(ada, bo, dee):
    nora = patient(bo)
    file(ada, SADDLE, patient=nora)

    assert listed(dee) == listed(dee, patient=nora) == []
