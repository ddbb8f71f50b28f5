"""Every page of the site and of what is registered leaves a line, also one that a later hand adds."""

import pytest
from django.contrib import admin
from django.urls import reverse

from intake.models import Clinic, User
from tests.admin.given import lines

MAKE = {  # one of each kind that is registered; of Ada where it is somebody's
    Clinic: lambda ada: Clinic.objects.get(slug="north"),
    User: lambda ada: ada,
}


def pages_of(model, thing):
    """Every page that a registered kind has by itself, whatever it adds to Django's own."""
    for pattern in admin.site._registry[model].get_urls():
        if pattern.name:
            address = [thing.pk] if pattern.pattern.converters or pattern.pattern.regex.groups else []
            yield pattern.name, reverse(f"admin:{pattern.name}", args=address)


def test_clinics_and_accounts_are_shown_and_nothing_that_a_library_keeps():
    assert admin.site._registry.keys() == {Clinic, User}


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_every_page_of_every_registered_kind_leaves_a_line(operator, north, ada_s_account, model):
    pages = [*pages_of(model, MAKE[model](ada_s_account))]
    assert len(pages) >= 5

    for number, (name, path) in enumerate(pages, start=1):
        assert operator.get(path).status_code in (200, 403), path
        assert len(lines(north)) == number, path
        assert lines(north)[-1][0] == f"GET {name}"[:40]


def test_every_page_of_the_site_itself_leaves_a_line_but_those_that_show_nothing(operator, north):
    names = {name for each in admin.site.get_urls() if (name := getattr(each, "name", None))}
    plain = names - {"app_list", "view_on_site"}
    untold = {name for name in plain if not told_of(operator, north, reverse(f"admin:{name}"))}

    assert untold == {"login", "jsi18n", "password_change"}
    assert told_of(operator, north, reverse("admin:app_list", args=["intake"]))
    assert told_of(operator, north, reverse("admin:view_on_site", args=[1, 1]))
    assert {act for act, _, _, outcome in lines(north) if outcome == "not-there"} == {"GET view_on_site"}


def told_of(operator, clinic, path):
    before = len(lines(clinic))
    operator.get(path)
    return len(lines(clinic)) > before


def test_a_sign_out_there_is_told_too(operator, olga, north):
    operator.post(reverse("admin:logout"))

    assert lines(north) == [
        ("signed-out", str(olga.uuid), [], "done"),
        ("POST logout", "", [], "done"),
    ]
