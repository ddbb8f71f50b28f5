"""No log line shows a patient, whoever writes it and however it ends."""

import ast
import json
import logging
import sys
from pathlib import Path
from uuid import UUID

import pytest
import structlog

from clinic import logs
from tests.starting import SAFE, run

ROOT = Path(__file__).parents[2]
ONE = UUID("0190a000-0000-4000-8000-00000000a0a0")


def line_of(name, message, *args, exc_info=None, **extra):
    """The line of production for what a logger of that name says."""
    record = logging.LogRecord(name, logging.ERROR, "here.py", 1, message, args, exc_info)
    for key, value in extra.items():
        setattr(record, key, value)
    return json.loads(logs.discreet().format(record))


def error_of(act):
    try:
        act()
    except ValueError:
        return sys.exc_info()


def refuse():
    raise ValueError("Failing row contains (Ada Lovelace)")


def refuse_after_another():
    try:
        refuse()
    except ValueError as first:
        raise ValueError("because of Ada") from first


def test_an_error_is_told_by_kind_and_place_only():
    line = line_of("intake.gate", "unforeseen %s", "ValueError", exc_info=error_of(refuse))

    assert (line["event"], line["where"][-1]) == ("unforeseen ValueError", "ValueError")
    assert line["where"][-2].endswith(" refuse")
    assert "Lovelace" not in json.dumps(line)


def test_so_are_the_errors_that_led_to_it():
    line = line_of("intake.gate", "failed", exc_info=error_of(refuse_after_another))

    assert line["where"].count("ValueError") == 2
    assert "Ada" not in json.dumps(line)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7, "7"),
        (ONE, str(ONE)),
        ("rule-failed", "rule-failed"),
        ("R04", "R04"),
        ("Nora Quince", "…"),
        ("born 1974-05-06", "…"),
        ("Żółć", "…"),
        ("a\nb", "…"),
        ({"family_name": "Quince"}, "…"),
        (["Nora", "Quince"], "…"),
        (ValueError("Quince"), "…"),
    ],
)
def test_our_sentences_are_filled_with_ids_and_single_words(value, shown):
    assert line_of("intake.outbox", "%s was not sent", value)["event"] == f"{shown} was not sent"


def test_of_a_library_only_the_sentence_is_kept():
    assert line_of("django.request", "%s: %s", "Not Found", "/Quince/")["event"] == "…: …"
    assert (
        line_of("axes", "AXES: failed login by %(name)s", {"name": "Quince"})["event"]
        == "AXES: failed login by …"
    )
    assert line_of("psycopg.pool", "error connecting in 'pool-1': Quince")["event"] == "…"
    assert line_of("urllib3", "100%% of %d bytes", 7)["event"] == "100% of … bytes"


@pytest.fixture
def said(monkeypatch):
    """What structlog's loggers say, as lines of production."""
    lines = []
    handler = logging.Handler()
    handler.setFormatter(logs.discreet())
    handler.emit = lambda record: lines.append(json.loads(handler.format(record)))
    logging.getLogger("clinic").addHandler(handler)
    yield lines
    logging.getLogger("clinic").removeHandler(handler)


def test_only_known_keys_pass_and_only_with_ids(said):
    log = structlog.get_logger("clinic.test")

    log.warning(
        "request", route="intakes/", status=404, family_name="Quince", actor="Nora Quince", clinic="north"
    )

    (line,) = said
    assert line.keys() == {"at", "level", "logger", "event", "route", "status", "clinic"}
    assert line["event"] == "request"


def test_an_error_caught_in_a_request_is_told_with_its_number(said):
    structlog.contextvars.bind_contextvars(request="0190a000")
    try:
        logging.getLogger("clinic.test").error("failed", exc_info=error_of(refuse))
    finally:
        structlog.contextvars.clear_contextvars()

    assert said[0]["request"] == "0190a000"


def test_a_request_leaves_one_line_without_path_or_query(said, ada):
    ada.get(f"/intakes/{ONE}/?family_name=Quince")
    ada.get("/Nora/Quince/")

    first, second = (line for line in said if line["event"] == "request")
    assert first["route"] == "api/v1/intakes/<id:submission_id>/"
    assert (first["submission_id"], first["status"], first["method"]) == (str(ONE), "400", "GET")
    assert (first["actor"], first["clinic"]) == (str(ada.actor), "north")
    assert (second["route"], second["status"]) == ("-", "404")
    assert first["request"] != second["request"]
    assert "Quince" not in json.dumps(said)


CRASH = "import django; django.setup(); raise ValueError('Failing row contains (Nora Quince)')"
IN_A_THREAD = (
    "import django, threading; django.setup()\n"
    "def crash(): raise ValueError('Nora Quince')\n"
    "thread = threading.Thread(target=crash); thread.start(); thread.join()"
)


@pytest.mark.parametrize("program", [CRASH, IN_A_THREAD])
def test_what_ends_a_process_in_production_tells_no_more(program):
    ended = run("-c", program, DJANGO_SETTINGS_MODULE="clinic.settings", **SAFE)

    line = json.loads(ended.stderr.splitlines()[-1])
    assert (line["event"], line["where"][-1]) == ("unforeseen", "ValueError")
    assert "Quince" not in ended.stderr


def calls_of_loggers():
    for path in (*ROOT.glob("clinic/**/*.py"), *ROOT.glob("intake/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("log", "logger", "logging")
                and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical", "log")
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_line_of_ours_is_a_fixed_sentence():
    """Filled by arguments, which the formatter looks at; a sentence that was put together it could not."""
    loose = [
        place
        for place, call in calls_of_loggers()
        if not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]

    assert loose == []


NAMING = {
    "name",
    "names",
    "value",
    "values",
    "body",
    "answers",
    "data",
    "family_name",
    "given_name",
    "note",
    "phone",
}
NAMING |= {"email", "birth_date", "identifier", "identity", "patient", "error", "exc", "content", "text"}


def test_no_line_of_ours_is_filled_with_what_names_somebody():
    """A class may be named: `type(error).__name__`; an error may not, since it quotes."""
    naming = [
        f"{place}: {ast.unparse(part)}"
        for place, call in calls_of_loggers()
        for part in call.args[1:]
        if getattr(part, "attr", getattr(part, "id", "")) in NAMING or isinstance(part, ast.JoinedStr)
    ]

    assert naming == []
