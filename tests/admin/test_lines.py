"""Whatever the operator looks at or changes leaves a line in the trail of each clinic that it concerns."""

from django.test import Client
from django.urls import reverse

from intake.access import within
from intake.actions.clinics import add_staff
from intake.models import AuditEntry, Clinic, Membership, User
from tests.admin.given import SETTINGS, at, lines
from tests.falling_over import without

LINES = "intake_auditentry"


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
