"""What can do much harm is done in the few places that are written down, here and in `docs/security.md`."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CALLS = {"exec", "eval", "compile", "__import__", "mark_safe", "SafeString", "format_html"}
MODULES = {
    *(
        "subprocess",
        "pickle",
        "marshal",
        "shelve",
        "dill",
        "ctypes",
        "random",
        "tempfile",
        "zipfile",
        "tarfile",
    ),
    *("xml", "lxml", "html", "ldap3", "smtplib", "imaplib", "memcache", "jinja2", "yaml", "sha1", "md5"),
    *("requests", "httpx", "urllib3", "socket", "ssl", "http.client", "urllib.request"),
}
PARTLY = {"http", "urllib"}
ALLOWED = {  # by module, and why
    ("clinic.starting", "ctypes"): "gives memory back to the system, with no argument of anybody's",
    (
        "clinic.backups.postgresql",
        "subprocess",
    ): "pg_dump and pg_restore, by a list of arguments and no shell",
    (
        "intake.triage.compiled",
        "exec",
    ): "a function made from our own rules; what a clinic sets is a number in it",
    ("intake.triage.compiled", "compile"): "the same",
    ("intake.gate.passwords", "sha1"): "how lists of stolen passwords are spelt; nothing is kept by it",
    ("intake.outbox.delivering", "random"): "how long a receiver rests, no secret",
    ("intake.outside", "socket"): "the only place that speaks to the outside",
    ("intake.outside", "ssl"): "the same",
}


def used(tree):
    """The names of what a file calls or imports of these."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield node.func.id
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names if node.module in PARTLY)
            yield from (each.name for each in node.names if node.module == "hashlib")
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            yield "shell"
        elif isinstance(node, ast.Attribute) and node.attr in ("md5", "sha1"):
            yield node.attr


def is_dangerous(name) -> bool:
    return name in CALLS | MODULES | {"shell"} or name.partition(".")[0] in MODULES


def found():
    for top in ("clinic", "intake"):
        for path in ROOT.glob(f"{top}/**/*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield from ((module, name) for name in used(ast.parse(path.read_text())) if is_dangerous(name))


def test_what_is_dangerous_is_done_where_it_is_written_down_and_nowhere_else():
    assert {*found()} == ALLOWED.keys()


@pytest.mark.parametrize(
    "planted",
    [
        "eval(request.data)",
        "import pickle",
        "from xml.etree import ElementTree",
        "run(command, shell=True)",
        "hashlib.md5(b'')",
        "from hashlib import sha1",
        "from django.utils.safestring import mark_safe\nmark_safe(name)",
        "import urllib.request",
    ],
)
def test_a_planted_one_is_seen(planted):
    assert any(map(is_dangerous, used(ast.parse(planted))))


def test_the_document_names_every_place():
    told = (ROOT / "docs" / "security.md").read_text()

    for module, _ in ALLOWED:
        assert f"`{module.replace('.', '/')}.py`" in told, module
