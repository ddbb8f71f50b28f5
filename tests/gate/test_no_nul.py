"""What PostgreSQL cannot keep, nor look for, is refused or taken for nothing before it is asked."""

import pytest
from django.conf import settings
from django.test import Client

from intake.models import User
from tests.gate.corpus import naughty_texts

PAGES = ("/livez", "/readyz", "/desk/", "/desk/sign-in/", "/api/v1/me/")
QUOTED_NUL = '"aaaaaaaaaaaa\\000aaaaaaaaaaaaaaaaaaaa"'  # a cookie may spell any character by its number


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME])
def test_a_cookie_may_hold_anything(client, path, name):
    texts = [QUOTED_NUL, "a" * 10_000, *naughty_texts.texts().values()]
    wanted = client.get(path).status_code

    for text in texts:
        sent = text.encode().decode("latin-1")
        assert client.get(path, headers={"Cookie": f"{name}={sent}"}).status_code == wanted, text[:40]


@pytest.fixture
def operator(client, settings):
    settings.ROOT_URLCONF = "tests.outage.with_admin"
    client.force_login(User.objects.create_superuser("olga"), "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_page_is_asked_for_nothing_with_nul(operator):
    for query in ("username=a%00", "a%00=b"):
        assert operator.get(f"/admin/intake/user/?{query}").status_code == 400
    assert operator.get("/admin/intake/user/?username=a").status_code == 200


def test_a_form_holds_no_nul(operator):
    chosen = {"action": "delete_selected", "_selected_action": "\0"}

    assert operator.post("/admin/intake/user/", chosen).status_code == 400
    assert operator.post("/desk/sign-in/", {"login": "a\0", "password": "b"}).status_code == 400
