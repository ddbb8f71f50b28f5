"""`/rescreenings/`: what other thresholds would make of the clinic's past, before anybody sets them."""

import pytest

from tests.api.given import SADDLE, file, pointers, refused, trail

SETTLED = SADDLE | {"ces_onset_days": 20, "ces_course": "same"}
LONGER = {"parameters": {"ces_recent_days": 30}}


def test_a_manager_sees_the_table_and_ten_intakes_of_each_row(ada, cy, dee):
    sent = [file(ada, SETTLED) for _ in range(11)]
    file(dee, SETTLED)

    answer = cy.post("/rescreenings/", LONGER)

    assert answer.status_code == 200
    told = answer.json()
    assert {name: told[name] for name in told if name != "results"} == {
        "looked_at": 11,
        "differ": 11,
        "open_review": 0,
        "reopen_review": 0,
    }
    row = next(each for each in told["results"] if each["rule"] == "R01")
    assert (row["was"], row["would_be"], row["records"]) == ("no", "yes", 11)
    assert row["title"]
    assert row["sample"] == sent[:10]


def test_nothing_is_stored_but_the_line_in_the_trail(ada, cy):
    sent = file(ada, SETTLED)
    before = ada.get(f"/intakes/{sent}/").content

    cy.post("/rescreenings/", LONGER)

    assert ada.get(f"/intakes/{sent}/").content == before
    assert "rescreening-tried" in trail(cy.actor.clinic)


def test_an_empty_proposal_compares_with_what_holds_now(ada, cy):
    file(ada, SETTLED)
    told = cy.post("/rescreenings/", {"parameters": {}}).json()
    assert (told["looked_at"], told["differ"], told["results"]) == (1, 0, [])


@pytest.mark.parametrize(
    ("proposed", "slug", "pointer"),
    [
        ({"parameters": {"ces_recent_days": 13}}, "parameters-refused", "/parameters"),
        ({"parameters": {"ces_recent_days": 14.5}}, "parameters-refused", "/parameters"),
        ({"parameters": {"nope": 1}}, "parameters-refused", "/parameters"),
        ({"parameters": {"nope": None}}, "parameters-refused", "/parameters"),
        ({"parameters": None}, "body-refused", "/parameters"),
        ({}, "body-refused", ""),
        ({"parameters": {}, "clinic": "south"}, "body-refused", "/clinic"),
    ],
)
def test_what_may_not_be_set_may_not_be_tried(cy, proposed, slug, pointer):
    problem = refused(cy.post("/rescreenings/", proposed), 400, slug)
    assert pointers(problem) == [pointer]
