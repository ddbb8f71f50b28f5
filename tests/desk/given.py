"""Somebody at the pages: signs in with a password, enrols an authenticator app, and reads its codes."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

PHRASE = "a long enough phrase"
SIGN_IN = "/desk/sign-in/"
ADD = "/desk/second-factor/webauthn/add/"
SECOND = "/desk/second-factor/authenticate/"


def sign_in(name="ada", password=PHRASE, address="127.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    client.post(SIGN_IN, {"login": name, "password": password})
    return client


def sign_in_twice(name="ada"):
    """Signed in, and asked for the password again, as before a change of what one signs in with."""
    client = sign_in(name)
    client.post("/desk/password-again/", {"password": PHRASE})
    return client


def is_signed_in(client) -> bool:
    return client.get("/desk/").status_code == 200


def enrol(user) -> str:
    """An authenticator app for the user: its secret."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    return secret


def recovery_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code_of(secret, steps=0) -> str:
    """What the app shows, now or so many half minutes from now."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + steps))


def challenge_at(client, path=SECOND) -> str:
    """What a security key is to sign at this page."""
    told = client.get(path).context["js_data"]
    return (told.get("creation_options") or told["request_options"])["publicKey"]["challenge"]
