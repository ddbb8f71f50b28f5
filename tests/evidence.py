"""What a document names as its evidence: a test by its pytest id, without parameters, or a file of the repository."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType

ROOT = Path(__file__).parent.parent
DATABASES = ("SQLite", "PostgreSQL")


@cache
def tests_in(path) -> dict[str, FunctionType]:
    """The tests in a file by their names, as pytest finds them; none where there is no such file."""
    if not (ROOT / path).is_file():
        return {}
    module = import_module(".".join(Path(path).with_suffix("").parts))
    return {
        name: each
        for name, each in vars(module).items()
        if name.startswith("test_") and isinstance(each, FunctionType)
    }


def is_test(test) -> bool:
    path, _, name = test.partition("::")
    return name in tests_in(path)


def is_there(evidence) -> bool:
    return is_test(evidence) if "::" in evidence else (ROOT / evidence).is_file()


def is_set_aside(test) -> bool:
    """Whether a test may be green and hold nothing: skipped, but for being of the other database, or let fail."""
    return any(
        mark.name in ("skip", "xfail")
        or (mark.name == "skipif" and not any(each in mark.kwargs.get("reason", "") for each in DATABASES))
        for mark in marks_of(test)
    )


def is_long(test) -> bool:
    return any(mark.name == "long" for mark in marks_of(test))


def marks_of(test) -> list:
    """Those of the test itself and of its whole file; none where it is no test."""
    if "::" not in test or not is_test(test):
        return []
    path, _, name = test.partition("::")
    function = tests_in(path)[name]
    of_file = function.__globals__.get("pytestmark", [])
    both = [*(of_file if isinstance(of_file, list) else [of_file]), *getattr(function, "pytestmark", [])]
    return [getattr(mark, "mark", mark) for mark in both]
