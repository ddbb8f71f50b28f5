"""Who guesses learns nothing: not from words, not from time, not by locking others out or by claiming an address."""

import time
from random import Random
from statistics import median

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from intake.models import User
from tests.api.given import refused
from tests.conftest import calling
from tests.desk.given import PHRASE, SIGN_IN

NOT_IT = "a phrase that is not it"


class AsInProduction(PBKDF2PasswordHasher):
    """The hash of production, at a cost that a test can pay."""

    iterations = 40_000


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)


@pytest.fixture
def hashed(settings, ada, bo):
    """Ada has a password; Bo's account is closed; Cleo has none yet."""
    settings.PASSWORD_HASHERS = [f"{__name__}.AsInProduction"]
    for name, is_active in (("ada", True), ("bo", False)):
        user = User.objects.get(username=name)
        user.is_active = is_active
        user.set_password(PHRASE)
        user.save()
    User.objects.create_user("cleo")
    return ("ada", "bo", "cleo", "nobody")


def api(name, address):
    body = {"username": name, "password": NOT_IT, "clinic": "north"}
    answer = calling(REMOTE_ADDR=address).post("/api/v1/sign-in/", body, content_type="application/json")
    assert answer.status_code == 401
    return answer


def pages(name, address):
    answer = calling(REMOTE_ADDR=address).post(SIGN_IN, {"login": name, "password": NOT_IT})
    assert answer.status_code in (200, 429)
    return answer


def costs(sign_in, names, rounds):
    """What each name costs the processor, taken in turns: seconds, a list by name."""
    found, draw = {name: [] for name in names}, Random(7)
    for number in range(rounds):
        for name in draw.sample(names, len(names)):
            address = f"192.0.{number // 250}.{number % 250 + 1}"  # another one, so that nothing is locked
            begun = time.process_time()
            sign_in(name, address)
            found[name].append(time.process_time() - begun)
    return found


def hold(sign_in, names, rounds, share):
    """No name costs so much more or less than another that a guesser could tell."""
    sign_in(names[0], "192.0.255.1")  # the first call of all pays for more
    middle = {name: median(seconds) for name, seconds in costs(sign_in, names, rounds).items()}
    assert max(middle.values()) - min(middle.values()) < share * min(middle.values()), middle


@pytest.mark.parametrize("sign_in", [api, pages])
def test_a_miss_costs_the_same_whoever_it_is(hashed, sign_in):
    hold(sign_in, hashed, 15, 0.5)


@pytest.mark.long
@pytest.mark.parametrize("sign_in", [api, pages])
def test_of_five_hundred_misses_the_known_names_do_not_stand_out(hashed, sign_in):
    hold(sign_in, hashed, 500, 0.1)


def test_a_miss_says_the_same_whoever_it_is(hashed):
    assert len({api(name, "192.0.2.1").content for name in hashed}) == 1


@pytest.mark.parametrize("sign_in", [api, pages])
def test_who_misses_on_purpose_locks_nobody_else_out(ada, sign_in):
    for _ in range(10):
        sign_in("ada", "192.0.2.66")

    body = {"username": "ada", "password": PHRASE, "clinic": "north"}
    elsewhere, there = (calling(REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.66"))
    assert elsewhere.post("/api/v1/sign-in/", body, content_type="application/json").status_code == 200
    assert elsewhere.post(SIGN_IN, {"login": "ada", "password": PHRASE}).status_code == 302
    refused(there.post("/api/v1/sign-in/", body, content_type="application/json"), 401, "sign-in-refused")
    assert there.post(SIGN_IN, {"login": "ada", "password": PHRASE}).status_code == 429


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"]
)
def test_an_address_that_is_claimed_neither_frees_nor_locks(ada, header):
    body = {"username": "ada", "password": NOT_IT, "clinic": "north"}

    def sign_in(password, address, claimed):
        client = calling(REMOTE_ADDR=address, headers={header: claimed})
        return client.post(
            "/api/v1/sign-in/", body | {"password": password}, content_type="application/json"
        ).status_code

    for number in range(5):
        assert sign_in(NOT_IT, "192.0.2.66", f"10.0.0.{number}") == 401

    assert sign_in(PHRASE, "192.0.2.66", "10.9.9.9") == 401
    assert sign_in(PHRASE, "10.0.0.1", "192.0.2.66") == 200


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}], ids=["page", "script"])
def test_who_is_locked_out_is_told_when_to_come_back_and_not_who_it_was(ada, headers):
    for _ in range(6):
        answer = calling(headers=headers).post(SIGN_IN, {"login": "ada", "password": NOT_IT})

    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Wait 15 minutes" in answer.content.decode()
    assert "ada" not in answer.content.decode()
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("guess", [api, pages], ids=["api", "pages"])
def test_who_has_a_whole_network_has_five_tries_in_all(ada, guess):
    # given somebody who guesses from another address of the own network each time
    for number in range(5):
        guess("ada", f"2001:db8:1:2::{number + 1:x}")

    # then the right password is refused there, and taken elsewhere
    typed = {"login": "ada", "password": PHRASE}
    for address, is_locked in (("2001:db8:1:2:a:b:c:d", True), ("2001:db8:1:3::1", False)):
        client = calling(REMOTE_ADDR=address)
        client.post(SIGN_IN, typed)
        assert (client.get("/desk/").status_code == 302) is is_locked
