"""No secret is in a file of the repository or was in one of its past, and none is in an error."""

import math
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BY_ITS_FORM = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{10,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|\bwhsec_[A-Za-z0-9+/]{20,}|\bpypi-[\w-]{40,}|://[^/\s:@]+:(?!password@)[^/\s:@*{]{8,}@[a-z]"
)
BY_CHANCE = re.compile(r"(?<![\w+/=-])(?:[A-Za-z0-9+/]{32,}={0,2}|[0-9a-f]{32,})(?![\w+/=-])")
RANDOM = 3.6  # bits a sign; a sentence written in one word has less
KNOWN = {
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw": "the example of Standard Webhooks",
    "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=": "its signature",
    "21697aaf320e7de482f7afb6ca8fe3d7671ef28f7fe753f1caa3db46424b67ba": "the first hash of a chain, to compare with",
    "://ada:s%2Fcret@d": "an address that is taken apart",
}
PINS = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def secrets_in(text: str) -> set[str]:
    found = {each[0] for each in BY_ITS_FORM.finditer(text)}
    return (found | {each for each in BY_CHANCE.findall(text) if is_random(each)}) - KNOWN.keys()


def is_random(text: str) -> bool:
    if text.isdigit() or text.startswith("/"):  # a number, a path
        return False
    counts = Counter(text).values()
    bits = -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
    sorts = sum(bool(re.search(sort, text)) for sort in ("[0-9]", "[a-z]", "[A-Z]"))
    return bits > RANDOM and (sorts == 3 or not re.search("[g-zG-Z]", text))


def git(*command) -> str:
    ran = subprocess.run(
        ["git", *command], cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )
    return ran.stdout if ran.returncode == 0 else ""


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN EC PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "x1Y2z3" * 6,
        "postgresql://afoot:hunter2hunter2@db.internal/afoot",
        'KEY = "' + "q83vEjRWeJq83vEjRWeJ" + 'ASNFZ4mrze8BI0VniavN7w=="',
        "token: " + "9f86d081884c7d65" + "9a2feaa0c55ad015a3bf4f1b2b0b822c",
    ],
)
def test_what_looks_like_a_secret_is_seen(text):
    assert secrets_in(text)


def test_no_file_holds_a_secret():
    names = git("ls-files").splitlines()
    if not names:
        pytest.skip("no repository is here")
    found = {}
    for name in names:
        path = ROOT / name
        if path.is_file() and not path.is_symlink() and name != "tests/test_secrets.py":
            found[name] = secrets_in(PINS.sub("", path.read_text(errors="replace")))
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.mark.long
def test_none_was_ever_committed():
    past = git("log", "--all", "--patch", "--no-color", "--unified=0", "--", ".", ":!tests/test_secrets.py")
    written = [line for line in past.splitlines() if line.startswith("+") and "--hash=" not in line]
    assert written or not git("log", "-1")
    assert secrets_in("\n".join(written)) == set()


def test_no_error_shows_a_setting_or_the_environment(client, settings, monkeypatch, db, caplog):
    settings.ROOT_URLCONF = "tests.gate.every_door"
    monkeypatch.setenv("AFOOT_PLANTED", "an environment of nobody's business")
    client.raise_request_exception = False

    answers = [
        client.get(path) for path in ("/failing/", "/failing/outside/", "/nowhere/", "/desk/", "/readyz")
    ]

    said = caplog.text + "".join(f"{each.content}{each.headers}" for each in answers)
    assert [answer.status_code for answer in answers][:3] == [500, 500, 404]
    for secret in (settings.SECRET_KEY, os.environ["AFOOT_PLANTED"], os.environ["AFOOT_DATABASE"], "AFOOT_"):
        assert secret not in said
