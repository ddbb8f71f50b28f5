"""A version is known, asked for or missing, as the headers have it."""

import pytest
from django.test import RequestFactory

from intake.errors import MatchRequired, Stale
from intake.gate import etag


def asking(**headers):
    return RequestFactory().get("/", headers=headers)


@pytest.mark.parametrize(
    ("held", "is_known"),
    [
        ('"3"', True),
        ('W/"3"', True),
        ('"1", W/"2","3"', True),
        ("*", True),
        (" * ", True),
        ('"33"', False),
        ('"3 "', False),
        ("3", False),
        ("", False),
        ('"', False),
        ('"' * 10_000, False),
    ],
)
def test_a_version_is_known_where_it_is_among_those_held(held, is_known):
    request = asking(**{"If-None-Match": held})

    assert etag.is_known(request, 3) is etag.is_known(request, "3") is is_known


def test_nothing_is_known_where_nothing_is_held():
    assert not etag.is_known(asking(), 3)


@pytest.mark.parametrize("said", ['"3"', ' "3" ', f'"{etag.of(3, "a patient")}"'])
def test_a_change_says_which_version_it_changes(said):
    assert etag.required(asking(**{"If-Match": said})) == 3


@pytest.mark.parametrize(
    "said",
    ["", "3", "*", 'W/"3"', '"3", "4"', '"-3"', '"3.0"', '"٣"', '"3-xyz"', '"' + "3" * 10 + '"', '"3"\n"4"'],
)
def test_what_cannot_be_a_version_of_ours_is_stale(said):
    with pytest.raises(Stale):
        etag.required(RequestFactory().get("/", HTTP_IF_MATCH=said))


def test_a_change_that_says_nothing_is_asked_to():
    with pytest.raises(MatchRequired):
        etag.required(asking())


def test_a_tag_changes_with_what_is_shown_besides():
    assert etag.of(1, 7, None) == etag.of(1, 7, None)
    assert len({etag.of(1, 7, None), etag.of(1, None, 7), etag.of(1, 7, 7), etag.of(2, 7, None)}) == 4
