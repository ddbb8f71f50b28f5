"""Pages hold their place whatever is added meanwhile, and whoever shares a place with whom."""

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from intake.access import visible_to, within
from intake.errors import QueryRefused
from intake.gate import paging
from intake.models import Review
from tests.api.given import HOT_FOOT, WELL, file, flagged, pages_of


def test_cases_that_share_a_place_are_each_shown_once(ada, pages_of_three):
    # given more cases of one moment than a page holds
    waiting = [flagged(ada, HOT_FOOT) for _ in range(7)]
    with within(ada.actor.clinic):
        visible_to(ada.actor, Review).update(place=7)

    # when they are read page by page
    shown = [row["uuid"] for page in pages_of(ada, "/worklist/") for row in page]

    # then none is missed and none comes twice
    assert shown == waiting


def test_what_is_filed_meanwhile_moves_nothing(bo, pages_of_three):
    sent = [file(bo, WELL) for _ in range(7)]
    pages = pages_of(bo, "/queue/")
    first = next(pages)
    file(bo, WELL)

    rest = [row for page in pages for row in page]

    assert [row["submission_id"] for row in first + rest] == sent[::-1]


def test_the_next_page_keeps_what_was_asked_for(ada, pages_of_three):
    for _ in range(4):
        flagged(ada, HOT_FOOT)

    following = ada.get("/worklist/?tier=urgent&status=open").json()["next"]

    assert following.startswith("/api/v1/worklist/?tier=urgent&status=open&cursor=")


@pytest.mark.parametrize("key", ["7", "7.8", "999999999999999999", "0.0"])
def test_a_key_comes_out_of_its_cursor_as_it_went_in(key):
    parts = key.split(".")

    assert paging._opened(paging._closed(parts), len(parts)) == [int(part) for part in parts]


@pytest.mark.parametrize("cursor", ["", "Nw==", "Nw=", "N w", "Nx", "NwNw", "٣"])
def test_a_cursor_that_we_would_not_have_written_is_refused(cursor, ada):
    request = Request(RequestFactory().get("/", {"cursor": cursor}))

    with within(ada.actor.clinic), pytest.raises(QueryRefused):
        paging.page(request, visible_to(ada.actor, Review), "pk")
