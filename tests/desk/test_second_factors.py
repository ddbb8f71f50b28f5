"""A second factor is changed with its line in the trail or not at all, and so is a code used up."""

from threading import Event

import pytest
from allauth.mfa import urls
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.urls import URLResolver

from intake.actions import second_factors
from intake.desk.second_factors import PROOFS, pages
from intake.models import LimitCounter, User
from tests.api.given import trail
from tests.at_once import at_once
from tests.desk.given import (
    ADD,
    PHRASE,
    SECOND,
    challenge_at,
    code_of,
    enrol,
    is_signed_in,
    recovery_codes,
    sign_in,
    sign_in_twice,
)
from tests.desk.made_key import MadeKey
from tests.falling_over import without

AT = "/desk/second-factor"
LINES = "intake_auditentry"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def user(ada):
    return User.objects.get(username="ada")


@pytest.fixture
def client(user):
    client = sign_in_twice()
    client.raise_request_exception = False
    return client


def add_app(client):
    secret = client.get(f"{AT}/totp/activate/").context["form"].secret
    return client.post(f"{AT}/totp/activate/", {"code": code_of(secret)})


def add_key(client):
    made = MadeKey().enrolled(challenge_at(client, ADD))
    return client.post(ADD, {"name": "Blue", "credential": made})


def key_page(act):
    key = Authenticator.objects.get(type="webauthn")
    return f"{AT}/webauthn/keys/{key.pk}/{act}/"


CHANGES = {  # how, and what it leaves in the trail
    "add an app": (add_app, ["second-factor-added"]),
    "add a key": (add_key, ["second-factor-added"]),
    "make new codes": (lambda client: client.post(f"{AT}/recovery-codes/generate/"), ["recovery-codes-made"]),
    "rename a key": (
        lambda client: client.post(key_page("edit"), {"name": "Green"}),
        ["second-factor-renamed"],
    ),
    "remove a key": (lambda client: client.post(key_page("remove")), ["second-factor-removed"]),
    "remove the app": (lambda client: client.post(f"{AT}/totp/deactivate/"), ["second-factor-removed"]),
}
NEEDS = {"add an app": [add_key], "add a key": [add_app]}  # the others need both


def kept():
    return [*Authenticator.objects.order_by("pk").values_list("pk", "type", "data")]


@pytest.fixture(params=CHANGES)
def change(request, client):
    """One that is about to be made, and its lines; the first app and key are there already as far as it needs them."""
    for prepare in NEEDS.get(request.param, [add_app, add_key]):
        assert prepare(client).status_code == 302
    return CHANGES[request.param]


def test_without_its_line_no_factor_is_changed_and_with_it_it_is(client, change, north):
    make, lines = change
    before, told = kept(), trail(north)

    with without(LINES):
        answer = make(client)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"
    assert kept() == before
    assert trail(north) == told

    assert make(client).status_code == 302
    assert kept() != before
    assert trail(north) == [*told, *lines]


@pytest.mark.parametrize("add", [add_app, add_key])
def test_a_first_factor_and_its_codes_come_together_or_not_at_all(client, north, add):
    with without(LINES):
        assert add(client).status_code == 503
    assert kept() == []

    assert add(client).status_code == 302
    assert len(kept()) == 2
    assert trail(north) == ["signed-in", "second-factor-added"]


def test_a_change_that_waited_for_the_password_is_whole_too(client, north, settings):
    assert add_app(client).status_code == 302
    before = kept()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    path = f"{AT}/totp/deactivate/"
    assert client.post(path)["Location"].startswith("/desk/password-again/")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

    with without(LINES):
        answer = client.post("/desk/password-again/", {"password": PHRASE, "next": path})

    assert answer.status_code == 503
    assert kept() == before
    client.post("/desk/password-again/", {"password": PHRASE, "next": path})
    assert kept() == []
    assert trail(north)[-1] == "second-factor-removed"


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_a_code_is_used_up_only_where_it_signed_in(user, north, kind):
    secret = enrol(user)
    code = code_of(secret) if kind == "app" else recovery_codes(user)[0]
    client = sign_in()
    client.raise_request_exception = False

    with without(LINES):
        assert client.post(SECOND, {"code": code}).status_code == 503
    assert not is_signed_in(client)
    assert trail(north) == ["second-factor-asked"]

    assert client.post(SECOND, {"code": code}).status_code == 302
    assert is_signed_in(client)
    other = sign_in()
    other.post(SECOND, {"code": code})
    assert not is_signed_in(other)


def test_a_miss_that_cannot_be_told_is_no_answer(user, north):
    enrol(user)
    client = sign_in()
    client.raise_request_exception = False

    with without(LINES):
        assert client.post(SECOND, {"code": "000000"}).status_code == 503

    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert trail(north) == ["second-factor-asked", "signed-in"]


def test_of_codes_at_the_same_moment_five_are_looked_at(user, monkeypatch):
    secret = enrol(user)
    clients = [sign_in() for _ in range(16)]

    at_once(16, lambda number: clients[number].post(SECOND, {"code": f"{number:06}"}))

    last = sign_in()
    last.post(SECOND, {"code": code_of(secret)})
    assert not is_signed_in(last)
    assert LimitCounter.objects.filter(calls=17).exists()


def test_of_two_changes_at_the_same_moment_each_tells_its_own(user, north):
    has_begun, is_done = Event(), Event()

    def slowly():
        with second_factors.changing(user):
            has_begun.set()
            is_done.wait(1)  # in vain: the other one waits for this one
            enrol(user)

    def meanwhile():
        assert has_begun.wait(10)
        with second_factors.changing(user):
            WebAuthn.add(user, "Blue", {})
        is_done.set()

    assert at_once(2, lambda number: (slowly, meanwhile)[number]()) == [None, None]

    assert trail(north) == ["second-factor-added"] * 2


def views(patterns):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns)
        else:
            yield each.name, each.callback


def test_every_page_that_allauth_has_is_whole_but_those_that_change_nothing():
    theirs, ours = dict(views(urls.urlpatterns)), dict(views(pages()))

    assert theirs.keys() == ours.keys()
    assert {name for name in theirs if ours[name] is theirs[name]} == PROOFS
