"""`/sign-in/`, `/sign-out/`, `/me/`: a password is traded for a token of one clinic and role, which can be ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.access import within
from intake.actions.clinics import add_staff
from intake.models import AuditEntry, Credential, Membership, User
from tests.api.given import pointers, refused, trail
from tests.conftest import Person
from tests.desk.given import code_of, enrol, recovery_codes

PHRASE = "a long enough phrase"


def signing_in(**more):
    return {"username": "ada", "password": PHRASE, "clinic": "north"} | more


@pytest.fixture(autouse=True)
def _staff(ada):
    """Ada works in the north."""


def test_a_password_is_traded_for_a_token_of_one_place(nobody, ada):
    answer = nobody.post("/sign-in/", signing_in())

    assert answer.status_code == 200
    assert (answer.json()["clinic"], answer.json()["role"]) == ("north", "clinician")
    me = Person(None, answer.json()["token"]).get("/me/").json()
    assert me == {"kind": "staff", "id": ada.actor.id, "role": "clinician", "clinic": "north"}
    assert trail(ada.actor.clinic) == ["signed-in"]


def test_a_person_with_several_places_says_which(nobody, north, south):
    add_staff(north, "ada", "manager")
    add_staff(south, "ada", "front_desk")

    assert nobody.post("/sign-in/", signing_in(role="manager")).json()["role"] == "manager"
    elsewhere = nobody.post("/sign-in/", signing_in(clinic="south")).json()
    assert (elsewhere["clinic"], elsewhere["role"]) == ("south", "front_desk")


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "not it"},
        {"username": "nobody"},
        {"username": "ADA"},
        {"clinic": "south"},
        {"clinic": "nowhere"},
        {"role": "manager"},
    ],
)
def test_what_does_not_match_is_refused_in_the_same_words(nobody, south, wrong):
    first = nobody.post("/sign-in/", signing_in(password="not it"))
    answer = nobody.post("/sign-in/", signing_in(**wrong))

    refused(answer, 401, "sign-in-refused")
    assert answer.content == first.content
    assert answer["WWW-Authenticate"] == "Bearer"


def test_five_misses_lock_the_sign_in_even_with_the_right_password(nobody):
    for _ in range(5):
        refused(nobody.post("/sign-in/", signing_in(password="not it")), 401, "sign-in-refused")

    refused(nobody.post("/sign-in/", signing_in()), 401, "sign-in-refused")


def test_a_lock_is_on_name_and_address_together(nobody, bo):
    for _ in range(5):
        nobody.post("/sign-in/", signing_in(password="not it"))

    assert nobody.post("/sign-in/", signing_in(username="bo")).status_code == 200


def test_a_success_forgives_the_misses_before_it(nobody):
    for _ in range(2):
        for _ in range(4):
            nobody.post("/sign-in/", signing_in(password="not it"))
        assert nobody.post("/sign-in/", signing_in()).status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"username": "ada", "password": PHRASE}, ""),
        (signing_in(username=""), "/username"),
        (signing_in(username="x" * 151), "/username"),
        (signing_in(password=7), "/password"),
        (signing_in(role="operator"), "/role"),
        (signing_in(is_superuser=True), "/is_superuser"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_and_not_repeated(nobody, body, pointer):
    answer = nobody.post("/sign-in/", body)

    assert pointers(refused(answer, 400, "body-refused")) == [pointer]
    assert PHRASE not in answer.content.decode()
    assert b"operator" not in answer.content


def test_one_who_works_there_no_longer_is_refused_at_once(nobody, ada):
    token = nobody.post("/sign-in/", signing_in()).json()["token"]
    Membership.objects.filter(user__username="ada").delete()

    refused(Person(None, token).get("/me/"), 401, "no-credential")
    refused(nobody.post("/sign-in/", signing_in()), 401, "sign-in-refused")


def test_one_whose_account_is_closed_is_refused_at_once(nobody, ada):
    User.objects.filter(username="ada").update(is_active=False)

    refused(ada.get("/me/"), 401, "no-credential")
    refused(nobody.post("/sign-in/", signing_in()), 401, "sign-in-refused")


def test_a_token_is_over_after_a_shift(nobody):
    token = nobody.post("/sign-in/", signing_in()).json()["token"]
    longest = timezone.now() + timedelta(hours=12)
    assert Credential.objects.latest("pk").expires_at <= longest
    Credential.objects.update(expires_at=timezone.now())

    refused(Person(None, token).get("/me/"), 401, "no-credential")


def test_signing_out_ends_this_token_and_no_other(nobody, ada):
    token = nobody.post("/sign-in/", signing_in()).json()["token"]

    assert Person(None, token).post("/sign-out/").json() == {}

    refused(Person(None, token).get("/me/"), 401, "no-credential")
    assert ada.get("/me/").status_code == 200
    assert trail(ada.actor.clinic)[-2:] == ["signed-out", "token-refused"]


def test_a_password_or_a_cookie_alone_opens_nothing(client, ada):
    client.login(request=client.get("/api/v1/docs/").wsgi_request, username="ada", password=PHRASE)

    refused(client.get("/api/v1/me/"), 401, "no-credential")
    refused(client.get("/api/v1/me/", headers={"Authorization": "Basic YWRhOng="}), 401, "no-credential")


@pytest.mark.parametrize(
    ("wrong", "is_known"),
    [
        ({"password": "not it"}, True),
        ({"role": "manager"}, True),
        ({"username": "my own passphrase"}, False),
        ({"clinic": "south"}, False),
    ],
)
def test_a_refused_sign_in_is_one_line_without_the_name_that_was_typed(nobody, ada, south, wrong, is_known):
    typed = signing_in(**wrong)

    nobody.post("/sign-in/", typed)

    with within(south if typed["clinic"] == "south" else ada.actor.clinic):
        line = AuditEntry.objects.get()
    assert (line.act, line.outcome, line.actor) == ("signed-in", "refused", "nobody:unknown")
    assert line.subject == (ada.actor.id if is_known else "unknown")


def test_a_refused_sign_in_to_no_clinic_is_in_nobodys_trail(nobody, ada):
    nobody.post("/sign-in/", signing_in(clinic="nowhere"))

    assert trail(ada.actor.clinic) == []


def test_where_a_second_factor_is_enrolled_a_token_takes_its_code(nobody, ada):
    user = User.objects.get(username="ada")
    secret = enrol(user)
    code = code_of(secret)

    refused(nobody.post("/sign-in/", signing_in()), 401, "sign-in-refused")
    refused(nobody.post("/sign-in/", signing_in(otp="000000")), 401, "sign-in-refused")
    assert nobody.post("/sign-in/", signing_in(otp=code)).status_code == 200
    refused(nobody.post("/sign-in/", signing_in(otp=code)), 401, "sign-in-refused")
    assert nobody.post("/sign-in/", signing_in(otp=recovery_codes(user)[0])).status_code == 200


def test_wrong_codes_are_locked_like_wrong_passwords(nobody, ada):
    secret = enrol(User.objects.get(username="ada"))
    for number in range(5):
        nobody.post("/sign-in/", signing_in(otp=f"00000{number}"))

    refused(nobody.post("/sign-in/", signing_in(otp=code_of(secret))), 401, "sign-in-refused")


def test_where_a_second_factor_is_demanded_a_password_alone_gives_no_token(nobody, settings):
    settings.MFA_REQUIRED = True

    refused(nobody.post("/sign-in/", signing_in()), 403, "second-factor-required")
    refused(nobody.post("/sign-in/", signing_in(password="not it")), 401, "sign-in-refused")


@pytest.mark.parametrize("why", ["none enrolled", "no code", "a wrong code"])
def test_a_right_password_without_a_second_factor_is_told_apart_from_a_miss(
    nobody, ada, north, south, settings, why
):
    # given somebody who works in two clinics, and where she needs a second factor
    add_staff(south, "ada", "front_desk")
    settings.MFA_REQUIRED = True
    typed = signing_in() if why in ("none enrolled", "no code") else signing_in(otp="000000")
    if why != "none enrolled":
        enrol(User.objects.get(username="ada"))

    # when somebody has her password alone
    assert nobody.post("/sign-in/", typed).status_code == (403 if why == "none enrolled" else 401)

    # then both clinics are told that it was right, and the one that was named that nobody got in
    asked = ("second-factor-asked", "nobody:unknown", ada.actor.id, "done")
    assert told(south) == [asked]
    assert told(north) == [asked, ("signed-in", "nobody:unknown", ada.actor.id, "refused")]

    # and of a miss nothing of the kind
    nobody.post("/sign-in/", typed | {"password": "not it"})
    assert told(south) == [asked]


def test_with_the_second_factor_there_is_no_such_line(nobody, ada, north):
    code = code_of(enrol(User.objects.get(username="ada")))

    assert nobody.post("/sign-in/", signing_in(otp=code)).status_code == 200
    assert trail(north) == ["signed-in"]


def told(clinic):
    with within(clinic):
        return list(AuditEntry.objects.order_by("pk").values_list("act", "actor", "subject", "outcome"))
