"""A worker's rounds: the same act again and again until somebody ends it, whatever the database does."""

import logging
import signal
from collections.abc import Callable
from threading import Event

from django.db import DatabaseError, InterfaceError, close_old_connections

from intake.errors import Unreachable

log = logging.getLogger(__name__)


def until_stopped(one_round: Callable[[], object], *, every: float, while_busy: bool = False) -> None:
    """Go round every so many seconds until SIGTERM or Ctrl-C; a database that is away is asked again.

    `while_busy`: at once, where a round says that it did something.
    """
    stopped = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    while not stopped.is_set():
        did = None
        try:
            did = one_round()
        except (DatabaseError, InterfaceError, Unreachable) as error:
            log.error("the database does not answer: %s", type(error).__name__)
            close_old_connections()
        if not (did and while_busy):
            stopped.wait(every)
