"""The operator lets somebody who missed too often try again, and nobody else with them."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from intake.models import User
from tests.api.given import trail
from tests.desk.given import (
    ADD,
    PHRASE,
    SIGN_IN,
    challenge_at,
    code_of,
    enrol,
    is_signed_in,
    sign_in,
    sign_in_twice,
)
from tests.desk.made_key import MadeKey

CODE = "/desk/second-factor/authenticate/"
ADDRESSES = ("192.0.2.1", "192.0.2.2")


def signs_in(name, address, password=PHRASE):
    return Client(REMOTE_ADDR=address).post(SIGN_IN, {"login": name, "password": password}).status_code == 302


@pytest.fixture
def locked(ada, bo):
    """Ada missed too often at two addresses, and Bo at one of them."""
    for name, address in [("ada", ADDRESSES[0]), ("ada", ADDRESSES[1]), ("bo", ADDRESSES[0])]:
        for _ in range(7):
            signs_in(name, address, "not it")
        assert not signs_in(name, address)


def test_who_is_unlocked_signs_in_at_each_address_and_the_api(locked, nobody, north, capsys):
    call_command("unlock", "ada")

    assert all(signs_in("ada", address) for address in ADDRESSES)
    assert not signs_in("bo", ADDRESSES[0])
    assert (
        nobody.post("/sign-in/", {"username": "ada", "password": PHRASE, "clinic": "north"}).status_code
        == 200
    )
    assert trail(north).count("sign-in-unlocked") == 1
    assert capsys.readouterr().out == "Unlocked.\n"


def test_five_more_misses_lock_again(locked):
    call_command("unlock", "ada")
    for _ in range(5):
        signs_in("ada", ADDRESSES[0], "not it")

    assert not signs_in("ada", ADDRESSES[0])


def test_codes_may_be_tried_again_too(ada):
    secret = enrol(User.objects.get(username="ada"))
    client = sign_in()
    for number in range(6):
        client.post(CODE, {"code": f"00000{number}"})
    client.post(CODE, {"code": code_of(secret)})
    assert not is_signed_in(client)

    call_command("unlock", "ada")

    client.post(CODE, {"code": code_of(secret)})
    assert is_signed_in(client)


def test_keys_may_be_tried_again_too(ada):
    key, client = MadeKey(), sign_in_twice()
    client.post(ADD, {"name": "Blue", "credential": key.enrolled(challenge_at(client, ADD))})
    client = sign_in()
    for host in ("evil.test",) * 6 + ("testserver",):
        client.post(CODE, {"credential": key.answer(challenge_at(client), host=host)})
    assert not is_signed_in(client)

    call_command("unlock", "ada")

    client.post(CODE, {"credential": key.answer(challenge_at(client))})
    assert is_signed_in(client)


def test_a_name_that_nobody_has_is_told_so(db):
    with pytest.raises(CommandError, match="No user has that name"):
        call_command("unlock", "nobody")
