"""No log line shows a patient."""

import logging
import sys

from clinic.logs import Discreet


def logged(act):
    """The line that an error in `act` leaves behind."""
    try:
        act()
    except ValueError:
        record = logging.LogRecord("afoot", logging.ERROR, "here.py", 1, "Filing failed", (), sys.exc_info())
    return Discreet("%(levelname)s %(message)s").format(record)


def refuse():
    raise ValueError("Failing row contains (Ada Lovelace)")


def refuse_after_another():
    try:
        refuse()
    except ValueError as first:
        raise ValueError("because of Ada") from first


def test_an_error_is_told_by_kind_and_place_only():
    line = logged(refuse)
    assert line.startswith("ERROR Filing failed\n")
    assert line.endswith("in refuse\nValueError")
    assert "Ada" not in line


def test_so_are_the_errors_that_led_to_it():
    line = logged(refuse_after_another)
    assert line.count("\nValueError") == 2
    assert "Ada" not in line
