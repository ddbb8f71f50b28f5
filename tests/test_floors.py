"""A room uses the floors below it, never those above, never the door beside it; and none is overfull."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FLOORS = {  # the highest first
    "hall": ("clinic", "intake.management", "intake.apps"),
    "doors": ("intake.api", "intake.fhir", "intake.tablet", "intake.desk", "intake.health", "intake.admin"),
    "gate": ("intake.gate",),
    "verbs": (
        "intake.actions",
        "intake.alarms",
        "intake.audit",
        "intake.outbox",
        "intake.outside",
        "intake.access",
        "intake.reports",
        "intake.durability",
    ),
    "tables": ("intake.models", "intake.migrations", "intake.clock"),
    "words": ("intake.errors", "intake.questionnaire", "intake.triage"),
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
HEIGHT = {floor: -depth for depth, floor in enumerate(FLOORS)}

SQL_ENGINE = "intake.triage.sql"  # the only words that know Django, so no other word may lean on them
WORDS_MAY_USE = sys.stdlib_module_names | {"msgspec"}

LONGEST_FILE = 400
LONGEST_FUNCTION = 45
NAMES_OF_NO_ROOM = {"utils", "helpers"}


def is_sql(module):
    return module == SQL_ENGINE or module.startswith(f"{SQL_ENGINE}.")


def faults(root):
    """Everything under `root` that breaks the house rules, a sentence each."""
    modules = {
        name_of(path, root): path
        for top in ("clinic", "intake")
        for path in sorted(root.glob(f"{top}/**/*.py"))
    }
    trees = {name: ast.parse(path.read_text()) for name, path in modules.items()}
    uses = [
        (name, line, used)
        for name, tree in trees.items()
        for line, used in imports(tree, package_of(name, modules[name]), modules)
    ]
    found = [fault for use in uses for fault in misplaced(*use)]
    found += [
        f"{path.relative_to(root)} has no room" for name, path in modules.items() if not is_placed(name)
    ]
    found += circles(uses)
    for name, path in modules.items():
        found += overfull(path.relative_to(root), path.read_text(), trees[name])
    return found


def name_of(path, root):
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(name, path):
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def imports(tree, package, modules):
    """Every module that is imported anywhere in the file, also inside a function: (line, dotted name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            source = source_of(node, package)
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                is_module = whole in modules or room_of(whole) == whole
                yield node.lineno, whole if is_module else source


def source_of(node, package):
    """Where `from … import` looks, a relative one spelled out."""
    if not node.level:
        return node.module
    above = package.split(".")
    above = above[: len(above) - node.level + 1]
    return ".".join([*above, node.module] if node.module else above)


def room_of(module):
    return next((room for room in FLOOR_OF if module == room or module.startswith(f"{room}.")), None)


def is_placed(module):
    return room_of(module) is not None or module == "intake"


def misplaced(module, line, used):
    """Sentences on one import that a floor forbids."""
    where = f"{module}, line {line}"
    own, other = room_of(module), room_of(used)
    if other is None:
        if FLOOR_OF.get(own) == "words" and not is_sql(module) and used.split(".")[0] not in WORDS_MAY_USE:
            yield f"{where}: a word uses {used}"
        return
    if own is None:
        yield f"{where}: a module with no room uses {used}"
    elif HEIGHT[FLOOR_OF[other]] > HEIGHT[FLOOR_OF[own]]:
        yield f"{where}: {FLOOR_OF[own]} use {used}, which is above"
    elif FLOOR_OF[own] == "doors" and other != own and FLOOR_OF[other] == "doors":
        yield f"{where}: a door uses {used}, the door beside it"
    elif FLOOR_OF[own] == "words" and is_sql(used) and not is_sql(module):
        yield f"{where}: a word uses {used}, which knows Django"


def circles(uses):
    """Verbs may use one another, but not in a circle."""
    below = {verb: set() for verb in FLOORS["verbs"]}
    for module, _, used in uses:
        own, other = room_of(module), room_of(used)
        if own in below and other in below and own != other:
            below[own].add(other)
    return [
        f"{verb} uses itself by way of {', '.join(sorted(below[verb]))}"
        for verb in below
        if reaches(verb, below)
    ]


def reaches(start, below):
    seen, ahead = set(), [*below[start]]
    while ahead:
        verb = ahead.pop()
        if verb not in seen:
            seen.add(verb)
            ahead += below[verb]
    return start in seen


def overfull(path, text, tree):
    """Sentences on a file that has no noun, or too many."""
    if not NAMES_OF_NO_ROOM.isdisjoint(path.with_suffix("").parts):
        yield f"{path}: a line without a room is a noun that has not been found yet"
    if "migrations" in path.parts:
        return
    lines = len(text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}, line {node.lineno}: {node.name} has {length} lines"


def test_every_line_knows_its_room():
    assert faults(ROOT) == []


def test_what_tests_share_stands_in_no_test():
    files = {path: name_of(path, ROOT) for path in ROOT.glob("tests/**/*.py")}
    used = {
        f"{name}, line {line}: {used}"
        for path, name in files.items()
        for line, used in imports(ast.parse(path.read_text()), package_of(name, path), files.values())
        if used.startswith("tests.") and used.rpartition(".")[2].startswith("test_")
    }
    assert used == set()


@pytest.fixture
def house(tmp_path):
    """Build a small house from `{path: source}` and say what is wrong with it."""

    def build(rooms):
        for path, source in rooms.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(source)
        return faults(tmp_path)

    return build


ALLOWED = {
    "clinic/urls.py": "import intake.api.urls\nfrom intake.desk import urls",
    "intake/__init__.py": "",
    "intake/apps.py": "def ready():\n    from intake import models",
    "intake/management/commands/deliver.py": "from intake import outbox",
    "intake/api/views.py": "from intake import access\nfrom intake.gate import problems\nfrom . import urls",
    "intake/api/urls.py": "from rest_framework import views",
    "intake/gate/problems.py": "from intake.errors import Refused",
    "intake/actions/__init__.py": "from intake import audit, outbox\nfrom .records import file",
    "intake/actions/records.py": "from intake.models import IntakeRecord",
    "intake/audit.py": "from intake import access",
    "intake/outbox.py": "from django.db import transaction",
    "intake/models/record.py": "from intake.questionnaire import QUESTIONS\nfrom django.db import models",
    "intake/triage/assess.py": "import msgspec\nfrom intake import questionnaire\nfrom .logic import All",
    "intake/triage/sql/filters.py": "from django.db.models import Q\nfrom intake.triage import logic",
    "intake/migrations/0001_initial.py": "\n" * 900,
}


def test_a_sound_house_has_no_fault(house):
    assert house(ALLOWED) == []


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        (
            "intake/triage/rules/gait.py",
            "from intake import models",
            "words use intake.models, which is above",
        ),
        ("intake/triage/rules/gait.py", "import django.db", "a word uses django.db"),
        ("intake/errors.py", "from rest_framework import status", "a word uses rest_framework"),
        (
            "intake/triage/assess.py",
            "from .sql import filters",
            "a word uses intake.triage.sql.filters, which knows Django",
        ),
        (
            "intake/models/flag.py",
            "def f():\n    from intake.actions import close",
            "tables use intake.actions",
        ),
        (
            "intake/access.py",
            "from intake.gate.credentials import Bearer",
            "verbs use intake.gate.credentials",
        ),
        ("intake/gate/problems.py", "import intake.api.views", "gate use intake.api.views, which is above"),
        ("intake/api/views.py", "from intake import fhir", "a door uses intake.fhir, the door beside it"),
        ("intake/api/views.py", "from ..desk import views", "a door uses intake.desk, the door beside it"),
        ("intake/admin.py", "from clinic import settings", "doors use clinic, which is above"),
        ("intake/access.py", "from intake import audit", "intake.access uses itself by way of intake.audit"),
        ("intake/stuff.py", "", "intake/stuff.py has no room"),
        ("intake/stuff.py", "from intake import models", "a module with no room uses intake.models"),
        ("intake/__init__.py", "from intake import models", "a module with no room uses intake.models"),
        ("intake/api/utils.py", "", "intake/api/utils.py: a line without a room"),
        ("clinic/helpers.py", "", "clinic/helpers.py: a line without a room"),
        ("intake/api/views.py", "x = 1\n" * 401, "intake/api/views.py: 401 lines"),
        ("intake/gate/body.py", "def read():\n" + "    x = 1\n" * 45, "line 1: read has 46 lines"),
    ],
)
def test_a_planted_fault_is_found(house, path, source, fault):
    found = house(ALLOWED | {path: source})
    assert any(fault in sentence for sentence in found), found
