"""Every pattern of the repository reads a hostile text in no time, whoever it is meant for."""

import ast
import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from intake.triage import notation

ROOT = Path(__file__).parent.parent.parent
LONG = 30_000
SLOWEST = 1.0  # seconds of the processor
SOURCES = ("intake", "clinic", ".ci", "tests/canary.py")
FUNCTIONS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}


def patterns():
    """Each pattern that is written down anywhere, by where it is; and each one that a module made."""
    found = {}
    for source in SOURCES:
        root = ROOT / source
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if is_of_re(node) and isinstance(node.args[0], ast.Constant):
                    found[f"{path.relative_to(ROOT)}:{node.lineno}"] = re.compile(node.args[0].value)
    for module in modules():
        made = [each for each in vars(module).values() if isinstance(each, re.Pattern)]
        found |= {f"{module.__name__} {number}": each for number, each in enumerate(made)}
    return found


def is_of_re(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in {("re", name) for name in FUNCTIONS}
    )


def modules():
    for top in ("intake", "clinic"):
        package = importlib.import_module(top)
        for each in pkgutil.walk_packages(package.__path__, f"{top}."):
            if ".migrations" not in each.name and each.name != "clinic.asgi" and each.name != "clinic.wsgi":
                yield importlib.import_module(each.name)


BITS = (*"a0_-.:/(['{<%,=@\\", " ", "\n", "\t", "é", "𝐍")
PAIRS = (
    "a.",
    "0-",
    '",',
    'W/"',
    "a ",
    "{a",
    "{a}",
    "[S",
    "[S1, ",
    "%(",
    "%(a)",
    "://",
    "a:",
    "(#",
    "aA",
    "==1",
    "...",
)


def hostile():
    for bit in BITS + PAIRS:
        run = (bit * LONG)[:LONG]
        yield from (f"{run}!", f"https://{run}", f'"{run}\0')
    yield f"https://{'a' * 300}:{'1' * LONG}"


@contextmanager
def at_most(seconds):
    def give_up(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)  # the engine of `re` looks for signals now and then
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_of(pattern, text) -> float:
    text = text.encode() if isinstance(pattern.pattern, bytes) else text
    begun = time.process_time()
    try:
        with at_most(1.2 * SLOWEST):
            pattern.match(text)
            if pattern != notation.TOKEN:  # never sought, only matched, and in our own triggers
                pattern.sub(text[:0], text)
    except TimeoutError:
        return float("inf")
    return time.process_time() - begun


def slow(found) -> list[str]:
    texts = list(hostile())
    return [
        f"{where}: {pattern.pattern!r} at {text[:12]!r}"
        for where, pattern in found.items()
        for text in texts
        if seconds_of(pattern, text) > SLOWEST
    ]


def test_no_pattern_takes_long_over_a_hostile_text():
    if connection.vendor == "postgresql":
        pytest.skip("patterns know no database, so once is enough")
    found = patterns()

    assert len(found) > 20
    assert slow({pattern.pattern: pattern for pattern in found.values()}) == []


@pytest.mark.parametrize(("pattern", "sign"), [(r"(a+)+$", "a"), (r"\s+$", " ")])
def test_one_that_does_is_seen(pattern, sign):
    assert seconds_of(re.compile(pattern), sign * LONG + "!") > SLOWEST
