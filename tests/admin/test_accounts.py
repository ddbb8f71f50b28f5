"""An account that is moved, closed or given another password is signed in nowhere by what it was before."""

import pytest
from django.urls import reverse

from intake.actions.clinics import add_staff
from intake.models import Membership
from tests.admin.given import at, lines
from tests.conftest import Person
from tests.desk.given import is_signed_in, sign_in


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


def test_the_own_password_is_changed_at_the_desk_alone(operator, olga):
    path, old = reverse("admin:password_change"), "a long enough phrase"
    typed = {"old_password": old, "new_password1": NEW, "new_password2": NEW}

    for answer in (operator.get(path), operator.post(path, typed)):
        assert (answer.status_code, answer["Location"]) == (302, "/desk/password/")

    olga.refresh_from_db()
    assert olga.check_password(old)
    assert operator.get("/desk/password/").status_code == 200
