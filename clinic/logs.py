"""Log lines without patients: an error is told by its kind and place, never by its message.

A database quotes the row that it refuses, and a parser the text that it stumbled on.
"""

import logging
from traceback import TracebackException


class Discreet(logging.Formatter):
    def formatException(self, exc_info):
        told = TracebackException(*exc_info)
        lines = []
        while told:
            lines += [f'  File "{at.filename}", line {at.lineno}, in {at.name}' for at in told.stack]
            lines.append(told.exc_type.__qualname__)
            told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
        return "\n".join(lines)
