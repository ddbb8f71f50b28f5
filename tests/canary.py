"""No test may let a patient out: what is known of patients in the tests is looked for wherever it could escape to.

A pytest plugin. A test in which a name, a number or a free text of a patient is found in a log line as production
writes it, in what was printed, in an address that we gave out, or in the answer to a request that failed, fails.
There are no metrics to look through.
"""

import logging
import re
from contextlib import contextmanager

import pytest
from django.test import Client

# What patients are called, how they are reached and what is said of them, throughout the tests.
KNOWN = (
    *("Quince", "Quínce", "Żółć", "Canary"),
    *("nora@example.org", "urn:hospital"),
    *("Operated at night", "Numb since yesterday", "L5 root", "Foot drop for three days", "gardener"),
)
SHORT = ("Nora", "960000", "4711")  # not within a word: four signs stand in many an id and token
CANARY = re.compile(
    rf"{'|'.join(map(re.escape, KNOWN))}|(?<![\w-])(?:{'|'.join(SHORT)})(?![\w-])", re.IGNORECASE
)
LINK = re.compile(rb'"(?:next|url|link|href)": ?"([^"]*)"')

found = pytest.StashKey[list]()


def escaped(text: str) -> list[str]:
    """The canaries in a text."""
    return CANARY.findall(text)


class Lines(logging.Handler):
    """Every log line, as production would write it."""

    def __init__(self, keep, as_in_production):
        super().__init__(level=logging.DEBUG)
        self.setFormatter(as_in_production)
        self.keep = keep

    def emit(self, record):
        line = self.format(record)
        for canary in escaped(line):
            self.keep(f"{canary!r} in the log: {line}")


def look_at(answer, keep) -> None:
    """What leaves beside the body of a success: addresses, headers, and whatever a refusal or a fault says."""
    links = b" ".join(LINK.findall(answer.content)) if not answer.streaming else b""
    places = {"an address": links.decode() + answer.get("Location", "")}
    places["a header"] = " ".join(f"{name}: {value}" for name, value in answer.items())
    if answer.status_code >= 400 and not answer.streaming:
        places["an error"] = answer.content.decode(errors="replace")
    for place, text in places.items():
        for canary in escaped(text):
            keep(f"{canary!r} in {place}: {answer.wsgi_request.method} {answer.wsgi_request.path}")


@contextmanager
def watching(keep):
    """Look at every log line and every answer of the test client; print log lines as production does."""
    from clinic.logs import discreet

    asked, lines = Client.request, Lines(keep, discreet())
    consoles = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler]
    formatters = [console.formatter for console in consoles]

    def request(client, **environ):
        answer = asked(client, **environ)
        look_at(answer, keep)
        return answer

    Client.request = request
    logging.getLogger().addHandler(lines)
    for console in consoles:
        console.setFormatter(lines.formatter)
    try:
        yield
    finally:
        for console, formatter in zip(consoles, formatters, strict=True):
            console.setFormatter(formatter)
        logging.getLogger().removeHandler(lines)
        Client.request = asked


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    item.stash[found] = []
    with watching(item.stash[found].append):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and "canary" not in item.keywords:
        printed = [text for title, text in report.sections if "log" not in title]
        escapes = [
            *item.stash[found],
            *(f"{each!r} was printed" for text in printed for each in escaped(text)),
        ]
        if escapes and report.passed:
            report.outcome = "failed"
            report.longrepr = "A patient got out.\n" + "\n".join(escapes[:10])
    return report
