"""A security key signs in whoever enrolled it, and nothing that was made up, changed or said before does."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator

from intake.models import User
from tests.api.given import trail
from tests.desk.given import (
    ADD,
    PHRASE,
    SECOND,
    challenge_at,
    code_of,
    enrol,
    is_signed_in,
    sign_in,
    sign_in_twice,
)
from tests.desk.made_key import MadeKey, websafe
from tests.gate.corpus import json_texts

AGAIN = "/desk/second-factor/webauthn/reauthenticate/"


@pytest.fixture(autouse=True)
def _ada(ada):
    """Ada works in the north."""


@pytest.fixture
def key():
    """Ada's key."""
    made, client = MadeKey(), sign_in_twice()
    answer = client.post(ADD, {"name": "Blue", "credential": made.enrolled(challenge_at(client, ADD))})
    assert answer.status_code == 302
    return made


def test_a_key_signs_in_and_without_it_the_password_does_not(key):
    client = sign_in()
    assert not is_signed_in(client)

    client.post(SECOND, {"credential": key.answer(challenge_at(client))})

    assert is_signed_in(client)
    assert Authenticator.objects.get(type="webauthn").last_used_at


def flipped(signature):
    return signature[:-1] + bytes([signature[-1] ^ 1])


FORGED = {
    "another challenge": lambda key, asked: key.answer(websafe(b"made up by somebody else entirely")),
    "no challenge": lambda key, asked: key.answer(""),
    "another host": lambda key, asked: key.answer(asked, host="evil.test"),
    "another origin": lambda key, asked: key.answer(asked, origin="https://evil.test"),
    "a beginning like ours": lambda key, asked: key.answer(asked, origin="https://testserver.evil.test"),
    "no TLS": lambda key, asked: key.answer(asked, origin="http://testserver"),
    "nobody there": lambda key, asked: key.answer(asked, flags=0),
    "the answer to another question": lambda key, asked: key.answer(asked, kind="webauthn.create"),
    "a flipped bit": lambda key, asked: key.answer(asked, spoil=flipped),
    "no signature": lambda key, asked: key.answer(asked, spoil=lambda _: b""),
    "a signature of nothing": lambda key, asked: key.answer(asked, spoil=lambda _: bytes(70)),
    "another key of the same name": lambda key, asked: MadeKey(key.id).answer(asked),
    "a key that nobody enrolled": lambda key, asked: MadeKey(b"unknown").answer(asked),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_what_is_forged_signs_nobody_in(key, settings, forge):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # as in production
    client = sign_in()

    answer = client.post(SECOND, {"credential": forge(key, challenge_at(client))})

    assert answer.status_code == 200
    assert not is_signed_in(client)


def test_what_was_said_before_signs_nobody_in(key):
    client = sign_in()
    said = key.answer(challenge_at(client))
    client.post(SECOND, {"credential": said})
    assert is_signed_in(client)

    for replaying in (sign_in(), sign_in()):
        replaying.get(SECOND)
        replaying.post(SECOND, {"credential": said})
        assert not is_signed_in(replaying)


def like(said, **changed):
    """An answer with other parts."""
    return json.dumps({**json.loads(said), **changed})


def junk():
    made = MadeKey().answer("asked")
    parts = json.loads(made)["response"]
    yield from (
        "",
        "null",
        "[]",
        '"key"',
        "{}",
        '{"id": 1}',
        like(made, type="password"),
        like(made, rawId=None),
    )
    for name in parts:
        yield from (
            like(made, response=parts | {name: value}) for value in (None, 1, [], "", "a", "?", "AAAA" * 99)
        )
        yield like(made, response=parts | {name: websafe(b"\x81" * 5_000)})  # CBOR without end
    attested = {"clientDataJSON": parts["clientDataJSON"]}
    for told in (b"", b"\xa0", b"\xa1", b"\xff", b"\x81" * 5_000, b"\xa3cfmtdnonegattStmt\xa0hauthDataA@"):
        yield like(made, response=attested | {"attestationObject": websafe(told)})
    yield from (text.decode("utf-8", "replace") for text in [*json_texts.refused().values()][::5])


@pytest.mark.parametrize(("path", "code"), [(ADD, 200), (SECOND, 200), (AGAIN, 302)])
def test_no_answer_of_a_key_upsets_a_page_or_is_taken_for_one(key, path, code, settings, monkeypatch):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    monkeypatch.setattr("intake.gate.sign_in.MOST_TRIES", 10**9)
    client = sign_in()
    if path != SECOND:
        client.post(SECOND, {"credential": key.answer(challenge_at(client))})
        client.post("/desk/password-again/", {"password": PHRASE})
    client.raise_request_exception = False
    client.get(path)

    codes = {text: client.post(path, {"credential": text}).status_code for text in junk()}

    assert len(codes) > 100
    wanted = {text: 400 if "\0" in text else code for text in codes}
    assert {text[:80]: each for text, each in codes.items() if each != wanted[text]} == {}
    assert Authenticator.objects.filter(type="webauthn").count() == 1


@pytest.mark.parametrize("path", [SECOND, AGAIN])
def test_both_pages_that_ask_for_a_key_ask_in_the_same_way(key, path):
    client = sign_in()
    if path == AGAIN:
        client.post(SECOND, {"credential": key.answer(challenge_at(client))})

    answer = client.get(path + "?next=/desk/")

    asked = answer.content.decode()
    form = next(each for each in re.findall(r"<form.*?</form>", asked, re.DOTALL) if "use_key" in each)
    assert f'action="{path}"' in form
    assert '<button type="button" id="use_key">' in form
    assert 'id="id_credential"' in form
    assert '"credential": "id_credential"' in asked
    assert ('name="next" value="/desk/"' in form) is (path == AGAIN)
    assert "mfa/key_form.html" in {template.name for template in answer.templates}


def miss(client, key, path=SECOND):
    return client.post(path, {"credential": key.answer(challenge_at(client), spoil=flipped)})


def use(client, key, path=SECOND):
    return client.post(path, {"credential": key.answer(challenge_at(client, path))})


def test_five_wrong_answers_of_a_key_lock_it_at_every_address_and_say_so(key, north):
    for number in range(5):
        answer = miss(sign_in(address=f"192.0.2.{number}"), key)

    client = sign_in(address="198.51.100.1")
    use(client, key)

    assert not is_signed_in(client)
    assert "After 5 failed attempts, wait 15 minutes." in answer.content.decode()
    assert trail(north).count("signed-in") == 1 + 6  # a line for each that was refused, and who enrolled


def test_misses_of_a_key_and_of_a_code_are_counted_together(key, nobody):
    secret = enrol(User.objects.get(username="ada"))
    client = sign_in()
    for number in range(2):
        miss(client, key)
        client.post(SECOND, {"code": f"00000{number}"})
    miss(client, key)

    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 200
    assert not is_signed_in(client)
    body = {"username": "ada", "password": PHRASE, "clinic": "north", "otp": code_of(secret)}
    assert nobody.post("/sign-in/", body).status_code == 401


def test_four_misses_of_a_key_are_forgiven_by_its_success(key):
    for _ in range(2):
        client = sign_in()
        for _ in range(4):
            miss(client, key)
        use(client, key)
        assert is_signed_in(client)


def test_who_proves_again_and_again_to_be_there_is_not_locked(key):
    client = sign_in()
    use(client, key)

    for _ in range(7):
        assert use(client, key, AGAIN)["Location"] == "/desk/"

    assert is_signed_in(client)
    client.post("/desk/sign-out/")
    client = sign_in()
    use(client, key)
    assert is_signed_in(client)


def test_wrong_answers_where_the_key_is_asked_for_again_count_too(key):
    client = sign_in()
    use(client, key)
    for _ in range(5):
        client.post(AGAIN, {"credential": key.answer(challenge_at(client, AGAIN), spoil=flipped)})

    use(client, key, AGAIN)

    again = sign_in()
    use(again, key)
    assert not is_signed_in(again)


def test_somebody_else_is_not_locked_by_them(key, bo):
    other, client = MadeKey(b"Bo's key"), sign_in_twice("bo")
    client.post(ADD, {"name": "Red", "credential": other.enrolled(challenge_at(client, ADD))})
    client = sign_in()
    for _ in range(6):
        miss(client, key)

    client = sign_in("bo")
    use(client, other)

    assert is_signed_in(client)
