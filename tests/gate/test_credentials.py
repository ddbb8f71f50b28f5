"""Who is asking is said by one bearer token, and by nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.access import within
from intake.actions.credentials import hashed, issue_token
from intake.models import AuditEntry, Credential, User
from tests.api.given import refused
from tests.conftest import Person, calling


def get(header):
    return calling().get("/api/v1/me/", headers={} if header is None else {"Authorization": header})


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


def refusals(clinic):
    with within(clinic):
        lines = AuditEntry.objects.filter(outcome="refused").order_by("pk")
        return list(lines.values_list("actor", "act", "subject"))


def test_a_token_that_is_over_is_told_to_its_clinic_once_an_hour(ada, tablet, north, south):
    script = Person(None, issue_token(north, "clinician"))
    for person, change in (
        (ada, {"revoked_at": timezone.now()}),
        (tablet, {"expires_at": timezone.now()}),
        (script, {"revoked_at": timezone.now()}),
    ):
        Credential.objects.filter(secret_hash=hashed(person.token)).update(**change)
        for _ in range(3):
            refused(person.get("/worklist/"), 401, "no-credential")

    key = Credential.objects.get(secret_hash=hashed(script.token)).pk
    assert refusals(north) == [
        ("nobody:unknown", "token-refused", ada.actor.id),
        ("nobody:unknown", "token-refused", tablet.actor.id),
        ("nobody:unknown", "token-refused", f"credential {key}"),
    ]
    assert refusals(south) == []


def test_the_token_of_somebody_who_left_is_told_to_the_clinic_too(ada, north):
    User.objects.filter(uuid=ada.actor.id).update(is_active=False)

    refused(ada.get("/me/"), 401, "no-credential")

    assert refusals(north) == [("nobody:unknown", "token-refused", ada.actor.id)]


def test_a_token_that_is_nobodys_is_in_no_trail_and_a_good_one_asks_nothing_more(ada, north, south):
    refused(Person(None, "x" * 43).get("/me/"), 401, "no-credential")
    with CaptureQueriesContext(connection) as asked:
        ada.get("/me/")

    assert refusals(north) == refusals(south) == []
    assert sum("intake_credential" in query["sql"] for query in asked) == 1


def test_guesses_beyond_the_limit_are_not_looked_up(ada, north, settings):
    settings.LIMITS = settings.LIMITS | {"token": 0}
    Credential.objects.update(revoked_at=timezone.now())

    assert ada.get("/me/").status_code == 429
    assert refusals(north) == []


def test_a_token_in_the_address_or_a_cookie_opens_nothing(ada):
    client = calling()
    client.cookies["Authorization"] = f"Bearer {ada.token}"

    refused(client.get(f"/api/v1/me/?access_token={ada.token}"), 401, "no-credential")
