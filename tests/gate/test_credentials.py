"""Who is asking is said by one bearer token, and by nothing else."""

import pytest
from django.test import Client

from intake.actions.credentials import issue_token
from intake.models import Credential
from tests.api.given import refused
from tests.conftest import Person


def get(header):
    return Client().get("/api/v1/me/", headers={} if header is None else {"Authorization": header})


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_opens_what_it_stands_for(ada, scheme):
    assert get(f"{scheme} {ada.token}").json()["id"] == ada.actor.id


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer  {token}",
        "Bearer {token} ",
        "Bearer {token},Bearer {token}",
        "Bearer {token}x",
        "Bearer " + "x" * 10_000,
        "Bearer é" + "x" * 40,
        "Basic {token}",
        "Token {token}",
        "{token}",
    ],
)
def test_anything_else_is_refused(ada, header):
    answer = get(header and header.format(token=ada.token))

    refused(answer, 401, "no-credential")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_is_kept_as_its_hash_alone(north):
    token = issue_token(north, "clinician")

    assert token not in str(list(Credential.objects.values()))
    assert Person(None, token).get("/me/").json()["kind"] == "script"
    refused(Person(None, Credential.objects.get().secret_hash).get("/me/"), 401, "no-credential")


def test_a_token_in_the_address_or_a_cookie_opens_nothing(ada):
    client = Client()
    client.cookies["Authorization"] = f"Bearer {ada.token}"

    refused(client.get(f"/api/v1/me/?access_token={ada.token}"), 401, "no-credential")
