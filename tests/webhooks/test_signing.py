"""Each message is signed, so that a receiver knows by whom it was sent, when, and that nothing was changed."""

import time
from base64 import b64decode
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from intake.outbox import signing
from tests.webhooks.listening import is_authentic

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BODY = b'{"type":"intake.flagged"}'


def test_the_example_of_the_specification():
    headers = signing.signed(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_finds_it_authentic():
    secret = signing.new_secret()
    headers = signing.signed([secret], uuid4(), AT, BODY)
    assert is_authentic(secret, headers, BODY, AT.timestamp())


@pytest.mark.parametrize(
    "changed",
    [
        lambda headers, body: (headers, body.replace(b"flagged", b"flaggec")),
        lambda headers, body: (headers | {"webhook-id": str(uuid4())}, body),
        lambda headers, body: (headers | {"webhook-timestamp": str(int(AT.timestamp()) + 1)}, body),
    ],
    ids=["body", "id", "time"],
)
def test_whatever_is_changed_on_the_way_shows(changed):
    secret = signing.new_secret()
    headers, body = changed(signing.signed([secret], uuid4(), AT, BODY), BODY)
    assert not is_authentic(secret, headers, body, AT.timestamp())


def test_a_message_that_is_played_again_later_shows():
    secret = signing.new_secret()
    headers = signing.signed([secret], uuid4(), AT, BODY)
    assert not is_authentic(secret, headers, BODY, AT.timestamp() + 301)


def test_while_the_secret_changes_either_one_verifies():
    new, old, other = (signing.new_secret() for _ in range(3))
    headers = signing.signed([new, old], uuid4(), datetime.now(UTC), BODY)
    assert [is_authentic(secret, headers, BODY, time.time()) for secret in (new, old, other)] == [
        True,
        True,
        False,
    ]


def test_a_secret_has_the_form_and_length_of_the_specification():
    secrets = {signing.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    for secret in secrets:
        assert secret.startswith("whsec_")
        assert 24 <= len(b64decode(secret.removeprefix("whsec_"), validate=True)) <= 64
