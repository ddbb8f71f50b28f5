"""Whatever the operator looks at or changes leaves a line in the trail of each clinic that it concerns."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.access import within
from intake.actions.clinics import add_staff
from intake.admin import ClinicForm
from intake.models import AuditEntry, Clinic, Membership, User
from tests.conftest import Person
from tests.desk.given import is_signed_in, sign_in
from tests.falling_over import without

LINES = "intake_auditentry"
MAKE = {  # one of each kind that is registered; of Ada where it is somebody's
    Clinic: lambda ada: Clinic.objects.get(slug="north"),
    User: lambda ada: ada,
}


@pytest.fixture(autouse=True)
def _with_admin(settings):
    settings.ROOT_URLCONF = "tests.outage.with_admin"


@pytest.fixture
def olga(db):
    """The operator, who works in no clinic."""
    return User.objects.create_superuser("olga", password="a long enough phrase")


@pytest.fixture
def operator(olga):
    client = Client(raise_request_exception=False)
    client.force_login(olga, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def ada_s_account(ada):
    return User.objects.get(username="ada")


def lines(clinic):
    """Act, subject, subjects and outcome of what the operator did, the first one first; and all were the operator's."""
    with within(clinic):
        told = (
            AuditEntry.objects.filter(actor__startswith="operator:").exclude(act="signed-in").order_by("pk")
        )
        return list(told.values_list("act", "subject", "subjects", "outcome"))


def at(kind, page, *address):
    return reverse(f"admin:{kind}_{page}", args=address)


def test_a_view_of_a_clinic_is_a_line_there_and_nowhere_else(operator, olga, north, south):
    assert operator.get(at("intake_clinic", "change", north.pk)).status_code == 200

    assert lines(north) == [("GET intake_clinic_change", "north", [], "done")]
    assert lines(south) == []
    with within(north):
        assert AuditEntry.objects.get().actor == f"operator:{olga.uuid}"


def test_a_view_of_an_account_is_a_line_in_each_clinic_of_the_person(
    operator, ada_s_account, north, south, dee
):
    operator.get(at("intake_user", "change", ada_s_account.pk))
    add_staff(south, "ada", "front_desk")
    operator.get(at("intake_user", "history", ada_s_account.pk))

    ada = str(ada_s_account.uuid)
    assert lines(north) == [
        ("GET intake_user_change", ada, [], "done"),
        ("GET intake_user_history", ada, [], "done"),
    ]
    assert lines(south) == [("GET intake_user_history", ada, [], "done")]


def test_a_list_names_in_each_clinic_its_own_alone(operator, olga, north, south, ada, bo, dee):
    operator.get(at("intake_user", "changelist"))
    operator.get(at("intake_clinic", "changelist"))

    people = {north: {ada.actor.id, bo.actor.id}, south: {dee.actor.id}}
    for clinic, its_own in people.items():
        accounts, clinics = lines(clinic)
        assert accounts[:2] == ("GET intake_user_changelist", "user")
        assert {*accounts[2]} == its_own | {str(olga.uuid)}
        assert clinics == ("GET intake_clinic_changelist", clinic.slug, [], "done")


def test_a_list_that_shows_no_one_of_a_clinic_is_none_of_its_business(operator, north, south, ada, dee):
    operator.get(at("intake_user", "changelist") + "?q=dee")
    assert (len(lines(north)), len(lines(south))) == (0, 1)

    operator.get(at("intake_user", "changelist") + "?q=nobody")
    assert lines(north) == [("GET intake_user_changelist", "user", [], "done")]


def test_what_belongs_to_no_clinic_is_told_to_every_one(operator, olga, north, south, ada_s_account):
    operator.get(reverse("admin:index"))
    operator.get(at("intake_user", "change", olga.pk))
    User.objects.filter(pk=ada_s_account.pk).update(is_staff=True)
    operator.get(at("intake_user", "change", ada_s_account.pk))

    for clinic in (north, south):
        assert [(act, subject) for act, subject, *_ in lines(clinic)] == [
            ("GET index", ""),
            ("GET intake_user_change", str(olga.uuid)),
            ("GET intake_user_change", str(ada_s_account.uuid)),
        ]


def places(user, *kept):
    """The form of an account, with these rows of places: key, clinic, role."""
    form = {"username": user.username, "memberships-INITIAL_FORMS": sum(bool(key) for key, *_ in kept)}
    form |= {"memberships-TOTAL_FORMS": len(kept), "date_joined_0": "2026-11-28", "date_joined_1": "08:00"}
    for number, (key, clinic, role) in enumerate(kept):
        row = {"id": key or "", "user": user.pk, "clinic": clinic.pk, "role": role}
        form |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return form | {"is_active": "on"}


def test_who_is_moved_is_told_of_where_they_were_and_where_they_are(operator, ada_s_account, north, south):
    place = Membership.objects.get(user=ada_s_account)
    path = at("intake_user", "change", ada_s_account.pk)

    answer = operator.post(path, places(ada_s_account, (place.pk, south, "clinician")))

    assert answer.status_code == 302
    assert Membership.objects.get(user=ada_s_account).clinic == south
    expected = [("user-changed", str(ada_s_account.uuid), [], "done")]
    assert lines(north) == lines(south) == expected


@pytest.mark.parametrize("change", ["clinic", "role", "gone", "nothing"])
def test_a_place_that_changes_or_goes_takes_its_own_tokens_with_it(
    operator, ada, ada_s_account, north, south, nobody, change
):
    # given somebody who works in two places, and is signed in to both
    add_staff(south, "ada", "front_desk")
    typed = {"username": "ada", "password": "a long enough phrase", "clinic": "south"}
    elsewhere = Person(None, nobody.post("/sign-in/", typed).json()["token"])
    place, other = Membership.objects.filter(user=ada_s_account).order_by("pk")
    clinic, role = {"clinic": (south, "clinician"), "role": (north, "manager")}.get(
        change, (north, "clinician")
    )
    form = places(ada_s_account, (place.pk, clinic, role), (other.pk, south, "front_desk"))
    if change == "gone":
        form["memberships-0-DELETE"] = "on"

    # when the operator changes one of them
    path = at("intake_user", "change", ada_s_account.pk)
    assert operator.post(path, form).status_code == 302

    # then what was signed in for that one is over, also where it is put right again
    assert ada.get("/me/").status_code == (200 if change == "nothing" else 401)
    assert elsewhere.get("/me/").status_code == 200
    if change in ("clinic", "role"):
        back = places(ada_s_account, (place.pk, north, "clinician"), (other.pk, south, "front_desk"))
        assert operator.post(path, back).status_code == 302
        assert ada.get("/me/").status_code == 401


NEW = "four plain quiet words"
PASSWORD = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "yes"}
NO_PASSWORD = {"usable_password": "false", "unset-password": "yes"}


@pytest.mark.parametrize("typed", [PASSWORD, NO_PASSWORD], ids=["another", "none"])
def test_who_is_given_another_password_is_signed_out_everywhere(
    operator, ada, bo, ada_s_account, north, typed
):
    hers, his = sign_in(), sign_in("bo")
    path = reverse("admin:auth_user_password_change", args=[ada_s_account.pk])

    assert operator.post(path, typed).status_code == 302

    assert not is_signed_in(hers)
    assert ada.get("/me/").status_code == 401
    assert not is_signed_in(sign_in())
    assert (is_signed_in(his), bo.get("/me/").status_code) == (True, 200)
    assert [act for act, *_ in lines(north)] == ["user-changed"]


def test_a_password_that_does_not_fit_signs_nobody_out(operator, ada, ada_s_account):
    path = reverse("admin:auth_user_password_change", args=[ada_s_account.pk])

    assert operator.post(path, PASSWORD | {"password2": "another"}).status_code == 200
    assert ada.get("/me/").status_code == 200


def test_the_operator_who_changes_the_own_password_goes_on_here_alone(operator, olga):
    elsewhere = sign_in("olga")

    path = reverse("admin:auth_user_password_change", args=[olga.pk])
    assert operator.post(path, PASSWORD).status_code == 302

    assert operator.get(reverse("admin:index")).status_code == 200
    assert not is_signed_in(elsewhere)


def test_whose_account_is_closed_is_out_and_stays_so_when_it_is_opened_again(operator, ada, ada_s_account):
    hers, path = sign_in(), at("intake_user", "change", ada_s_account.pk)
    as_it_is = places(ada_s_account)
    closed = {name: value for name, value in as_it_is.items() if name != "is_active"}

    for form in (closed, as_it_is):
        assert operator.post(path, form).status_code == 302
        assert not is_signed_in(hers)
        assert ada.get("/me/").status_code == 401
    assert is_signed_in(sign_in())


def test_what_is_made_is_a_line_and_what_is_refused_is_none_of_a_change(operator, north):
    add = {"slug": "east", "name": "East", "time_zone": "UTC", "emergency_minutes": 5}
    assert operator.post(at("intake_clinic", "add"), add).status_code == 200  # without years
    assert lines(north) == [("POST intake_clinic_add", "clinic", [], "done")]

    add |= {"retention_years": 6}
    assert operator.post(at("intake_clinic", "add"), add).status_code == 302

    assert lines(Clinic.objects.get(slug="east")) == [("clinic-added", "east", [], "done")]
    assert len(lines(north)) == 1


def test_who_is_deleted_is_told_of_by_name_in_each_clinic(operator, north, south, ada, dee, ada_s_account):
    chosen = [*User.objects.filter(username__in=["ada", "dee"]).values_list("pk", flat=True)]
    Membership.objects.filter(user=ada_s_account).update(role="manager")
    told = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    assert operator.post(at("intake_user", "changelist"), told | {"post": ""}).status_code == 200
    assert operator.post(at("intake_user", "changelist"), told).status_code == 302

    assert not User.objects.filter(pk__in=chosen).exists()
    for clinic, person in ((north, ada), (south, dee)):
        assert lines(clinic) == [
            ("POST intake_user_changelist", person.actor.id, [], "done"),
            ("user-deleted", person.actor.id, [], "done"),
        ]


def test_who_deletes_the_own_account_is_told_of(operator, olga, north):
    assert operator.post(at("intake_user", "delete", olga.pk), {"post": "yes"}).status_code == 302

    assert not User.objects.filter(pk=olga.pk).exists()
    assert len(lines(north)) == 1


def test_what_is_not_there_is_told_too(operator, north):
    for address in ("999999", "x", "..%2F"):
        operator.get(f"/admin/intake/user/{address}/change/")

    assert lines(north) == [("GET intake_user_change", "user", [], "not-there")] * 3


def test_who_may_not_is_told_of_in_the_own_clinic_and_sees_nothing(ada_s_account, north, south):
    client = Client()
    client.force_login(ada_s_account, "django.contrib.auth.backends.ModelBackend")

    assert client.get(at("intake_user", "changelist")).status_code == 302

    with within(north):
        told = AuditEntry.objects.values_list("actor", "act", "outcome").last()
    assert told == (f"staff:{ada_s_account.uuid}", "GET intake_user_changelist", "denied")
    with within(south):
        assert not AuditEntry.objects.exists()


def test_an_operator_without_the_permission_is_told_of_everywhere(operator, olga, north, south):
    User.objects.filter(pk=olga.pk).update(is_superuser=False)

    assert operator.get(at("intake_user", "changelist")).status_code == 403
    assert operator.get(at("intake_clinic", "change", north.pk)).status_code == 403

    assert lines(south) == [("GET intake_user_changelist", "user", [], "denied")]
    assert lines(north) == [*lines(south), ("GET intake_clinic_change", "north", [], "denied")]


def test_nobody_leaves_no_line(north):
    assert Client().get(at("intake_user", "changelist")).status_code == 302
    assert lines(north) == []


def test_without_its_line_nothing_is_shown_and_nothing_changed(operator, north, ada_s_account):
    path = at("intake_clinic", "change", north.pk)
    form = SETTINGS | {"name": "Other", "seen": 1}

    with without(LINES):
        answers = [
            operator.get(path),
            operator.post(path, form),
            operator.get(at("intake_user", "changelist")),
        ]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert all(answer["Retry-After"] == "5" for answer in answers)
    north.refresh_from_db()
    assert north.name == "North Street"
    assert operator.post(path, form).status_code == 302
    assert [act for act, *_ in lines(north)] == ["clinic-changed"]


SETTINGS = {
    "slug": "north",
    "name": "North Street",
    "time_zone": "UTC",
    "emergency_minutes": 5,
    "retention_years": 6,
}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("time_zone", "Europe/Lundon"),
        ("time_zone", "../etc/localtime"),
        ("emergency_minutes", 0),
        ("emergency_minutes", 241),
        ("emergency_minutes", 30_000),
        ("retention_years", 5),
        ("retention_years", 101),
        ("name", ""),
        ("name", "n" * 121),
    ],
)
def test_a_clinic_s_settings_have_the_limits_that_its_manager_has(operator, north, setting, value):
    before = Clinic.objects.values().get()

    for page in (at("intake_clinic", "add"), at("intake_clinic", "change", north.pk)):
        answer = operator.post(page, SETTINGS | {"slug": "east", "seen": 1, setting: value})
        assert (answer.status_code, [*answer.context["errors"]] != []) == (200, True)

    assert Clinic.objects.values().get() == before


def test_a_clinic_that_the_operator_changed_is_another_version(operator, cy, north):
    # given a manager who has seen the settings
    tag = cy.get("/clinic/")["ETag"]

    # when the operator changes one of them
    path = at("intake_clinic", "change", north.pk)
    assert operator.post(path, SETTINGS | {"seen": 1, "emergency_minutes": 9}).status_code == 302

    # then what the manager saw is old, and nothing is changed by it
    assert cy.patch("/clinic/", {"name": "Mine"}, **{"If-Match": tag}).status_code == 412
    assert cy.get("/clinic/", **{"If-None-Match": tag}).json()["emergency_minutes"] == 9


def test_the_operator_overwrites_nothing_that_changed_meanwhile(operator, cy, north):
    path = at("intake_clinic", "change", north.pk)
    shown = operator.get(path).context["adminform"].form
    seen = {"seen": shown["seen"].value()}
    assert "reconciled_at" not in shown.fields
    with pytest.MonkeyPatch.context() as patched:
        # a round of the reconciler ends while the page is judged
        as_it_was, now = ClinicForm.clean, timezone.now()
        patched.setattr(
            ClinicForm,
            "clean",
            lambda form: as_it_was(form) and Clinic.objects.update(reconciled_at=now) and form.cleaned_data,
        )
        assert operator.post(path, SETTINGS | seen | {"name": "Other"}).status_code == 302
    assert Clinic.objects.values_list("name", "reconciled_at").get() == ("Other", now)

    cy.patch("/clinic/", {"emergency_minutes": 3}, **{"If-Match": '"2"'})
    for stale in (seen, {"seen": 2}, {}):
        assert operator.post(path, SETTINGS | stale).status_code == 200
    assert Clinic.objects.values_list("name", "emergency_minutes", "version").get() == ("Other", 3, 3)


def test_no_clinic_is_added_that_the_next_start_would_not_serve(operator, north, settings):
    settings.PRODUCTION = True
    answer = operator.post(at("intake_clinic", "add"), SETTINGS | {"slug": "east"}, secure=True)

    if connection.vendor == "sqlite":
        assert "SQLite has no row security: one clinic only." in answer.content.decode()
        assert Clinic.objects.get() == north
    else:
        assert answer.status_code == 302
        assert Clinic.objects.filter(slug="east").exists()


def pages_of(model, thing):
    """Every page that a registered kind has by itself, whatever it adds to Django's own."""
    for pattern in admin.site._registry[model].get_urls():
        if pattern.name:
            address = [thing.pk] if pattern.pattern.converters or pattern.pattern.regex.groups else []
            yield pattern.name, reverse(f"admin:{pattern.name}", args=address)


def test_clinics_and_accounts_are_shown_and_nothing_that_a_library_keeps():
    assert admin.site._registry.keys() == {Clinic, User}


def test_no_clinic_is_deleted(operator, north):
    assert operator.post(at("intake_clinic", "delete", north.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [north.pk], "post": "yes"}
    operator.post(at("intake_clinic", "changelist"), chosen)
    assert Clinic.objects.filter(pk=north.pk).exists()


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


def test_the_own_password_is_changed_at_the_desk_alone(operator, olga):
    path, old = reverse("admin:password_change"), "a long enough phrase"
    typed = {"old_password": old, "new_password1": NEW, "new_password2": NEW}

    for answer in (operator.get(path), operator.post(path, typed)):
        assert (answer.status_code, answer["Location"]) == (302, "/desk/password/")

    olga.refresh_from_db()
    assert olga.check_password(old)
    assert operator.get("/desk/password/").status_code == 200


def test_a_sign_out_there_is_told_too(operator, olga, north):
    operator.post(reverse("admin:logout"))

    assert lines(north) == [
        ("signed-out", str(olga.uuid), [], "done"),
        ("POST logout", "", [], "done"),
    ]
