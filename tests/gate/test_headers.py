"""Every answer of every address, refusals, faults and files among them, says the same to browsers."""

import json
import re

import pytest
from django.test import Client

from intake.gate import headers
from tests.api.addresses import EVERYWHERE, PARAMETER
from tests.test_settings import SAFE, run

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
BESIDES = (  # what no address of ours answers
    "/",
    "/nowhere/",
    "/api/v1/nowhere/",
    "/static/desk/desk.css",
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
from django.test import Client
client = Client(raise_request_exception=False)
told = {}
for path, secure in (("/nowhere/", True), ("/static/desk/desk.css", True), ("/nowhere/", False)):
    answer = client.get(path, secure=secure, headers={"Host": "afoot.example.org"})
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
    }
    assert told["/nowhere/ True"][1]["Strict-Transport-Security"] == "max-age=31536000"
    assert told["/static/desk/desk.css True"][1]["Strict-Transport-Security"] == "max-age=31536000"
    assert told["/nowhere/ False"][1]["Location"].startswith("https://")
