"""Log lines by an allow-list: fixed sentences, known keys and ids pass; nothing that anybody typed does.

An error is told by its kind and place, never by its message: a database quotes the row that it refuses, and a
parser the text that it stumbled on. Of what libraries say only the sentence is kept, without what it was filled with.
"""

import logging
import logging.config
import re
import sys
import threading
from datetime import UTC, datetime
from traceback import TracebackException

import msgspec
import structlog
from django.core.exceptions import ImproperlyConfigured

OURS = ("clinic", "intake")
KNOWN = {  # what a line may say beside its sentence
    *("request", "method", "route", "status", "ms", "actor", "clinic"),
    *("submission_id", "patient_id", "review_id", "copy_id", "device_id"),
    *("alarm_id", "receiver_id", "delivery_id"),
}
WORD = re.compile(r"[\w.:/<>=-]{1,80}\Z", re.ASCII)
FILLED = re.compile(r"%(?:%|(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])")
WITHHELD = "…"


def configure(options) -> None:
    """Django's `LOGGING_CONFIG`: one stream to stderr, in JSON where it must be discreet."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": discreet if options["is_discreet"] else plain}},
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["console"], "level": options["level"]},
            "loggers": {"django": {"handlers": [], "level": options["level"], "propagate": True}},
        }
    )
    if options["is_discreet"]:
        # a line that cannot be written would be printed with all it was filled with
        logging.raiseExceptions = False
        sys.excepthook = _told_of_crash
        threading.excepthook = lambda crash: _told_of_crash(
            crash.exc_type, crash.exc_value, crash.exc_traceback
        )


def discreet() -> logging.Formatter:
    """A line of JSON each."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[_allowed, structlog.processors.JSONRenderer(_as_json)],
        foreign_pre_chain=[structlog.contextvars.merge_contextvars],
        use_get_message=False,
        pass_foreign_args=True,
    )


def plain() -> logging.Formatter:
    """For a developer, whose patients are made up: everything, to be read by eye."""
    processors = structlog.processors
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0),
        ]
    )


def _allowed(_, __, event):
    """Only what may be said, whoever says it."""
    record = event["_record"]
    told = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _sentence(record, event),
    }
    told |= {key: str(event[key]) for key in sorted(KNOWN & event.keys()) if is_id(event[key])}
    error = event.get("exc_info") or record.exc_info
    if error:
        told["where"] = _where(error if isinstance(error, tuple) else sys.exc_info())
    return told


def _as_json(told, **_) -> str:
    return msgspec.json.encode(told).decode()


def _sentence(record, event) -> str:
    """What was said, filled with ids alone; of a library, filled with nothing."""
    is_ours = record.name.partition(".")[0] in OURS
    said, args = str(event["event"]), event.get("positional_args") or ()
    if event["_from_structlog"] or not args:
        return said if is_ours else WITHHELD
    named, rest = (args, iter(())) if isinstance(args, dict) else ({}, iter(args))

    def fill(spot):
        if spot[0] == "%%":
            return "%"
        value = named.get(spot[1], WITHHELD) if spot[1] else next(rest, WITHHELD)
        return str(value) if is_ours and is_id(value) else WITHHELD

    return FILLED.sub(fill, said)


def is_id(value) -> bool:
    """A number, an id, or one word such as our code writes: no text of several."""
    if type(value) in (int, float):
        return True
    return not isinstance(value, BaseException) and WORD.match(str(value)) is not None


def _where(exc_info) -> list[str]:
    """The kinds of an error and of those that led to it, each with its places, the innermost last."""
    told, lines = TracebackException(*exc_info, lookup_lines=False), []
    while told:
        lines += [f"{at.filename}:{at.lineno} {at.name}" for at in told.stack]
        lines.append(told.exc_type.__qualname__)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    return lines


def _told_of_crash(kind, error, traceback) -> None:
    """What ends a process leaves a line like any other; what refuses a start says why, in words of ours."""
    if issubclass(kind, KeyboardInterrupt | SystemExit | ImproperlyConfigured):
        sys.__excepthook__(kind, error, traceback)
        return
    logging.getLogger("clinic").critical("unforeseen", exc_info=(kind, error, traceback))
