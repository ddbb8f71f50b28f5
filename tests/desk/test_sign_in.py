"""Staff sign in at the pages with a password and, where enrolled or demanded, a second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.utils import timezone

from intake.access import within
from intake.actions.clinics import add_staff
from intake.gate import limits
from intake.gate.misses import hidden
from intake.models import AuditEntry, LimitCounter, User
from tests.api.given import trail
from tests.desk.given import (
    PHRASE,
    SIGN_IN,
    code_of,
    enrol,
    is_signed_in,
    recovery_codes,
    sign_in,
    sign_in_twice,
)

CODE = "/desk/second-factor/authenticate/"


@pytest.fixture(autouse=True)
def user(ada):
    return User.objects.get(username="ada")


def test_a_password_signs_in_and_leaves_a_line(ada):
    client = sign_in()

    assert is_signed_in(client)
    client.post("/desk/sign-out/")
    assert not is_signed_in(client)
    assert trail(ada.actor.clinic) == ["signed-in", "signed-out"]


def test_the_operator_works_in_no_clinic_and_concerns_each(north, south, caplog):
    olga = User.objects.create_superuser("olga", password=PHRASE)

    assert not is_signed_in(sign_in("olga", "not it"))
    sign_in("olga").post("/desk/sign-out/")

    for clinic in (north, south):
        assert trail(clinic) == ["signed-in", "signed-out"]
        with within(clinic):
            assert {line.actor for line in AuditEntry.objects.all()} == {f"operator:{olga.uuid}"}
    assert (
        f"somebody tried to sign in as {olga.uuid}" in caplog.text
    )  # a stranger writes into no clinic's trail


@pytest.mark.parametrize(
    ("name", "password"), [("ada", "not it"), ("nobody", PHRASE), ("ADA", PHRASE), ("", "")]
)
def test_what_does_not_match_signs_nobody_in(name, password):
    assert not is_signed_in(sign_in(name, password))


def test_a_miss_is_told_in_the_same_words_for_everybody():
    pages = {
        re.sub(
            r'value="[^"]*"', "", Client().post(SIGN_IN, {"login": name, "password": "x"}).content.decode()
        )
        for name in ("ada", "nobody")
    }

    assert len(pages) == 1
    page = pages.pop()
    assert "do not match" in page
    assert "After 5 failed attempts, wait 15 minutes." in page


def test_five_misses_lock_the_pages_and_the_api_alike(nobody):
    for _ in range(5):
        sign_in(password="not it")

    assert not is_signed_in(sign_in())
    body = {"username": "ada", "password": PHRASE, "clinic": "north"}
    assert nobody.post("/sign-in/", body).status_code == 401


def test_who_signed_in_and_who_missed_long_ago_is_told_by_the_trail_alone():
    sign_in(password="not it")
    sign_in()
    assert not AccessLog.objects.exists()

    AccessAttempt.objects.create(username="my own passphrase", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=1))
    sign_in(password="not it")

    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {hidden("ada")}


@pytest.mark.parametrize("where", ["pages", "api"])
def test_of_a_miss_neither_what_was_typed_nor_the_browser_is_kept(nobody, where, settings):
    typed, sent = "my own passphrase", {"User-Agent": "Quincebrowser/1"}
    for _ in range(2):
        if where == "pages":
            Client(headers=sent).post(f"{SIGN_IN}?next=quince", {"login": typed, "password": "quince"})
        else:
            nobody.post("/sign-in/", {"username": typed, "password": "quince", "clinic": "north"}, **sent)

    (kept,) = AccessAttempt.objects.values()
    said = {name: value for name, value in kept.items() if value}
    assert said.keys() == {"id", "ip_address", "username", "attempt_time", "failures_since_start"}
    assert said["username"] == hidden(typed)
    assert said["failures_since_start"] == 2
    # nor a hash that somebody could compare with guesses
    hashes = {said["username"], *LimitCounter.objects.values_list("caller", flat=True)}
    settings.AFOOT_SEARCH_KEY = bytes(32)
    assert hashes.isdisjoint({hidden(typed), limits._key(f"password:127.0.0.1:{typed}")})


def test_nobody_signs_up():
    for path in ("/desk/sign-up/", "/desk/signup/", "/accounts/signup/"):
        assert Client().get(path).status_code == 404


def test_a_page_from_elsewhere_signs_nobody_in():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(SIGN_IN, {"login": "ada", "password": PHRASE}).status_code == 403


def test_one_is_sent_nowhere_else_after_signing_in():
    for target in ("https://evil.test/", "//evil.test/", "javascript:alert(1)"):
        answer = Client().post(SIGN_IN, {"login": "ada", "password": PHRASE, "next": target})
        assert answer["Location"] == "/desk/"


def test_where_a_factor_is_enrolled_the_password_alone_is_not_enough(user):
    secret = enrol(user)
    client = sign_in()

    assert not is_signed_in(client)
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert is_signed_in(client)


def test_a_code_works_once(user):
    secret, code = enrol(user), None
    for expected in (True, False):
        client = sign_in()
        code = code or code_of(secret)
        client.post(CODE, {"code": code})
        assert is_signed_in(client) is expected


def test_a_recovery_code_works_once(user):
    enrol(user)
    code = recovery_codes(user)[0]
    for expected in (True, False):
        client = sign_in()
        client.post(CODE, {"code": code})
        assert is_signed_in(client) is expected


def test_five_wrong_codes_lock_the_second_step(user):
    secret = enrol(user)
    client = sign_in()
    for number in range(5):
        client.post(CODE, {"code": f"00000{number}"})

    client.post(CODE, {"code": code_of(secret)})

    assert not is_signed_in(client)


def test_a_code_without_a_password_before_it_is_nothing(user):
    secret = enrol(user)
    client = Client()

    assert client.post(CODE, {"code": code_of(secret)})["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_the_secret_is_kept_encrypted(user):
    secret = enrol(user)
    recovery_codes(user)

    for factor in Authenticator.objects.all():
        assert secret not in str(factor.data)
        assert all(":" in str(value) for value in factor.data.values() if isinstance(value, str))


def test_an_app_is_enrolled_at_the_pages_and_recovery_codes_are_given_once(user):
    client = sign_in_twice()
    page = client.get("/desk/second-factor/totp/activate/")
    secret = page.context["form"].secret

    answer = client.post("/desk/second-factor/totp/activate/", {"code": code_of(secret)}, follow=True)

    assert Authenticator.objects.filter(user=user).count() == 2
    codes = re.findall(r"\b\d{8}\b", answer.content.decode())
    assert len(codes) == 10
    again = client.get("/desk/second-factor/recovery-codes/").content.decode()
    assert not set(codes) & set(re.findall(r"\b\d{8}\b", again))


def test_recovery_codes_are_downloaded_under_a_name_of_ours(user):
    enrol(user)
    codes = recovery_codes(user)
    client = sign_in()
    client.post(CODE, {"code": codes[0]})
    client.post("/desk/password-again/", {"password": PHRASE})

    answer = client.get("/desk/second-factor/recovery-codes/download/?filename=evil.html")

    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert codes[1] in answer.content.decode()


def test_the_password_is_asked_again_five_times_at_most(user):
    client = sign_in()
    for number in range(5):
        client.post("/desk/password-again/", {"password": f"guess {number}"})

    client.post("/desk/password-again/", {"password": PHRASE})

    assert client.get("/desk/second-factor/totp/activate/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/desk/password/",
        "/desk/signed-in/",
        "/desk/second-factor/",
        "/desk/second-factor/totp/activate/",
        "/desk/second-factor/webauthn/",
        "/desk/second-factor/webauthn/add/",
        "/desk/sign-out/",
        "/desk/",
    ],
)
def test_every_page_is_whole_and_runs_nothing_of_its_own(path):
    answer = sign_in_twice().get(path)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en">' in text
    assert text.count("<h1") == 1
    assert "/desk/sign-out/" in text
    assert not re.search(r"<style|\son\w+=|<script(?![^>]*(src=|application/json))", text)


def test_where_a_second_factor_is_demanded_only_enrolling_is_open(user, settings):
    settings.MFA_REQUIRED = True
    client = sign_in()

    assert client.get("/desk/")["Location"] == "/desk/second-factor/"
    assert client.get("/desk/second-factor/totp/activate/")["Location"].startswith("/desk/password-again/")
    enrol(user)
    assert is_signed_in(client)


def refusals(clinic):
    with within(clinic):
        lines = AuditEntry.objects.filter(outcome="refused")
        return list(lines.values_list("act", "actor", "subject"))


def test_a_wrong_password_is_one_line_in_each_clinic_of_the_person_and_no_line_elsewhere(
    ada, north, south, dee
):
    add_staff(south, "ada", "front_desk")
    add_staff(north, "ada", "manager")

    sign_in(password="my own passphrase")
    sign_in("my own passphrase")

    line = ("signed-in", "nobody:unknown", ada.actor.id)
    assert refusals(north) == refusals(south) == [line]


def test_each_step_that_is_missed_is_one_line(user, ada, north):
    secret = enrol(user)
    client = sign_in()
    client.post(CODE, {"code": "000000"})
    assert len(refusals(north)) == 1
    client.post(CODE, {"credential": "{}"})
    client.post(CODE, {"credential": '{"id": 1}'})
    assert len(refusals(north)) == 2
    client.post(CODE, {"code": code_of(secret)})
    client.post("/desk/password-again/", {"password": "not it"})
    assert len(refusals(north)) == 3


def test_a_right_password_that_waits_for_its_second_factor_is_told_in_each_clinic(user, ada, north, south):
    add_staff(south, "ada", "front_desk")
    secret = enrol(user)

    client = sign_in()

    for clinic in (north, south):
        with within(clinic):
            line = AuditEntry.objects.get()
        asked = ("second-factor-asked", "nobody:unknown", ada.actor.id, "done")
        assert (line.act, line.actor, line.subject, line.outcome) == asked
    client.post(CODE, {"code": code_of(secret)})
    assert trail(north) == trail(south) == ["second-factor-asked", "signed-in"]


def test_an_operators_password_alone_is_told_everywhere(north, south):
    enrol(User.objects.create_superuser("olga", password=PHRASE))

    sign_in("olga")

    assert trail(north) == trail(south) == ["second-factor-asked"]


def test_tries_past_the_fifth_are_in_the_trail_too(ada, north):
    for _ in range(8):
        sign_in(password="not it")

    assert len(refusals(north)) == 8


def test_a_change_of_what_one_signs_in_with_is_one_line(ada, north):
    client = sign_in_twice()
    activate, remove = (f"/desk/second-factor/totp/{what}activate/" for what in ("", "de"))
    secret = client.get(activate).context["form"].secret
    steps = [
        (activate, {"code": code_of(secret)}),
        ("/desk/second-factor/recovery-codes/generate/", {}),
        (remove, {}),
    ]

    for path, body in steps:
        client.post(path, body)

    assert trail(north) == [
        "signed-in",
        "second-factor-added",
        "recovery-codes-made",
        "second-factor-removed",
    ]
