"""A patient in the hands of what fails gets out by no way; and the watch over all tests does see one that does."""

import json
import logging
import sys

import pytest
from django.test import Client

from tests import canary

TIMES = 100


@pytest.fixture(autouse=True)
def _every_door(settings, db):
    settings.ROOT_URLCONF = "tests.gate.every_door"
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)


def test_a_hundred_faults_let_nobody_out(client, monkeypatch, capsys):
    console = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    monkeypatch.setattr(console, "stream", sys.stderr)
    client.raise_request_exception = False
    answers = []

    for number in range(TIMES):
        name = f"Canary Quince {number}"
        if number % 4 == 3:
            body = json.dumps({"family_name": name, "note": "L5 root"})
            answers.append(client.post("/failing/", body, content_type="application/json"))
        else:
            path = ("/failing/", "/failing/outside/", f"/failing/?name={number}")[number % 4]
            answers.append(client.get(path, headers={"X-Patient": name, "Referer": f"/{name}/"}))

    out, err = capsys.readouterr()
    codes = [answer.status_code for answer in answers]
    assert codes.count(500) + codes.count(400) == TIMES
    assert codes.count(500) >= TIMES * 3 // 4
    assert err.count('"where"') >= TIMES // 4
    assert (
        canary.escaped(out + err + "".join(str(answer.content) + str(answer.headers) for answer in answers))
        == []
    )


ESCAPES = {
    "a log line": lambda: logging.getLogger("intake").error("%s was not sent", "Quince"),
    "a sentence put together": lambda: logging.getLogger("intake").error("Quince was not sent"),
    "an error page": lambda: Client().get("/repeating/", headers={"X-Patient": "Nora"}),
    "an address": lambda: Client().get("/repeating/?name=Nora"),
}


@pytest.mark.canary
@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_the_watch_sees_who_gets_out(escape):
    seen = []

    with canary.watching(seen.append):
        escape()

    assert seen
