"""What a document names as its evidence: a test by its pytest id, without parameters, or a file of the repository."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def names_in(path):
    """The names of the tests in a file, as pytest would find them; none where there is no such file."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def is_test(test) -> bool:
    path, _, name = test.partition("::")
    return name in names_in(path)


def is_there(evidence) -> bool:
    return is_test(evidence) if "::" in evidence else (ROOT / evidence).is_file()
