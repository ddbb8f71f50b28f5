"""Every answer of every address, refusals, faults and files among them, says the same to browsers."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from intake.gate import headers
from tests.api.addresses import EVERYWHERE, PARAMETER
from tests.starting import SAFE, run

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
BESIDES = (  # what no address of ours answers
    "/nowhere/",
    "/api/v1/nowhere/",
    "/static/desk/desk.css",
    "/static/desk/icon.svg",
    "/static/nowhere.css",
    "/static/../clinic/settings.py",
    "/admin/",
    "/admin/login/",
    "/admin/intake/clinic/",
    "/failing/",
    "/failing/outside/",
    "/%00",
)
ALIKE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": headers.PERMISSIONS,
}
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*\btype=.application/json)|\son\w+=|\bstyle=", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def _every_door(settings, db):
    settings.ROOT_URLCONF = "tests.gate.every_door"
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)


def paths():
    nothing = "0190a000-0000-4000-8000-00000000a0a0"
    return [*(f"/{PARAMETER.sub(nothing, address.route)}" for address in EVERYWHERE), *BESIDES]


def lacking(answer):
    """What an answer does not say, or says otherwise."""
    wrong = {name: answer.get(name) for name, value in ALIKE.items() if answer.get(name) != value}
    kind, policy = answer.get("Content-Type", ""), answer.get("Content-Security-Policy", "")
    if (kind.startswith("text/") or kind.endswith("+xml")) and "charset" not in kind:
        wrong["Content-Type"] = kind
    if ("json" in kind) != (policy == headers.NOTHING) or "frame-ancestors 'none'" not in policy:
        wrong["Content-Security-Policy"] = policy
    is_file = answer.status_code == 200 and answer.wsgi_request.path.startswith("/static/")
    if not is_file and "no-store" not in answer.get("Cache-Control", ""):
        wrong["Cache-Control"] = answer.get("Cache-Control")
    return wrong


@pytest.mark.parametrize("who", ["ada", "nobody"])
def test_every_answer_of_every_address_and_method(who, request):
    token = request.getfixturevalue(who).token
    client = Client(
        raise_request_exception=False, headers={"Authorization": f"Bearer {token}"} if token else {}
    )
    wrong = {}

    for path in paths():
        for method in METHODS if who == "nobody" else ("GET", "POST"):
            answer = client.generic(method, path, b"{}", content_type="application/json")
            for close in answer._resource_closers:  # a file; close() would end the test's connection with it
                close()
            if found := lacking(answer):
                wrong[method, path, answer.status_code] = found

    assert wrong == {}


def test_what_fails_before_any_address(client):
    client.raise_request_exception = False
    answers = [client.get("/api/v1/me/", headers={"Host": "evil.test"}), client.get("/failing/outside/")]

    assert [answer.status_code for answer in answers] == [400, 500]
    assert [lacking(answer) for answer in answers] == [{}, {}]


def test_no_page_of_ours_holds_a_script_or_a_style_of_its_own(client):
    client.raise_request_exception = False
    for path in paths():
        answer = client.get(path)
        for close in answer._resource_closers:
            close()
        if answer.get("Content-Type", "").startswith("text/html") and path != "/api/v1/docs/":
            assert not INLINE.search(answer.content.decode()) or path.startswith("/admin/"), path
            assert "unsafe" not in answer["Content-Security-Policy"], path


IN_PRODUCTION = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
settings.ROOT_URLCONF = "tests.gate.every_door"
client = Client(raise_request_exception=False)
told = {}
host, token = {"Host": "afoot.example.org"}, {"Authorization": "Bearer 1"}
for path, secure, headers in (
    ("/nowhere/", True, {}),
    ("/static/desk/desk.css", True, {}),
    ("/nowhere/", False, {}),
    ("/static/desk/desk.css", False, {}),
    ("/desk/sign-in/", False, {}),
    ("/api/v1/me/", False, {}),
    ("/failing/", False, {}),
    ("/api/v1/nowhere/", False, token),
):
    answer = client.get(path, secure=secure, headers=host | headers)
    told[f"{path} {secure}"] = [answer.status_code, dict(answer.items())]
print(json.dumps(told))
"""


def test_production_speaks_tls_alone():
    ran = run("-c", IN_PRODUCTION, DJANGO_SETTINGS_MODULE="clinic.settings", **SAFE)
    told = json.loads(ran.stdout.splitlines()[-1])

    assert {name: code for name, (code, _) in told.items()} == {
        "/nowhere/ True": 404,
        "/static/desk/desk.css True": 200,
        "/nowhere/ False": 301,
        "/static/desk/desk.css False": 301,
        "/desk/sign-in/ False": 301,
        # a program that was led on would never notice, wherever its door is
        "/api/v1/me/ False": 403,
        "/failing/ False": 403,
        "/api/v1/nowhere/ False": 403,
    }
    for path in ("/nowhere/ True", "/static/desk/desk.css True"):
        assert told[path][1]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert told["/nowhere/ False"][1]["Location"].startswith("https://")


COOKIES = """
import django, json
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from intake.actions.clinics import add_staff, make_clinic
add_staff(make_clinic("north", "North Street"), "ada", "clinician", "a long enough phrase")
client = Client(headers={"Host": "afoot.example.org"})
for path in ("/desk/sign-in/", "/desk/sign-out/", "/desk/sign-in/"):
    client.get(path, secure=True)
    client.post(path, {"login": "ada", "password": "a long enough phrase"}, secure=True)
print(json.dumps({name: dict(cookie) for name, cookie in client.cookies.items()}))
"""


def test_every_cookie_of_production_is_for_this_host_alone_and_no_script_reads_it():
    ran = run("-c", COOKIES, DJANGO_SETTINGS_MODULE="clinic.settings", **SAFE)
    cookies = json.loads(ran.stdout.splitlines()[-1])

    assert cookies.keys() == {"__Host-afoot", "__Host-csrf"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_no_script_of_ours_keeps_anything_in_the_browser():
    scripts = [*(settings.BASE_DIR / "intake").glob("**/*.js")]

    assert scripts
    for script in scripts:
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", script.read_text()), (
            script
        )
